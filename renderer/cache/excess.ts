import { Flag } from '../../shared/mail/message.ts'
import type { Operation, Target } from './outbox-types.ts'
import { nothing } from './period.ts'
import type { FolderRow, WindowRow } from './types.ts'

/** What both the keeper's book and a view's ledger know. */
export interface Columns {
  folders: ReadonlyMap<number, FolderRow>
  windows: ReadonlyMap<number, ReadonlyMap<number, WindowRow>>
}

/** What of an account is older than a day, and what stays although it is. */
export interface Excess {
  /** folder -> mails whose membership goes */
  gone: Map<number, Set<number>>
  /** Mails that go from at least one folder. */
  mails: Set<number>
  /** Mails that stay, each counted under the first that holds. */
  staying: { waiting: number; drafts: number; flagged: number }
}

/** Operations that the server does not have yet: what they speak of is never dropped. */
export const openStates = ['queued', 'claimed', 'unsure', 'refused'] as const

export function targetsOf(open: Operation[]): Target[] {
  return open.flatMap(({ deed }) => ('targets' in deed ? deed.targets : []))
}

/**
 * The excess of an account: memberships older than `since`. A mail that is flagged anywhere, is a draft or waits for
 * the server stays in all its folders, except where nothing is kept at all.
 * @param waiting ids of mails with operations that are open
 */
export function excessOf(
  { folders, windows }: Columns,
  account: string,
  since: number,
  waiting: ReadonlySet<number>
): Excess {
  const mine = [...folders.values()].filter((folder) => folder.account === account)
  const flagged = new Set<number>()
  const drafts = new Set<number>()
  if (since !== nothing)
    for (const folder of mine)
      for (const row of windows.get(folder.id)?.values() ?? [])
        for (let i = 0; i < row.id.length; i++) {
          if (row.flags[i]! & Flag.flagged) flagged.add(row.id[i]!)
          if (folder.role === 'drafts' || row.flags[i]! & Flag.draft) drafts.add(row.id[i]!)
        }
  const gone: Excess['gone'] = new Map()
  const mails = new Set<number>()
  const stay = { waiting: new Set<number>(), drafts: new Set<number>(), flagged: new Set<number>() }
  for (const folder of mine) {
    const here = new Set<number>()
    for (const row of windows.get(folder.id)?.values() ?? [])
      for (let i = 0; i < row.id.length; i++) {
        if (row.received[i]! >= since) continue
        const id = row.id[i]!
        if (since !== nothing && waiting.has(id)) stay.waiting.add(id)
        else if (drafts.has(id)) stay.drafts.add(id)
        else if (flagged.has(id)) stay.flagged.add(id)
        else {
          here.add(id)
          mails.add(id)
        }
      }
    if (here.size > 0) gone.set(folder.id, here)
  }
  return {
    gone,
    mails,
    staying: { waiting: stay.waiting.size, drafts: stay.drafts.size, flagged: stay.flagged.size }
  }
}
