import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { printTable, type Row } from './stats.ts'

const { values } = parseArgs({
  options: {
    area: { type: 'string' },
    json: { type: 'string' },
    only: { type: 'string' },
    runs: { type: 'string' },
    mails: { type: 'string' }
  }
})

/** What a bench may be told: how often to measure, and how large its mailbox is (the bars are for the usual size). */
export interface BenchOptions {
  runs: number
  mails: number
}
const options: BenchOptions = { runs: Number(values.runs ?? 5), mails: Number(values.mails ?? 50_000) }

const here = import.meta.dirname
const areas = readdirSync(here, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : []
)
if (values.area !== undefined && !areas.includes(values.area))
  console.error(`Nothing is measured in ${values.area} yet; there is: ${areas.join(', ')}`)
const rows: Row[] = []
for (const area of areas.filter((name) => values.area === undefined || name === values.area)) {
  for (const file of readdirSync(join(here, area))
    .filter((name) => name.endsWith('.bench.ts'))
    .sort()) {
    if (values.only && !file.startsWith(values.only)) continue
    console.error(`${area}/${file.replace('.bench.ts', '')} …`)
    const bench = (await import(join(here, area, file))) as { rows(options: BenchOptions): Promise<Row[]> }
    try {
      rows.push(...(await bench.rows(options)))
    } catch (error) {
      console.error(`  could not be measured: ${error instanceof Error ? error.message : String(error)}`)
      process.exitCode = 1
    }
  }
}
printTable(rows)
if (values.json)
  writeFileSync(
    values.json,
    JSON.stringify(
      rows.map(({ area, name, value, unit, bar, better }) => ({ area, name, value, unit, bar, better })),
      null,
      2
    )
  )
process.exit()
