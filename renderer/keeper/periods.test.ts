import { describe, expect, it } from 'vitest'
import type { Account } from '../../shared/contract/accounts.ts'
import { Flag, type HeaderRow } from '../../shared/mail/message.ts'
import { cutOf, excessOf } from '../cache/excess.ts'
import { makeOverlay, noOverlay } from '../cache/overlay.ts'
import { nothing } from '../cache/period.ts'
import { applyBatch } from './apply-batch.ts'
import { takeIn } from './book.ts'
import { planDrop } from './drop.ts'
import { planWish, type Wish, wishOf } from './periods.ts'
import type { Written } from './store.ts'
import { apply, batch, emptyBook, folderRow, header, uidsOf } from './testing.ts'

const day = 86_400_000
const start = 1_700_000_000_000
const mail = (uid: number, parts: Partial<HeaderRow> = {}): HeaderRow =>
  header(uid, { received: start + uid * day, ...parts })
const since = (days: number | null): Wish => ({
  period: String(days),
  since: days === null ? null : start + days * day
})

/** A server with mails 1 to `count`, a day apart, and a keeper that writes one step at a time. */
function keeperOf(count: number, special: Record<number, Partial<HeaderRow>> = {}) {
  const book = emptyBook()
  const inbox = folderRow(1)
  const onServer = Array.from({ length: count }, (_, i) => mail(i + 1, special[i + 1]))
  const rows = new Set<number>()
  let inForce: Wish | undefined
  function commit(written: Written): void {
    takeIn(book, written.change)
    for (const row of written.messages ?? []) rows.add(row.id)
    for (const id of written.forget ?? []) rows.delete(id)
    for (const { value } of written.meta ?? []) inForce = value as Wish
  }
  return {
    book,
    rows,
    wish: () => inForce,
    use(next: Wish): void {
      const planned = planWish(book, 'a', inForce, next)
      if (planned) commit(planned.written)
    },
    drop(waiting = new Set<number>(), most = 3): 'more' | 'done' {
      if (!inForce?.dropping) return 'done'
      const { written, result } = planDrop(book, 'a', inForce, waiting, most)
      commit(written)
      return result
    },
    /** One batch of a round under the wish in force, newest first; false: nothing is missing. */
    round(size = 4): boolean {
      const current = book.folders.get(1) ?? inbox
      const from = inForce!.since ?? 0
      if (current.cursor?.complete && current.cursor.since === inForce!.since) return false
      const known = new Set(uidsOf(book, 1))
      const missing = onServer.filter((row) => !known.has(row.uid) && row.received >= from)
      const next = missing.slice(-size).reverse()
      const complete = next.length === missing.length
      const cursor = {
        uidValidity: '1',
        uidNext: count + 1,
        modseq: '1',
        since: inForce!.since,
        complete: true
      }
      const partial = { ...cursor, uidNext: 1, complete: false }
      const applied = applyBatch(
        book,
        current,
        batch(next, { complete, cursor: complete ? cursor : partial }),
        () => 4,
        0
      )
      commit({ change: applied.change, messages: applied.messages })
      return true
    },
    settle(): void {
      while (this.drop() === 'more');
      while (this.round());
    },
    uids: () => uidsOf(book, 1)
  }
}
const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)

describe('a newer period', () => {
  it('takes older mail out in bites, rows and all, and asks the server for nothing', () => {
    const keeper = keeperOf(20)
    keeper.use(since(null))
    keeper.settle()
    expect(keeper.uids()).toEqual(range(1, 20))
    keeper.use(since(15))
    expect(keeper.wish()!.dropping).toBe(true)
    expect(keeper.round(), 'the cursor moved along').toBe(false)
    keeper.drop()
    expect(keeper.uids()).toHaveLength(17)
    keeper.settle()
    expect(keeper.uids()).toEqual(range(15, 20))
    expect(keeper.rows.size).toBe(6)
    expect(keeper.book.ids.size).toBe(6)
    expect(keeper.book.folders.get(1)!.here).toBe(6)
    expect(keeper.wish()).toEqual(since(15))
  })

  it('keeps flagged mail, drafts and mail with changes that wait, and says how many', () => {
    const keeper = keeperOf(10, { 2: { flags: Flag.flagged }, 3: { flags: Flag.draft } })
    keeper.use(since(null))
    keeper.settle()
    const waiting = new Set([[...keeper.book.windows.get(1)!.get(0)!.id][3]!])
    expect(excessOf(keeper.book, 'a', since(8).since!, waiting)).toMatchObject({
      staying: { waiting: 1, drafts: 1, flagged: 1 }
    })
    keeper.use(since(8))
    while (keeper.drop(waiting) === 'more');
    expect(keeper.uids()).toEqual([2, 3, 4, 8, 9, 10])
    // unflagged later, it does not go by itself: what was kept is dropped by the next narrower wish alone
    expect(keeper.drop()).toBe('done')
  })

  it('drops a mail only where its memberships are older, and its row with the last of them', () => {
    const keeper = keeperOf(6)
    keeper.use(since(null))
    keeper.settle()
    apply(
      keeper.book,
      folderRow(2, 'Archive'),
      batch([
        mail(2, { uid: 72 }),
        // the same mail, filed later
        mail(3, { uid: 73, received: start + 5 * day })
      ])
    )
    const rows = keeper.rows.size
    keeper.use(since(4))
    while (keeper.drop() === 'more');
    expect(keeper.uids()).toEqual([4, 5, 6])
    expect(uidsOf(keeper.book, 2)).toEqual([73])
    expect(keeper.rows.size).toBe(rows - 2)
  })

  it('hides at once in the views what the keeper is going to drop, and nothing else', () => {
    const keeper = keeperOf(6, { 1: { flags: Flag.flagged } })
    keeper.use(since(null))
    keeper.settle()
    const cut = cutOf(keeper.book, 'a', since(4).since!, new Set())
    const overlay = makeOverlay([], new Map([[1, cut]]))
    const row = keeper.book.windows.get(1)!.get(0)!
    const shown = [...row.uid].filter((_, i) => !overlay.goneFrom(row.id[i]!, 1, row.received[i]!))
    expect(shown).toEqual([1, 4, 5, 6])
    expect(overlay.size).toBeGreaterThan(0)
    expect(overlay.placement).not.toBe(noOverlay.placement)
  })

  it('keeps nothing of an account that is deactivated without its mail', () => {
    const keeper = keeperOf(6, { 1: { flags: Flag.flagged } })
    keeper.use(since(null))
    keeper.settle()
    const account = { state: 'inactive', keep: { folders: true, mail: false } } as Account
    keeper.use(wishOf(account))
    expect(keeper.wish()!.since).toBe(nothing)
    while (keeper.drop() === 'more');
    expect(keeper.uids()).toEqual([])
    expect(keeper.rows.size).toBe(0)
    keeper.use(since(null))
    keeper.settle()
    expect(keeper.uids()).toEqual(range(1, 6))
  })
})

describe('an older period', () => {
  it('brings what is missing and touches nothing that is here', () => {
    const keeper = keeperOf(20)
    keeper.use(since(15))
    keeper.settle()
    const before = new Set(keeper.rows)
    keeper.use(since(5))
    expect(keeper.wish()!.dropping).toBeUndefined()
    keeper.settle()
    expect(keeper.uids()).toEqual(range(5, 20))
    for (const id of before) expect(keeper.rows.has(id)).toBe(true)
  })
})

describe('changed again half-way', () => {
  // every number of steps of each kind before the next wish, and two wishes in a row
  const wishes = [null, 5, 12, 17]
  it('the last wish wins, wherever the one before had got to', () => {
    for (const first of wishes)
      for (const second of wishes)
        for (const third of wishes)
          for (let stop = 0; stop < 7; stop++) {
            const keeper = keeperOf(20)
            keeper.use(since(first))
            for (let i = 0; i < stop; i++) if (!keeper.round()) break
            keeper.use(since(second))
            for (let i = 0; i < stop; i++) {
              if (i % 2) keeper.drop()
              else keeper.round()
            }
            keeper.use(since(third))
            keeper.settle()
            const wanted = range(third ?? 1, 20)
            expect(keeper.uids(), `${first} ${second} ${third} stopped at ${stop}`).toEqual(wanted)
            expect(keeper.rows.size).toBe(wanted.length)
          }
  })
})
