import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import type { Plugin } from 'vite'
import manifest from '../package.json' with { type: 'json' }

/**
 * An empty PGlite data folder as a gzipped tar (4.5 MB), made once on this machine for each version of PGlite. To begin
 * with it takes a sixth of the processor's time that making one takes (`initdb`).
 */
export async function emptyWorkspace(): Promise<Buffer<ArrayBuffer>> {
  const folder = new URL('../node_modules/.cache/salesinbox/', import.meta.url)
  const file = new URL(`pglite-${manifest.dependencies['@electric-sql/pglite']}.tgz`, folder)
  if (!existsSync(file)) {
    const fresh = await PGlite.create()
    const dump = await fresh.dumpDataDir('gzip')
    await fresh.close()
    mkdirSync(folder, { recursive: true })
    // Whole or not at all: another build may be at the same.
    const part = new URL(`${file.href}.${process.pid}`)
    writeFileSync(part, new Uint8Array(await dump.arrayBuffer()))
    renameSync(part, file)
  }
  return readFileSync(file)
}

/** Puts it beside the workspace's worker, where electron/workspace/empty.ts looks. */
export function emptyWorkspaceAsset(): Plugin {
  return {
    name: 'salesinbox-empty-workspace',
    applyToEnvironment: ({ name }) => name === 'core',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'workspace-empty.tgz', source: await emptyWorkspace() })
    }
  }
}
