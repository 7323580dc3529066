import { describe, expect, it } from 'vitest'
import type { PersonFact } from '../contract/intelligence.ts'
import type { RecordOf } from '../contract/records.ts'
import { cityOf } from './city.ts'
import { companyKey, hostOf, isSamePhone } from './compare.ts'
import { changeKey, changesOf, withChange, withoutChange } from './enrichment.ts'

const kept = { rev: 1, origin: 'rep', created: 0, changed: 0, ownerName: '', owner: null, notes: '' } as const
const dana: RecordOf<'contact'> = {
  ...kept,
  kind: 'contact',
  id: 'c1',
  name: 'Dana Whitfield',
  title: 'Head of Operations',
  account: 'a1',
  accountName: 'Acme Ltd',
  addresses: ['dana@acme.example'],
  phones: [{ kind: 'work', number: '+44 20 7946 0117' }],
  city: 'London'
}
const acme: RecordOf<'account'> = {
  ...kept,
  kind: 'account',
  id: 'a1',
  name: 'Acme Ltd',
  domains: ['acme.example'],
  website: '',
  phone: '020 7946 0100',
  city: ''
}
const lead: RecordOf<'lead'> = {
  ...kept,
  kind: 'lead',
  id: 'l1',
  name: 'dana@acme.example',
  company: '',
  title: '',
  addresses: ['dana@acme.example'],
  phones: [],
  source: '',
  status: '',
  city: ''
}
const fact = (field: PersonFact['field'], value: string, more: Partial<PersonFact> = {}): PersonFact => ({
  ...{ field, value, e164: null, kind: null, line: value, confidence: 0.99 },
  ...more
})
const said = (facts: PersonFact[], record: Parameters<typeof changesOf>[1] = dana, account = acme) =>
  changesOf(facts, record, account).map(({ field, value, before }) => [field, value, before])

describe('what a signature says beyond a record', () => {
  it('is nothing where the record says the same in another spelling', () => {
    const same = [
      fact('name', 'Dana Whitfield'),
      fact('title', 'HEAD OF OPERATIONS,'),
      fact('phone', 'T (020) 7946-0117', { e164: '+442079460117', kind: 'office' }),
      fact('phone', '+44 20 7946 0100', { e164: '+442079460100', kind: 'office' }),
      fact('company', 'Acme'),
      fact('address', '1 Dock Road, London SE1 2AA')
    ]
    expect(said(same)).toEqual([])
  })
  it('takes the place of the one phone of its kind, and stands beside it where both are said', () => {
    const fresh = fact('phone', '+44 20 7946 0182', { e164: '+442079460182', kind: 'office' })
    expect(said([fresh])).toEqual([['phone', '+44 20 7946 0182', '+44 20 7946 0117']])
    const old = fact('phone', '+44 20 7946 0117', { e164: '+442079460117', kind: 'office' })
    expect(said([old, fresh])).toEqual([['phone', '+44 20 7946 0182', '']])
    const mobile = fact('phone', '+44 7700 900123', { e164: '+447700900123', kind: 'mobile' })
    expect(said([mobile])).toEqual([['phone', '+44 7700 900123', '']])
    expect(said([{ ...fresh, kind: 'fax' }])).toEqual([])
  })
  it('names a website of the account alone, never of others, and a company only for a lead', () => {
    expect(said([fact('web', 'https://www.acme.example/en')])).toEqual([
      ['website', 'https://www.acme.example/en', '']
    ])
    expect(said([fact('web', 'www.fair.example')])).toEqual([])
    expect(said([fact('web', 'acme.example')], dana, { ...acme, website: 'x.example' })).toEqual([])
    expect(said([fact('company', 'Acme Ltd'), fact('name', 'Dana Whitfield')], lead)).toEqual([
      ['name', 'Dana Whitfield', 'dana@acme.example'],
      ['company', 'Acme Ltd', '']
    ])
  })
  it('leaves out what is not sure, empty or no number', () => {
    expect(
      said([fact('title', 'Chief', { confidence: 0.5 }), fact('title', ' '), fact('phone', '12')])
    ).toEqual([])
  })
  it('is put in and taken out again, and what others changed since stays', () => {
    const [change] = changesOf([fact('phone', '+44 20 7946 0182', { kind: 'office' })], dana, acme)
    const after = withChange(dana, change!, change!.value)
    expect(after.phones).toEqual([{ kind: 'work', number: '+44 20 7946 0182' }])
    const since = {
      ...after,
      title: 'COO',
      phones: [...after.phones, { kind: 'home' as const, number: '1' }]
    }
    expect(withoutChange(since, change!, change!.value)).toEqual({
      ...since,
      phones: [...dana.phones, { kind: 'home', number: '1' }]
    })
    const [title] = changesOf([fact('title', 'COO')], dana, acme)
    expect(withoutChange({ ...dana, title: 'CEO' }, title!, 'COO').title).toBe('CEO')
  })
  it('is remembered by its value, however it is written', () => {
    const key = (value: string) =>
      changeKey('c1', changesOf([fact('phone', value, { kind: 'mobile' })], dana, acme)[0]!)
    expect(key('+44 7700 900123')).toBe(key('+44 (7700) 900-123'))
  })
  it('ends in time on what was made to be slow', () => {
    const long = 'A'.repeat(200_000)
    const started = performance.now()
    changesOf(
      [fact('address', `${'Ab '.repeat(70_000)}`), fact('web', long), fact('title', long)],
      dana,
      acme
    )
    isSamePhone(`+${'1'.repeat(100_000)}`, 'x'.repeat(100_000))
    expect(performance.now() - started).toBeLessThan(500)
  })
})

it.each([
  ['+44 20 7946 0182', '+442079460182', true],
  ['+44 (0)20 7946 0182', '020 7946 0182', true],
  ['0044 20 7946 0182', '+44 20 7946 0182', true],
  ['+49 40 123456', '+49 40 123457', false],
  ['+49 40 123456', '123456', false],
  ['(512) 555-0100', '+1 512-555-0100', true],
  ['', '', false]
])('%s and %s reach one phone: %s', (a, b, same) => expect(isSamePhone(a, b)).toBe(same))

it.each([
  ['1 Dock Road, London SE1 2AA', 'London'],
  ['Hafenstraße 12, 20457 Hamburg', 'Hamburg'],
  ['Bahnhofstrasse 1, CH-8001 Zürich, Switzerland', 'Zürich'],
  ['500 Congress Ave, Austin, TX 78701', 'Austin'],
  ['12, rue de la Paix, 69002 Lyon', 'Lyon'],
  ['12345 Main Street', null],
  ['', null]
])('%s lies in %s', (address, city) => expect(cityOf(address)).toBe(city))

it('knows a company without its form, and a site without its way', () => {
  expect(companyKey('ACME Ltd.')).toBe(companyKey('Acme'))
  expect(companyKey('Berg S.A.')).toBe(companyKey('Berg SA'))
  expect(companyKey('Ltd')).toBe('ltd')
  expect(hostOf('HTTPS://www.Acme.example/x?y')).toBe('acme.example')
})
