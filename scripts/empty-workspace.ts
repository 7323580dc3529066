import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import type { Plugin } from 'vite'
import { migrate } from '../electron/workspace/migrate.ts'
import { migrations } from '../electron/workspace/migrations/index.ts'
import { pgliteEngine } from '../electron/workspace/pglite.ts'
import manifest from '../package.json' with { type: 'json' }

/**
 * Databases are copied from the templates, and here none ever is: without them it is half as many files, whose laying
 * out is most of the work. The checkpoint spares the first opening the replay of what made it.
 */
const leaner = [
  "update pg_database set datistemplate = false where datname like 'template_'",
  'drop database template0',
  'drop database template1',
  'checkpoint'
]

/**
 * A PGlite data folder with the newest schema and no rows, as a gzipped tar (3 MB), made once on this machine for each
 * version of PGlite and each set of migrations. To begin with it takes a fifth of the processor's time that `initdb`
 * and the migrations take.
 */
export async function emptyWorkspace(): Promise<Buffer<ArrayBuffer>> {
  const folder = new URL('../node_modules/.cache/salesinbox/', import.meta.url)
  const made = JSON.stringify([manifest.dependencies['@electric-sql/pglite'], migrations, leaner])
  const name = createHash('sha256').update(made).digest('hex').slice(0, 16)
  const file = new URL(`workspace-${name}.tgz`, folder)
  if (!existsSync(file)) {
    const fresh = await PGlite.create()
    await migrate(pgliteEngine(fresh).db)
    // one by one: a database is not dropped within a transaction
    for (const statement of leaner) await fresh.exec(statement)
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
