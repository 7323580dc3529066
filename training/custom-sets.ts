import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shuffled, randomOf } from './random.ts'

/** banking77: every seventh of its 77 names, in the order of the alphabet, ten of them. */
export function readBanking(part: 'train' | 'test'): Map<string, string[]> {
  const all = new Map<string, string[]>()
  const rows = readFileSync(join(import.meta.dirname, `data/banking77/${part}.csv`), 'utf8')
    .trim()
    .split(/\r?\n(?=[^\n]*)/)
    .slice(1)
  for (const row of rows) {
    const at = row.lastIndexOf(',')
    const name = row.slice(at + 1).trim()
    const text = row.slice(0, at).replace(/^"|"$/g, '').replaceAll('""', '"')
    if (/^[a-z_?A-Z]+$/.test(name)) all.set(name, [...(all.get(name) ?? []), text])
  }
  const names = [...all.keys()]
    .sort()
    .filter((_, i) => i % 7 === 0)
    .slice(0, 10)
  return new Map(names.map((name) => [name, all.get(name)!]))
}
/** Ten examples of each, and the rest. */
export function drawn(
  all: Map<string, string[]>,
  seed: number,
  count = 10
): { examples: Map<string, string[]>; rest: [string, string][] } {
  const random = randomOf(seed)
  const examples = new Map<string, string[]>()
  const rest: [string, string][] = []
  for (const [name, texts] of all) {
    const order = shuffled(texts.length, random)
    examples.set(
      name,
      [...order.slice(0, count)].map((i) => texts[i]!)
    )
    for (const i of order.slice(count)) rest.push([name, texts[i]!])
  }
  return { examples, rest }
}
