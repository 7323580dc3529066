// Counts how often each kind of evidence was right on the mails that may be learned from: `node training/person-confidence.ts`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge } from './score-person.ts'
import { salesMails } from './signature-sets.ts'

const found = salesMails('train')
  .flatMap(judge)
  .filter(({ got }) => got !== null)
const table: Record<string, number> = {}
const round = (value: number): number => Math.round(value * 1000) / 1000

/** Held back by what the author of the labels cannot know: 90 in 100, as much as four sightings. */
const rate = (verdicts: readonly { right: boolean }[], prior: number): number =>
  (verdicts.filter(({ right }) => right).length + 4 * prior) / (verdicts.length + 4)

for (const field of [...new Set(found.map((one) => one.field))].sort()) {
  const of = found.filter((one) => one.field === field)
  const all = rate(of, 0.9)
  table[field] = round(all)
  for (const how of [...new Set(of.map((one) => one.how))].sort())
    table[how] = round(
      rate(
        of.filter((one) => one.how === how),
        all
      )
    )
}
writeFileSync(
  join(import.meta.dirname, '../resources/intelligence/person-confidence.json'),
  `${JSON.stringify(table, null, 2)}\n`
)
console.log(`${found.length} values, ${Object.keys(table).length} rates`)
