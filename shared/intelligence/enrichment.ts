import type { PersonFact } from '../contract/intelligence.ts'
import type { Phone, RecordOf, RecordValues } from '../contract/records.ts'
import { cityOf } from './city.ts'
import { companyKey, hostOf, isSamePhone, plainText } from './compare.ts'

/** A value of a signature that a record has not, or has otherwise. */
export interface Change {
  field: 'name' | 'title' | 'company' | 'phone' | 'city' | 'website'
  /** The website is the account's. */
  on: 'person' | 'account'
  value: string
  phone: Phone['kind'] | null
  /** What it takes the place of; '': nothing. */
  before: string
  /** The record says nothing at all here: of phones, it has none. */
  empty: boolean
  /** Of the signature. */
  line: string
  confidence: number
}
export type PersonRecord = RecordOf<'lead'> | RecordOf<'contact'>

/** Below it a value is not suggested; from it on an empty field may be filled unasked. */
const suggestFrom = 0.8
export const fillFrom = 0.95

/** What the signature says beyond the record, at most one value a field but for phones. */
export function changesOf(
  facts: readonly PersonFact[],
  record: PersonRecord,
  account: RecordOf<'account'> | null
): Change[] {
  const sure = facts.filter(({ confidence }) => confidence >= suggestFrom)
  const first = (field: PersonFact['field']): PersonFact | undefined =>
    sure.find((fact) => fact.field === field && fact.value.trim() !== '')
  const changes: (Change | null)[] = [
    textChange('name', first('name'), record.name, isFullerName),
    textChange('title', first('title'), record.title, (now, before) => plainText(now) !== plainText(before)),
    // a contact's company is a record of its own, which a signature must not change
    record.kind === 'lead'
      ? textChange(
          'company',
          first('company'),
          record.company,
          (now, before) => companyKey(now) !== companyKey(before)
        )
      : null,
    ...phoneChanges(sure, record, account),
    cityChange(first('address'), record.city),
    websiteChange(first('web'), account)
  ]
  return changes.filter((change) => change !== null)
}

function textChange(
  field: 'name' | 'title' | 'company',
  fact: PersonFact | undefined,
  before: string,
  differs: (now: string, before: string) => boolean
): Change | null {
  const value = fact?.value.trim().slice(0, 200) ?? ''
  if (!fact || value === '' || !differs(value, before)) return null
  return change(fact, { field, value, before })
}

function change(
  { line, confidence }: PersonFact,
  said: Pick<Change, 'field' | 'value' | 'before'> & Partial<Change>
): Change {
  return { on: 'person', phone: null, empty: said.before === '', line, confidence, ...said }
}

/** A name is only taken where the record has an address or a part of it instead: people sign with short names. */
function isFullerName(now: string, before: string): boolean {
  if (before.includes('@')) return true
  const [known, said] = [plainText(before), plainText(now).split(' ')]
  return said.length > 1 && said.length < 6 && said.includes(known)
}

function phoneChanges(
  facts: readonly PersonFact[],
  { phones }: PersonRecord,
  account: RecordOf<'account'> | null
): Change[] {
  const numbers = facts
    .filter(({ field, kind }) => field === 'phone' && kind !== 'fax')
    .map((fact) => ({ fact, number: fact.e164 ?? fact.value }))
    .filter(({ number }) => /^\+?\d{7,15}$/.test(number.replace(/[\s()./-]/g, '')))
    .filter(({ number }, at, all) => all.findIndex((one) => isSamePhone(one.number, number)) === at)
  const fresh = numbers.filter(
    ({ number }) =>
      !phones.some((phone) => isSamePhone(phone.number, number)) &&
      !(account !== null && isSamePhone(account.phone, number))
  )
  return fresh.map(({ fact }) => {
    const kind = fact.kind === 'mobile' ? 'mobile' : 'work'
    const same = phones.filter((phone) => phone.kind === kind)
    const rivals = fresh.filter((one) => (one.fact.kind === 'mobile') === (kind === 'mobile'))
    const gone = same.filter((phone) => !numbers.some(({ number }) => isSamePhone(phone.number, number)))
    // takes the place of a number only where it can be no other
    const before = same.length === 1 && gone.length === 1 && rivals.length === 1 ? same[0]!.number : ''
    const value = fact.value.trim().slice(0, 60)
    return change(fact, { field: 'phone', value, phone: kind, before, empty: phones.length === 0 })
  })
}

/** Towns have a name in every language: only an empty field is filled. */
function cityChange(fact: PersonFact | undefined, before: string): Change | null {
  const city = fact && before === '' ? cityOf(fact.value) : null
  return fact && city ? change(fact, { field: 'city', value: city, before }) : null
}

function websiteChange(fact: PersonFact | undefined, account: RecordOf<'account'> | null): Change | null {
  if (!fact || !account || account.website !== '') return null
  const host = hostOf(fact.value)
  // the site of somebody else (a fair, a map) is none of the account's
  if (!account.domains.some((domain) => host === domain || host.endsWith(`.${domain}`))) return null
  return change(fact, { field: 'website', on: 'account', value: fact.value.slice(0, 200), before: '' })
}

/** The record's values with the change in them. */
export function withChange(
  record: PersonRecord,
  { field, before, phone }: Change,
  value: string
): PersonRecord {
  if (field !== 'phone') return { ...record, [field]: value }
  const kind = phone ?? 'work'
  const phones = record.phones.some(({ number }) => isSamePhone(number, value))
    ? record.phones
    : before !== '' && record.phones.some(({ number }) => number === before)
      ? record.phones.map((one) => (one.number === before ? { kind, number: value } : one))
      : [...record.phones, { kind, number: value }]
  return { ...record, phones: phones.slice(0, 20) }
}

/** The record's values without the change: what it replaced stands there again, what others changed since stays. */
export function withoutChange(
  record: PersonRecord,
  { field, before, phone }: Change,
  value: string
): PersonRecord {
  if (field !== 'phone') return record[field as 'title'] === value ? { ...record, [field]: before } : record
  const kind = phone ?? 'work'
  const phones = record.phones.flatMap((one) =>
    one.number !== value ? [one] : before === '' ? [] : [{ kind, number: before }]
  )
  return { ...record, phones }
}

/** Two of one field and value are one: what was dismissed once is dismissed however it is written. */
export function changeKey(recordId: string, { field, value }: Change): string {
  const said =
    field === 'phone' ? value.replace(/\D/g, '') : field === 'website' ? hostOf(value) : plainText(value)
  return `${recordId}/${field}/${said}`
}

export type PersonValues = RecordValues<'lead'> | RecordValues<'contact'>
