import { isPersonalFolder, personalBy } from '../../../shared/context/personal.ts'
import type { MessageRow } from '../../cache/types.ts'
import { windowsOf } from '../book.ts'
import type { Store } from '../store.ts'

export interface Personal {
  /** The rep shares this one all the same, or all that looks personal. */
  shares(hash: number): boolean
}

export interface PersonalMail {
  /** Whether a mail that would be shared is kept because it looks personal. */
  is(row: MessageRow, hash: number): boolean
  /** Mails in folders that are personal. */
  inFolders(): ReadonlySet<number>
}

export function personalOf(store: Store, account: string, shares: Personal['shares']): PersonalMail {
  let rev = -1
  let inFolders = new Set<number>()
  function look(): void {
    if (rev === store.book.rev) return
    rev = store.book.rev
    inFolders = new Set()
    for (const folder of store.book.folders.values()) {
      if (folder.account !== account || !isPersonalFolder(folder.name)) continue
      for (const row of windowsOf(store.book, folder.id).values()) for (const id of row.id) inFolders.add(id)
    }
  }
  return {
    is(row, hash) {
      if (shares(hash)) return false
      look()
      return personalBy(row) !== null || inFolders.has(row.id)
    },
    inFolders() {
      look()
      return inFolders
    }
  }
}
