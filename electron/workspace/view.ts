import { sql } from 'kysely'
import type { AnyRecord, RecordKind, RecordOf, RecordView } from '../../shared/contract/records.ts'
import type { Person } from '../../shared/contract/workspace.ts'
import { normalAddress, withoutTag } from '../../shared/context/address.ts'
import { ownSide, reasonOfAddress, type DirectoryIndex } from '../../shared/context/context-of.ts'
import { load, loadOne } from './read.ts'
import type { PersonKind } from './schema.ts'
import type { Scope } from './scope.ts'

/** How many of each list stand on a record's page. */
const shown = 50
const nobody = ownSide([])

/** A record and what stands around it. Throws workspace.notFound. */
export async function view(scope: Scope, kind: RecordKind, id: string): Promise<RecordView> {
  const record = await loadOne(scope, kind, id)
  const accountId = 'account' in record ? record.account : null
  const [account] = accountId === null ? [] : await load(scope, 'account', [accountId])
  const contacts = record.kind === 'account' ? await contactsOf(scope, id) : []
  return {
    record,
    account: account ?? null,
    contacts,
    deals: await dealsOf(scope, record),
    activities: await activitiesOf(scope, record)
  }
}

/** Who an address is: a user before a contact before a lead, as in the directory. */
export async function person(scope: Scope, asked: string, index: DirectoryIndex): Promise<Person> {
  const address = normalAddress(asked)
  const who = (await whoHas(scope, address)) ?? (await whoHas(scope, withoutTag(address)))
  const found = who ? await view(scope, who.kind, who.record) : null
  return {
    address,
    reason: reasonOfAddress(address, index, nobody),
    view: found,
    nextActivity: found?.activities.find((activity) => !activity.done) ?? null
  }
}

/** The record that has an address; a user's before a contact's before a lead's, and the older one of two. */
export async function whoHas(
  { db, workspace }: Scope,
  address: string | null
): Promise<{ kind: PersonKind; record: string } | undefined> {
  if (address === null) return undefined
  const { rows } = await sql<{ kind: PersonKind; record: string }>`
    select d.kind, d.record from addresses d
    left join users u on d.kind = 'user' and u.workspace = d.workspace and u.id = d.record and u.deleted is null
    left join contacts c on d.kind = 'contact' and c.workspace = d.workspace and c.id = d.record and c.deleted is null
    left join leads l on d.kind = 'lead' and l.workspace = d.workspace and l.id = d.record and l.deleted is null
    where d.workspace = ${workspace} and d.address = ${address} and coalesce(u.id, c.id, l.id) is not null
    order by case d.kind when 'user' then 0 when 'contact' then 1 else 2 end,
      coalesce(u.created, c.created, l.created), d.record limit 1`.execute(db)
  return rows[0]
}

async function contactsOf(scope: Scope, account: string): Promise<RecordOf<'contact'>[]> {
  const { rows } = await sql<{ id: string }>`select id from contacts where workspace = ${scope.workspace}
    and account = ${account} and deleted is null order by sorting, id limit ${shown}`.execute(scope.db)
  return load(scope, 'contact', idsOf(rows))
}

async function dealsOf(scope: Scope, record: AnyRecord): Promise<RecordOf<'deal'>[]> {
  const mine =
    record.kind === 'contact'
      ? sql`t.id in (select deal from deal_contacts where workspace = ${scope.workspace} and contact = ${record.id})`
      : record.kind === 'account'
        ? sql`t.account = ${record.id}`
        : record.kind === 'user'
          ? sql`t.owner = ${record.id}`
          : undefined
  if (!mine) return []
  const { rows } = await sql<{ id: string }>`select t.id from deals t
    join stages s on s.workspace = t.workspace and s.id = t.stage
    where t.workspace = ${scope.workspace} and t.deleted is null and ${mine}
    order by (s.outcome = 'open') desc, t.changed desc, t.id limit ${shown}`.execute(scope.db)
  return load(scope, 'deal', idsOf(rows))
}

/** What is to be done about the record: for a contact also about the open deals it stands in, for an account about both. */
async function activitiesOf(scope: Scope, record: AnyRecord): Promise<RecordOf<'activity'>[]> {
  if (record.kind === 'activity') return []
  const { workspace } = scope
  const own =
    record.kind === 'user'
      ? sql`t.owner = ${record.id}`
      : sql`(t.about_kind = ${sql.lit(record.kind)} and t.about_id = ${record.id})`
  const through =
    record.kind === 'contact'
      ? sql`or (t.about_kind = 'deal' and t.about_id in (
          select x.deal from deal_contacts x
          join deals d on d.workspace = x.workspace and d.id = x.deal
          join stages s on s.workspace = d.workspace and s.id = d.stage
          where x.workspace = ${workspace} and x.contact = ${record.id} and d.deleted is null and s.outcome = 'open'))`
      : record.kind === 'account'
        ? sql`or (t.about_kind = 'contact' and t.about_id in (
            select id from contacts where workspace = ${workspace} and account = ${record.id} and deleted is null))
          or (t.about_kind = 'deal' and t.about_id in (
            select id from deals where workspace = ${workspace} and account = ${record.id} and deleted is null))`
        : sql``
  const { rows } = await sql<{ id: string }>`select t.id from activities t
    where t.workspace = ${workspace} and t.deleted is null and (${own} ${through})
    order by t.done, t.due nulls last, t.id limit ${shown}`.execute(scope.db)
  return load(scope, 'activity', idsOf(rows))
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)
