import { isMarked, liesIn } from '../../shared/context/personal.ts'
import type { Account } from '../../shared/contract/accounts.ts'
import type { ServerFolder } from '../../shared/contract/mail.ts'
import type { FolderRow } from '../cache/types.ts'
import { startChange } from './book.ts'
import { isOther, matchFolders, mayBe } from './match-folders.ts'
import { remember, vanishedOf } from './personal-folders.ts'
import type { Store } from './store.ts'

/** Order in which folders are read: what a rep looks at first comes first. */
const order = ['inbox', 'sent', 'drafts', 'all', '', 'archive', 'flagged', 'important', 'junk', 'trash']

export function inOrder(folders: FolderRow[]): FolderRow[] {
  return [...folders].sort(
    (a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.path.localeCompare(b.path)
  )
}

/**
 * Makes the rows of an account's folders what the server lists. A folder renamed elsewhere is followed where that is
 * beyond doubt; one that is gone takes its memberships along. What is personal stays so from this write on, whatever
 * its folder is called now (personal-folders.ts).
 * @returns folders that were read to the end and where the server has something new
 */
export async function reconcileFolders(
  store: Store,
  { id: account, personalFolders: marks }: Pick<Account, 'id' | 'personalFolders'>,
  listed: ServerFolder[]
): Promise<number[]> {
  const due: number[] = []
  await store.write(() => {
    const book = store.book
    const change = startChange(book)
    const before = vanishedOf(book, account)
    const mine = [...book.folders.values()].filter((row) => row.account === account)
    const { rows, lost } = matchFolders(mine, listed)
    const fresh = listed.filter(({ path }) => !rows.has(path))
    const byPath = new Map(listed.map((folder) => [folder.path, folder]))
    const paths = new Set(listed.filter(({ selectable }) => selectable).map(({ path }) => path))
    const gone = mine.filter((row) => {
      if (!isMarked(row, marks)) return false
      if (lost.includes(row)) return true
      const now = byPath.get(row.path)
      // it was followed to its new name
      if (!now || rows.get(row.path) !== row) return false
      return isOther(row, now) || fresh.some((one) => mayBe(one, row, now, mine))
    })
    const { vanished, heirOf, doubt } = remember(book, account, { marks, gone, rows, paths })
    for (const folder of listed) {
      const known = rows.get(folder.path)
      const mayInherit = folder.selectable && folder.role !== 'inbox'
      const facts = {
        path: folder.path,
        name: folder.name,
        parent: folder.parent,
        delimiter: folder.delimiter,
        role: folder.role,
        roleFrom: folder.roleFrom,
        selectable: folder.selectable,
        ...(folder.mailboxId && { mailboxId: folder.mailboxId })
      }
      const row: FolderRow = known
        ? { ...known, ...facts }
        : {
            ...facts,
            ...(mayInherit ? heirOf : {}),
            id: book.nextFolder++,
            account,
            cursor: null,
            qresync: true,
            stage: 'waiting',
            exists: folder.status?.messages ?? 0,
            remaining: folder.status?.messages ?? 0,
            here: 0,
            unread: 0,
            textsHere: 0,
            checkedAt: null,
            lastError: null
          }
      if (known) {
        const names = known.path === row.path ? (row.formerly ?? []) : [...(row.formerly ?? []), known.path]
        const formerly = names.filter((path) => liesIn(path, marks, row.delimiter))
        // one that is marked by its own name needs no other
        const follows = row.doubted || !liesIn(row.path, marks, row.delimiter)
        if (follows && formerly.length > 0) row.formerly = formerly
        else delete row.formerly
        if (doubt && mayInherit && known.path === row.path && isOther(known, folder)) {
          // what is here of it is the other's: nothing can be told before it is read
          const cursor = known.cursor && { ...known.cursor, complete: false }
          Object.assign(row, doubt, { cursor })
        }
      }
      if (!folder.selectable) row.stage = 'done'
      else if (isBehind(row, folder)) due.push(row.id)
      if (!known || JSON.stringify(known) !== JSON.stringify(row)) change.folders.push(row)
    }
    for (const row of lost) change.removedFolders.push(row.id)
    const remembers = JSON.stringify(vanished) !== JSON.stringify(before)
    if (remembers) change.vanished.set(account, vanished)
    else if (change.folders.length === 0 && change.removedFolders.length === 0) return null
    return { written: { change }, result: true }
  }, true)
  return due
}

function isBehind(row: FolderRow, folder: ServerFolder): boolean {
  const { status } = folder
  const { cursor } = row
  // one whose first round is not at its end has its turn in the order of folders
  if (!cursor?.complete || !status) return false
  if (status.uidValidity !== cursor.uidValidity || status.uidNext !== cursor.uidNext) return true
  if (status.modseq && cursor.modseq) return status.modseq !== cursor.modseq
  return true
}
