import type { RecordOf } from '../../shared/contract/records.ts'
import type { DirectoryEntry, Person } from '../../shared/contract/workspace.ts'

export interface ShownDeal {
  id: string
  name: string
  stage: string
  step: number
  amount: number | null
  currency: string
  closing: string
}

/** What the panel shows of a person: from the workspace, or as much of it as the cache knows. */
export interface ShownPerson {
  kind: 'user' | 'lead' | 'contact'
  id: string
  name: string
  title: string
  account: string | null
  /** A lead's company too. */
  accountName: string
  ownerName: string
  city: string
  addresses: string[]
  phones: { kind: 'work' | 'mobile' | 'home' | 'other'; number: string }[]
  deals: ShownDeal[]
  activity: RecordOf<'activity'> | null
}

/** Null: the address is nobody's. */
export function personOf(answer: Person): ShownPerson | null {
  const record = answer.view?.record
  if (!record || (record.kind !== 'user' && record.kind !== 'lead' && record.kind !== 'contact')) return null
  const { kind, id, name, title, addresses, phones, ownerName } = record
  return {
    kind,
    id,
    name,
    title,
    addresses,
    phones,
    ownerName,
    account: record.kind === 'contact' ? record.account : null,
    accountName:
      record.kind === 'contact' ? record.accountName : record.kind === 'lead' ? record.company : '',
    city: record.kind === 'user' ? '' : record.city,
    deals: (answer.view?.deals ?? [])
      .filter(({ outcome }) => outcome === 'open')
      .map(({ stageName, ...deal }) => ({ ...deal, stage: stageName })),
    activity: answer.nextActivity
  }
}

/** What the directory in the cache knows, while the workspace has not answered or cannot be reached. */
export function personOfEntry(entry: DirectoryEntry): ShownPerson {
  return {
    kind: entry.kind === 'colleague' ? 'user' : entry.kind,
    id: entry.record,
    name: entry.name,
    title: entry.title,
    account: entry.account,
    accountName: entry.accountName,
    ownerName: '',
    city: '',
    addresses: [entry.address],
    phones: [],
    deals: entry.deals,
    activity: null
  }
}

/** The sum of amounts in one currency; null where they are of several, or none is known. */
export function sumOf(deals: readonly ShownDeal[]): { amount: number; currency: string } | null {
  const known = deals.filter((deal) => deal.amount !== null)
  const [first] = known
  if (!first || known.some(({ currency }) => currency !== first.currency)) return null
  return { amount: known.reduce((sum, { amount }) => sum + (amount ?? 0), 0), currency: first.currency }
}
