import { sql } from 'kysely'
import type { ImportKind, RecordDraft } from '../../../shared/contract/workspace.ts'
import { normalAddress } from '../../../shared/context/address.ts'
import { organisation } from '../organisation.ts'
import type { PersonKind } from '../schema.ts'
import type { Scope } from '../scope.ts'
import { sortingOf } from '../text.ts'

/** What an import looks up for each row, read once and kept up to date by the import itself. */
export interface Known {
  currency: string
  firstStage: string
  stage(name: string): string | undefined
  /** By address or name. */
  user(said: string): string | undefined
  contact(said: string): string | undefined
  accountByName(name: string): string | undefined
  /** The record that a draft would double; 'other': somebody known as more than what is imported. */
  duplicateOf(draft: RecordDraft): string | 'other' | undefined
  add(draft: RecordDraft, id: string): void
}

export async function readKnown(scope: Scope, kind: ImportKind): Promise<Known> {
  const { currency, stages } = await organisation(scope)
  const addresses = await addressMaps(scope)
  const names = { user: await nameMap(scope, 'users'), contact: await nameMap(scope, 'contacts') }
  const accounts = await nameMap(scope, 'accounts')
  const domains = await domainMap(scope)
  const deals = kind === 'deal' ? await dealMap(scope) : new Map<string, string>()
  const stageMap = new Map(
    stages.flatMap(({ id, name }) => [[id, id] as const, [sortingOf(name), id] as const])
  )
  const person = (of: 'user' | 'contact') => (said: string) =>
    addresses[of].get(normalAddress(said)) ?? names[of].get(sortingOf(said))
  return {
    currency,
    firstStage: stages.find(({ outcome }) => outcome === 'open')?.id ?? '',
    stage: (name) => stageMap.get(sortingOf(name)),
    user: person('user'),
    contact: person('contact'),
    accountByName: (name) => accounts.get(sortingOf(name)),
    duplicateOf(draft) {
      if (draft.kind === 'account') {
        const byDomain = draft.values.domains.flatMap((domain) => domains.get(domain) ?? [])[0]
        return byDomain ?? accounts.get(sortingOf(draft.values.name))
      }
      if (draft.kind === 'deal') return deals.get(dealKey(draft.values.name, draft.values.account))
      if (draft.kind === 'activity') return undefined
      const { kind: own } = draft
      const same = draft.values.addresses.flatMap((address) => addresses[own].get(address) ?? [])[0]
      if (same !== undefined || own !== 'lead') return same
      const more = draft.values.addresses.some((one) => addresses.contact.has(one) || addresses.user.has(one))
      return more ? 'other' : undefined
    },
    add(draft, id) {
      if (draft.kind === 'account') {
        accounts.set(sortingOf(draft.values.name), id)
        for (const domain of draft.values.domains) domains.set(domain, id)
      } else if (draft.kind === 'deal') deals.set(dealKey(draft.values.name, draft.values.account), id)
      else if (draft.kind !== 'activity') {
        for (const address of draft.values.addresses) addresses[draft.kind].set(address, id)
      }
    }
  }
}

const dealKey = (name: string, account: string | null) => `${account ?? ''} ${sortingOf(name)}`

async function addressMaps(scope: Scope): Promise<Record<PersonKind, Map<string, string>>> {
  const maps = {
    user: new Map<string, string>(),
    lead: new Map<string, string>(),
    contact: new Map<string, string>()
  }
  const { rows } = await sql<{ kind: PersonKind; address: string; record: string }>`
    select d.kind, d.address, d.record from addresses d where d.workspace = ${scope.workspace} and exists (
      select 1 from users t where d.kind = 'user' and t.workspace = d.workspace and t.id = d.record and t.deleted is null
      union all
      select 1 from leads t where d.kind = 'lead' and t.workspace = d.workspace and t.id = d.record and t.deleted is null
      union all
      select 1 from contacts t
      where d.kind = 'contact' and t.workspace = d.workspace and t.id = d.record and t.deleted is null
    )`.execute(scope.db)
  for (const { kind, address, record } of rows) maps[kind].set(address, record)
  return maps
}

/** Names that two records share lead to the older one. */
async function nameMap(scope: Scope, table: 'users' | 'contacts' | 'accounts'): Promise<Map<string, string>> {
  const rows = await scope.db
    .selectFrom(table)
    .select(['sorting', 'id'])
    .where('workspace', '=', scope.workspace)
    .where('deleted', 'is', null)
    .orderBy('created', 'desc')
    .execute()
  return new Map(rows.map(({ sorting, id }) => [sorting, id]))
}

async function domainMap(scope: Scope): Promise<Map<string, string>> {
  const rows = await scope.db
    .selectFrom('account_domains as d')
    .innerJoin('accounts as a', (join) =>
      join.onRef('a.workspace', '=', 'd.workspace').onRef('a.id', '=', 'd.account')
    )
    .select(['d.domain', 'd.account'])
    .where('d.workspace', '=', scope.workspace)
    .where('a.deleted', 'is', null)
    .execute()
  return new Map(rows.map(({ domain, account }) => [domain, account]))
}

async function dealMap(scope: Scope): Promise<Map<string, string>> {
  const rows = await scope.db
    .selectFrom('deals')
    .select(['name', 'account', 'id'])
    .where('workspace', '=', scope.workspace)
    .where('deleted', 'is', null)
    .execute()
  return new Map(rows.map(({ name, account, id }) => [dealKey(name, account), id]))
}
