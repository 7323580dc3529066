import { Flag } from '../../shared/mail/message.ts'
import type { Ledger } from './ledger.ts'
import { holds, isViewed, type Summary, summaryOf } from './summary.ts'
import { type FolderRow, uidWindow, type WindowRow } from './types.ts'

/** What a list shows. Context codes are those of shared/context: 0 deals ... 4 others. */
export type Source =
  | { kind: 'context'; code: number }
  | { kind: 'folder'; folder: number }
  /** All mail with any of these addresses, newest first: a record's. */
  | { kind: 'people'; addresses: string[] }
  /** Found by search. */
  | { kind: 'ids'; ids: number[] }
  /** What waits to be sent: drafts (waiting.ts), no mail of any folder. */
  | { kind: 'outbox' }
export type Filter = 'all' | 'unread' | 'flagged' | 'attachments'

/** One row of a list: a mail, or a conversation that stands for its mails. */
export interface ListRow {
  /** The mail that the row shows: of a conversation the newest one in this list. */
  id: number
  folder: number
  uid: number
  thread: number
  received: number
  flags: number
  context: number
  /** Mails of the conversation wherever they lie (Drafts, Junk and Trash aside); 1 for a single mail. */
  count: number
  unread: number
}

export interface List {
  readonly length: number
  row(index: number): ListRow
  indexOf(id: number): number
  readonly unread: number
}

/**
 * The rows of a list, newest first. Places are numbers and the order is one sort of floats, so a hundred thousand
 * mails take some 15 ms; a row is made when it is asked for.
 * @param conversations one row for a conversation; it stands once, in the SalesInbox folder of its highest context
 */
export function listOf(ledger: Ledger, source: Source, conversations: boolean, filter: Filter = 'all'): List {
  const summary = summaryOf(ledger)
  const { overlay } = ledger
  const found = new Places()
  const wantedFlag = filter === 'flagged' ? Flag.flagged : filter === 'attachments' ? Flag.attachment : 0

  function take(
    folder: FolderRow,
    row: WindowRow,
    matches: ((row: WindowRow, at: number) => boolean) | null
  ): void {
    const place = found.open(row)
    for (let at = 0; at < row.id.length; at++) {
      if (matches && !matches(row, at)) continue
      // on a server without UIDPLUS what was moved stays behind, marked, until somebody expunges
      if (row.flags[at]! & Flag.deleted) continue
      if (overlay.size > 0 && overlay.goneFrom(row.id[at]!, folder.id)) continue
      if (filter !== 'all') {
        const flags = overlay.flags(row.id[at]!, folder.id, row.uid[at]!, row.flags[at]!)
        if (filter === 'unread' ? flags & Flag.seen : !(flags & wantedFlag)) continue
      }
      found.add(place + at, row.received[at]!)
    }
  }

  const matches = matcher(ledger, summary, source, conversations)
  for (const folder of ledger.folders.values()) {
    if (source.kind === 'outbox') break
    if (source.kind === 'folder' ? folder.id !== source.folder : source.kind !== 'ids' && !isViewed(folder))
      continue
    if (source.kind === 'context' && folder.role === 'sent') continue
    for (const row of ledger.windows.get(folder.id)?.values() ?? []) take(folder, row, matches)
  }
  if (source.kind === 'folder') {
    for (const [id, to] of overlay.moved) {
      if (!to.includes(source.folder) || holds(ledger, source.folder, id)) continue
      const twin = anyPlace(ledger, id)
      if (twin) found.add(found.open(twin.row) + twin.at, twin.row.received[twin.at]!)
    }
  }
  const byThread = conversations && source.kind !== 'ids'
  const places = found.newestFirst(byThread ? summary.maxThread : summary.maxId, (row, at) =>
    byThread ? row.thread[at]! : row.id[at]!
  )
  return makeList(ledger, summary, found, places, conversations)
}

function matcher(
  ledger: Ledger,
  summary: Summary,
  source: Source,
  conversations: boolean
): ((row: WindowRow, at: number) => boolean) | null {
  switch (source.kind) {
    case 'folder':
    case 'outbox':
      return null
    case 'context':
      return conversations
        ? (row, at) => summary.context[row.thread[at]!] === source.code
        : (row, at) => row.context[at] === source.code
    case 'people': {
      const persons = new Set(source.addresses.flatMap((address) => ledger.person(address) ?? []))
      return (row, at) => {
        for (let p = row.peopleAt[at]!; p < row.peopleAt[at + 1]!; p++)
          if (persons.has(row.people[p]!)) return true
        return false
      }
    }
    case 'ids': {
      const ids = new Set(source.ids)
      return (row, at) => ids.has(row.id[at]!)
    }
  }
}

/** Entries a window has room for in a place number. */
const stride = uidWindow
/** Places a sort key has room for, 2^21. */
const room = 2097152

/** Places as numbers: which window (in order of opening) and where in it. */
class Places {
  private readonly rows: WindowRow[] = []
  private readonly places: number[] = []
  private readonly seconds: number[] = []

  open(row: WindowRow): number {
    this.rows.push(row)
    return (this.rows.length - 1) * stride
  }
  add(place: number, received: number): void {
    this.places.push(place)
    this.seconds.push(Math.max(0, Math.floor(received / 1000)))
  }
  rowOf(place: number): WindowRow {
    return this.rows[Math.floor(place / stride)]!
  }
  /** In order of arrival, the newest first, the first of each key only. */
  newestFirst(maxKey: number, keyOf: (row: WindowRow, at: number) => number): number[] {
    const keys = new Float64Array(this.places.length)
    for (let i = 0; i < keys.length; i++) keys[i] = this.seconds[i]! * room + i
    keys.sort()
    const seen = new Uint8Array(maxKey + 1)
    const ordered: number[] = []
    for (let i = keys.length - 1; i >= 0; i--) {
      const place = this.places[keys[i]! % room]!
      const key = keyOf(this.rowOf(place), place % stride)
      if (seen[key]) continue
      seen[key] = 1
      ordered.push(place)
    }
    return ordered
  }
}

function anyPlace(ledger: Ledger, id: number): { row: WindowRow; at: number } | null {
  for (const windows of ledger.windows.values()) {
    for (const row of windows.values()) {
      const at = row.id.indexOf(id)
      if (at >= 0) return { row, at }
    }
  }
  return null
}

function makeList(
  ledger: Ledger,
  summary: Summary,
  found: Places,
  places: number[],
  conversations: boolean
): List {
  let positions: Int32Array | null = null
  let unread: number | null = null
  function row(index: number): ListRow {
    const window = found.rowOf(places[index]!)
    const at = places[index]! % stride
    const thread = window.thread[at]!
    const id = window.id[at]!
    const flags = ledger.overlay.flags(id, window.folder, window.uid[at]!, window.flags[at]!)
    return {
      id,
      folder: window.folder,
      uid: window.uid[at]!,
      thread,
      received: window.received[at]!,
      flags,
      context: conversations ? Math.min(summary.context[thread] ?? 4, 4) : window.context[at]!,
      count: conversations ? Math.max(1, summary.count[thread] ?? 1) : 1,
      unread: unreadAt(window, at)
    }
  }
  function unreadAt(window: WindowRow, at: number): number {
    if (conversations) return summary.unread[window.thread[at]!] ?? 0
    const { overlay } = ledger
    const flags = overlay.flags(window.id[at]!, window.folder, window.uid[at]!, window.flags[at]!)
    return flags & Flag.seen ? 0 : 1
  }
  /** id -> index; -1: not in the list. */
  function positionsOf(): Int32Array {
    const indexes = new Int32Array(summary.maxId + 1).fill(-1)
    for (let i = places.length - 1; i >= 0; i--) {
      const place = places[i]!
      indexes[found.rowOf(place).id[place % stride]!] = i
    }
    return indexes
  }
  return {
    length: places.length,
    row,
    indexOf(id) {
      positions ??= positionsOf()
      return positions[id] ?? -1
    },
    get unread() {
      if (unread === null) {
        unread = 0
        for (const place of places) if (unreadAt(found.rowOf(place), place % stride) > 0) unread++
      }
      return unread
    }
  }
}
