import { isMarked, isPersonalFolder, liesIn, personalBy } from '../../../shared/context/personal.ts'
import type { Account } from '../../../shared/contract/accounts.ts'
import type { MessageRow } from '../../cache/types.ts'
import { windowsOf } from '../book.ts'
import { nameOf, vanishedOf } from '../personal-folders.ts'
import type { Store } from '../store.ts'

export interface PersonalRule {
  /** The rep shares this one all the same. */
  shares(hash: number): boolean
  account(): Pick<Account, 'keepPersonal' | 'personalFolders'>
}

export interface PersonalMail {
  /** Whether a mail that would be shared is kept: it looks personal, or lies in a personal folder. */
  is(row: MessageRow, hash: number): boolean
  /**
   * Mails in folders that are personal: as the rep marked them, or by their names while `keepPersonal` holds; and what
   * was in a marked one that went, wherever it is now.
   */
  inFolders(): ReadonlySet<number>
  /** Which folders are held back until it is known what they were. */
  doubted(): string
}

export function personalOf(store: Store, id: string, { shares, account }: PersonalRule): PersonalMail {
  let lookedAt = ''
  let found = new Set<number>()
  /** Mails of folders that may be personal: not published, and not taken back. */
  let held = new Set<number>()
  let doubted = ''
  function inFolders(): ReadonlySet<number> {
    const { keepPersonal, personalFolders } = account()
    const now = `${store.book.rev} ${keepPersonal} ${personalFolders.join('\n')}`
    if (lookedAt === now) return found
    lookedAt = now
    found = new Set()
    held = new Set()
    doubted = ''
    const went = new Set(
      Object.entries(vanishedOf(store.book, id)).flatMap(([path, names]) =>
        liesIn(path, personalFolders) ? names : []
      )
    )
    for (const folder of store.book.folders.values()) {
      if (folder.account !== id) continue
      const marked = isMarked(folder, personalFolders)
      const doubts = marked && folder.doubted && !liesIn(folder.path, personalFolders, folder.delimiter)
      if (doubts) doubted += ` ${folder.id}`
      const personal = !doubts && (marked || (keepPersonal && isPersonalFolder(folder.name)))
      if (!personal && !doubts && went.size === 0) continue
      for (const row of windowsOf(store.book, folder.id).values())
        for (const mail of row.id) {
          if (personal || (went.size > 0 && went.has(nameOf(store.book, mail)))) found.add(mail)
          else if (doubts) held.add(mail)
        }
    }
    return found
  }
  return {
    is: (row, hash) =>
      !shares(hash) &&
      (inFolders().has(row.id) || held.has(row.id) || (account().keepPersonal && personalBy(row) !== null)),
    inFolders,
    doubted: () => (inFolders(), doubted)
  }
}
