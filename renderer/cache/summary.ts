import { Flag } from '../../shared/mail/message.ts'
import type { Ledger } from './ledger.ts'
import type { FolderRow } from './types.ts'

/** Folders whose mail SalesInbox folders view. */
export function isViewed(folder: FolderRow): boolean {
  return folder.role !== 'drafts' && folder.role !== 'junk' && folder.role !== 'trash'
}

/** One pass over the columns that all lists and counts of a version share. */
export interface Summary {
  version: number
  maxThread: number
  maxId: number
  /** thread -> context of the highest of its mails; 255: none. */
  context: Uint8Array
  count: Uint16Array
  unread: Uint16Array
  /** context code -> unread mails, Sent aside */
  contextUnread: number[]
  /** folder -> [mails, unread] with the operations laid over */
  folders: Map<number, { here: number; unread: number }>
}

let cached: { ledger: Ledger; summary: Summary } | null = null

export function summaryOf(ledger: Ledger): Summary {
  if (cached && cached.ledger === ledger && cached.summary.version === ledger.version) return cached.summary
  const summary = summarise(ledger)
  cached = { ledger, summary }
  return summary
}

function summarise(ledger: Ledger): Summary {
  const { overlay } = ledger
  let maxThread = 0
  let maxId = 0
  for (const windows of ledger.windows.values()) {
    for (const row of windows.values()) {
      for (let i = 0; i < row.thread.length; i++) {
        if (row.thread[i]! > maxThread) maxThread = row.thread[i]!
        if (row.id[i]! > maxId) maxId = row.id[i]!
      }
    }
  }
  const context = new Uint8Array(maxThread + 1).fill(255)
  const count = new Uint16Array(maxThread + 1)
  const unread = new Uint16Array(maxThread + 1)
  const counted = new Uint8Array(maxId + 1)
  const folders = new Map<number, { here: number; unread: number }>()
  const unreadAt: number[] = []
  for (const folder of ledger.folders.values()) {
    const viewed = isViewed(folder)
    const sent = folder.role === 'sent'
    let here = 0
    let unreadHere = 0
    for (const row of ledger.windows.get(folder.id)?.values() ?? []) {
      for (let i = 0; i < row.id.length; i++) {
        const id = row.id[i]!
        if (overlay.size > 0 && overlay.goneFrom(id, folder.id, row.received[i]!)) continue
        const flags =
          overlay.size > 0 ? overlay.flags(id, folder.id, row.uid[i]!, row.flags[i]!) : row.flags[i]!
        if (flags & Flag.deleted) continue
        here++
        const isUnread = (flags & Flag.seen) === 0
        if (isUnread) unreadHere++
        if (!viewed) continue
        const thread = row.thread[i]!
        if (counted[id] === 1) continue
        counted[id] = 1
        count[thread]!++
        // a sent mail takes part in its conversation, but does not make one stand in a SalesInbox folder
        if (!sent && row.context[i]! < context[thread]!) context[thread] = row.context[i]!
        if (isUnread && !sent) {
          unread[thread]!++
          unreadAt.push(thread)
        }
      }
    }
    folders.set(folder.id, { here, unread: unreadHere })
  }
  const contextUnread = [0, 0, 0, 0, 0]
  for (const thread of unreadAt) {
    const code = context[thread]!
    if (code < 5) contextUnread[code]!++
  }
  const into = new Map<number, Set<number>>()
  for (const [id, places] of overlay.moved)
    for (const folder of places) into.set(folder, (into.get(folder) ?? new Set()).add(id))
  for (const [folder, ids] of into) {
    for (const row of ledger.windows.get(folder)?.values() ?? []) for (const id of row.id) ids.delete(id)
    const counts = folders.get(folder)
    if (counts) counts.here += ids.size
  }
  return { version: ledger.version, maxThread, maxId, context, count, unread, contextUnread, folders }
}
