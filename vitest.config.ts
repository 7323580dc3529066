import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take most of a minute or more. */
const long = [
  'tests/reader/corpora',
  'electron/workspace/service',
  'tests/reader/stops',
  'tests/sample/whole'
]

/** A long file that begins last runs alone, while the other processor rests. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => long.some((name) => moduleId.includes(name))
    const rest = await super.sort(files.filter((file) => !isLong(file)))
    return [...files.filter(isLong), ...rest]
  }
}

export default defineConfig({
  test: {
    include: ['{electron,renderer,shared,tests,scripts,training}/**/*.test.{ts,tsx,mjs}'],
    exclude: ['tests/e2e/**', 'node_modules/**', 'dist/**'],
    // touching the real module under plain Node would download Electron
    alias: { electron: resolve(import.meta.dirname, 'tests/electron/stand-in.ts') },
    server: { deps: { inline: ['electron-store'] } },
    globalSetup: 'tests/empty-workspace.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // one more than processors: servers and browsers that tests wait for leave them idle
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst }
  }
})
