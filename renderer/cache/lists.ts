import type { Sentiment } from '../../shared/contract/intelligence.ts'
import { Flag } from '../../shared/mail/message.ts'
import type { Ledger } from './ledger.ts'
import {
  type Among,
  atOf,
  keptOrder,
  keyOf,
  type Matches,
  movedInto,
  type Order,
  orderOf,
  positionOf,
  rowOf,
  viewedFolders,
  withPersons
} from './order.ts'
import { type Summary, summaryOf } from './summary.ts'
import type { FolderRow, WindowRow } from './types.ts'

/** What a list shows. Context codes are those of shared/context: 0 deals ... 4 others. */
export type Source =
  | { kind: 'context'; code: number }
  | { kind: 'folder'; folder: number }
  /** All mail with any of these addresses, newest first: a record's. */
  | { kind: 'people'; addresses: string[] }
  /** All mail that one of these wrote, newest first. */
  | { kind: 'senders'; addresses: string[] }
  /** Found by search. */
  | { kind: 'ids'; ids: number[] }
  /** Of customers who are unhappy: which they are is worked out from what was read. */
  | { kind: 'unhappy' }
  /** What waits to be sent: drafts (waiting.ts), no mail of any folder. */
  | { kind: 'outbox' }
export type Filter = 'all' | 'unread' | 'flagged' | 'attachments' | 'negative'
/** What was read of a mail; null: nothing. */
export type SentimentOf = (id: number) => Sentiment | null

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
 * The rows of a list, newest first: an order of numbers, kept while only flags change, and a row is made when it is
 * asked for. A list of a hundred thousand mails takes some 15 ms anew, and next to nothing where its order was kept.
 * @param sentiment what the filter `negative` goes by
 * @param conversations one row for a conversation; it stands once, in the SalesInbox folder of its highest context
 */
export function listOf(
  ledger: Ledger,
  source: Source,
  conversations: boolean,
  filter: Filter = 'all',
  sentiment: SentimentOf = () => null
): List {
  const summary = summaryOf(ledger)
  const make = (): Order =>
    makeOrder(ledger, summary, source, conversations, filterOf(ledger, filter, sentiment))
  const keeps = filter === 'all' && (source.kind === 'folder' || source.kind === 'context')
  const order = keeps ? keptOrder(ledger, `${conversations} ${JSON.stringify(source)}`, make) : make()
  return makeList(ledger, summary, order, conversations)
}

function makeOrder(
  ledger: Ledger,
  summary: Summary,
  source: Source,
  conversations: boolean,
  shows: Matches | null
): Order {
  const belongs = matcher(ledger, summary, source, conversations)
  const matches: Matches | null =
    belongs && shows
      ? (folder, row, at) => belongs(folder, row, at) && shows(folder, row, at)
      : (belongs ?? shows)
  const extra = source.kind === 'folder' ? movedInto(ledger, source.folder) : []
  const byThread = conversations && source.kind !== 'ids'
  const among =
    source.kind === 'people' || source.kind === 'senders' ? ofPeople(ledger, source.addresses) : null
  return orderOf(ledger, foldersOf(ledger, source), matches, among, extra, keyOf(summary, byThread))
}

function ofPeople(ledger: Ledger, addresses: string[]): Among {
  const persons = personsOf(ledger, addresses)
  return (row) => withPersons(row, persons)
}

function personsOf(ledger: Ledger, addresses: string[]): Set<number> {
  return new Set(addresses.flatMap((address) => ledger.person(address) ?? []))
}

function foldersOf(ledger: Ledger, source: Source): FolderRow[] {
  switch (source.kind) {
    case 'outbox':
    case 'unhappy':
      return []
    case 'ids':
      return [...ledger.folders.values()]
    case 'folder':
      return [...ledger.folders.values()].filter((folder) => folder.id === source.folder)
    case 'context':
      return viewedFolders(ledger).filter((folder) => folder.role !== 'sent')
    case 'people':
    case 'senders':
      return viewedFolders(ledger)
  }
}

function filterOf(ledger: Ledger, filter: Filter, sentiment: SentimentOf): Matches | null {
  if (filter === 'all') return null
  if (filter === 'negative') return (_, row, at) => sentiment(row.id[at]!) === 'negative'
  const wanted = filter === 'flagged' ? Flag.flagged : filter === 'attachments' ? Flag.attachment : 0
  return (folder, row, at) => {
    const flags = ledger.overlay.flags(row.id[at]!, folder.id, row.uid[at]!, row.flags[at]!)
    return filter === 'unread' ? !(flags & Flag.seen) : (flags & wanted) !== 0
  }
}

function matcher(ledger: Ledger, summary: Summary, source: Source, conversations: boolean): Matches | null {
  switch (source.kind) {
    case 'folder':
    case 'people':
    case 'outbox':
    case 'unhappy':
      return null
    case 'senders': {
      const persons = personsOf(ledger, source.addresses)
      return (_, row, at) => persons.has(row.people[row.peopleAt[at]!]!)
    }
    case 'context':
      return conversations
        ? (_, row, at) => summary.context[row.thread[at]!] === source.code
        : (_, row, at) => row.context[at] === source.code
    case 'ids': {
      const ids = new Set(source.ids)
      return (_, row, at) => ids.has(row.id[at]!)
    }
  }
}

function makeList(ledger: Ledger, summary: Summary, order: Order, conversations: boolean): List {
  const { places } = order
  function row(index: number): ListRow {
    const window = rowOf(order, places[index]!)
    const at = atOf(places[index]!)
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
  return {
    length: places.length,
    row,
    indexOf: (id) => positionOf(order, id, summary.maxId),
    get unread() {
      if (order.unread?.version !== ledger.version) {
        order.unread = { version: ledger.version, count: 0 }
        for (const place of places) if (unreadAt(rowOf(order, place), atOf(place)) > 0) order.unread.count++
      }
      return order.unread.count
    }
  }
}
