import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../../../electron/workspace/engine.ts'
import { openPostgres } from '../../../electron/workspace/postgres.ts'
import { recordMail } from '../../../electron/workspace/record-mail.ts'
import { within } from '../../../electron/workspace/scope.ts'
import { publish } from '../../../electron/workspace/sharing.ts'
import type { BenchOptions } from '../run.ts'
import { quantile, spreadOf, type Row } from '../stats.ts'
import { openFilled, type Filled } from './filled.ts'
import { newMail } from './new-mail.ts'

const logins = 200
const readEvery = 2_000
const publishEvery = 5_000
const lasts = 60_000

/** Two hundred reps at once, each with a login and a connection: a record's list every 2 s, a mail of theirs every 5 s. */
export async function rows({ mails }: BenchOptions): Promise<Row[]> {
  const filled = await openFilled('postgres', 2 * mails, mails / 5, logins)
  const engines = filled.reps.map(({ login }) => openPostgres(filled.url(login)))
  try {
    // everybody connects, and the server has seen each statement once
    for (const [i, engine] of engines.entries()) {
      await read(filled, engine, i)
      await say(filled, engine, i)
    }
    const times: number[] = []
    const errors: string[] = []
    const timed = async (work: () => Promise<unknown>): Promise<void> => {
      const began = performance.now()
      try {
        await work()
        times.push(performance.now() - began)
      } catch (error) {
        errors.push(error instanceof Error ? error.message : String(error))
      }
    }
    const before = process.cpuUsage()
    const began = performance.now()
    await Promise.all(
      engines.flatMap((engine, i) => [
        every(readEvery, (i / logins) * readEvery, (n) => timed(() => read(filled, engine, i + n))),
        every(publishEvery, (i / logins) * publishEvery, () => timed(() => say(filled, engine, i)))
      ])
    )
    const used = process.cpuUsage(before)
    const share = (used.user + used.system) / 1000 / (performance.now() - began)
    console.error(
      `  the clients took ${(share * 100).toFixed(0)} % of a processor; ${errors.length} errors ${errors[0] ?? ''}`
    )
    return [
      {
        area: 'workspace',
        name: `${logins} logins for ${lasts / 1000} s, p95 of a read or a publish`,
        value: quantile(times, 0.95),
        unit: 'ms',
        bar: 100,
        better: 'lower',
        n: times.length,
        spread: spreadOf(times)
      },
      {
        area: 'workspace',
        name: `${logins} logins, errors`,
        value: errors.length,
        unit: '',
        bar: 0,
        better: 'lower',
        n: times.length,
        spread: '-'
      }
    ]
  } finally {
    for (const engine of engines) await engine.close()
    await filled.close()
  }
}

/** Once a period, whether or not the last one was answered in time, until the end. */
async function every(ms: number, after: number, work: (n: number) => Promise<void>): Promise<void> {
  const open: Promise<void>[] = []
  await sleep(after)
  for (let n = 0, at = after; at < lasts; n++, at += ms) {
    open.push(work(n))
    await sleep(ms)
  }
  await Promise.all(open)
}

const read = (filled: Filled, { db }: Engine, n: number) =>
  within({ db, workspace: filled.workspace }, (inside) =>
    recordMail(inside, {
      record: filled.busy[n % filled.busy.length] ?? '',
      show: 'all',
      user: null,
      as: null,
      search: '',
      cursor: null,
      limit: 50
    })
  )

const say = (filled: Filled, { db }: Engine, n: number) =>
  within({ db, workspace: filled.workspace }, (inside) =>
    publish(inside, {
      mailbox: filled.reps[n]?.mailbox ?? '',
      epoch: 1,
      mails: [newMail(`p0.c${1 + n}@customer.example`)]
    })
  )
