import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMoments, SURE_ENOUGH } from '../moments.ts'

/** Each line a saying and the moments it means, or none; the first line says when and where it was written. */
const sayings = (name: string): string[][] =>
  readFileSync(join(import.meta.dirname, 'sayings', `${name}.txt`), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' => '))

const sent = (offset: number): { date: number; offset: number } => ({
  date: Date.parse('2026-03-05T10:00:00Z') - offset * 60_000,
  offset
})
const where = {
  en: { ...sent(0), language: 'en' },
  'en-us': { ...sent(-300), language: 'en', monthFirst: true, all: true },
  de: { ...sent(60), language: 'de' },
  fr: { ...sent(60), language: 'fr' },
  es: { ...sent(60), language: 'es' }
}

describe.each(Object.entries(where))('sayings: %s', (name, context) => {
  it.each(sayings(name))('%s => %s', (text, means) => {
    const found = readMoments(text!, context).filter(({ confidence }) => confidence >= SURE_ENOUGH)
    expect(found.map(({ start }) => start).join(' ') || 'none').toBe(means)
  })
})
