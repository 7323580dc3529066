import { sql } from 'kysely'
import { AppError } from '../../../shared/errors.ts'
import type { TeamServer } from '../../../shared/team/invitation.ts'
import { sqlState } from '../engine.ts'
import { migrate, readSchemaVersion } from '../migrate.ts'
import { migrations } from '../migrations/index.ts'
import { openPostgres } from '../postgres.ts'
import { ownerOfTables } from './about.ts'
import { asReachError } from './lost.ts'

/** ms: a migration may write every mail of a large team once. */
const statementLimit = 30 * 60_000

/**
 * Brings a server's schema to this app's version as the owner of its tables. Nobody else may, a superuser neither: what
 * a migration makes belongs to who runs it, and functions that run as their owner must not run as a superuser. Answers
 * the version. Throws as team.migrate.
 */
export async function migrateAs(
  server: TeamServer,
  { user, password }: { user: string; password: string },
  progress: (done: number, of: number) => void
): Promise<number> {
  // PostgreSQL itself, where it can be had: a pooler may not know the owner
  const place = server.direct ?? { host: server.host, port: server.port }
  const engine = openPostgres(
    { server: { ...server, ...place, login: user }, password },
    'owner',
    statementLimit
  )
  try {
    const { rows } = await sql<{ owner: string; me: string }>`
      select ${ownerOfTables} as owner, current_user::text as me`.execute(engine.db)
    const [found] = rows
    if (!found || found.owner !== found.me) throw new AppError('team.notOwner', { owner: found?.owner ?? '' })
    const from = await readSchemaVersion(engine.db)
    await migrate(engine.db, migrations.length, (version) =>
      progress(version - from, migrations.length - from)
    )
    return await readSchemaVersion(engine.db)
  } catch (error) {
    const state = sqlState(error)
    if (state === '28P01' || state === '28000') throw new AppError('team.ownerRefused', {}, { cause: error })
    throw asReachError(error, place.host, place.port)
  } finally {
    await engine.close().catch(() => undefined)
  }
}
