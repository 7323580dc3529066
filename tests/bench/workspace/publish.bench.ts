import { within } from '../../../electron/workspace/scope.ts'
import { publish } from '../../../electron/workspace/sharing.ts'
import { replace } from '../../../electron/workspace/write.ts'
import type { BenchOptions } from '../run.ts'
import { median, repeat, spreadOf, type Row } from '../stats.ts'
import { openFilled, type Filled } from './filled.ts'
import { newMail } from './new-mail.ts'

/** As many as the keeper sends at once. */
const batch = 100
const people = 200

async function publishMany(filled: Filled, count: number, addressOf: (n: number) => string): Promise<number> {
  const { mailbox = '' } = filled.reps[0] ?? {}
  const batches = Array.from({ length: count / batch }, () =>
    Array.from({ length: batch }, (_, n) => newMail(addressOf(n)))
  )
  const began = performance.now()
  for (const mails of batches) {
    const { refused } = await filled.rep((scope) =>
      within(scope, (inside) => publish(inside, { mailbox, epoch: 1, mails }))
    )
    if (refused.length > 0) throw new Error(`${refused.length} were refused`)
  }
  return (performance.now() - began) / 1000
}

/** One address from a contact to another and back, with all its mail. */
async function refile(filled: Filled, address: string, [from, to]: [string, string]): Promise<number> {
  const values = { title: '', account: null, phones: [], city: '', owner: null, notes: '' }
  const began = performance.now()
  await filled.rep((scope) =>
    within(scope, async (inside) => {
      for (const [id, addresses] of [
        [from, []],
        [to, [address]]
      ] as const) {
        const { rev } = await inside.db
          .selectFrom('contacts')
          .select('rev')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        await replace(
          inside,
          id,
          rev,
          { kind: 'contact', values: { name: 'Moved', addresses: [...addresses], ...values } },
          1
        )
      }
    })
  )
  return (performance.now() - began) / 1000
}

/** Onto a workspace that holds 100,000 mails already. */
export async function rows({ runs, mails }: BenchOptions): Promise<Row[]> {
  const held = 2 * mails
  const count = Math.min(10_000, mails)
  const all: Row[] = []
  for (const name of ['postgres', 'pglite'] as const) {
    console.error(`  ${name} …`)
    const filled = await openFilled(name, held, held / 10)
    try {
      const rates = await repeat(runs, async () => {
        const seconds = await publishMany(filled, count, (n) => `p0.c${1 + (n % people)}@customer.example`)
        return count / seconds
      })
      // one address with 10,000 mails, of a contact that is busy by nothing else
      await publishMany(filled, count, () => 'p0.c501@customer.example')
      const pair = await filled.owner(({ db }) =>
        db
          .selectFrom('addresses')
          .select('record')
          .where('address', 'in', ['p0.c501@customer.example', 'p0.c502@customer.example'])
          .orderBy('address')
          .execute()
      )
      let [from = '', to = ''] = pair.map(({ record }) => record)
      const moves = await repeat(runs, async () => {
        const seconds = await refile(filled, 'p0.c501@customer.example', [from, to])
        ;[from, to] = [to, from]
        return seconds
      })
      all.push(
        {
          area: 'workspace',
          name: `publish ${count} mails, ${name}`,
          value: median(rates),
          unit: '/s',
          bar: 2000,
          better: 'higher',
          n: runs,
          spread: spreadOf(rates)
        },
        {
          area: 'workspace',
          name: `file an address with ${count} mails anew, ${name}`,
          value: median(moves),
          unit: 's',
          bar: 2,
          better: 'lower',
          n: runs,
          spread: spreadOf(moves)
        }
      )
    } finally {
      await filled.close()
    }
  }
  return all
}
