import { isMarked, liesIn } from '../../shared/context/personal.ts'
import { type FolderRow, identityPage, type Vanished } from '../cache/types.ts'
import { type Book, startChange, windowsOf } from './book.ts'
import type { Store } from './store.ts'

export const vanishedOf = (book: Book, account: string): Vanished => book.vanished.get(account) ?? {}

/** What is the same of a mail in whatever folder it lies: the hash of its Message-ID, or what identifies it without. */
export function nameOf(book: Book, id: number): number {
  const page = book.identityPages.get(Math.floor(id / identityPage))
  return page?.messageId[id % identityPage] || page?.identity[id % identityPage] || 0
}

export function namesIn(book: Book, folder: number): Set<number> {
  const names = new Set<number>()
  for (const row of windowsOf(book, folder).values()) for (const id of row.id) names.add(nameOf(book, id))
  names.delete(0)
  return names
}

/**
 * What is remembered once these folders went, or may be what just came, and which of them a folder that just came may be. A folder that held
 * nothing known is any that came as it went: nothing can be told of it later.
 */
export function remember(
  book: Book,
  account: string,
  { marks, gone, paths }: { marks: readonly string[]; gone: FolderRow[]; paths: ReadonlySet<string> }
): { vanished: Vanished; heirOf: Pick<FolderRow, 'formerly' | 'doubted'> } {
  const doubts = [...book.folders.values()].some((row) => row.account === account && row.doubted)
  const kept = Object.entries(vanishedOf(book, account)).filter(
    ([path]) => liesIn(path, marks) && (doubts || !paths.has(path))
  )
  const vanished = Object.fromEntries(kept)
  const empty: string[] = []
  for (const row of gone) {
    // one that is doubted was never known to hold what is personal
    if (row.doubted || !row.selectable) continue
    const path = [row.path, ...(row.formerly ?? [])].find((one) => liesIn(one, marks))
    if (!path) continue
    const names = namesIn(book, row.id)
    if (names.size === 0 && !paths.has(row.path)) empty.push(path)
    vanished[path] = [...new Set([...(vanished[path] ?? []), ...names])]
  }
  if (empty.length > 0) return { vanished, heirOf: { formerly: empty } }
  const formerly = Object.keys(vanished)
  return { vanished, heirOf: formerly.length > 0 ? { formerly, doubted: true } : {} }
}

/** Decides of folders of unknown past that were read to the end by now: what shares a mail with a vanished one is its heir. */
export async function settleDoubts(store: Store, account: string): Promise<void> {
  const ready = (row: FolderRow): boolean =>
    row.account === account && row.doubted === true && row.cursor?.complete === true
  if (![...store.book.folders.values()].some(ready)) return
  await store.write(() => {
    const change = startChange(store.book)
    const vanished = vanishedOf(store.book, account)
    for (const row of store.book.folders.values()) {
      if (!ready(row)) continue
      const names = namesIn(store.book, row.id)
      const { doubted: _, formerly = [], ...rest } = row
      const were = formerly.filter((path) => vanished[path]?.some((name) => names.has(name)))
      change.folders.push(were.length > 0 ? { ...rest, formerly: were } : rest)
    }
    return { written: { change }, result: true }
  }, true)
}

/**
 * The marks that say of each folder's path what is known of the folder. A mark goes over to the new name; it stays
 * also where a folder has that name still, or where its heir was only told by its mails.
 */
export function followMarks(book: Book, account: string, marks: readonly string[]): string[] {
  const mine = [...book.folders.values()].filter((row) => row.account === account)
  const heirs = mine.filter((row) => row.formerly && !row.doubted && isMarked(row, marks))
  if (heirs.length === 0) return [...marks]
  const vanished = vanishedOf(book, account)
  const paths = new Set(mine.map(({ path }) => path))
  const past = new Set(
    heirs.flatMap(({ formerly }) => formerly!).filter((one) => !paths.has(one) && !vanished[one])
  )
  const next = marks.filter((mark) => !past.has(mark))
  for (const { path, delimiter } of heirs) if (!liesIn(path, next, delimiter)) next.push(path)
  return next
}
