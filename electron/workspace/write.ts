import { sql, type Insertable } from 'kysely'
import type { RecordDraft } from '../../shared/contract/workspace.ts'
import { AppError } from '../../shared/errors.ts'
import { asciiDomain, isAddress, isDomain, normalAddress } from '../../shared/context/address.ts'
import { isPublicDomain } from '../../shared/context/public-domains.ts'
import { isId, newId } from './ids.ts'
import type { Database, Origin } from './schema.ts'
import { tables, type Scope } from './scope.ts'
import { sortingOf, wordsOf } from './text.ts'

/** A draft in normal spelling. Throws workspace.invalid {field, value}. */
export function checked(draft: RecordDraft): RecordDraft {
  const { values } = draft
  if ('owner' in values) requireId('owner', values.owner)
  if (draft.kind === 'account') {
    return { kind: draft.kind, values: { ...draft.values, domains: domainsOf(draft.values.domains) } }
  }
  if (draft.kind === 'deal') {
    requireId('account', draft.values.account)
    for (const { contact } of draft.values.contacts) requireId('contact', contact)
    return draft
  }
  if (draft.kind === 'activity') {
    requireId('about', draft.values.about?.id ?? null)
    return draft
  }
  if (draft.kind === 'contact') requireId('account', draft.values.account)
  const addresses = addressesOf(draft.values.addresses)
  return { ...draft, values: { ...draft.values, addresses } } as RecordDraft
}

/** The first stays first; what is there twice is kept once. */
function addressesOf(given: readonly string[]): string[] {
  const addresses = given.map(normalAddress)
  const bad = addresses.find((address) => !isAddress(address))
  if (bad !== undefined) throw new AppError('workspace.invalid', { field: 'addresses', value: bad })
  return [...new Set(addresses)]
}

/** An account's domains may not be those of a public mail service: they would make it everybody's. */
export function domainsOf(given: readonly string[]): string[] {
  const domains = given.map((domain) =>
    asciiDomain(domain.replace(/^(https?:\/\/)?(www\.)?/i, '').replace(/\/.*$/, ''))
  )
  const bad = domains.find((domain) => !isDomain(domain) || isPublicDomain(domain))
  if (bad !== undefined) throw new AppError('workspace.invalid', { field: 'domains', value: bad })
  return [...new Set(domains)]
}

function requireId(field: string, id: string | null): void {
  if (id !== null && !isId(id)) throw new AppError('workspace.invalid', { field, value: id })
}

/** The columns of a record's own table, as of a checked draft. */
function columnsOf(draft: RecordDraft) {
  const { name } = draft.values
  const both = (...more: string[]) => ({ name, sorting: sortingOf(name), words: wordsOf(name, ...more) })
  switch (draft.kind) {
    case 'user': {
      const { title, addresses, phones, profile, active } = draft.values
      return { ...both(title, ...addresses), title, profile, active, phones: JSON.stringify(phones) }
    }
    case 'lead': {
      const { addresses, phones, ...rest } = draft.values
      return { ...rest, ...both(rest.company, rest.city, ...addresses), phones: JSON.stringify(phones) }
    }
    case 'contact': {
      const { addresses, phones, ...rest } = draft.values
      return { ...rest, ...both(rest.title, rest.city, ...addresses), phones: JSON.stringify(phones) }
    }
    case 'account': {
      const { domains, ...rest } = draft.values
      return { ...rest, ...both(rest.city, ...domains) }
    }
    case 'deal': {
      const { contacts: _, closing, ...rest } = draft.values
      return { ...rest, ...both(), closing: closing === '' ? null : closing }
    }
    case 'activity': {
      const { about, ...rest } = draft.values
      return { ...rest, ...both(), about_kind: about?.kind ?? null, about_id: about?.id ?? null }
    }
  }
}

export interface Fresh {
  origin: Origin
  now: number
  /** An id that is known before; where a record has it already, nothing happens. */
  id?: string
}

/** Inserts a checked draft. Answers its id. */
export async function insert(scope: Scope, draft: RecordDraft, fresh: Fresh): Promise<string> {
  const [id] = await insertMany(scope, [{ draft, ...fresh }])
  return id ?? ''
}

/** Inserts checked drafts of one kind, at most a few hundred, by one statement a table. Answers their ids. */
export async function insertMany(
  scope: Scope,
  all: readonly (Fresh & { draft: RecordDraft })[]
): Promise<string[]> {
  const { db, workspace } = scope
  const [first] = all
  if (!first) return []
  const rows = all.map(({ draft, origin, now, id = newId(now) }) => ({
    ...columnsOf(draft),
    workspace,
    id,
    origin,
    created: now,
    changed: now,
    deleted: null
  }))
  const table = tables[first.draft.kind]
  // The columns belong to the kind, and so does the table; the compiler cannot see that they are one choice.
  const inserted = await db
    .insertInto(table)
    .values(rows as unknown as Insertable<Database[typeof table]>[])
    .onConflict((conflict) => conflict.columns(['workspace', 'id']).doNothing())
    .returning('id')
    .execute()
  const made = new Set(inserted.map(({ id }) => id))
  const owners = rows.flatMap(({ id }, at) => {
    const draft = all[at]?.draft
    return draft && made.has(id) ? [{ id, draft }] : []
  })
  await insertChildren(scope, owners)
  return rows.map(({ id }) => id)
}

/** Replaces all values of a record that is still at `rev`. Throws workspace.conflict, workspace.notFound. */
export async function replace(
  scope: Scope,
  id: string,
  rev: number,
  draft: RecordDraft,
  now: number
): Promise<void> {
  const { db, workspace } = scope
  const table = tables[draft.kind]
  if (!isId(id)) throw new AppError('workspace.notFound', { kind: draft.kind })
  const row = { ...columnsOf(draft), rev: rev + 1, changed: now }
  const updated = await db
    .updateTable(table)
    .set(row as unknown as { rev: number })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('rev', '=', rev)
    .where('deleted', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!updated) throw await whyNot(scope, draft.kind, id)
  // an address that stays is left alone: one that goes or comes files all mail of it anew
  await removeChildren(scope, draft.kind, id, 'addresses' in draft.values ? draft.values.addresses : [])
  await insertChildren(scope, [{ id, draft }])
}

/** Why a record could not be changed at the rev that was named. */
export async function whyNot(scope: Scope, kind: RecordDraft['kind'], id: string): Promise<AppError> {
  const row = await scope.db
    .selectFrom(tables[kind])
    .select(['rev', 'deleted'])
    .where('workspace', '=', scope.workspace)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || row.deleted !== null) return new AppError('workspace.notFound', { kind })
  return new AppError('workspace.conflict', { kind, rev: row.rev })
}

async function insertChildren(
  { db, workspace }: Scope,
  owners: { id: string; draft: RecordDraft }[]
): Promise<void> {
  const addresses = owners.flatMap(({ id: record, draft: { kind, values } }) =>
    kind === 'user' || kind === 'lead' || kind === 'contact'
      ? values.addresses.map((address, position) => ({ workspace, address, kind, record, position }))
      : []
  )
  if (addresses.length > 0) {
    await db
      .insertInto('addresses')
      .values(addresses)
      .onConflict((conflict) =>
        conflict
          .columns(['workspace', 'address', 'kind', 'record'])
          .doUpdateSet({ position: sql<number>`excluded.position` })
      )
      .execute()
  }
  const domains = owners.flatMap(({ id: account, draft: { kind, values } }) =>
    kind === 'account'
      ? values.domains.map((domain, position) => ({ workspace, domain, account, position }))
      : []
  )
  if (domains.length > 0) await db.insertInto('account_domains').values(domains).execute()
  const contacts = owners.flatMap(({ id: deal, draft: { kind, values } }) => {
    if (kind !== 'deal') return []
    const once = new Map(values.contacts.map((one) => [one.contact, one.role]))
    return [...once].map(([contact, role], position) => ({ workspace, deal, contact, role, position }))
  })
  if (contacts.length > 0) await db.insertInto('deal_contacts').values(contacts).execute()
}

export async function removeChildren(
  { db, workspace }: Scope,
  kind: RecordDraft['kind'],
  id: string,
  kept: readonly string[] = []
): Promise<void> {
  if (kind === 'user' || kind === 'lead' || kind === 'contact') {
    const rows = db.deleteFrom('addresses').where('workspace', '=', workspace)
    await rows
      .where('kind', '=', kind)
      .where('record', '=', id)
      .where('address', 'not in', ['', ...kept])
      .execute()
  }
  if (kind === 'account') {
    await db
      .deleteFrom('account_domains')
      .where('workspace', '=', workspace)
      .where('account', '=', id)
      .execute()
  }
  if (kind === 'deal') {
    await db.deleteFrom('deal_contacts').where('workspace', '=', workspace).where('deal', '=', id).execute()
  }
}
