import { expect, it } from 'vitest'
import { moodTermsOf } from './find.ts'
import type { Mood } from './verdicts.ts'

const all = { sentiment: true, emotion: true, intent: true }
const angry: Mood = {
  sentiment: 'negative',
  emotion: 'frustrated',
  intents: ['complaint', 'request'],
  custom: []
}
const calm: Mood = { sentiment: 'neutral', emotion: 'neutral', intents: [], custom: [] }
const fits = (typed: string, mood: Mood, shows = all): boolean =>
  moodTermsOf(typed, shows).wants.every((one) => one(mood))

it('takes moods out of what was typed and leaves the words', () => {
  expect(moodTermsOf('from:anna is:negative "price list" Intent:complaint terms', all)).toMatchObject({
    words: 'from:anna "price list" terms',
    wants: { length: 2 }
  })
  expect(fits('is:negative intent:complaint', angry)).toBe(true)
  expect(fits('is:negative intent:query', angry)).toBe(false)
  expect(fits('IS:Frustrated', angry)).toBe(true)
  expect(fits('is:"negative"', angry)).toBe(true)
  expect(fits('is:neutral', calm)).toBe(true)
  expect(fits('is:neutral', angry)).toBe(false)
})

it('takes for words what names no mood', () => {
  for (const typed of ['is:blue', 'intent:', '"it is:negative"', 'basis:negative', 'price is: negative'])
    expect(moodTermsOf(typed, all)).toMatchObject({ words: typed, wants: [] })
})

it('finds nothing by what is switched off', () => {
  expect(fits('is:negative', angry, { ...all, sentiment: false })).toBe(false)
  expect(fits('intent:complaint', angry, { ...all, intent: false })).toBe(false)
  expect(fits('is:frustrated', angry, { ...all, emotion: false })).toBe(false)
})

it('finds custom intents by their names, whatever is typed between the words', () => {
  const own = [{ id: 'v', name: 'Site visit' }]
  const visited: Mood = { ...calm, custom: ['v'] }
  for (const typed of ['intent:"site visit"', 'Intent:site-visit', 'intent:SITE_VISIT']) {
    const { words, wants } = moodTermsOf(typed, all, own)
    expect([typed, words, wants.map((one) => [one(visited), one(calm)])]).toEqual([
      typed,
      '',
      [[true, false]]
    ])
  }
  expect(moodTermsOf('intent:site visit', all, own)).toMatchObject({ words: 'intent:site visit', wants: [] })
  expect(moodTermsOf('intent:"site visit"', all, [])).toMatchObject({ wants: [] })
  const { wants } = moodTermsOf('intent:site-visit', { ...all, intent: false }, own)
  expect(wants.map((one) => one(visited))).toEqual([false])
})
