import type { AnyRecord, Phone, RecordKind, Stage } from '../../shared/contract/records.ts'
import type { Input } from '../../shared/contract/index.ts'
import type { Field, Typed } from './fields.ts'
import { formFields, sameValue, typedOf } from './fields.ts'
import type { DealPerson } from './ListFields.tsx'

/** What a form says, without the empty lines of its lists. */
export function draftOf(kind: RecordKind, typed: Typed, stages: readonly Stage[]): Input<'workspace.create'> {
  const values: Typed = { ...typed }
  for (const key of ['addresses', 'domains']) {
    if (Array.isArray(values[key]))
      values[key] = (values[key] as string[]).filter((text) => text.trim() !== '')
  }
  if (Array.isArray(values.phones)) {
    values.phones = (values.phones as Phone[]).filter(({ number }) => number.trim() !== '')
  }
  if (Array.isArray(values.contacts)) {
    values.contacts = (values.contacts as DealPerson[]).map(({ contact, role }) => ({ contact, role }))
  }
  if (kind === 'deal') {
    values.stage ||= stages[0]?.id ?? ''
    values.currency ||= 'EUR'
  }
  if (kind === 'activity') values.type ||= 'task'
  // The call's own schema checks it, on the other side of the bridge.
  return { kind, values } as unknown as Input<'workspace.create'>
}

/** Names of all ids that a record refers to. */
export function namesOf(record: AnyRecord): Map<string, string> {
  const names = new Map<string, string>()
  if ('owner' in record && record.owner) names.set(record.owner, record.ownerName)
  if ('account' in record && record.account) names.set(record.account, record.accountName)
  if (record.kind === 'activity' && record.about) names.set(record.about.id, record.aboutName)
  if (record.kind === 'deal') for (const { contact, name } of record.contacts) names.set(contact, name)
  return names
}

/** Fields in which what is typed and what is saved now differ. */
export function differences(kind: RecordKind, typed: Typed, saved: AnyRecord): Field[] {
  const theirs = typedOf(kind, saved)
  return formFields[kind].filter(({ key, type }) => !sameValue(type, typed[key], theirs[key]))
}
