import { expect, it } from 'vitest'
import type { Sentiment } from '../contract/intelligence.ts'
import { type Felt, type Streak, openStreaks, streakNames } from './streaks.ts'

const signs: Record<string, Sentiment> = { '-': 'negative', '+': 'positive', o: 'neutral' }
/** One mail a day: `--o-` is negative, negative, neutral, negative. */
const days = (moods: string, first = 1): Felt[] =>
  [...moods].map((mood, i) => ({ id: first + i, at: (first + i) * 86_400_000, sentiment: signs[mood]! }))
const of = (moods: string, after = 2) => openStreaks(new Map([['acme', days(moods)]]), after)

it('begins with the second negative mail in a row', () => {
  expect(of('-')).toEqual([])
  expect(of('--')).toEqual([{ customer: 'acme', mails: [1, 2], at: 2 * 86_400_000 }])
})

it('is broken by a positive mail and not by a neutral one', () => {
  expect(of('-+-')).toEqual([])
  expect(of('-o-')[0]?.mails).toEqual([1, 3])
  expect(of('--+')).toEqual([])
  expect(of('--+--')[0]?.mails).toEqual([4, 5])
})

it('needs as many as were chosen', () => {
  expect(of('----', 5)).toEqual([])
  expect(of('-----', 5)[0]?.mails).toHaveLength(5)
})

it('is the same one while it grows, and another after it was broken', () => {
  const [first] = of('--')
  const [grown] = of('---')
  const [second] = of('---+--')
  const names = new Set(streakNames(first!, new Map()))
  const isFirst = (streak: Streak): boolean => streakNames(streak, new Map()).some((name) => names.has(name))
  expect(isFirst(grown!)).toBe(true)
  expect(isFirst(second!)).toBe(false)
})

it('does not mind the order in which mail was read', () => {
  const mails = days('-o-+--')
  expect(openStreaks(new Map([['acme', mails.toReversed()]]), 2)).toEqual(
    openStreaks(new Map([['acme', mails]]), 2)
  )
})

it('names each customer, the latest first', () => {
  const streaks = openStreaks(
    new Map([
      ['old', days('--')],
      ['new', days('--', 10)]
    ]),
    2
  )
  expect(streaks.map(({ customer }) => customer)).toEqual(['new', 'old'])
})

it('is the same one when a mail that only a colleague had comes here too', () => {
  const at = (id: Felt['id'], day: number): Felt => ({ id, at: day, sentiment: 'negative' })
  const told = openStreaks(new Map([['acme', [at('uuid', 1), at(7, 2)]]]), 2)[0]!
  const now = openStreaks(new Map([['acme', [at(9, 1), at(10, 3)]]]), 2)[0]!
  expect(streakNames(told, new Map())).toContain('acme/uuid')
  expect(streakNames(now, new Map([[9, 'uuid']]))).toContain('acme/uuid')
})
