import { describe, expect, it } from 'vitest'
import { drawn, readBanking } from '../../training/custom-sets.ts'
import { readCustom } from './custom.ts'

const visit = {
  id: 'visit',
  examples: [
    'Could a technician come by next week?',
    'Please send somebody to look at the pump',
    'We need a service visit on site'
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
it('marks nothing that resembles no example', () => {
  const reader = readCustom([visit, invoice])
  expect(reader.problems).toEqual([])
  expect(reader.read('Can you resend the invoice for June?')[0]?.id).toBe('invoice')
  expect(reader.read('Happy birthday and all the best from Lisbon')).toEqual([])
})
describe('hostile examples end in time, with a named problem', () => {
  it('10,000 examples', () => {
    const before = performance.now()
    const many = Array.from({ length: 10_000 }, (_, i) => `example number ${i} of the pump ${i * 7}`)
    const reader = readCustom([{ id: 'many', examples: many }, invoice])
    expect(reader.problems).toEqual([{ kind: 'too-many', id: 'many', examples: 10_000 }])
    expect(performance.now() - before).toBeLessThan(5000)
  })
  it('no example, blanks, marks only', () => {
    for (const examples of [[], [' ', '\n'], ['!!!', '???']])
      expect(readCustom([{ id: 'none', examples }]).problems).toEqual([{ kind: 'empty', id: 'none' }])
  })
  it('one word again and again', () => {
    expect(
      readCustom([{ id: 'one', examples: Array.from({ length: 20 }, () => 'pump') }]).problems[0]?.kind
    ).toBe('too-few')
  })
  it('the same as another', () => {
    const reader = readCustom([visit, { ...visit, id: 'twin' }])
    expect(reader.problems).toEqual([{ kind: 'same-as', id: 'twin', other: 'visit' }])
    expect(reader.read('Could a technician come by?').map(({ id }) => id)).toEqual(['visit'])
  })
  it('100 intents, each with a text of 1 MB', () => {
    const before = performance.now()
    const long = 'pump broken '.repeat(90_000)
    const intents = Array.from({ length: 100 }, (_, i) => ({
      id: `i${i}`,
      examples: [`a ${i} ${long}`, `b ${i} ${long}`, `c ${i} ${long}`]
    }))
    expect(readCustom(intents).problems.length).toBe(70)
    expect(performance.now() - before).toBeLessThan(10_000)
  })
})
