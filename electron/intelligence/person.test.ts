import { describe, expect, test } from 'vitest'
import type { PersonFieldName } from '../../shared/intelligence/signature.ts'
import { f1Of, judge } from '../../training/score-person.ts'
import { salesMails } from '../../training/signature-sets.ts'
import { readLeavers } from './left.ts'
import { readOwnText } from './own-text.ts'
import { readPerson } from './person.ts'

function read(text: string, from: string, language = 'en') {
  const person = readPerson(readOwnText(text, { from }), { from, language })
  const field = (name: PersonFieldName) => person.fields.find((one) => one.field === name)?.value
  return { ...person, field }
}

describe('fields of the labelled sales mails, train part', () => {
  const verdicts = salesMails('train').flatMap(judge)
  test.each([
    ['phone', 0.97],
    ['title', 0.95],
    ['name', 0.95],
    ['company', 0.93],
    ['address', 0.85],
    ['web', 0.95],
    ['social', 0.95]
  ])('%s', (field, floor) => expect(f1Of(verdicts, field).f1).toBeGreaterThanOrEqual(floor))
})

describe('phones', () => {
  test('kind, extension and country', () => {
    const { phones } = read(
      'Hallo.\n\n-- \nMax Vogt\nLeiter Einkauf\nVogt GmbH\nTel. +49 (0)40 66969-214\nMobil 0171 3920044\nFax 040 66969 215\nHRB 00417 · USt-IdNr. DE 123456789',
      'Max Vogt <max@vogt.de>',
      'de'
    )
    expect(phones.map(({ kind, e164 }) => [kind, e164])).toEqual([
      ['office', '+494066969214'],
      ['mobile', '+491713920044'],
      ['fax', '+494066969215']
    ])
  })
  test("two on a line, and the address's country over the domain's", () => {
    const { phones } = read(
      'Hi.\n\nAnn Lee\nBuyer\nAcme Inc.\n1 Main St, Quincy, MA 02169\nO: (617) 555-0162 x14  C: (617) 555-0163',
      'Ann Lee <ann@acme.com>'
    )
    expect(phones.map(({ kind, e164, extension, line }) => [kind, e164, extension, line])).toEqual([
      ['office', '+16175550162', '14', 6],
      ['mobile', '+16175550163', null, 6]
    ])
  })
})

describe('title and company', () => {
  test.each([
    ['Jane Roe\nCEO @ Acme Robotics', 'CEO', 'Acme Robotics'],
    ['Jane Roe\nHead of Sales, Acme Ltd', 'Head of Sales', 'Acme Ltd'],
    ['Jane Roe\nGeschäftsführerin\nAcme Metallbau GmbH', 'Geschäftsführerin', 'Acme Metallbau GmbH'],
    [
      "Jane Roe\nResponsable d'exploitation\nTransports Acme SAS",
      "Responsable d'exploitation",
      'Transports Acme SAS'
    ],
    ['Jane Roe | Jefa de Compras | Acme, S.L.', 'Jefa de Compras', 'Acme, S.L.'],
    ['Jane Roe\nAcme Brewing\nEverything we brew, we drink!', undefined, 'Acme Brewing']
  ])('%s', (signature, title, company) => {
    const { field } = read(`Fine.\n\n${signature}`, 'Jane Roe <jane@acme.example>')
    expect(field('title')).toBe(title)
    expect(field('company')).toBe(company)
  })
})

test('each value says its line and how sure it is', () => {
  const { fields } = read(
    'Fine.\n\nJane Roe\nHead of Sales\nwww.acme.example',
    'Jane Roe <jane@acme.example>'
  )
  expect(fields).toContainEqual(
    expect.objectContaining({ field: 'title', line: 3, lineText: 'Head of Sales' })
  )
  for (const { confidence } of fields) expect(confidence > 0.5 && confidence <= 1).toBe(true)
})

test.each([
  ['digits', `-- \n${'1234567 '.repeat(20_000)}`],
  ['plus signs', `-- \n${'+'.repeat(100_000)}`],
  ['bars', `-- \nJane Roe ${'| a '.repeat(50_000)}`],
  ['letters', `-- \n${'Aa '.repeat(60_000)}`],
  ['names that leave', 'Anna Maria Klara Weber hat '.repeat(7_000)],
  ['dots and links', `-- \n${'www.a.b.c.d.'.repeat(15_000)}`],
  ['capitals', 'A. '.repeat(60_000) + 'is no longer with'],
  ['ya no', 'ya no '.repeat(30_000)]
])('hostile signatures end in time: %s', (_, text) => {
  const start = performance.now()
  const own = readOwnText(text, { from: 'Jane Roe <jane@acme.example>' })
  readPerson(own, { from: 'Jane Roe <jane@acme.example>' })
  readLeavers(own, text, { from: 'Jane Roe <jane@acme.example>' })
  expect(performance.now() - start).toBeLessThan(2000)
})
