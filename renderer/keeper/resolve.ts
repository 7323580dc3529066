import type { Target } from '../cache/outbox-types.ts'
import { type Book, windowsOf } from './book.ts'

/** Where the mails of an operation lie now: one list of UIDs for each folder that holds any of them. */
export interface Resolved {
  folder: number
  path: string
  uidValidity: string
  uids: number[]
  ids: number[]
}

/** Ids of the targets as the cache knows them today; a mail that was read anew is found by what identifies it. */
export function idsOf(book: Book, targets: Target[]): number[] {
  return targets.flatMap((target) => {
    const id = book.ids.get(target.identity)
    return id === undefined ? [] : [id]
  })
}

/** @param only the folder to look in; null: every folder of the account that holds the mail */
export function resolve(book: Book, account: string, targets: Target[], only: number | null): Resolved[] {
  const wanted = new Set(idsOf(book, targets))
  const found: Resolved[] = []
  for (const folder of book.folders.values()) {
    if (folder.account !== account || !folder.cursor || (only !== null && folder.id !== only)) continue
    const uids: number[] = []
    const ids: number[] = []
    for (const row of windowsOf(book, folder.id).values()) {
      for (let i = 0; i < row.id.length; i++) {
        if (!wanted.has(row.id[i]!)) continue
        uids.push(row.uid[i]!)
        ids.push(row.id[i]!)
      }
    }
    if (uids.length)
      found.push({ folder: folder.id, path: folder.path, uidValidity: folder.cursor.uidValidity, uids, ids })
  }
  return found
}
