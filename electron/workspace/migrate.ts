import { sql, type Kysely } from 'kysely'
import { AppError } from '../../shared/errors.ts'
import { migrations } from './migrations/index.ts'
import type { Database } from './schema.ts'

/** Any constant: everybody who migrates a database asks for the same lock. */
const migrationLock = 7_274_001

/**
 * Brings the schema to its newest form, one transaction a migration. Two apps that start at once do not migrate
 * twice: the second waits for the first and finds nothing to do. Throws workspace.newer for a schema made by a newer app.
 * @param target for tests: stop at this version
 */
export async function migrate(db: Kysely<Database>, target = migrations.length): Promise<void> {
  for (;;) {
    const version = await db.transaction().execute((tx) => step(tx, target))
    if (version >= target) return
  }
}

async function step(tx: Kysely<Database>, target: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(tx)
  await sql`create table if not exists schema_version (version integer not null)`.execute(tx)
  const row = await tx.selectFrom('schema_version').select('version').executeTakeFirst()
  const version = row?.version ?? 0
  if (version > migrations.length)
    throw new AppError('workspace.newer', { version, known: migrations.length })
  if (version >= target) return version
  for (const statement of migrations[version] ?? []) await sql.raw(statement).execute(tx)
  if (row)
    await tx
      .updateTable('schema_version')
      .set({ version: version + 1 })
      .execute()
  else await tx.insertInto('schema_version').values({ version: 1 }).execute()
  return version + 1
}
