// Builds, then measures: `npm run bench -- --area main-job --json FILE`; `--only NAME --runs N --mails N` to look closer.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale, root } from './build.mjs'
import { provideSystem } from './system.mjs'

if (!provideSystem()) process.exit(1)
await buildIfStale()
const result = spawnSync(process.execPath, [join(root, 'tests/bench/run.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit'
})
process.exit(result.status ?? 1)
