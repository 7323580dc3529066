import { readHeaders } from '../../cache/headers.ts'
import { isViewed } from '../../cache/summary.ts'
import type { FolderRow, MessageRow } from '../../cache/types.ts'
import { windowsOf } from '../book.ts'
import type { Store } from '../store.ts'
import type { Keys } from './keys.ts'

/** A mail and one place where its parts are fetched from. */
export interface Found {
  row: MessageRow
  folder: FolderRow
  uid: number
  flags: number
}

/** Headers that are read at once to learn the keys of mails without a Message-ID. */
const atOnce = 500

/** The mail of an account that has this message key; undefined: it is not here. */
export async function findMail(
  store: Store,
  account: string,
  keys: Keys,
  key: string
): Promise<Found | undefined> {
  const wanted = keys.hashOf(key)
  const nameless: { id: number; folder: FolderRow; uid: number; flags: number }[] = []
  for (const folder of store.book.folders.values()) {
    if (folder.account !== account || !folder.cursor || !isViewed(folder)) continue
    for (const row of windowsOf(store.book, folder.id).values()) {
      for (let i = 0; i < row.id.length; i++) {
        const id = row.id[i]!
        const hash = keys.of(id)
        if (hash === 0) nameless.push({ id, folder, uid: row.uid[i]!, flags: row.flags[i]! })
        if (hash !== wanted) continue
        const [found] = await readHeaders(store.db, [id])
        if (found) return { row: found, folder, uid: row.uid[i]!, flags: row.flags[i]! }
      }
    }
  }
  for (let at = 0; at < nameless.length; at += atOnce) {
    const some = nameless.slice(at, at + atOnce)
    const rows = await readHeaders(
      store.db,
      some.map(({ id }) => id)
    )
    for (const [i, row] of rows.entries())
      if (row && keys.learn(row).hash === wanted) {
        const { folder, uid, flags } = some[i]!
        return { row, folder, uid, flags }
      }
  }
  return undefined
}
