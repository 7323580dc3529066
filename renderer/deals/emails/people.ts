import type { RecordView } from '../../../shared/contract/records.ts'

/** Whose mail belongs to a record. */
export function addressesOf({ record, contacts }: RecordView): string[] {
  if ('addresses' in record) return record.addresses
  if (record.kind === 'deal') return record.contacts.map(({ address }) => address).filter(Boolean)
  return record.kind === 'account' ? contacts.flatMap(({ addresses }) => addresses) : []
}

/** People of a deal whose mail is gathered on its page. */
const gathered = 20

/** The records whose shared mail stands in the list; of a deal those of its people. */
export function recordsOf({ record }: RecordView): string[] {
  return record.kind === 'deal'
    ? record.contacts.slice(0, gathered).map(({ contact }) => contact)
    : [record.id]
}
