import { type Batch, Flag, type HeaderRow, serverFlags, type UidRun } from '../../shared/mail/message.ts'
import { isAttachment } from '../../shared/mail/published.ts'
import { runsOf } from '../../shared/mail/runs.ts'
import {
  copyOf,
  emptyWindow,
  type Entry,
  indexOfUid,
  windowOf,
  withEntries,
  withoutIndexes
} from '../cache/columns.ts'
import { identityOf } from '../cache/hash.ts'
import { type FolderRow, LocalFlag, type MessageRow, uidWindow, type WindowRow } from '../cache/types.ts'
import { type Book, type Change, startChange, windowsOf } from './book.ts'
import { addIdentities, type NewIdentity } from './identities.ts'
import { peopleOf } from './people.ts'
import { threadFor } from './threads.ts'

/** Says which SalesInbox folder a mail among these persons belongs to (a code of shared/context). */
export type ContextOf = (people: ArrayLike<number>, change: Change) => number

export interface Applied {
  change: Change
  messages: MessageRow[]
  /** UIDs of `members` whose mail is not here: their headers are to be asked for. */
  unknown: number[]
  /** Ids of mails that came with this batch and are unread and new: what a notification may name. */
  arrived: number[]
  /** Ids of mails whose UID is above all that the folder's complete cursor has seen. `known`: were here before, elsewhere. */
  entered: { id: number; known: boolean }[]
}

/** The windows a change touches: each is copied from the book once. */
export function openWindows(book: Book, change: Change, folder: number) {
  const open = new Map<number, WindowRow>()
  return {
    get(window: number): WindowRow {
      return open.get(window) ?? windowsOf(book, folder).get(window) ?? emptyWindow(folder, window)
    },
    put(row: WindowRow): void {
      open.set(row.window, row)
    },
    close(): void {
      for (const row of open.values()) change.windows.push(row)
    }
  }
}

/**
 * What a batch changes, computed from the book alone. Applying one batch twice changes nothing the second time:
 * a UID that is here is put in its own place, a mail whose identity is known is not made again.
 */
export function applyBatch(
  book: Book,
  folder: FolderRow,
  batch: Batch,
  contextOf: ContextOf,
  now: number
): Applied {
  const change = startChange(book)
  const windows = openWindows(book, change, folder.id)
  const messages: MessageRow[] = []
  const unknown: number[] = []
  const arrived: number[] = []
  const entries: Entry[] = []
  const merged = new Map<number, number>()
  const identities: NewIdentity[] = []

  for (const row of batch.headers) {
    const identity = identityOf(folder.account, row)
    const people = peopleOf(book, change, row)
    let id = change.ids.get(identity) ?? book.ids.get(identity)
    let thread = id === undefined ? 0 : (change.threadOf.get(id) ?? book.threadOf[id] ?? 0)
    if (id === undefined || thread === 0) {
      const place = threadFor(book, change, row, folder.account)
      thread = place.thread
      for (const other of place.merged) merged.set(other, thread)
      if (id === undefined) {
        id = change.nextId++
        change.ids.set(identity, id)
        identities.push({ id, identity, messageId: place.messageId, references: place.references })
        messages.push(messageRow(id, folder.account, row))
        if (!(row.flags & Flag.seen)) arrived.push(id)
      }
    }
    change.threadOf.set(id, thread)
    const flags =
      (row.flags & serverFlags) |
      (row.parts.some(isAttachment) ? Flag.attachment : 0) |
      textFlags(book, folder, row.uid)
    entries.push({
      uid: row.uid,
      id,
      received: row.received,
      thread,
      flags,
      context: contextOf(people, change),
      people
    })
  }

  for (const member of batch.members) {
    const id =
      change.ids.get(identityOf(folder.account, member as HeaderRow)) ??
      book.ids.get(identityOf(folder.account, member as HeaderRow))
    const twin = id === undefined ? null : entryOf(book, id)
    if (id === undefined || !twin) unknown.push(member.uid)
    else
      entries.push({
        ...twin,
        uid: member.uid,
        id,
        flags: (member.flags & serverFlags) | (twin.flags & ~serverFlags)
      })
  }

  const entered = enteredOf(book, folder, entries, messages)
  addIdentities(book, change, identities)
  putEntries(windows, entries)
  if (batch.flags) setFlags(windows, batch.flags.uids, batch.flags.flags)
  for (const truth of batch.windows) applyTruth(windows, truth)
  for (const run of batch.vanished) dropRun(windows, book, folder.id, run)
  windows.close()
  moveThreads(book, change, merged)

  const next: FolderRow = {
    ...folder,
    ...countsOf(book, change, folder.id),
    exists: batch.exists,
    remaining: batch.remaining,
    // until the round's end: where it began, so that what changed meanwhile is asked for by the next
    cursor: batch.complete ? batch.cursor : (folder.cursor ?? batch.cursor),
    checkedAt: batch.complete ? now : folder.checkedAt,
    lastError: null
  }
  if (!batch.complete && next.stage === 'waiting') next.stage = 'headers'
  if (batch.complete) next.stage = next.textsHere < next.here ? 'texts' : 'done'
  change.folders.push(next)
  return { change, messages, unknown, arrived, entered }
}

function enteredOf(book: Book, folder: FolderRow, entries: Entry[], made: MessageRow[]): Applied['entered'] {
  const { cursor } = folder
  if (!cursor?.complete) return []
  const fresh = new Set(made.map(({ id }) => id))
  return entries.flatMap(({ uid, id }) => {
    if (uid < cursor.uidNext) return []
    const row = windowsOf(book, folder.id).get(windowOf(uid))
    return row && indexOfUid(row, uid) >= 0 ? [] : [{ id, known: !fresh.has(id) }]
  })
}

function textFlags(book: Book, folder: FolderRow, uid: number): number {
  const row = windowsOf(book, folder.id).get(windowOf(uid))
  const at = row ? indexOfUid(row, uid) : -1
  return at < 0 ? 0 : row!.flags[at]! & (LocalFlag.textHere | LocalFlag.textFailed)
}

function messageRow(id: number, account: string, row: HeaderRow): MessageRow {
  return {
    id,
    account,
    subject: row.subject,
    from: row.from,
    to: row.to,
    cc: row.cc,
    bcc: row.bcc,
    replyTo: row.replyTo,
    sent: row.sent,
    ...(row.clock === undefined ? {} : { clock: row.clock }),
    received: row.received,
    size: row.size,
    messageId: row.messageId,
    inReplyTo: row.inReplyTo,
    references: row.references,
    listId: row.listId,
    listPost: row.listPost,
    unsubscribe: row.unsubscribe,
    ...(row.sensitivity ? { sensitivity: row.sensitivity } : {}),
    parts: row.parts
  }
}

function putEntries(windows: ReturnType<typeof openWindows>, entries: Entry[]): void {
  const byWindow = new Map<number, Entry[]>()
  for (const entry of entries) {
    const window = windowOf(entry.uid)
    const list = byWindow.get(window)
    if (list) list.push(entry)
    else byWindow.set(window, [entry])
  }
  for (const [window, list] of byWindow) windows.put(withEntries(windows.get(window), list))
}

function setFlags(windows: ReturnType<typeof openWindows>, uids: Uint32Array, flags: Uint16Array): void {
  const copied = new Map<number, WindowRow>()
  for (let i = 0; i < uids.length; i++) {
    const window = windowOf(uids[i]!)
    const row = copied.get(window) ?? windows.get(window)
    const at = indexOfUid(row, uids[i]!)
    if (at < 0) continue
    const next = (flags[i]! & serverFlags) | (row.flags[at]! & ~serverFlags)
    if (next === row.flags[at]) continue
    const own = copied.get(window) ?? copyOf(row)
    own.flags[at] = next
    copied.set(window, own)
  }
  for (const row of copied.values()) windows.put(row)
}

/** The server listed all of a range: what it did not list is gone, flags are as it says. Our windows may be cut differently. */
function applyTruth(
  windows: ReturnType<typeof openWindows>,
  truth: { first: number; last: number; uids: Uint32Array; flags: Uint16Array }
): void {
  setFlags(windows, truth.uids, truth.flags)
  const alive = new Set(truth.uids)
  for (let window = windowOf(truth.first); window <= windowOf(truth.last); window++) {
    const row = windows.get(window)
    const gone = new Set<number>()
    for (let i = 0; i < row.uid.length; i++) {
      const uid = row.uid[i]!
      if (uid >= truth.first && uid <= truth.last && !alive.has(uid)) gone.add(i)
    }
    if (gone.size > 0) windows.put(withoutIndexes(row, gone))
  }
}

function dropRun(
  windows: ReturnType<typeof openWindows>,
  book: Book,
  folder: number,
  [first, last]: UidRun
): void {
  // VANISHED (EARLIER) may speak of ranges far wider than what is here: only windows that exist are looked at
  const wide = windowOf(last) - windowOf(first) > 64
  const candidates = wide
    ? [...windowsOf(book, folder).keys()].filter((w) => w >= windowOf(first) && w <= windowOf(last))
    : Array.from({ length: windowOf(last) - windowOf(first) + 1 }, (_, i) => windowOf(first) + i)
  for (const window of candidates) {
    const row = windows.get(window)
    const gone = new Set<number>()
    for (let i = 0; i < row.uid.length; i++) if (row.uid[i]! >= first && row.uid[i]! <= last) gone.add(i)
    if (gone.size > 0) windows.put(withoutIndexes(row, gone))
  }
}

/** Any membership of a mail: its columns serve for a further one. */
export function entryOf(book: Book, id: number): Entry | null {
  for (const windows of book.windows.values()) {
    for (const row of windows.values()) {
      const at = row.id.indexOf(id)
      if (at < 0) continue
      return {
        uid: row.uid[at]!,
        id,
        received: row.received[at]!,
        thread: row.thread[at]!,
        flags: row.flags[at]!,
        context: row.context[at]!,
        people: [...row.people.slice(row.peopleAt[at]!, row.peopleAt[at + 1]!)]
      }
    }
  }
  return null
}

/** A mail showed that threads are one: all their memberships move to the one that stays. */
function moveThreads(book: Book, change: Change, merged: Map<number, number>): void {
  if (merged.size === 0) return
  const final = (thread: number): number => {
    let at = thread
    for (let hops = 0; hops < 32 && merged.has(at); hops++) at = merged.get(at)!
    return at
  }
  const written = new Map(change.windows.map((row) => [row.folder * 1e9 + row.window, row]))
  for (const windows of book.windows.values()) {
    for (const old of windows.values()) {
      const row = written.get(old.folder * 1e9 + old.window) ?? old
      if (!row.thread.some((thread) => merged.has(thread))) continue
      const next = copyOf(row)
      for (let i = 0; i < next.thread.length; i++) {
        next.thread[i] = final(next.thread[i]!)
        change.threadOf.set(next.id[i]!, next.thread[i]!)
      }
      written.set(old.folder * 1e9 + old.window, next)
    }
  }
  change.windows = [...written.values()].map((row) => {
    if (!row.thread.some((thread) => merged.has(thread))) return row
    const next = copyOf(row)
    for (let i = 0; i < next.thread.length; i++) next.thread[i] = final(next.thread[i]!)
    return next
  })
  for (const [hash, thread] of book.threads) if (merged.has(thread)) change.threads.set(hash, final(thread))
  for (const [hash, thread] of change.threads) if (merged.has(thread)) change.threads.set(hash, final(thread))
  for (const [id, thread] of change.threadOf) if (merged.has(thread)) change.threadOf.set(id, final(thread))
}

/** Counters of a folder after this change: a sum over its windows, a fraction of a millisecond for a hundred thousand mails. */
export function countsOf(
  book: Book,
  change: Change,
  folder: number
): { here: number; unread: number; textsHere: number } {
  const changed = new Map(
    change.windows.filter((row) => row.folder === folder).map((row) => [row.window, row])
  )
  let here = 0
  let unread = 0
  let textsHere = 0
  const add = (row: WindowRow): void => {
    here += row.uid.length
    for (let i = 0; i < row.flags.length; i++) {
      const flags = row.flags[i]!
      if (!(flags & Flag.seen)) unread++
      if (flags & (LocalFlag.textHere | LocalFlag.textFailed)) textsHere++
    }
  }
  for (const row of changed.values()) add(row)
  for (const [window, row] of windowsOf(book, folder)) if (!changed.has(window)) add(row)
  return { here, unread, textsHere }
}

/** The UIDs of a folder that are here, as runs, from this UID on. */
export function knownRuns(book: Book, folder: number, from: number): UidRun[] {
  const windows = [...windowsOf(book, folder).values()].sort((a, b) => a.window - b.window)
  return runsOf(
    windows
      .filter((row) => (row.window + 1) * uidWindow > from)
      .flatMap((row) => [...row.uid].filter((uid) => uid >= from))
  )
}
