import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { TeamServer } from '../../shared/team/invitation.ts'
import { authorities } from '../wire/authorities.ts'
import { oid, type Engine } from './engine.ts'
import type { Database } from './schema.ts'
import { isLost } from './team/lost.ts'

/** A login on a server. */
export interface Login {
  server: TeamServer
  password: string
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => {
    if (id === oid.int8 || id === oid.numeric) return Number
    if (id === oid.date) return (text: string) => text
    return format === 'binary' ? pg.types.getTypeParser(id, 'binary') : pg.types.getTypeParser(id, 'text')
  }
}

/** ms: to get in, and for the answer of a statement, whose own limit the login has (join.ts), somewhat less. */
export const limits = { connect: 10_000, query: 130_000 }

/**
 * Of one app. A server has a few hundred connections for all, and a new one costs it 100 ms of a processor until its
 * caches are filled: two hundred apps that each opened five and closed them after 10 s brought it to a stand.
 */
const room = { max: 2, idleTimeoutMillis: 60_000 }

/**
 * How a login gets in. TLS with the server's name checked, by the certificate of the invitation or else this computer's
 * authorities. No parameter is sent at the start and no statement has a name: a pooler in transaction mode lets both fail.
 */
export function configOf({ server, password }: Login): pg.ClientConfig {
  const { host, port, database, login: user, certificate, tls } = server
  const trusted = certificate ? { ca: certificate } : { secureContext: authorities() }
  const ssl = tls ? { rejectUnauthorized: true, ...trusted } : false
  const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 }
  return { host, port, database, user, password, ssl, ...keepAlive, connectionTimeoutMillis: limits.connect }
}

/**
 * A PostgreSQL server (15 or newer) that the team shares: as its owner by an address, as a rep by a login.
 * @param query ms for the answer of a statement
 */
export function openPostgres(to: string | Login, as: Engine['as'] = 'rep', query = limits.query): Engine {
  const config = typeof to === 'string' ? { connectionString: to } : configOf(to)
  const pool = new pg.Pool({ ...config, types, ...room, query_timeout: query })
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: withoutDead(pool) }) })
  return { name: 'postgres', as, db, close: () => db.destroy() }
}

/** A connection whose query was given up still waits for the answer: it must not be lent again. */
function withoutDead(pool: pg.Pool): PostgresPool {
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      let dead = false
      // the pool listens to those that rest; one that dies while it is lent would end the process
      const died = (): void => void (dead = true)
      client.on('error', died)
      const lent: Pick<PostgresPoolClient, 'release'> & { query(text: string, values: unknown[]): unknown } =
        {
          async query(text, values) {
            try {
              return await client.query(text, values)
            } catch (error) {
              dead ||= isLost(error)
              throw error
            }
          },
          release(destroy) {
            // what was ended may still be told of
            if (!dead && destroy !== true) client.off('error', died)
            client.release(dead || destroy === true)
          }
        }
      return lent as PostgresPoolClient
    }
  }
}
