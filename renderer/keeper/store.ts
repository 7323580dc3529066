import { AppError } from '../../shared/errors.ts'
import { runsOf } from '../../shared/mail/runs.ts'
import type { MailDb } from '../cache/mail-db.ts'
import { type BodyRow, type MessageRow, type MetaRow, vanishedKey } from '../cache/types.ts'
import { type Book, type Change, loadBook, takeIn } from './book.ts'
import { openHeaderPages } from './header-pages.ts'
import { type Snippet, snippetPagesWith } from './snippet-pages.ts'

/** All that one write puts into the database, together or not at all. */
export interface Written {
  change: Change
  messages?: MessageRow[]
  bodies?: BodyRow[]
  snippets?: Snippet[]
  meta?: MetaRow[]
  /** Keys of `meta` that go. */
  dropMeta?: string[]
  /** Ids whose rows, bodies and first words go. */
  forget?: number[]
}

export interface Store {
  readonly db: MailDb
  readonly book: Book
  /**
   * Computes a write from the book and commits it. Writes never overlap: `plan` sees all that came before.
   * When the transaction fails the book is as it was, and the promise rejects (disk.full when there is no room).
   * `urgent`: views learn of it now, not with the next tick.
   */
  write<T>(plan: () => { written: Written; result: T } | null, urgent?: boolean): Promise<T | null>
  onWritten(listener: (written: Written) => void): void
  close(): Promise<void>
}

/** Views are told of writes at most this often, ms; more seldom once mail has streamed in for a while. */
const tickEvery = 250
const slowTickEvery = 1000
const longStream = 3000

export async function openStore(db: MailDb): Promise<Store> {
  const book = await loadBook(db)
  const headerPages = await openHeaderPages(db, book.nextId)
  const listeners: ((written: Written) => void)[] = []
  let tail: Promise<unknown> = Promise.resolve()
  let lastTick = 0
  let streamBegan = 0
  let lastWrite = 0
  let timer: ReturnType<typeof setTimeout> | null = null

  async function commit(written: Written, urgent: boolean): Promise<void> {
    const { change } = written
    const now = Date.now()
    const rev = book.rev + 1
    for (const row of change.windows) row.rev = rev
    if (now - lastWrite > slowTickEvery) streamBegan = now
    lastWrite = now
    const every = now - streamBegan > longStream ? slowTickEvery : tickEvery
    const shows = !isStateAlone(written)
    const tick = shows && (urgent || now - lastTick >= every)
    const headers = await headerPages(written.messages ?? [], written.forget ?? [])
    const snippets = await snippetPagesWith(db, written.snippets ?? [], written.forget ?? [])
    await db.transaction('rw', db.tables, async () => {
      const puts: Promise<unknown>[] = []
      if (headers.put.length) puts.push(db.headers.bulkPut(headers.put))
      if (headers.remove.length) puts.push(db.headers.bulkDelete(headers.remove))
      if (written.bodies?.length) puts.push(db.bodies.bulkPut(written.bodies))
      if (snippets.put.length) puts.push(db.snippets.bulkPut(snippets.put))
      if (snippets.remove.length) puts.push(db.snippets.bulkDelete(snippets.remove))
      if (change.windows.length) puts.push(db.windows.bulkPut(change.windows))
      if (change.folders.length) puts.push(db.folders.bulkPut(change.folders))
      if (change.identityPages.size) puts.push(db.identities.bulkPut([...change.identityPages.values()]))
      if (change.peoplePages.size) puts.push(db.people.bulkPut([...change.peoplePages.values()]))
      for (const folder of change.removedFolders) {
        puts.push(db.folders.delete(folder))
        puts.push(db.windows.where('[folder+window]').between([folder, 0], [folder, Infinity]).delete())
      }
      // by ranges: each key by itself is merged into what every live query of every window has to look at
      for (const [first, last] of runsOf((written.forget ?? []).toSorted((a, b) => a - b)))
        puts.push(db.bodies.where('id').between(first, last, true, true).delete())
      for (const [account, value] of change.vanished) {
        const key = vanishedKey + account
        const isEmpty = Object.keys(value).length === 0
        puts.push(isEmpty ? db.meta.delete(key) : db.meta.put({ key, value }))
      }
      if (written.meta?.length) puts.push(db.meta.bulkPut(written.meta))
      if (written.dropMeta?.length) puts.push(db.meta.bulkDelete(written.dropMeta))
      if (tick) puts.push(db.meta.put({ key: 'tick', value: rev }))
      await Promise.all(puts)
    })
    headers.settle()
    takeIn(book, change)
    book.rev = rev
    if (tick) {
      lastTick = now
      if (timer) clearTimeout(timer)
      timer = null
    } else if (shows) timer ??= setTimeout(() => void tickNow(), every)
    for (const listener of listeners) listener(written)
  }

  async function tickNow(): Promise<void> {
    timer = null
    lastTick = Date.now()
    await db.meta.put({ key: 'tick', value: book.rev }).catch(() => undefined)
  }

  return {
    db,
    book,
    write(plan, urgent = false) {
      const run = tail.then(async () => {
        const planned = plan()
        if (!planned) return null
        try {
          await commit(planned.written, urgent)
        } catch (error) {
          throw isQuota(error) ? new AppError('disk.full', {}, { cause: error }) : error
        }
        return planned.result
      })
      tail = run.catch(() => undefined)
      return run
    },
    onWritten(listener) {
      listeners.push(listener)
    },
    async close() {
      await tail
      if (timer) {
        clearTimeout(timer)
        await tickNow()
      }
    }
  }
}

/** How the sync goes is read by itself, and what filters have still to do by nobody: no list changes with it. */
function isStateAlone({ change, meta = [] }: Written): boolean {
  return (
    meta.length > 0 &&
    meta.every(({ key }) => /^(sync\/|filters\/|sharing:)/.test(key)) &&
    change.windows.length + change.folders.length + change.removedFolders.length + change.peoplePages.size ===
      0
  )
}

function isQuota(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = (at as { inner?: unknown }).inner ?? at.cause) {
    if (at.name === 'QuotaExceededError' || /quota|no space|full disk|disk full/i.test(at.message))
      return true
  }
  return false
}
