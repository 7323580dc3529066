import type { RecordKind, RecordOf } from '../../shared/contract/records.ts'

/** How a field of a record is typed in. */
export type FieldType =
  | 'text'
  | 'area'
  | 'addresses'
  | 'domains'
  | 'phones'
  | 'account'
  | 'owner'
  | 'stage'
  | 'amount'
  | 'currency'
  | 'day'
  | 'time'
  | 'people'
  | 'profile'
  | 'switch'
  | 'activityType'
  | 'about'

export interface Field {
  key: string
  type: FieldType
  /** Takes the whole width of the form. */
  wide?: true
}

const text = (key: string): Field => ({ key, type: 'text' })
const owner: Field = { key: 'owner', type: 'owner' }
const notes: Field = { key: 'notes', type: 'area', wide: true }
const addresses: Field = { key: 'addresses', type: 'addresses', wide: true }
const phones: Field = { key: 'phones', type: 'phones', wide: true }
const account: Field = { key: 'account', type: 'account' }

/** The form of each kind, in its order. */
export const formFields: Record<RecordKind, readonly Field[]> = {
  user: [
    text('name'),
    text('title'),
    addresses,
    phones,
    { key: 'profile', type: 'profile' },
    { key: 'active', type: 'switch' }
  ],
  lead: [
    text('name'),
    text('company'),
    text('title'),
    text('city'),
    addresses,
    phones,
    text('source'),
    text('status'),
    owner,
    notes
  ],
  contact: [text('name'), account, text('title'), text('city'), addresses, phones, owner, notes],
  account: [
    text('name'),
    { key: 'domains', type: 'domains', wide: true },
    text('website'),
    text('phone'),
    text('city'),
    owner,
    notes
  ],
  deal: [
    text('name'),
    account,
    { key: 'stage', type: 'stage' },
    { key: 'closing', type: 'day' },
    { key: 'amount', type: 'amount' },
    { key: 'currency', type: 'currency' },
    { key: 'contacts', type: 'people', wide: true },
    owner,
    notes
  ],
  activity: [
    text('name'),
    { key: 'type', type: 'activityType' },
    { key: 'due', type: 'time' },
    { key: 'about', type: 'about' },
    { key: 'done', type: 'switch' },
    owner,
    notes
  ]
}

/** Values of a form while it is typed in; what is missing takes its default when it is saved. */
export type Typed = Record<string, unknown>

/** Values of a record as a form begins with them. */
export function typedOf(kind: RecordKind, record: RecordOf<RecordKind>): Typed {
  const values = record as unknown as Typed
  return Object.fromEntries(formFields[kind].map(({ key }) => [key, values[key]]))
}

/** Two values of a field say the same, whatever is told about them beside (a contact's name). */
export function sameValue(type: FieldType, a: unknown, b: unknown): boolean {
  return JSON.stringify(bare(type, a)) === JSON.stringify(bare(type, b))
}

function bare(type: FieldType, value: unknown): unknown {
  if (type === 'people' && Array.isArray(value)) {
    return value.map(({ contact, role }: { contact: string; role: string }) => [contact, role])
  }
  return value === undefined || value === '' ? null : value
}
