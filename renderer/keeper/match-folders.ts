import type { ServerFolder } from '../../shared/contract/mail.ts'
import type { FolderRow } from '../cache/types.ts'

export interface Matched {
  /** The row of each listed folder that has one, by the path that is listed. */
  rows: Map<string, FolderRow>
  /** Rows of folders that are not listed by any name. */
  lost: FolderRow[]
}

/** Which row each listed folder is: by its path where nothing speaks against it, else by what identifies it. */
export function matchFolders(mine: readonly FolderRow[], listed: readonly ServerFolder[]): Matched {
  const byPath = new Map(mine.map((row) => [row.path, row]))
  const free = new Set(mine)
  const rows = new Map<string, FolderRow>()
  const take = (folder: ServerFolder, row: FolderRow | undefined): void => {
    if (!row || !free.delete(row)) return
    rows.set(folder.path, row)
  }
  for (const folder of listed) {
    const row = byPath.get(folder.path)
    if (row && !isOther(row, folder)) take(folder, row)
  }
  for (const folder of listed)
    if (!rows.has(folder.path) && folder.role !== 'inbox')
      take(folder, renamedTo(folder, byPath.get(folder.path), [...free], listed))
  // another folder, or the same one with all its UIDs anew: what is here of it is keyed anew
  for (const folder of listed) if (!rows.has(folder.path)) take(folder, byPath.get(folder.path))
  return { rows, lost: [...free] }
}

/**
 * Whether what came may be this folder, though its old name is listed too: another may have that name by now, and
 * Dovecot lists one that was just made with the UIDVALIDITY of the one before. Where all folders have one UIDVALIDITY
 * it says nothing, but that another has the name shows in a UIDNEXT that went back.
 * @param now what is listed by its name
 */
export function mayBe(
  { mailboxId, status }: ServerFolder,
  row: FolderRow,
  now: ServerFolder,
  mine: readonly FolderRow[]
): boolean {
  if (mailboxId && row.mailboxId) return mailboxId === row.mailboxId
  if (!status || row.cursor?.uidValidity !== status.uidValidity) return false
  return (
    (now.status !== null && now.status.uidNext < row.cursor.uidNext) ||
    mine.every((one) => one === row || one.cursor?.uidValidity !== status.uidValidity)
  )
}

/** Its path names another folder now, the same one with all its UIDs anew, or none but what lies below. */
export function isOther(row: FolderRow, { mailboxId, status, selectable }: ServerFolder): boolean {
  if (row.cursor && row.selectable && !selectable) return true
  if (row.mailboxId && mailboxId) return row.mailboxId !== mailboxId
  return Boolean(row.cursor && status && row.cursor.uidValidity !== status.uidValidity)
}

/**
 * By MAILBOXID (RFC 8474) where both have one; else by a UIDVALIDITY that no other has, on either side. A server that
 * was restored may give a folder what another had: one that was known by its name is by UIDVALIDITY only what changed
 * names with it.
 */
function renamedTo(
  folder: ServerFolder,
  own: FolderRow | undefined,
  free: readonly FolderRow[],
  listed: readonly ServerFolder[]
): FolderRow | undefined {
  const { mailboxId, status } = folder
  const named = mailboxId ? free.find((row) => row.mailboxId === mailboxId) : undefined
  if (named || !status) return named
  const candidates = free.filter(
    ({ cursor, mailboxId: id }) => cursor?.uidValidity === status.uidValidity && !(id && mailboxId)
  )
  const claimants = listed.filter((one) => one.status?.uidValidity === status.uidValidity)
  const [found] = candidates
  if (!found || candidates.length !== 1 || claimants.length !== 1) return undefined
  const there = listed.find(({ path }) => path === found.path)?.status?.uidValidity
  if (own && (there === undefined || there !== own.cursor?.uidValidity)) return undefined
  return found.cursor!.uidNext <= status.uidNext ? found : undefined
}
