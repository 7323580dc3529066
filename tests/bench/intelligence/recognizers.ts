import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const folder = join(import.meta.dirname, '../../../training/data/recognizers-datetime')

/**
 * The specifications whose answers are moments. Left out: extractors (places, no values), periods, durations and sets (no
 * one moment), hours without a day and zones alone, and the modes that split or reinterpret what is said (calendar,
 * tasks, experimental, complex, split).
 */
const files = ['DateTimeModel', 'DateTimeParser', 'DateParser', 'MergedParser']

const value = z.object({ type: z.string(), value: z.string(), Mod: z.string() }).partial()
const resolution = z.record(z.string(), z.unknown())
const spec = z.object({
  Input: z.string(),
  Context: z.object({ ReferenceDateTime: z.string() }).partial().optional(),
  Results: z.array(
    z.object({
      Text: z.string(),
      Resolution: z
        .object({ values: z.array(value) })
        .partial()
        .nullish(),
      Value: z
        .object({ values: z.array(value), FutureResolution: resolution, PastResolution: resolution })
        .partial()
        .nullish()
    })
  )
})

export interface MomentCase {
  input: string
  /** Of the reference, as if it were UTC. */
  date: number
  start: string
}

/** Cases with one result that resolves to one moment; the half that a fixed hash of the input gives. */
export function momentCases(part: 'dev' | 'test'): MomentCase[] {
  const cases = new Map<string, MomentCase>()
  for (const file of files) {
    const text = readFileSync(join(folder, `${file}.json`), 'utf8').replace(/^\uFEFF/, '')
    for (const each of z.array(spec).parse(JSON.parse(text))) {
      const said = each.Context?.ReferenceDateTime
      const start = startOf(each)
      if (said === undefined || start === null) continue
      const input = each.Input.toLowerCase().trim()
      if ((hash(input) % 2 === 0) !== (part === 'dev') || cases.has(input + said)) continue
      cases.set(input + said, { input: each.Input, date: Date.parse(`${said.slice(0, 19)}Z`), start })
    }
  }
  return [...cases.values()]
}

function startOf({ Results }: z.infer<typeof spec>): string | null {
  const [only] = Results
  if (!only || Results.length > 1) return null
  const values = only.Resolution?.values ?? only.Value?.values
  if (values) {
    const [one] = values
    const fits = values.length === 1 && one && !one.Mod && (one.type === 'date' || one.type === 'datetime')
    return fits ? plain(one.value) : null
  }
  const { FutureResolution: future, PastResolution: past } = only.Value ?? {}
  const coming = future?.['dateTime'] ?? future?.['date']
  return coming !== undefined && coming === (past?.['dateTime'] ?? past?.['date']) ? plain(coming) : null
}

/** `0001-01-01` stands upstream for a day that no calendar has. */
function plain(text: unknown): string | null {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d/.test(text) || text.startsWith('0001')) return null
  return text.replace(' ', 'T').replace(/(T\d\d:\d\d):\d\d$/, '$1')
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 2166136261
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0)!, 16777619)
  return value >>> 0
}
