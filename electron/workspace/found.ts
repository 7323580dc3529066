import { sql, type Kysely } from 'kysely'
import { AppError } from '../../shared/errors.ts'
import { newId } from './ids.ts'
import { migrate } from './migrate.ts'
import { repRole } from './migrations/0003-team.ts'
import type { Database } from './schema.ts'

/** How a deal goes in a workspace that nobody has changed. Names are the team's own from then on. */
export const firstStages = [
  { id: 'new', name: 'New', step: 0, outcome: 'open' },
  { id: 'qualified', name: 'Qualified', step: 1, outcome: 'open' },
  { id: 'proposal', name: 'Proposal', step: 2, outcome: 'open' },
  { id: 'negotiation', name: 'Negotiation', step: 3, outcome: 'open' },
  { id: 'closing', name: 'Closing', step: 4, outcome: 'open' },
  { id: 'won', name: 'Closed won', step: 4, outcome: 'won' },
  { id: 'lost', name: 'Closed lost', step: 0, outcome: 'lost' }
] as const

/** What users are in a workspace that nobody has changed; a user's record names one of these. */
const firstProfiles = [
  { id: 'administrator', name: 'Administrator', email_settings: true },
  { id: 'standard', name: 'Standard', email_settings: true }
]

/** The login of an embedded workspace, which has but one: its administrator. */
export const localLogin = 'salesinbox_local'

/**
 * As the owner of the database: brings its schema to the newest form and answers its workspace, made when there is
 * none. Throws workspace.newer, workspace.notMigrated.
 * @param target for tests: stop at this version
 */
export async function prepareWorkspace(db: Kysely<Database>, target?: number): Promise<string> {
  await migrate(db, target)
  return db.transaction().execute(async (tx) => {
    await sql`lock table workspaces in exclusive mode`.execute(tx)
    const known = await tx.selectFrom('workspaces').select('id').orderBy('id').executeTakeFirst()
    if (known) return known.id
    const workspace = newId()
    await tx.insertInto('workspaces').values({ id: workspace, name: '', currency: 'EUR' }).execute()
    const stages = firstStages.map((stage, position) => ({ workspace, position, ...stage }))
    await tx.insertInto('stages').values(stages).execute()
    const profiles = firstProfiles.map((profile, position) => ({ workspace, position, ...profile }))
    await tx.insertInto('profiles').values(profiles).execute()
    return workspace
  })
}

/** What is asked from here on is asked as a rep, whose rights the policies say. For an engine of one connection. */
export async function becomeLocal(db: Kysely<Database>, workspace: string): Promise<void> {
  const login = sql.id(localLogin)
  const { rows } = await sql`select from pg_roles where rolname = ${localLogin}`.execute(db)
  if (rows.length === 0) await sql`create role ${login} in role ${sql.id(repRole)}`.execute(db)
  await db
    .insertInto('members')
    .values({ login: localLogin, workspace, account_of: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await sql`set role ${login}`.execute(db)
}

/**
 * As a rep's login on a server: the workspace that the login is a member of, and whether its schema is the one that
 * this app writes. Throws workspace.notMember.
 */
export async function enterWorkspace(db: Kysely<Database>): Promise<{ workspace: string; version: number }> {
  const { version } = await db.selectFrom('schema_version').select('version').executeTakeFirstOrThrow()
  const { rows } = await sql<{ id: string | null }>`select member_workspace(current_user) as id`.execute(db)
  const workspace = rows[0]?.id
  if (!workspace) throw new AppError('workspace.notMember')
  return { workspace, version }
}
