import { expect, it } from 'vitest'
import { newKey } from './drafts.ts'
import { likelyOf, nearestOf, targetOf } from './example.ts'

const sentences = [
  { sentence: 'Hello Maya,', near: { visit: 0.9, invoice: 0 } },
  { sentence: 'Thank you for the samples.', near: { visit: 0.1, invoice: 0.2 } },
  { sentence: 'Could a technician come by?', near: { visit: 0.7, invoice: 0.1 } }
]

it('offers the sentence that is nearest to the intent first, and no greeting', () => {
  expect(likelyOf(sentences, 'visit')[0]).toBe('Could a technician come by?')
  expect(likelyOf(sentences, 'invoice')[0]).toBe('Thank you for the samples.')
  expect(likelyOf(sentences, 'visit')).not.toContain('Hello Maya,')
})

it('begins with the intent that is nearest to what is offered', () => {
  expect(nearestOf(sentences)).toBe('visit')
  expect(nearestOf([{ sentence: 'Hello Maya,', near: { visit: 0.9 } }, ...sentences.slice(1, 2)])).toBe(
    'invoice'
  )
})

it('is for the chosen intent while that is there, else for the nearest', () => {
  const intents = [{ id: 'invoice' }, { id: 'visit' }]
  expect(targetOf(undefined, sentences, intents)).toBe('visit')
  expect(targetOf('invoice', sentences, intents)).toBe('invoice')
  expect(targetOf(newKey, sentences, intents)).toBe(newKey)
  expect(targetOf('invoice', sentences, intents.slice(1))).toBe('visit')
  expect(targetOf('visit', sentences, intents.slice(0, 1))).toBe('invoice')
  expect(targetOf('visit', sentences, [])).toBe(newKey)
})

it('offers them as the mail has them for an intent that is not there yet', () => {
  expect(likelyOf(sentences, null)).toEqual(['Thank you for the samples.', 'Could a technician come by?'])
  expect(nearestOf([{ sentence: 'Could you come by?', near: {} }])).toBe(null)
})

it('offers a few of a long mail', () => {
  const long = Array.from({ length: 150 }, (_, at) => ({ sentence: `We need number ${at}.`, near: {} }))
  expect(likelyOf(long, 'visit')).toHaveLength(6)
})
