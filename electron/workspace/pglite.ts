import { PGlite } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import { oid, type Engine } from './engine.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { Database } from './schema.ts'

/**
 * The embedded database in a folder of its own; without a folder in memory. The caller holds the folder's lock
 * (lock.ts): PGlite takes none, and two processes on one folder destroy it.
 */
export async function openPglite(folder?: string): Promise<Engine> {
  const pglite = new PGlite({
    ...(folder === undefined ? {} : { dataDir: folder }),
    parsers: { [oid.int8]: Number, [oid.numeric]: Number, [oid.date]: (text: string) => text }
  })
  await pglite.waitReady
  const db = new Kysely<Database>({ dialect: pgliteDialect(async () => pglite) })
  return { name: 'pglite', db, close: () => db.destroy() }
}
