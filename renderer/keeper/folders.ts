import type { ServerFolder } from '../../shared/contract/mail.ts'
import type { FolderRow } from '../cache/types.ts'
import { startChange } from './book.ts'
import type { Store } from './store.ts'

/** Order in which folders are read: what a rep looks at first comes first. */
const order = ['inbox', 'sent', 'drafts', 'all', '', 'archive', 'flagged', 'important', 'junk', 'trash']

export function inOrder(folders: FolderRow[]): FolderRow[] {
  return [...folders].sort(
    (a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.path.localeCompare(b.path)
  )
}

/**
 * Makes the rows of an account's folders what the server lists. A folder renamed elsewhere is followed by its
 * UIDVALIDITY where that is beyond doubt; one that is gone takes its memberships along.
 * @returns folders that were read to the end and where the server has something new
 */
export async function reconcileFolders(
  store: Store,
  account: string,
  listed: ServerFolder[]
): Promise<number[]> {
  const due: number[] = []
  await store.write(() => {
    const book = store.book
    const change = startChange(book)
    const mine = [...book.folders.values()].filter((row) => row.account === account)
    const byPath = new Map(mine.map((row) => [row.path, row]))
    const paths = new Set(listed.map((folder) => folder.path))
    const lost = mine.filter((row) => !paths.has(row.path))
    for (const folder of listed) {
      const known = byPath.get(folder.path) ?? takeRenamed(lost, listed, folder)
      const facts = {
        path: folder.path,
        name: folder.name,
        parent: folder.parent,
        delimiter: folder.delimiter,
        role: folder.role,
        roleFrom: folder.roleFrom,
        selectable: folder.selectable
      }
      const row: FolderRow = known
        ? { ...known, ...facts }
        : {
            ...facts,
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
      if (!folder.selectable) row.stage = 'done'
      else if (isBehind(row, folder)) due.push(row.id)
      if (!known || JSON.stringify(known) !== JSON.stringify(row)) change.folders.push(row)
    }
    for (const row of lost) change.removedFolders.push(row.id)
    if (change.folders.length === 0 && change.removedFolders.length === 0) return null
    return { written: { change }, result: true }
  }, true)
  return due
}

function takeRenamed(lost: FolderRow[], listed: ServerFolder[], folder: ServerFolder): FolderRow | undefined {
  const validity = folder.status?.uidValidity
  if (!validity || folder.role === 'inbox') return undefined
  const candidates = lost.filter((row) => row.cursor?.uidValidity === validity)
  const claimants = listed.filter((one) => one.status?.uidValidity === validity)
  if (candidates.length !== 1 || claimants.length !== 1) return undefined
  const found = candidates[0]!
  lost.splice(lost.indexOf(found), 1)
  return found
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
