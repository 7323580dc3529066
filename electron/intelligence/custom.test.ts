import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { IntentRule } from '../../shared/contract/intents.ts'
import { tidyIntent } from '../../shared/intelligence/intents.ts'
import { drawn, readBanking } from '../../training/custom-sets.ts'
import { openBackground, readCustom as learn, readSentences } from './custom.ts'

const background = openBackground(readSentences(join(import.meta.dirname, '../../resources/intelligence')))
const readCustom = (rules: Partial<IntentRule>[]) =>
  learn(
    rules.map((rule) => ({ id: '', examples: [], unlike: [], words: [], must: false, ...rule })),
    background
  )
const mail = (text: string, subject = '') => ({ subject, text })

const empty = { name: '', examples: [], unlike: [], words: [], must: false }

const visit = {
  id: 'visit',
  examples: [
    'Could a technician come by next week?',
    'Please send somebody to look at the pump',
    'We need a service visit on site',
    'Can one of your engineers visit our plant?'
  ]
}
const invoice = {
  id: 'invoice',
  examples: [
    'Please resend invoice 4711',
    'The invoice has the wrong address',
    'I have not received the invoice for May'
  ]
}

it('learns ten intents from ten examples each', () => {
  const { examples, rest } = drawn(readBanking('train'), 1)
  const reader = readCustom([...examples].map(([id, texts]) => ({ id, examples: texts })))
  const asked = rest.slice(0, 300)
  expect(asked.filter(([name, text]) => reader.nearest(text) === name).length / asked.length).toBeGreaterThan(
    0.8
  )
})

describe('a mail', () => {
  it('has every intent that one of its sentences or its subject names, and says which', () => {
    const reader = readCustom([visit, invoice])
    const marks = reader.read(
      mail('Good morning,\n\nI have not received the invoice for June. Could your engineers visit our plant?')
    )
    expect(marks.map(({ id }) => id).sort()).toEqual(['invoice', 'visit'])
    expect(marks.find(({ id }) => id === 'invoice')).toMatchObject({
      sentence: 'I have not received the invoice for June.'
    })
    for (const { sure } of marks) expect(sure).toBeGreaterThan(0.25)
    expect(reader.read(mail('See below.', 'RE: service visit on site'))).toMatchObject([
      { id: 'visit', sentence: 'service visit on site' }
    ])
  })
  it('gives the sentence as it is kept when it is rejected', () => {
    const text = `I have not  received\tthe invoice ${'for May '.repeat(60)}`
    const [mark] = readCustom([invoice]).read(mail(text))
    const { sentence = '' } = mark ?? {}
    expect(sentence).toMatch(/^I have not received the invoice for May/)
    expect(tidyIntent({ ...empty, unlike: [sentence] }).unlike).toEqual([sentence])
    expect(readCustom([{ ...invoice, unlike: [sentence] }]).read(mail(text))).toEqual([])
  })
  it('has none that it does not resemble', () => {
    const reader = readCustom([visit, invoice])
    expect(reader.read(mail('Happy birthday and all the best from Lisbon.'))).toEqual([])
    expect(reader.read(mail(''))).toEqual([])
  })
  it('is marked the same whatever other intents there are', () => {
    const one = mail('Could you resend the invoice? The address is wrong.')
    expect(readCustom([invoice, visit]).read(one)).toEqual(readCustom([invoice]).read(one))
    expect(readCustom([invoice]).read(one)).toHaveLength(1)
  })
})

describe('what it is not', () => {
  const paid = 'The invoice for May has been paid.'
  it('takes away what is nearer to it than to an example, and nothing else', () => {
    const [before, after] = [readCustom([invoice]), readCustom([{ ...invoice, unlike: [paid] }])]
    expect(before.read(mail(paid))).toHaveLength(1)
    expect(after.read(mail(paid))).toEqual([])
    expect(after.read(mail('The invoice for April has been paid.'))).toEqual([])
    const asked = mail('I have not received the invoice for July.')
    expect(after.read(asked)).toEqual(before.read(asked))
  })
})

describe('words', () => {
  const words = ['fiscal year', 'Budget']
  const late = {
    id: 'late',
    examples: ['We can only order in spring', 'Ask us again later', 'Not this quarter']
  }
  it('lean towards it', () => {
    const plain = mail('Let us talk later about the budget, maybe this spring we order.')
    const [without, within] = [readCustom([late]), readCustom([{ ...late, words }])]
    const sureOf = (reader: typeof without): number => reader.read(plain)[0]?.sure ?? 0
    expect(sureOf(within)).toBeGreaterThan(sureOf(without))
    expect(within.read(mail('The budget meeting room is on the second floor.'))).toEqual([])
  })
  it('are asked for anywhere in the mail, phrases as they stand', () => {
    const reader = readCustom([{ ...late, words, must: true }])
    const said = 'We can only order in spring.'
    expect(reader.read(mail(said))).toEqual([])
    expect(reader.read(mail(`${said} Then the fiscal\nyear begins.`))).toHaveLength(1)
    expect(reader.read(mail(`${said} The year is fiscal.`))).toEqual([])
    expect(reader.read(mail(said, 'BUDGET'))).toHaveLength(1)
  })
})

describe('hostile definitions and mails end in time', () => {
  it('100 intents of 10,000 examples of 10,000 characters', () => {
    const before = performance.now()
    const long = 'pump broken '.repeat(800)
    const examples = Array.from({ length: 10_000 }, (_, i) => `example ${i} ${long}`)
    const reader = readCustom(Array.from({ length: 100 }, (_, i) => ({ id: `i${i}`, examples })))
    expect(reader.read(mail('x '.repeat(500_000)))).toEqual([])
    expect(reader.read(mail('x'.repeat(5_000_000)))).toEqual([])
    expect(performance.now() - before).toBeLessThan(10_000)
  })
  it('examples that say nothing make no intent', () => {
    for (const examples of [[], [' ', '\n', '\t'], ['!!!', '???', '...'], ['pump', 'pump', 'pump']]) {
      const reader = readCustom([{ id: 'none', examples }])
      expect([reader.read(mail('pump !!!')), reader.nearest('pump')]).toEqual([[], null])
    }
  })
})

it('tells the sentences of a mail, each once, and how near each is to every intent', () => {
  const reader = readCustom([visit, invoice])
  const found = reader.sentences(
    mail('Hello Maya,\n\nPlease resend invoice 4712. Could your engineers visit our plant?\n\nHello Maya,')
  )
  expect(found.map(({ sentence }) => sentence)).toEqual([
    'Hello Maya,',
    'Please resend invoice 4712.',
    'Could your engineers visit our plant?'
  ])
  expect(found[1]!.near.invoice).toBeGreaterThan(found[1]!.near.visit!)
  expect(found[2]!.near.visit).toBeGreaterThan(found[2]!.near.invoice!)
  expect(readCustom([]).sentences(mail('Please resend invoice 4712.'))).toEqual([
    { sentence: 'Please resend invoice 4712.', near: {} }
  ])
})
