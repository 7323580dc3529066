import { expect, it } from 'vitest'
import { ftsOf, parseQuery } from './query.ts'

it('reads fields, quotes and words', () => {
  expect(parseQuery('from:anna "price list" Angebot')).toEqual([
    { word: 'anna', where: 'people', exact: false },
    { word: 'price list', where: 'anywhere', exact: true },
    { word: 'Angebot', where: 'anywhere', exact: false }
  ])
})

it('drops what has no letter or number in it', () => {
  expect(parseQuery('* - "" ()')).toEqual([])
})

it('lets nothing typed act as an operator of FTS5', () => {
  const term = { word: 'a" OR heads MATCH "b', where: 'anywhere' as const, exact: true }
  expect(ftsOf(term)).toBe('"a"" OR heads MATCH ""b"')
})
