import { sql } from 'kysely'
import type { Directory, DirectoryEntry } from '../../shared/contract/workspace.ts'
import type { Scope } from './scope.ts'

type OpenDeal = DirectoryEntry['deals'][number]

/** What decides SalesInbox folders: everybody with an address, their open deals, and the domains that say something. */
export async function readDirectory(scope: Scope): Promise<Directory> {
  // The version first: what is read after it may be newer than it says, and is then read again; never older.
  const version = await readVersion(scope)
  const deals = await openDeals(scope)
  const entries = await people(scope)
  for (const entry of entries) if (entry.kind === 'contact') entry.deals = deals.get(entry.record) ?? []
  const own = await scope.db
    .selectFrom('own_domains')
    .select('domain')
    .where('workspace', '=', scope.workspace)
    .orderBy('position')
    .orderBy('domain')
    .execute()
  const accounts = await sql<{ domain: string; name: string }>`select d.domain, a.name from account_domains d
    join accounts a on a.workspace = d.workspace and a.id = d.account
    where d.workspace = ${scope.workspace} and a.deleted is null order by d.domain, a.created`.execute(
    scope.db
  )
  return {
    version,
    entries,
    ownDomains: own.map(({ domain }) => domain),
    accountDomains: accounts.rows.map(({ domain, name }) => [domain, name])
  }
}

export async function readVersion({ db, workspace }: Scope): Promise<number> {
  const row = await db
    .selectFrom('workspaces')
    .select('version')
    .where('id', '=', workspace)
    .executeTakeFirst()
  return row?.version ?? 0
}

async function people({ db, workspace }: Scope): Promise<DirectoryEntry[]> {
  const { rows } = await sql<Omit<DirectoryEntry, 'deals'>>`
    select d.address, 'contact' as kind, d.record, c.name, c.title, a.id as account, coalesce(a.name, '') as "accountName"
    from addresses d join contacts c on c.workspace = d.workspace and c.id = d.record
    left join accounts a on a.workspace = c.workspace and a.id = c.account and a.deleted is null
    where d.workspace = ${workspace} and d.kind = 'contact' and c.deleted is null
    union all
    select d.address, 'lead', d.record, l.name, l.title, null, l.company
    from addresses d join leads l on l.workspace = d.workspace and l.id = d.record
    where d.workspace = ${workspace} and d.kind = 'lead' and l.deleted is null
    union all
    select d.address, 'colleague', d.record, u.name, u.title, null, ''
    from addresses d join users u on u.workspace = d.workspace and u.id = d.record
    where d.workspace = ${workspace} and d.kind = 'user' and u.deleted is null and u.active`.execute(db)
  return rows.map((row) => ({ ...row, deals: [] }))
}

/** The open deals of each contact, the one changed last first. */
async function openDeals({ db, workspace }: Scope): Promise<Map<string, OpenDeal[]>> {
  const { rows } = await sql<OpenDeal & { contact: string }>`
    select x.contact, d.id, d.name, s.name as stage, s.step, d.amount, d.currency,
      coalesce(d.closing::text, '') as closing, x.role
    from deal_contacts x
    join deals d on d.workspace = x.workspace and d.id = x.deal
    join stages s on s.workspace = d.workspace and s.id = d.stage
    where x.workspace = ${workspace} and d.deleted is null and s.outcome = 'open'
    order by d.changed desc, d.id`.execute(db)
  const deals = new Map<string, OpenDeal[]>()
  for (const { contact, ...deal } of rows) {
    const known = deals.get(contact)
    if (known) known.push(deal)
    else deals.set(contact, [deal])
  }
  return deals
}
