import { expect, test } from 'vitest'
import { flow, unflow } from './flowed.ts'

const paragraph =
  'The price stays as it is until the end of the year, and we will speak of the next one in time. '
    .repeat(3)
    .trim()

test.each<[string, string]>([
  ['a long paragraph', paragraph],
  ['a long quote', `> ${paragraph}\n\nYes.`],
  ['quotes in quotes', `>> ${paragraph}\n> ${paragraph}\nNo.`],
  ['the mark of a signature', `Best\n-- \nMaya\nFernhill`],
  ['lines that look like marks', ' indented\n  twice\n'],
  ['a word that no line holds', `See https://x.example/${'a'.repeat(200)} and ${paragraph}`],
  ['what looks like a signature within a line', `-- ${'x'.repeat(100)} y`]
])('%s reads as it was written', (_, text) => {
  expect(unflow(flow(text).split('\n')).join('\n')).toBe(text)
})

test('lines are short, and only soft ones end in a space', () => {
  const lines = flow(`${paragraph}  \nnext`).split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78)
  expect(lines.slice(0, -2).every((line) => line.endsWith(' '))).toBe(true)
  expect(lines.slice(-2).every((line) => !line.endsWith(' '))).toBe(true)
})
