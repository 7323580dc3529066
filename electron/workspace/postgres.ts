import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { oid, type Engine } from './engine.ts'
import type { Database } from './schema.ts'

/** A PostgreSQL server (15 or newer) that the team shares. */
export function openPostgres(connectionString: string, as: Engine['as'] = 'rep'): Engine {
  const types: pg.CustomTypesConfig = {
    getTypeParser: (id: number, format?: 'text' | 'binary') => {
      if (id === oid.int8 || id === oid.numeric) return Number
      if (id === oid.date) return (text: string) => text
      return format === 'binary' ? pg.types.getTypeParser(id, 'binary') : pg.types.getTypeParser(id, 'text')
    }
  }
  const pool = new pg.Pool({ connectionString, types, max: 5 })
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return { name: 'postgres', as, db, close: () => db.destroy() }
}
