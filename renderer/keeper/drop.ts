import { withoutIndexes } from '../cache/columns.ts'
import { cutOf, isCut } from '../cache/excess.ts'
import { periodKey } from '../cache/period.ts'
import { countsOf, openWindows } from './apply-batch.ts'
import { type Book, startChange, windowsOf } from './book.ts'
import { forgetIn } from './forget.ts'
import type { Wish } from './periods.ts'
import type { Written } from './store.ts'

/**
 * One bite of what is older than the wish: memberships out of their windows, and rows and texts of the mails that no
 * folder holds any more, in one transaction. The bite that finds nothing ends the dropping, and views take its word.
 * @param most memberships at once
 */
export function planDrop(
  book: Book,
  account: string,
  wish: Wish,
  waiting: ReadonlySet<number>,
  most: number
): { written: Written; result: 'more' | 'done' } {
  const change = startChange(book)
  const taken = new Set<number>()
  if (wish.since !== null) {
    const cut = cutOf(book, account, wish.since, waiting)
    let left = most
    for (const folder of book.folders.values()) {
      if (folder.account !== account || left <= 0) continue
      const windows = openWindows(book, change, folder.id)
      const before = left
      for (const row of windowsOf(book, folder.id).values()) {
        const indexes = new Set<number>()
        for (let i = 0; i < row.id.length && left > 0; i++) {
          if (!isCut(cut, row.id[i]!, row.received[i]!)) continue
          indexes.add(i)
          taken.add(row.id[i]!)
          left--
        }
        if (indexes.size > 0) windows.put(withoutIndexes(row, indexes))
      }
      if (left === before) continue
      windows.close()
      change.folders.push({ ...folder, ...countsOf(book, change, folder.id) })
    }
  }
  if (taken.size === 0) {
    const { period, since } = wish
    const meta = [{ key: periodKey(account), value: { period, since } }]
    return { written: { change, meta }, result: 'done' }
  }
  const changed = new Map(change.windows.map((row) => [`${row.folder} ${row.window}`, row]))
  const orphans = new Set(taken)
  for (const windows of book.windows.values())
    for (const old of windows.values()) {
      const row = changed.get(`${old.folder} ${old.window}`) ?? old
      for (const id of row.id) orphans.delete(id)
    }
  const forget = [...orphans]
  forgetIn(book, change, forget)
  return { written: { change, forget }, result: 'more' }
}
