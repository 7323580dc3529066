import type { PGlite } from '@electric-sql/pglite'
import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult
} from 'kysely'

/**
 * PGlite has one connection. Kysely's own PGlite dialect hands it to everybody at once: a read that runs beside a
 * transaction lands inside it, and two transactions that begin together never end (0.29.9). Here a connection
 * is lent to one at a time, so that transactions are what they are on a server.
 */
export function pgliteDialect(pglite: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver(pglite),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler()
  }
}

function driver(pglite: PGlite): Driver {
  const connection = connectionOf(pglite)
  let free = Promise.resolve()
  const release: (() => void)[] = []
  const run = async (sql: string) => {
    await pglite.query(sql)
  }
  return {
    init: () => pglite.waitReady,
    async acquireConnection() {
      const mine = free
      free = new Promise((resolve) => release.push(resolve))
      await mine
      return connection
    },
    async releaseConnection() {
      release.shift()?.()
    },
    beginTransaction: () => run('begin'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    destroy: async () => undefined
  }
}

function connectionOf(pglite: PGlite): DatabaseConnection {
  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, affectedRows } = await pglite.query<R>(sql, [...parameters])
      return { rows, ...(affectedRows === undefined ? {} : { numAffectedRows: BigInt(affectedRows) }) }
    },
    // eslint-disable-next-line require-yield
    async *streamQuery() {
      throw new Error('PGlite does not stream')
    }
  }
}
