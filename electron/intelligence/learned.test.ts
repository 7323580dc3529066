import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Felt, Learned, Said, Sentiment } from '../../shared/contract/intelligence.ts'
import { openClassifier } from './classify.ts'
import { learnFrom } from './learned.ts'
import { readOwnText } from './own-text.ts'

type Example = Learned['examples'][number]
type Mail = Omit<Example, 'said'>

const root = join(import.meta.dirname, '../..')
const classifier = openClassifier(join(root, 'resources/intelligence'))
const nothing: Said = { sentiment: null, emotion: null, intents: null }

/** 300 mails of sales: what nothing that was learned of other mails may change. */
const others: Mail[] = readFileSync(join(root, 'training/data/sales-mails/train.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const { subject, body, from } = JSON.parse(line) as { subject: string; body: string; from: string }
    const [, name = '', address = from] = /^(.*?)\s*<(.*)>$/.exec(from) ?? []
    return { subject, text: body.slice(0, 4000), from: [name, address] }
  })

function read({ subject, text, from: [name, address] }: Mail, examples: Example[] = []): Felt {
  const { own } = readOwnText(text, { from: `${name} <${address}>` })
  return classifier.classify({ subject, text: own }, learnFrom(examples).lean(subject, own))
}
const valuesOf = ({ sentiment, emotion, intents }: Felt): string =>
  [sentiment?.value, emotion?.value, ...intents.map(({ value }) => value)].join()
const plain = others.map((mail) => valuesOf(read(mail)))
function changedBy(examples: Example[]): number {
  const layer = learnFrom(examples)
  return others.filter(({ subject, text, from: [name, address] }, i) => {
    const { own } = readOwnText(text, { from: `${name} <${address}>` })
    return valuesOf(classifier.classify({ subject, text: own }, layer.lean(subject, own))) !== plain[i]
  }).length
}

/** A carrier's notices, which sound unhappy and are not. */
const places = ['Hamburg', 'Lyon', 'Porto', 'Leeds', 'Graz', 'Turin', 'Gdansk', 'Odense', 'Bilbao', 'Ghent']
const reasons = ['a strike at the port', 'bad weather', 'a missing customs paper', 'a broken truck']
const notice = (n: number): Mail => ({
  subject: `Shipment ${48_000 + n * 37} delayed`,
  text: `Hello Maya,\n\nunfortunately your shipment ${48_000 + n * 37} to ${places[n % 10]} is delayed again because of ${reasons[n % 4]}. The new delivery date is ${1 + (n % 27)} May. We are sorry for the trouble this causes.\n\nYour dispatch team`,
  from: ['Dispatch', 'dispatch@carrier.example']
})
const said = (sentiment: Sentiment): Said => ({ ...nothing, sentiment })
const corrected = (count: number): Example[] =>
  Array.from({ length: count }, (_, n) => ({ ...notice(n), said: said('neutral') }))
const later = Array.from({ length: 20 }, (_, n) => notice(n + 20))
const following = (examples: Example[]): number =>
  later.filter((mail) => read(mail, examples).sentiment?.value === 'neutral').length

describe('what the rep corrected', () => {
  it('is followed by alike mails the more often it was said, and by no others', () => {
    expect([0, 1, 2, 3, 5].map((count) => following(corrected(count)))).toEqual([0, 4, 16, 20, 20])
    expect(changedBy(corrected(5))).toBe(0)
  })

  it('is said with how many mails it was learned from', () => {
    expect(read(later[0]!, corrected(3)).sentiment).toMatchObject({ value: 'neutral', like: 3 })
    expect(read(later[0]!).sentiment).not.toHaveProperty('like')
    expect(read(others[0]!, corrected(3)).sentiment).not.toHaveProperty('like')
  })

  it('teaches intents both ways', () => {
    const none = corrected(4).map((one) => ({ ...one, said: { ...nothing, intents: [] } }))
    expect(read(later[0]!).intents.map(({ value }) => value)).toEqual(['complaint'])
    expect(read(later[0]!, none).intents).toEqual([])
    const request = corrected(6).map((one) => ({
      ...one,
      said: { ...nothing, intents: ['request' as const] }
    }))
    expect(read(later[0]!, request).intents).toMatchObject([{ value: 'request', like: 6 }])
  })

  it('breaks nothing by ten wrong clicks', () => {
    for (const first of [1, 2, 3]) {
      const wrong = others.filter((_, i) => i % 30 === first)
      expect(changedBy(wrong.map((mail) => ({ ...mail, said: said('positive') })))).toBeLessThanOrEqual(3)
    }
    // and what was said wrongly of a kind is outweighed by what is said rightly
    const mixed = [
      ...corrected(5),
      ...Array.from({ length: 5 }, (_, n) => ({ ...notice(n + 5), said: said('negative') }))
    ]
    expect(following(mixed)).toBe(0)
  })

  it('stays bounded, whatever is sent', () => {
    const same = Array.from({ length: 100 }, () => ({ ...notice(1), said: said('positive') }))
    const leaning = learnFrom(same).lean(notice(1).subject, notice(1).text)!
    expect(Math.max(...leaning.bias)).toBeLessThanOrEqual(6)
    const empty = { subject: '', text: '', from: ['', ''] as [string, string] }
    const odd = [empty, { ...empty, text: 'x'.repeat(4000) }, { ...empty, text: 'the and of' }]
    const layer = learnFrom(odd.map((mail) => ({ ...mail, said: said('negative') })))
    expect(layer.lean('', '')).toBe(null)
    expect(layer.lean('Offer', 'Please send it.')).toBe(null)
  })
})
