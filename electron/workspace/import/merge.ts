import { values, type AnyRecord } from '../../../shared/contract/records.ts'
import type { RecordDraft } from '../../../shared/contract/workspace.ts'

/** What a person may edit of a record: the draft that would leave it as it is. */
export function draftOf(record: AnyRecord): RecordDraft {
  return { kind: record.kind, values: values[record.kind].parse(record) } as RecordDraft
}

/** A record with what a row of a file says anew: empty cells change nothing, lists only grow. */
export function merged(record: AnyRecord, row: RecordDraft, mapped: ReadonlySet<string>): RecordDraft {
  const before: Record<string, unknown> = { ...draftOf(record).values }
  for (const [field, value] of Object.entries(row.values)) {
    const had = before[field]
    if (Array.isArray(value) && Array.isArray(had)) before[field] = union(had, value)
    else if (isSaid(row, field, value, mapped)) before[field] = value
  }
  return { kind: row.kind, values: before } as RecordDraft
}

/** A default that no column gave is not what the file says; neither is a name made of an address. */
function isSaid(row: RecordDraft, field: string, value: unknown, mapped: ReadonlySet<string>): boolean {
  if (value === '' || value === null) return false
  if (field === 'name')
    return !('addresses' in row.values && row.values.addresses.includes(String(value).toLowerCase()))
  return mapped.has(field)
}

function union(had: readonly unknown[], more: readonly unknown[]): unknown[] {
  const keys = new Set(had.map(keyOf))
  return [...had, ...more.filter((one) => !keys.has(keyOf(one)))]
}

/** An address, a domain, a phone by its digits, a deal's contact whatever its role. */
function keyOf(one: unknown): string {
  if (typeof one === 'string') return one
  if (typeof one !== 'object' || one === null) return ''
  if ('number' in one) return String(one.number).replace(/\D/g, '')
  return 'contact' in one ? String(one.contact) : ''
}
