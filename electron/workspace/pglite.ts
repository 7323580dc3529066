import { PGlite } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import { oid, type Engine } from './engine.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { Database } from './schema.ts'

/**
 * The embedded database in a folder of its own. The caller holds the folder's lock
 * (lock.ts): PGlite takes none, and two processes on one folder destroy it.
 */
export async function openPglite(folder: string): Promise<Engine> {
  const pglite = await startPglite(folder)
  return { ...pgliteEngine(pglite), close: () => pglite.close() }
}

/**
 * Without a folder in memory.
 * @param empty a data folder as `dumpDataDir` gives it, to begin with instead of making one
 */
export async function startPglite(folder?: string, empty?: Blob): Promise<PGlite> {
  const pglite = new PGlite({
    ...(folder === undefined ? {} : { dataDir: folder }),
    ...(empty === undefined ? {} : { loadDataDir: empty }),
    parsers: { [oid.int8]: Number, [oid.numeric]: Number, [oid.date]: (text: string) => text }
  })
  await pglite.waitReady
  return pglite
}

/** Queries to a PGlite that somebody else closes. */
export function pgliteEngine(pglite: PGlite): Engine {
  const db = new Kysely<Database>({ dialect: pgliteDialect(pglite) })
  return { name: 'pglite', as: 'owner', db, close: async () => undefined }
}
