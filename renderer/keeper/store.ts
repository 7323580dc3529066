import { AppError } from '../../shared/errors.ts'
import type { MailDb } from '../cache/mail-db.ts'
import type { BodyRow, MessageRow, MetaRow, SnippetPage } from '../cache/types.ts'
import { type Book, type Change, loadBook, takeIn } from './book.ts'

/** All that one write puts into the database, together or not at all. */
export interface Written {
  change: Change
  messages?: MessageRow[]
  bodies?: BodyRow[]
  snippets?: SnippetPage[]
  meta?: MetaRow[]
  /** Ids whose rows and bodies go. */
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

/** Views are told of writes at most this often while mail streams in, ms. */
const tickEvery = 250

export async function openStore(db: MailDb): Promise<Store> {
  const book = await loadBook(db)
  const listeners: ((written: Written) => void)[] = []
  let tail: Promise<unknown> = Promise.resolve()
  let lastTick = 0
  let timer: ReturnType<typeof setTimeout> | null = null

  async function commit(written: Written, urgent: boolean): Promise<void> {
    const { change } = written
    const now = Date.now()
    const rev = book.rev + 1
    for (const row of change.windows) row.rev = rev
    const tick = urgent || now - lastTick >= tickEvery
    await db.transaction('rw', db.tables, async () => {
      const puts: Promise<unknown>[] = []
      if (written.messages?.length) puts.push(db.messages.bulkPut(written.messages))
      if (written.bodies?.length) puts.push(db.bodies.bulkPut(written.bodies))
      if (written.snippets?.length) puts.push(db.snippets.bulkPut(written.snippets))
      if (change.windows.length) puts.push(db.windows.bulkPut(change.windows))
      if (change.folders.length) puts.push(db.folders.bulkPut(change.folders))
      if (change.identityPages.size) puts.push(db.identities.bulkPut([...change.identityPages.values()]))
      if (change.peoplePages.size) puts.push(db.people.bulkPut([...change.peoplePages.values()]))
      for (const folder of change.removedFolders) {
        puts.push(db.folders.delete(folder))
        puts.push(db.windows.where('[folder+window]').between([folder, 0], [folder, Infinity]).delete())
      }
      if (written.forget?.length) {
        puts.push(db.messages.bulkDelete(written.forget), db.bodies.bulkDelete(written.forget))
      }
      if (written.meta?.length) puts.push(db.meta.bulkPut(written.meta))
      if (tick) puts.push(db.meta.put({ key: 'tick', value: rev }))
      await Promise.all(puts)
    })
    takeIn(book, change)
    book.rev = rev
    if (tick) lastTick = now
    else timer ??= setTimeout(() => void tickNow(), tickEvery)
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

function isQuota(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = (at as { inner?: unknown }).inner ?? at.cause) {
    if (at.name === 'QuotaExceededError' || /quota|no space|full disk|disk full/i.test(at.message))
      return true
  }
  return false
}
