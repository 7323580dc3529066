import { isMarked, liesIn } from '../../shared/context/personal.ts'
import { type FolderRow, identityPage, type Vanished } from '../cache/types.ts'
import { type Book, startChange, windowsOf } from './book.ts'
import type { Store } from './store.ts'

export const vanishedOf = (book: Book, account: string): Vanished => book.vanished.get(account) ?? {}

type Past = Pick<FolderRow, 'formerly' | 'doubted'>

interface Gone {
  marks: readonly string[]
  gone: readonly FolderRow[]
  rows: ReadonlyMap<string, FolderRow>
  paths: ReadonlySet<string>
}

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
 * What is remembered once these folders went, or may be what just came; what a folder that just came may be; and what
 * one may be that has the name of another. A folder that held nothing known is any that came as it went: nothing can
 * be told of it later.
 * @param rows the row of each listed path that has one
 * @param paths of what is listed and can be selected
 */
export function remember(
  book: Book,
  account: string,
  { marks, gone, rows, paths }: Gone
): { vanished: Vanished; heirOf: Past; doubt: Past | null } {
  const doubts = [...book.folders.values()].some((row) => row.account === account && row.doubted)
  const vanished: Vanished = {}
  for (const [path, names] of Object.entries(vanishedOf(book, account))) {
    if (!liesIn(path, marks)) continue
    const row = doubts || !paths.has(path) ? undefined : rows.get(path)
    // of that name there may be another folder by now: only what lies in it again need not be known any more
    const again = row && namesIn(book, row.id)
    const left = again ? names.filter((name) => !again.has(name)) : names
    if (!again || left.length > 0) vanished[path] = left
  }
  const empty: string[] = []
  let away = false
  for (const row of gone) {
    // one that is doubted was never known to hold what is personal
    if (row.doubted || !row.selectable) continue
    const path = [row.path, ...(row.formerly ?? [])].find((one) => liesIn(one, marks))
    if (!path) continue
    away ||= !paths.has(row.path)
    const names = namesIn(book, row.id)
    if (names.size === 0 && !paths.has(row.path)) empty.push(path)
    vanished[path] = [...new Set([...(vanished[path] ?? []), ...names])]
  }
  const formerly = Object.keys(vanished)
  const past: Past = formerly.length > 0 ? { formerly, doubted: true } : {}
  return {
    vanished,
    heirOf: empty.length > 0 ? { formerly: empty } : past,
    // where all UIDs are anew and every marked folder is there, each is what it was
    doubt: away ? past : null
  }
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
