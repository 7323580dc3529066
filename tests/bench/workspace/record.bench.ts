import { recordMail } from '../../../electron/workspace/record-mail.ts'
import { within, type Scope } from '../../../electron/workspace/scope.ts'
import type { BenchOptions } from '../run.ts'
import { median, quantile, repeat, spreadOf, type Row } from '../stats.ts'
import { openFilled, type Filled } from './filled.ts'

const usual = 50_000
const asked = 100

/** The newest 50 of a record as a rep, and the same without policies, in turn. */
async function measure(filled: Filled): Promise<{ rep: number[]; owner: number[] }> {
  const rep: number[] = []
  const owner: number[] = []
  const one = (record: string) => (scope: Scope) =>
    within(scope, (inside) =>
      recordMail(inside, { record, show: 'all', user: null, as: null, search: '', cursor: null, limit: 50 })
    )
  for (let i = 0; i < asked; i++) {
    const record = filled.busy[(i * 37) % filled.busy.length] ?? ''
    for (const [as, times] of i % 2
      ? ([
          ['rep', rep],
          ['owner', owner]
        ] as const)
      : ([
          ['owner', owner],
          ['rep', rep]
        ] as const)) {
      await filled[as](async () => undefined) // the role of an embedded database is set before
      const began = performance.now()
      const { rows } = await filled[as](one(record))
      times.push(performance.now() - began)
      if (rows.length !== 50) throw new Error(`${rows.length} rows of ${record}`)
    }
  }
  return { rep, owner }
}

type Measured = Awaited<ReturnType<typeof measure>>[]
const usually = { area: 'workspace', better: 'lower' } as const

function newest(name: string, measured: Measured): Row {
  const p95 = measured.map(({ rep }) => quantile(rep, 0.95))
  const n = measured.length * asked
  return { ...usually, name, value: median(p95), unit: 'ms', bar: 10, n, spread: spreadOf(p95) }
}
function withPolicies(name: string, measured: Measured): Row {
  const cost = measured.map(({ rep, owner }) => median(rep) / median(owner))
  const n = measured.length * asked
  return { ...usually, name, value: median(cost), unit: 'x', bar: 1.5, n, spread: spreadOf(cost) }
}

/** Whose records a rep sees: everybody's, or their own and those of nobody, as the filled ones are. */
const setRecords = (filled: Filled, records: 'all' | 'own'): Promise<unknown> =>
  filled.owner(({ db }) => db.updateTable('workspaces').set({ records }).execute())

export async function rows({ runs, mails }: BenchOptions): Promise<Row[]> {
  const shared = mails === usual ? 1_000_000 : mails
  const all: Row[] = []
  for (const name of ['postgres', 'pglite'] as const) {
    console.error(`  ${name}: ${shared} mails …`)
    const began = performance.now()
    const filled = await openFilled(name, shared, shared / 10)
    console.error(`  ${name}: filled in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    try {
      const open = await repeat(runs, () => measure(filled))
      await setRecords(filled, 'own')
      const restricted = await repeat(runs, () => measure(filled))
      all.push(
        newest(`newest 50 of a record, p95, ${name}`, open),
        withPolicies(`the same / without policies, ${name}`, open),
        newest(`newest 50, whose records: own, p95, ${name}`, restricted),
        withPolicies(`whose records: own / without policies, ${name}`, restricted)
      )
    } finally {
      await filled.close()
    }
  }
  return all
}
