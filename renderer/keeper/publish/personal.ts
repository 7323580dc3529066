import { isPersonalFolder, liesIn, personalBy } from '../../../shared/context/personal.ts'
import type { Account } from '../../../shared/contract/accounts.ts'
import type { MessageRow } from '../../cache/types.ts'
import { windowsOf } from '../book.ts'
import type { Store } from '../store.ts'

export interface PersonalRule {
  /** The rep shares this one all the same. */
  shares(hash: number): boolean
  account(): Pick<Account, 'keepPersonal' | 'personalFolders'>
}

export interface PersonalMail {
  /** Whether a mail that would be shared is kept: it looks personal, or lies in a personal folder. */
  is(row: MessageRow, hash: number): boolean
  /** Mails in folders that are personal: as the rep marked them, or by their names while `keepPersonal` holds. */
  inFolders(): ReadonlySet<number>
}

export function personalOf(store: Store, id: string, { shares, account }: PersonalRule): PersonalMail {
  let lookedAt = ''
  let found = new Set<number>()
  function inFolders(): ReadonlySet<number> {
    const { keepPersonal, personalFolders } = account()
    const now = `${store.book.rev} ${keepPersonal} ${personalFolders.join('\n')}`
    if (lookedAt === now) return found
    lookedAt = now
    found = new Set()
    for (const folder of store.book.folders.values()) {
      if (folder.account !== id) continue
      const marked = liesIn(folder.path, personalFolders, folder.delimiter)
      if (!marked && !(keepPersonal && isPersonalFolder(folder.name))) continue
      for (const row of windowsOf(store.book, folder.id).values()) for (const mail of row.id) found.add(mail)
    }
    return found
  }
  return {
    is: (row, hash) =>
      !shares(hash) && (inFolders().has(row.id) || (account().keepPersonal && personalBy(row) !== null)),
    inFolders
  }
}
