import { expect, it } from 'vitest'
import { mailGroups, mailPhrases } from './mail-phrases.ts'
import { findPhrases } from './phrase-finder.ts'
import { tokensOf } from './tokens.ts'

it('has every group in every language, each in its place', () => {
  for (const lists of Object.values(mailPhrases)) expect(Object.keys(lists)).toEqual([...mailGroups])
})
it('finds its own groups only where it is asked for them', () => {
  const tokens = tokensOf('What would 40 seats run us?')
  const price = mailGroups.indexOf('price')
  expect(findPhrases(tokens, 'en', mailPhrases).map(({ group }) => group)).toContain(price)
  expect(findPhrases(tokens, 'en').map(({ group }) => group)).not.toContain(price)
})
