import type { Account } from '../../shared/contract/accounts.ts'
import { openStates, targetsOf } from '../cache/excess.ts'
import type { OutboxDb } from '../cache/outbox-db.ts'
import { isLater, type KeptSince, nothing, periodKey, startOf } from '../cache/period.ts'
import { type Book, startChange } from './book.ts'
import { planDrop } from './drop.ts'
import { idsOf } from './resolve.ts'
import type { Store, Written } from './store.ts'

/** From when on an account's mail is kept here. Another object for each wish of the rep: what began under one of before is void. */
export type Wish = Readonly<KeptSince>

export interface Periods {
  /** The wish in force. */
  of(account: Account): Wish
  /** Takes up what is wished now. Resolves once it is in force: what is older is out of sight, and what drops it runs. */
  use(account: Account): Promise<void>
  stop(): Promise<void>
}

/** Memberships that one write takes out, and the rest that follows it, ms: a click in between is not felt. */
const bite = 100
const rest = 50
/** After a write that failed, ms. */
const again = 5_000

/** The wish of an account: its period, or nothing at all where it was deactivated without its mail. */
export function wishOf(account: Account): Wish {
  if (account.state === 'inactive' && !account.keep.mail) return { period: 'nothing', since: nothing }
  return { period: JSON.stringify(account.period), since: startOf(account.period, Date.now()) }
}

/**
 * What puts a wish in force: its row, and cursors that reach further back cut to it. One that reaches less far stays, and
 * tells the next round what is missing. What an unfinished dropping left behind is measured by the new wish.
 * @returns null where it is in force
 */
export function planWish(
  book: Book,
  account: string,
  known: Wish | undefined,
  next: Wish
): { written: Written; result: true } | null {
  if (known?.period === next.period) return null
  const change = startChange(book)
  const mine = [...book.folders.values()].filter((row) => row.account === account)
  for (const row of mine) {
    if (row.cursor && isLater(next.since, row.cursor.since))
      change.folders.push({ ...row, cursor: { ...row.cursor, since: next.since } })
  }
  const drops =
    next.since !== null &&
    mine.some((row) => row.here > 0) &&
    (!known || known.dropping === true || isLater(next.since, known.since))
  const value: KeptSince = { period: next.period, since: next.since, ...(drops && { dropping: true }) }
  return { written: { change, meta: [{ key: periodKey(account), value }] }, result: true }
}

/**
 * Keeps what is here to the period that the rep chose. A newer start takes older mail out of sight with one small write,
 * and then off the disk bite by bite; an older one is brought by rounds. The last wish wins whatever is under way: its
 * row and the cursors alone say what is to be done, and a keeper that starts goes on from there.
 */
export async function openPeriods(deps: {
  store: Store
  outbox: OutboxDb
  onDropped(account: string): void
}): Promise<Periods> {
  const { store, outbox } = deps
  const inForce = new Map<string, Wish>()
  const dropping = new Map<string, Promise<void>>()
  let stopped = false
  let wake: () => void = () => undefined
  const take = (key: string, value: unknown): void => {
    if (key.startsWith(periodKey(''))) inForce.set(key.slice(periodKey('').length), value as Wish)
  }
  for (const { key, value } of await store.db.meta.where('key').startsWith(periodKey('')).toArray())
    take(key, value)
  store.onWritten(({ meta = [], dropMeta = [] }) => {
    for (const { key, value } of meta) take(key, value)
    for (const key of dropMeta) inForce.delete(key.slice(periodKey('').length))
  })

  async function drop(account: string): Promise<void> {
    while (!stopped) {
      const open = await outbox.operations
        .where('state')
        .anyOf(...openStates)
        .toArray()
      const result = await store.write(() => {
        const wish = inForce.get(account)
        if (!wish?.dropping) return null
        return planDrop(store.book, account, wish, new Set(idsOf(store.book, targetsOf(open))), bite)
      })
      if (result === 'done') deps.onDropped(account)
      if (result !== 'more') return
      await pause(rest)
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  function startDropping(account: string): void {
    if (stopped || dropping.has(account) || !inForce.get(account)?.dropping) return
    const running = drop(account)
      .catch(() => pause(again))
      .finally(() => {
        dropping.delete(account)
        startDropping(account)
      })
    dropping.set(account, running)
  }

  return {
    of: (account) => inForce.get(account.id) ?? wishOf(account),
    async use(account) {
      await store.write(
        () => planWish(store.book, account.id, inForce.get(account.id), wishOf(account)),
        true
      )
      startDropping(account.id)
    },
    async stop() {
      stopped = true
      wake()
      await Promise.all(dropping.values())
    }
  }
}
