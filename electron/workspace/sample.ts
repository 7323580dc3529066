import type { RecordDraft } from '../../shared/contract/workspace.ts'
import type { RecordKind } from '../../shared/contract/records.ts'
import { asciiDomain } from '../../shared/context/address.ts'
import { namedId } from './ids.ts'
import { erase } from './remove.ts'
import { tables, type Scope } from './scope.ts'
import { checked, insertMany } from './write.ts'

/**
 * The sample's records. `key` names one within the set; where a draft refers to another record (owner, account,
 * contacts, about) it says that record's key. Kinds that are referred to come first.
 */
export interface SampleRecords {
  records: readonly { key: string; draft: RecordDraft; changed?: number }[]
  /** Domains whose people are the rep's colleagues. */
  ownDomains: readonly string[]
}

/** Adds the sample's records. Done twice, it changes nothing. */
export async function insertSample(scope: Scope, sample: SampleRecords, now: number): Promise<void> {
  const ids = new Map(sample.records.map(({ key }) => [key, namedId(`${scope.workspace} sample ${key}`)]))
  const rows = sample.records.map(({ key, draft, changed }) => ({
    draft: checked(resolve(draft, ids)),
    origin: 'sample' as const,
    now: changed ?? now,
    id: ids.get(key) ?? ''
  }))
  for (const kind of new Set(rows.map(({ draft }) => draft.kind)))
    await insertMany(
      scope,
      rows.filter(({ draft }) => draft.kind === kind)
    )
  const domains = sample.ownDomains.map((domain, position) => ({
    workspace: scope.workspace,
    domain: asciiDomain(domain),
    origin: 'sample' as const,
    position: 1000 + position
  }))
  if (domains.length > 0) {
    await scope.db
      .insertInto('own_domains')
      .values(domains)
      .onConflict((conflict) => conflict.columns(['workspace', 'domain']).doNothing())
      .execute()
  }
}

function resolve(draft: RecordDraft, ids: ReadonlyMap<string, string>): RecordDraft {
  const id = (key: string) => ids.get(key) ?? key
  const values: Record<string, unknown> = { ...draft.values }
  if (typeof values.owner === 'string') values.owner = id(values.owner)
  if (typeof values.account === 'string') values.account = id(values.account)
  if (draft.kind === 'deal') {
    values.contacts = draft.values.contacts.map((one) => ({ ...one, contact: id(one.contact) }))
  }
  if (draft.kind === 'activity' && draft.values.about) {
    values.about = { ...draft.values.about, id: id(draft.values.about.id) }
  }
  return { kind: draft.kind, values } as RecordDraft
}

/**
 * Takes away what came with the sample, also what the rep edited or put in the bin. What the rep made stays, without
 * its references to what is gone.
 */
export async function removeSample(scope: Scope): Promise<void> {
  const { db, workspace } = scope
  const kinds = ['activity', 'deal', 'contact', 'lead', 'account', 'user'] as const satisfies RecordKind[]
  for (const kind of kinds) {
    const rows = await db
      .selectFrom(tables[kind])
      .select('id')
      .where('workspace', '=', workspace)
      .where('origin', '=', 'sample')
      .execute()
    for (const { id } of rows) await erase(scope, kind, id)
  }
  await db
    .deleteFrom('own_domains')
    .where('workspace', '=', workspace)
    .where('origin', '=', 'sample')
    .execute()
}
