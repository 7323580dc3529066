import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openClassifier } from './classify.ts'
import { smallWords } from './language.ts'
import { readOwnText } from './own-text.ts'

interface Labelled {
  id: string
  from: string
  subject: string
  body: string
}
const root = join(import.meta.dirname, '../..')
const { classify } = openClassifier(join(root, 'resources/intelligence'))
const mails = readFileSync(join(root, 'training/data/sales-mails/train.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled)
/** Mails of all four languages, and of every feeling. */
const some = mails.filter((_, at) => at % 15 === 0)

function reasonsOf({ from, subject, body }: Labelled): Record<string, string[]> {
  const { sentiment, emotion, intents } = classify({ subject, text: readOwnText(body, { from }).own })
  const facets = [sentiment, emotion, ...intents].flatMap((one) =>
    one ? [[one.value, one.because] as const] : []
  )
  return Object.fromEntries(facets)
}
const of = (id: string) => reasonsOf(mails.find((mail) => mail.id === id)!)

describe('in twenty mails', () => {
  it.each(some.map((mail) => [mail.id, mail] as const))('%s', (_, mail) => {
    const text = `${mail.subject}\n${mail.body}`.replace(/\s+/gu, ' ')
    for (const because of Object.values(reasonsOf(mail)))
      for (const reason of because) {
        const at = text.indexOf(reason)
        expect(at, reason).toBeGreaterThanOrEqual(0)
        // no fragment of a word
        const places = [...text.matchAll(/[\p{L}\p{N}_]+(?:['’][\p{L}\p{N}_]+)*/gu)]
        const [starts, ends] = [
          places.map(({ index }) => index),
          places.map((one) => one.index + one[0].length)
        ]
        expect(starts, reason).toContain(at)
        expect(ends, reason).toContain(at + reason.length)
        const words = reason.toLowerCase().replaceAll('’', "'").split(/\s+/)
        const thanks = /^(?:thanks?|danke|merci|gracias)$/
        // one word says something, several are not all of the smallest
        if (words.length === 1)
          expect(smallWords.has(reason.toLowerCase()) && !thanks.test(words[0]!), reason).toBe(false)
        expect(
          words.some((word) => word.length > 2),
          reason
        ).toBe(true)
      }
  })
  it('there are twenty, with reasons for most of them', () => {
    expect(some.length).toBe(20)
    const all = some.flatMap((mail) =>
      Object.entries(reasonsOf(mail)).filter(([value]) => value !== 'neutral')
    )
    expect(all.filter(([, because]) => because.length > 0).length / all.length).toBeGreaterThan(0.7)
  })
})

it('takes a saying whole, and with what is asked for', () => {
  expect(of('t031').request).toEqual(['Please arrange the swap by January'])
  expect(of('t031').negative).toEqual(['wrong color', 'let down'])
  expect(of('t281').confused).toContain('Which of these am I supposed to put')
})

it('says no word that weighs by chance, and none of another feeling', () => {
  // "for the" and "write" once stood here; "like" for what she asks
  const { negative, ...others } = of('t061')
  expect(negative).toEqual(['disappointing'])
  expect(Object.values(others).flat().join(' ')).not.toMatch(/\b(?:for the|write|like)\b/)
})
