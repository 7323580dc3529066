import { sql, type RawBuilder } from 'kysely'
import type { AnyRecord, RecordKind, RecordOf } from '../../shared/contract/records.ts'
import { AppError } from '../../shared/errors.ts'
import { isId } from './ids.ts'
import type { Scope } from './scope.ts'

/** A record's own row is `t`, its owner `o`, its account `a`. What stands in the bin reads as if it were not there. */
const kept = sql`t.id, t.rev, t.origin, t.created, t.changed, t.name`
const owned = sql`o.id as owner, coalesce(o.name, '') as "ownerName", t.notes`
const owner = sql`left join users o on o.workspace = t.workspace and o.id = t.owner and o.deleted is null`
const ofAccount = sql`a.id as account, coalesce(a.name, '') as "accountName"`
const account = sql`left join accounts a on a.workspace = t.workspace and a.id = t.account and a.deleted is null`
const addresses = (kind: string) => sql`array(
  select address from addresses d
  where d.workspace = t.workspace and d.kind = ${sql.lit(kind)} and d.record = t.id order by d.position
) as addresses`

const about = (table: string, kind: string) => {
  const name = sql.raw(table)
  return sql`left join ${name} on ${name}.workspace = t.workspace and ${name}.id = t.about_id
    and t.about_kind = ${sql.lit(kind)} and ${name}.deleted is null`
}
const aboutName = sql`coalesce(leads.name, contacts.name, accounts.name, deals.name)`

const selects: Record<RecordKind, RawBuilder<unknown>> = {
  user: sql`select 'user' as kind, ${kept}, '' as "ownerName", t.title, t.phones, t.profile, t.active,
    ${addresses('user')} from users t`,
  lead: sql`select 'lead' as kind, ${kept}, ${owned}, t.company, t.title, t.phones, t.source, t.status, t.city,
    ${addresses('lead')} from leads t ${owner}`,
  contact: sql`select 'contact' as kind, ${kept}, ${owned}, ${ofAccount}, t.title, t.phones, t.city,
    ${addresses('contact')} from contacts t ${owner} ${account}`,
  account: sql`select 'account' as kind, ${kept}, ${owned}, t.website, t.phone, t.city, array(
      select domain from account_domains d
      where d.workspace = t.workspace and d.account = t.id order by d.position
    ) as domains from accounts t ${owner}`,
  deal: sql`select 'deal' as kind, ${kept}, ${owned}, ${ofAccount}, t.stage, s.name as "stageName", s.step, s.outcome,
    t.amount, t.currency, coalesce(t.closing::text, '') as closing, coalesce((
      select json_agg(json_build_object('contact', c.id, 'role', x.role, 'name', c.name, 'address', coalesce((
        select address from addresses d
        where d.workspace = c.workspace and d.kind = 'contact' and d.record = c.id order by d.position limit 1
      ), '')) order by x.position)
      from deal_contacts x join contacts c on c.workspace = x.workspace and c.id = x.contact and c.deleted is null
      where x.workspace = t.workspace and x.deal = t.id
    ), '[]'::json) as contacts
    from deals t join stages s on s.workspace = t.workspace and s.id = t.stage ${owner} ${account}`,
  activity: sql`select 'activity' as kind, ${kept}, ${owned}, t.type, t.due, t.done,
    case when ${aboutName} is null then null else json_build_object('kind', t.about_kind, 'id', t.about_id) end as about,
    coalesce(${aboutName}, '') as "aboutName"
    from activities t ${owner} ${about('leads', 'lead')} ${about('contacts', 'contact')}
    ${about('accounts', 'account')} ${about('deals', 'deal')}`
}

/** The records of these ids, in their order; those that are not there are left out. */
export async function load<K extends RecordKind>(
  scope: Scope,
  kind: K,
  ids: readonly string[]
): Promise<RecordOf<K>[]> {
  const asked = ids.filter(isId)
  if (asked.length === 0) return []
  const { rows } = await sql<RecordOf<K>>`${selects[kind]}
    where t.workspace = ${scope.workspace} and t.deleted is null and t.id = any(${asked}::uuid[])`.execute(
    scope.db
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return asked.flatMap((id) => byId.get(id) ?? [])
}

/** One record. Throws workspace.notFound. */
export async function loadOne(scope: Scope, kind: RecordKind, id: string): Promise<AnyRecord> {
  const [record] = await load(scope, kind, [id])
  if (!record) throw new AppError('workspace.notFound', { kind })
  return record
}
