import { expect, it } from 'vitest'
import { likelyOf, nearestOf } from './example.ts'

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

it('offers them as the mail has them for an intent that is not there yet', () => {
  expect(likelyOf(sentences, null)).toEqual(['Thank you for the samples.', 'Could a technician come by?'])
  expect(nearestOf([{ sentence: 'Could you?', near: {} }])).toBe(null)
})

it('offers a few of a long mail', () => {
  const long = Array.from({ length: 150 }, (_, at) => ({ sentence: `We need number ${at}.`, near: {} }))
  expect(likelyOf(long, 'visit')).toHaveLength(6)
})
