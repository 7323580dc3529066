import { sql } from 'kysely'
import type { Directory, DirectoryEntry } from '../../shared/contract/workspace.ts'
import type { PersonKind } from './schema.ts'
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

/**
 * Whole tables, joined here: the planner of an embedded database knows little of them, and a plan by nested loops
 * took 15 s for 10,000 people.
 */
async function people(scope: Scope): Promise<DirectoryEntry[]> {
  const here = sql`and deleted is null`
  const addresses = await columns(scope, 'addresses', ['address', 'kind', 'record'])
  const contacts = await columns(scope, 'contacts', ['id', 'name', 'title', 'account'], here)
  const leads = await columns(scope, 'leads', ['id', 'name', 'title', 'company'], here)
  const users = await columns(scope, 'users', ['id', 'name', 'title'], sql`${here} and active`)
  const accounts = await columns(scope, 'accounts', ['id', 'name'], here)
  const accountNames = new Map(accounts.id.map((id, at) => [id, accounts.name[at] ?? '']))
  const known: Record<PersonKind, Map<string | null, Known>> = {
    contact: new Map(),
    lead: new Map(),
    user: new Map()
  }
  contacts.id.forEach((id, at) => {
    const said = contacts.account[at] ?? null
    const accountName = accountNames.get(said)
    const account = accountName === undefined ? null : said
    known.contact.set(id, {
      kind: 'contact',
      ...nameOf(contacts, at),
      account,
      accountName: accountName ?? ''
    })
  })
  leads.id.forEach((id, at) => {
    known.lead.set(id, {
      kind: 'lead',
      ...nameOf(leads, at),
      account: null,
      accountName: leads.company[at] ?? ''
    })
  })
  users.id.forEach((id, at) => {
    known.user.set(id, { kind: 'colleague', ...nameOf(users, at), account: null, accountName: '' })
  })
  return addresses.address.flatMap((address, at) => {
    const record = addresses.record[at] ?? ''
    const who = known[addresses.kind[at] as PersonKind]?.get(record)
    return who && address !== null ? [{ address, record, ...who, deals: [] }] : []
  })
}

type Known = Pick<DirectoryEntry, 'kind' | 'name' | 'title' | 'account' | 'accountName'>
type Column = (string | null)[]
const nameOf = (of: { name: Column; title: Column }, at: number) => ({
  name: of.name[at] ?? '',
  title: of.title[at] ?? ''
})

/** A table's columns, each as one JSON text: a quarter of the time that PGlite takes for as many rows. */
async function columns<T extends string>(
  { db, workspace }: Scope,
  table: string,
  names: readonly T[],
  more = sql``
): Promise<Record<T, Column>> {
  const lists = sql.join(
    names.map((name) => sql`coalesce(json_agg(${sql.ref(name)}), '[]'::json) as ${sql.ref(name)}`)
  )
  const { rows } = await sql<Record<T, Column>>`select ${lists} from ${sql.table(table)}
    where workspace = ${workspace} ${more}`.execute(db)
  const [row] = rows
  if (!row) throw new Error('an aggregate answers one row')
  return row
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
