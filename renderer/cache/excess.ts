import { Flag } from '../../shared/mail/message.ts'
import type { Operation, Target } from './outbox-types.ts'
import { nothing } from './period.ts'
import type { FolderRow, WindowRow } from './types.ts'

/** What both the keeper's book and a view's ledger know. */
export interface Columns {
  folders: ReadonlyMap<number, FolderRow>
  windows: ReadonlyMap<number, ReadonlyMap<number, WindowRow>>
}

/** Where an account's mail ends: memberships that are older go, but for mails that stay in all their folders. */
export interface Cut {
  since: number
  stays: ReadonlySet<number>
}

export const isCut = ({ since, stays }: Cut, id: number, received: number): boolean =>
  received < since && !stays.has(id)

/** Operations that the server does not have yet: what they speak of is never dropped. */
export const openStates = ['queued', 'claimed', 'unsure', 'refused'] as const

export function targetsOf(open: Operation[]): Target[] {
  return open.flatMap(({ deed }) => ('targets' in deed ? deed.targets : []))
}

/**
 * The cut of an account at `since`. A mail that is flagged anywhere, is a draft or waits for the server stays, except
 * where nothing is kept at all.
 * @param waiting ids of mails with operations that are open
 */
export function cutOf(
  columns: Columns,
  account: string,
  since: number,
  waiting: ReadonlySet<number>
): Cut & { flagged: ReadonlySet<number>; drafts: ReadonlySet<number> } {
  const flagged = new Set<number>()
  const drafts = new Set<number>()
  if (since === nothing) return { since, stays: drafts, flagged, drafts }
  for (const { folder, row } of windowsOfAccount(columns, account)) {
    const isDrafts = folder.role === 'drafts'
    for (let i = 0; i < row.id.length; i++) {
      if (row.flags[i]! & Flag.flagged) flagged.add(row.id[i]!)
      if (isDrafts || row.flags[i]! & Flag.draft) drafts.add(row.id[i]!)
    }
  }
  return { since, stays: new Set([...flagged, ...drafts, ...waiting]), flagged, drafts }
}

/** What a cut would take, and what of the older mail stays: each counted under the first that holds. */
export interface Excess {
  mails: ReadonlySet<number>
  staying: { waiting: number; drafts: number; flagged: number }
}

export function excessOf(
  columns: Columns,
  account: string,
  since: number,
  waiting: ReadonlySet<number>
): Excess {
  const cut = cutOf(columns, account, since, waiting)
  const mails = new Set<number>()
  const staying = new Set<number>()
  for (const { row } of windowsOfAccount(columns, account))
    for (let i = 0; i < row.id.length; i++) {
      if (row.received[i]! >= since) continue
      if (cut.stays.has(row.id[i]!)) staying.add(row.id[i]!)
      else mails.add(row.id[i]!)
    }
  const counts = { waiting: 0, drafts: 0, flagged: 0 }
  for (const id of staying) counts[waiting.has(id) ? 'waiting' : cut.drafts.has(id) ? 'drafts' : 'flagged']++
  return { mails, staying: counts }
}

function* windowsOfAccount(
  { folders, windows }: Columns,
  account: string
): Iterable<{ folder: FolderRow; row: WindowRow }> {
  for (const folder of folders.values()) {
    if (folder.account !== account) continue
    for (const row of windows.get(folder.id)?.values() ?? []) yield { folder, row }
  }
}
