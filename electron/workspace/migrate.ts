import { sql, type Kysely } from 'kysely'
import { AppError } from '../../shared/errors.ts'
import { sqlState } from './engine.ts'
import { migrations } from './migrations/index.ts'
import type { Database } from './schema.ts'
import { isLost } from './team/lost.ts'

/** Any constant: everybody who migrates a database asks for the same lock. */
const migrationLock = 7_274_001

/**
 * Brings the schema to its newest form, one transaction a migration. Two apps that start at once do not migrate
 * twice: the second waits for the first and finds nothing to do. Throws workspace.newer for a schema made by a newer app,
 * workspace.notMigrated where a migration fails: it is rolled back, those before it stay.
 * @param target for tests: stop at this version
 * @param done called with the version after each
 * @param steps for tests
 */
export async function migrate(
  db: Kysely<Database>,
  target = migrations.length,
  done: (version: number) => void = () => undefined,
  steps = migrations
): Promise<void> {
  let version = await readSchemaVersion(db)
  do {
    try {
      version = await db.transaction().execute((tx) => step(tx, target, steps))
    } catch (error) {
      // what has words of its own: a newer schema, a full disk, a server that is gone
      if (error instanceof AppError || sqlState(error).startsWith('53') || isLost(error)) throw error
      throw new AppError('workspace.notMigrated', { from: version, to: version + 1 }, { cause: error })
    }
    done(version)
  } while (version < target)
}

/** 0: none is there yet. */
export async function readSchemaVersion(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql`select from pg_class where oid = to_regclass('public.schema_version')`.execute(
    db
  )
  if (rows.length === 0) return 0
  return (await db.selectFrom('schema_version').select('version').executeTakeFirst())?.version ?? 0
}

async function step(tx: Kysely<Database>, target: number, steps: typeof migrations): Promise<number> {
  await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(tx)
  await sql`create table if not exists schema_version (version integer not null)`.execute(tx)
  const row = await tx.selectFrom('schema_version').select('version').executeTakeFirst()
  const version = row?.version ?? 0
  if (version > steps.length) throw new AppError('workspace.newer', { version, known: steps.length })
  if (version >= target) return version
  for (const statement of steps[version] ?? []) await sql.raw(statement).execute(tx)
  if (row)
    await tx
      .updateTable('schema_version')
      .set({ version: version + 1 })
      .execute()
  else await tx.insertInto('schema_version').values({ version: 1 }).execute()
  return version + 1
}
