import { Flag } from '../../shared/mail/message.ts'
import { lastUpTo } from './halve.ts'
import type { Ledger } from './ledger.ts'
import { isViewed, type Summary } from './summary.ts'
import { type FolderRow, uidWindow, type WindowRow } from './types.ts'

/**
 * The mails of a list in their order, as places: which window, and where in it. It says nothing of their flags, so it
 * outlives every change of these.
 */
export interface Order {
  windows: WindowRow[]
  places: Int32Array
  /** id -> index, -1: not in the list; made when it is first asked for. */
  positions: Int32Array | null
  /** How many of them were unread in this version of the ledger, counted when it is first asked for. */
  unread: { version: number; count: number } | null
}

/** Entries that a window has room for in a place. */
const stride = uidWindow
/** Mails that a sort key has room for, 2^21: the seconds above them leave no bit of a double unused. */
const room = 2 ** 21

export const rowOf = (order: Order, place: number): WindowRow => order.windows[Math.floor(place / stride)]!
export const atOf = (place: number): number => place % stride

/** A mail of a window that belongs into the list. */
export type Matches = (folder: FolderRow, row: WindowRow, at: number) => boolean
/** What stands once in a list: a number for each, up to `max`. */
export interface Key {
  max: number
  of(row: WindowRow, at: number): number
}
/** Of a window the mails that may belong into it, in their order: where few do, they are found without asking all. */
export type Among = (row: WindowRow) => number[]

/**
 * The mails of these folders that match, in the order of arrival, the newest first; of each key the newest alone.
 * @param among the mails that are asked, all where it is null
 * @param extra mails that stand in no window of these folders: they were moved here
 */
export function orderOf(
  ledger: Ledger,
  folders: FolderRow[],
  matches: Matches | null,
  among: Among | null,
  extra: { row: WindowRow; at: number }[],
  key: Key
): Order {
  const { overlay } = ledger
  // by UID, which is nearly always the order of arrival: then there is nothing to sort
  const taken = folders.flatMap((folder) =>
    [...(ledger.windows.get(folder.id)?.values() ?? [])]
      .sort((a, b) => a.window - b.window)
      .map((row) => ({ folder, row, asked: among?.(row) ?? null }))
  )
  const most = taken.reduce((sum, { row, asked }) => sum + (asked ?? row.id).length, extra.length)
  const found = new Int32Array(most)
  const keys = new Float64Array(most)
  let count = 0
  let sorted = true
  function add(place: number, received: number): void {
    found[count] = place
    keys[count] = Math.max(0, Math.floor(received / 1000)) * room + count
    if (count > 0 && keys[count]! < keys[count - 1]!) sorted = false
    count++
  }
  const windows: WindowRow[] = []
  for (const { folder, row, asked } of taken) {
    const place = windows.push(row) * stride - stride
    const length = (asked ?? row.id).length
    for (let i = 0; i < length; i++) {
      const at = asked ? asked[i]! : i
      // on a server without UIDPLUS what was moved stays behind, marked, until somebody expunges
      if (row.flags[at]! & Flag.deleted) continue
      if (matches && !matches(folder, row, at)) continue
      if (overlay.size > 0 && overlay.goneFrom(row.id[at]!, folder.id, row.received[at]!)) continue
      add(place + at, row.received[at]!)
    }
  }
  for (const { row, at } of extra) add(windows.push(row) * stride - stride + at, row.received[at]!)
  const inOrder = keys.subarray(0, count)
  if (!sorted) inOrder.sort()
  const seen = new Uint8Array(key.max + 1)
  const places = new Int32Array(count)
  let length = 0
  for (let i = count - 1; i >= 0; i--) {
    const place = found[inOrder[i]! % room]!
    const one = key.of(windows[Math.floor(place / stride)]!, place % stride)
    if (seen[one]) continue
    seen[one] = 1
    places[length++] = place
  }
  return { windows, places: places.slice(0, length), positions: null, unread: null }
}

/** Up to so many places are looked through, which is cheaper than to note where each mail stands. */
const few = 1000

/** Where a mail stands; -1: not in the list. */
export function positionOf(order: Order, id: number, maxId: number): number {
  if (order.places.length > few) return positionsOf(order, maxId)[id] ?? -1
  return order.places.findIndex((place) => rowOf(order, place).id[atOf(place)] === id)
}

function positionsOf(order: Order, maxId: number): Int32Array {
  if (order.positions) return order.positions
  const positions = new Int32Array(maxId + 1).fill(-1)
  for (let i = order.places.length - 1; i >= 0; i--) {
    const place = order.places[i]!
    positions[rowOf(order, place).id[atOf(place)]!] = i
  }
  return (order.positions = positions)
}

/** Orders that are kept: the folders that a rep goes to and fro between. */
const most = 12
const kept = new WeakMap<Ledger, { shape: number; orders: Map<string, Order> }>()

/** The order under this name, made anew only when mail came, went or moved since. */
export function keptOrder(ledger: Ledger, name: string, make: () => Order): Order {
  let held = kept.get(ledger)
  if (held?.shape !== ledger.shape) kept.set(ledger, (held = { shape: ledger.shape, orders: new Map() }))
  const { orders } = held
  let order = orders.get(name)
  if (order) {
    // the same mails in the same places; their flags are those of now
    order.windows.forEach((row, i) => {
      order!.windows[i] = ledger.windows.get(row.folder)?.get(row.window) ?? row
    })
  } else order = make()
  orders.delete(name)
  orders.set(name, order)
  for (const oldest of orders.keys()) {
    if (orders.size <= most) break
    orders.delete(oldest)
  }
  return order
}

/** The mails of a window in which any of these persons stands, in their order. */
export function withPersons(row: WindowRow, persons: Iterable<number>): number[] {
  const found = new Set<number>()
  for (const person of persons)
    for (let p = row.people.indexOf(person); p >= 0; p = row.people.indexOf(person, p + 1)) {
      // the last mail whose people begin at or before p
      found.add(lastUpTo(row.id.length, (at) => row.peopleAt[at]!, p))
    }
  return [...found].sort((a, b) => a - b)
}

/** Mails that were moved into this folder, as far as no window of it has them. */
export function movedInto(ledger: Ledger, folder: number): { row: WindowRow; at: number }[] {
  const wanted = new Set<number>()
  for (const [id, to] of ledger.overlay.moved) if (to.includes(folder)) wanted.add(id)
  const extra: { row: WindowRow; at: number }[] = []
  if (wanted.size === 0) return extra
  for (const row of ledger.windows.get(folder)?.values() ?? []) for (const id of row.id) wanted.delete(id)
  for (const windows of ledger.windows.values())
    for (const row of windows.values())
      for (let at = 0; at < row.id.length && wanted.size > 0; at++)
        if (wanted.delete(row.id[at]!)) extra.push({ row, at })
  return extra
}

export function viewedFolders(ledger: Ledger): FolderRow[] {
  return [...ledger.folders.values()].filter(isViewed)
}

/** One row for a conversation, or one for a mail. */
export function keyOf(summary: Summary, byThread: boolean): Key {
  return byThread
    ? { max: summary.maxThread, of: (row, at) => row.thread[at]! }
    : { max: summary.maxId, of: (row, at) => row.id[at]! }
}
