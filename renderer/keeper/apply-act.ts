import { Flag, flagBits, serverFlags } from '../../shared/mail/message.ts'
import { copyOf, type Entry, indexOfUid, windowOf, withEntries, withoutIndexes } from '../cache/columns.ts'
import type { WindowRow } from '../cache/types.ts'
import { countsOf, openWindows } from './apply-batch.ts'
import { startChange, windowsOf } from './book.ts'
import type { Store } from './store.ts'

/** Where mails of a folder went, as COPYUID told it. */
interface Went {
  folder: number
  uids: number[]
  to: number
  moved: [number, number][]
  uidValidity: string | null
}

/** What the server has confirmed, in terms of the cache. */
export type Settled =
  | { kind: 'flags'; folder: number; uids: number[]; add: string[]; remove: string[] }
  | { kind: 'gone'; folder: number; uids: number[] }
  | ({ kind: 'moved' } & Went)
  | ({ kind: 'copied' } & Went)
  | { kind: 'readAll' | 'emptyFolder'; folder: number; upTo: number }

/**
 * Writes into the cache what the server has just confirmed, so that nothing jumps back between the answer and the
 * next round. @returns paths of folders that a round should look at
 */
export async function applyActs(store: Store, settled: Settled[]): Promise<string[]> {
  const touched = new Set<number>()
  await store.write(() => {
    const { book } = store
    const change = startChange(book)
    const open = new Map<number, ReturnType<typeof openWindows>>()
    const windowsFor = (folder: number): ReturnType<typeof openWindows> => {
      let windows = open.get(folder)
      if (!windows) open.set(folder, (windows = openWindows(book, change, folder)))
      touched.add(folder)
      return windows
    }
    for (const one of settled) {
      const windows = windowsFor(one.folder)
      if (one.kind === 'flags') setBits(windows, one.uids, flagBits(one.add), flagBits(one.remove))
      else if (one.kind === 'gone') takeOut(windows, one.uids)
      else if (one.kind === 'moved' || one.kind === 'copied') {
        const entries = entriesOf(windows, one.uids)
        if (one.kind === 'moved') takeOut(windows, one.uids)
        putMoved(windowsFor(one.to), entries, one, book.folders.get(one.to)?.cursor?.uidValidity ?? null)
      } else {
        for (const row of [...windowsOf(book, one.folder).values()]) {
          const current = windows.get(row.window)
          if (one.kind === 'emptyFolder') windows.put(withoutIndexes(current, new Set(current.uid.keys())))
          else windows.put(readUpTo(current, one.upTo))
        }
      }
    }
    for (const windows of open.values()) windows.close()
    for (const folder of open.keys()) {
      const row = book.folders.get(folder)
      if (row) change.folders.push({ ...row, ...countsOf(book, change, folder) })
    }
    return { written: { change }, result: true }
  }, true)
  return [...touched].flatMap((id) => store.book.folders.get(id)?.path ?? [])
}

type Windows = ReturnType<typeof openWindows>

function setBits(windows: Windows, uids: number[], add: number, remove: number): void {
  for (const [row, indexes] of byWindow(windows, uids)) {
    const next = copyOf(row)
    for (const i of indexes)
      next.flags[i] = ((next.flags[i]! | add) & ~remove) | (next.flags[i]! & ~serverFlags)
    windows.put(next)
  }
}

function takeOut(windows: Windows, uids: number[]): void {
  for (const [row, indexes] of byWindow(windows, uids)) windows.put(withoutIndexes(row, new Set(indexes)))
}

function entriesOf(windows: Windows, uids: number[]): Map<number, Entry> {
  const entries = new Map<number, Entry>()
  for (const [row, indexes] of byWindow(windows, uids)) {
    for (const i of indexes) {
      entries.set(row.uid[i]!, {
        uid: row.uid[i]!,
        id: row.id[i]!,
        received: row.received[i]!,
        thread: row.thread[i]!,
        flags: row.flags[i]!,
        context: row.context[i]!,
        people: [...row.people.slice(row.peopleAt[i]!, row.peopleAt[i + 1]!)]
      })
    }
  }
  return entries
}

/** Only where COPYUID told the new UIDs of the folder as we know it; else the next round brings them. */
function putMoved(windows: Windows, entries: Map<number, Entry>, one: Went, validity: string | null): void {
  if (!one.uidValidity || one.uidValidity !== validity) return
  const byNumber = new Map<number, Entry[]>()
  for (const [from, to] of one.moved) {
    const entry = entries.get(from)
    if (!entry) continue
    const list = byNumber.get(windowOf(to)) ?? []
    list.push({ ...entry, uid: to })
    byNumber.set(windowOf(to), list)
  }
  for (const [number, list] of byNumber) windows.put(withEntries(windows.get(number), list))
}

function readUpTo(row: WindowRow, upTo: number): WindowRow {
  const next = copyOf(row)
  for (let i = 0; i < next.uid.length; i++) if (next.uid[i]! <= upTo) next.flags[i]! |= Flag.seen
  return next
}

function* byWindow(windows: Windows, uids: number[]): Iterable<[WindowRow, number[]]> {
  const groups = new Map<number, number[]>()
  for (const uid of uids) {
    const list = groups.get(windowOf(uid))
    if (list) list.push(uid)
    else groups.set(windowOf(uid), [uid])
  }
  for (const [number, list] of groups) {
    const row = windows.get(number)
    const indexes = list.map((uid) => indexOfUid(row, uid)).filter((i) => i >= 0)
    if (indexes.length) yield [row, indexes]
  }
}
