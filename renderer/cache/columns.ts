import { type WindowRow, uidWindow } from './types.ts'

/** One membership, as it is put into a window. */
export interface Entry {
  uid: number
  id: number
  received: number
  thread: number
  flags: number
  context: number
  people: number[]
}

export function windowOf(uid: number): number {
  return Math.floor(uid / uidWindow)
}

export function emptyWindow(folder: number, window: number): WindowRow {
  return {
    folder,
    window,
    rev: 0,
    uid: new Uint32Array(0),
    id: new Uint32Array(0),
    received: new Float64Array(0),
    thread: new Uint32Array(0),
    flags: new Uint16Array(0),
    context: new Uint8Array(0),
    people: new Uint32Array(0),
    peopleAt: new Uint32Array(1)
  }
}

/** Where a UID stands in its window, or -1. */
export function indexOfUid(row: WindowRow, uid: number): number {
  let low = 0
  let high = row.uid.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = row.uid[middle]!
    if (found === uid) return middle
    if (found < uid) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** A new row with these entries put in; an entry whose UID is there already takes its place. */
export function withEntries(row: WindowRow, entries: Entry[]): WindowRow {
  const incoming = [...entries].sort((a, b) => a.uid - b.uid)
  const replaced = new Set(incoming.map((entry) => entry.uid))
  const kept: number[] = []
  for (let i = 0; i < row.uid.length; i++) if (!replaced.has(row.uid[i]!)) kept.push(i)
  const count = kept.length + incoming.length
  let people = 0
  for (const i of kept) people += row.peopleAt[i + 1]! - row.peopleAt[i]!
  for (const entry of incoming) people += entry.people.length
  const next = allocate(row.folder, row.window, count, people)
  let a = 0
  let b = 0
  for (let at = 0; at < count; at++) {
    const old = kept[a]
    const entry = incoming[b]
    if (entry === undefined || (old !== undefined && row.uid[old]! < entry.uid)) {
      copyEntry(row, old!, next, at)
      a++
    } else {
      putEntry(entry, next, at)
      b++
    }
  }
  return next
}

/** A new row without the entries at these indexes. */
export function withoutIndexes(row: WindowRow, gone: Set<number>): WindowRow {
  const kept: number[] = []
  let people = 0
  for (let i = 0; i < row.uid.length; i++) {
    if (gone.has(i)) continue
    kept.push(i)
    people += row.peopleAt[i + 1]! - row.peopleAt[i]!
  }
  const next = allocate(row.folder, row.window, kept.length, people)
  kept.forEach((from, to) => copyEntry(row, from, next, to))
  return next
}

/** A copy whose flags, threads or contexts may be changed without touching what others hold. */
export function copyOf(row: WindowRow): WindowRow {
  return { ...row, flags: row.flags.slice(), thread: row.thread.slice(), context: row.context.slice() }
}

function allocate(folder: number, window: number, count: number, people: number): WindowRow {
  return {
    folder,
    window,
    rev: 0,
    uid: new Uint32Array(count),
    id: new Uint32Array(count),
    received: new Float64Array(count),
    thread: new Uint32Array(count),
    flags: new Uint16Array(count),
    context: new Uint8Array(count),
    people: new Uint32Array(people),
    peopleAt: new Uint32Array(count + 1)
  }
}

function copyEntry(from: WindowRow, i: number, to: WindowRow, at: number): void {
  to.uid[at] = from.uid[i]!
  to.id[at] = from.id[i]!
  to.received[at] = from.received[i]!
  to.thread[at] = from.thread[i]!
  to.flags[at] = from.flags[i]!
  to.context[at] = from.context[i]!
  let p = to.peopleAt[at]!
  for (let k = from.peopleAt[i]!; k < from.peopleAt[i + 1]!; k++) to.people[p++] = from.people[k]!
  to.peopleAt[at + 1] = p
}

function putEntry(entry: Entry, to: WindowRow, at: number): void {
  to.uid[at] = entry.uid
  to.id[at] = entry.id
  to.received[at] = entry.received
  to.thread[at] = entry.thread
  to.flags[at] = entry.flags
  to.context[at] = entry.context
  let p = to.peopleAt[at]!
  for (const person of entry.people) to.people[p++] = person
  to.peopleAt[at + 1] = p
}
