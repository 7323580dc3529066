import { sql, type Kysely } from 'kysely'
import { newId } from './ids.ts'
import type { Database } from './schema.ts'
import type { Scope } from './scope.ts'

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

/** The workspace of this database, made when there is none. */
export async function findWorkspace(db: Kysely<Database>): Promise<Scope> {
  return db.transaction().execute(async (tx) => {
    await sql`lock table workspaces in exclusive mode`.execute(tx)
    const known = await tx.selectFrom('workspaces').select('id').orderBy('id').executeTakeFirst()
    if (known) return { db, workspace: known.id }
    const workspace = newId()
    await tx.insertInto('workspaces').values({ id: workspace, name: '', currency: 'EUR' }).execute()
    const stages = firstStages.map((stage, position) => ({ workspace, position, ...stage }))
    await tx.insertInto('stages').values(stages).execute()
    const profiles = firstProfiles.map((profile, position) => ({ workspace, position, ...profile }))
    await tx.insertInto('profiles').values(profiles).execute()
    return { db, workspace }
  })
}
