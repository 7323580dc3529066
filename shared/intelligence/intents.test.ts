import { describe, expect, it } from 'vitest'
import { type IntentDraft, intentProblems, tidyIntent } from './intents.ts'

const good: IntentDraft = {
  name: 'Site visit',
  examples: ['Could a technician come by?', 'We need a service visit', 'Please send somebody'],
  unlike: ['The visit was nice'],
  words: ['technician'],
  must: true
}
const found = (rest: Partial<IntentDraft>, others: Parameters<typeof intentProblems>[1] = []) =>
  intentProblems({ ...good, ...rest }, others).map(({ field, at, kind, of }) => [field, at, kind, of])

describe('what was typed of an intent', () => {
  it('is in order as it is, with empty lines between', () => {
    expect(found({})).toEqual([])
    expect(found({ examples: [...good.examples, '', '  '] })).toEqual([])
  })
  it('is told where its name is wrong', () => {
    expect(found({ name: '  ' })).toEqual([['name', null, 'empty', undefined]])
    expect(found({ name: 'x'.repeat(41) })).toEqual([['name', null, 'long', undefined]])
    const others = [{ name: 'Site  Visit', examples: ['a b', 'c d', 'e f'] }]
    expect(found({}, others)).toEqual([['name', null, 'taken', 'Site  Visit']])
    expect(found({ name: 'purchase inquiry' })).toEqual([['name', null, 'taken', 'purchase inquiry']])
  })
  it('is told which example is wrong, and why', () => {
    const [one = '', two = '', three = ''] = good.examples
    expect(found({ examples: [one, two, three, `  ${one.toUpperCase()} `] })).toEqual([
      ['examples', 3, 'same', 1]
    ])
    expect(found({ examples: [one, two, three, '?!'] })).toEqual([['examples', 3, 'noWords', undefined]])
    expect(found({ examples: [one, two, three, 'a '.repeat(200)] })).toEqual([
      ['examples', 3, 'long', undefined]
    ])
    expect(found({ examples: [one, two, three, 'the visit was NICE'] })).toEqual([
      ['examples', 3, 'unlike', undefined]
    ])
    expect(found({ examples: [one, two, one] })).toEqual([
      ['examples', 2, 'same', 1],
      ['examples', null, 'few', 2]
    ])
    const many = Array.from({ length: 51 }, (_, i) => `example number ${i}`)
    expect(found({ examples: many })).toEqual([['examples', null, 'many', 51]])
    expect(found({ name: 'Twin' }, [{ name: 'Visit', examples: [three, two, one] }])).toEqual([
      ['examples', null, 'sameAs', 'Visit']
    ])
  })
  it('is told where its words are wrong', () => {
    expect(found({ words: ['x'.repeat(50)] })[0]).toEqual(['words', null, 'long', 'x'.repeat(40)])
    expect(found({ words: ['!'] })).toEqual([['words', null, 'noWords', '!']])
    expect(found({ words: [' '] })).toEqual([['words', null, 'noneToNeed', undefined]])
    expect(found({ words: Array.from({ length: 31 }, (_, i) => `word${i}`) })[0]?.[2]).toBe('many')
  })
  it('is kept tidy', () => {
    expect(
      tidyIntent({
        name: ' Site \n visit ',
        examples: [' One  two ', '', 'ONE two'],
        unlike: [],
        words: ['', 'a b', 'A  B'],
        must: true
      })
    ).toEqual({ name: 'Site visit', examples: ['One two'], unlike: [], words: ['a b'], must: true })
    expect(tidyIntent({ ...good, words: [''] }).must).toBe(false)
  })
})
