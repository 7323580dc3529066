import { lastUpTo } from './halve.ts'
import type { Ledger } from './ledger.ts'
import { isViewed } from './summary.ts'
import { unknownPerson, type WindowRow } from './types.ts'

/** A mail of a conversation, where it lies. */
export interface ThreadPlace {
  id: number
  folder: number
  uid: number
  flags: number
  context: number
  /** The first of its From, as a person of the ledger. */
  sender: number
}

/** All mails of a conversation, oldest first, each once; those in Trash, Junk and Drafts only where nothing else is left. */
export function threadOf(ledger: Ledger, thread: number): ThreadPlace[] {
  const found = new Map<number, { place: ThreadPlace; received: number; viewed: boolean }>()
  const { windows, first, next } = chainsOf(ledger)
  for (let place = first[thread] ?? -1; place >= 0; place = next[place]!) {
    const window = windows[lastUpTo(windows.length, (i) => windows[i]!.from, place)]!
    const folder = ledger.folders.get(window.row.folder)
    if (!folder) continue
    // of the same shape, with the flags of now
    const row = ledger.windows.get(folder.id)?.get(window.row.window) ?? window.row
    const at = place - window.from
    const id = row.id[at]!
    if (ledger.overlay.goneFrom(id, folder.id, row.received[at]!) && ledger.overlay.movedTo(id).length === 0)
      continue
    if (found.get(id)?.viewed) continue
    const uid = row.uid[at]!
    found.set(id, {
      place: {
        id,
        folder: folder.id,
        uid,
        flags: ledger.overlay.flags(id, folder.id, uid, row.flags[at]!),
        context: row.context[at]!,
        sender: row.people[row.peopleAt[at]!] ?? unknownPerson
      },
      received: row.received[at]!,
      viewed: isViewed(folder)
    })
  }
  const all = [...found.values()].sort((a, b) => a.received - b.received || a.place.id - b.place.id)
  const viewed = all.filter((one) => one.viewed)
  return (viewed.length > 0 ? viewed : all).map(({ place }) => place)
}

/** The mails of each conversation as a chain through all windows: every row in sight asks for its own. */
interface Chains {
  shape: number
  windows: { row: WindowRow; from: number }[]
  /** thread -> place of its first mail, -1: none. A place is `from` of its window and where in it. */
  first: Int32Array
  /** place -> the next one of its conversation, -1: the last. */
  next: Int32Array
}

const made = new WeakMap<Ledger, Chains>()

function chainsOf(ledger: Ledger): Chains {
  const known = made.get(ledger)
  if (known?.shape === ledger.shape) return known
  const windows: Chains['windows'] = []
  let places = 0
  let maxThread = 0
  for (const folder of ledger.folders.values()) {
    for (const row of ledger.windows.get(folder.id)?.values() ?? []) {
      windows.push({ row, from: places })
      places += row.thread.length
      for (const thread of row.thread) if (thread > maxThread) maxThread = thread
    }
  }
  const first = new Int32Array(maxThread + 1).fill(-1)
  const next = new Int32Array(places)
  // from the back, so that each chain runs forward
  for (const { row, from } of windows.toReversed()) {
    for (let at = row.thread.length - 1; at >= 0; at--) {
      const thread = row.thread[at]!
      next[from + at] = first[thread]!
      first[thread] = from + at
    }
  }
  const chains = { shape: ledger.shape, windows, first, next }
  made.set(ledger, chains)
  return chains
}

/** Where a mail lies: its memberships, those of the account's real folders. */
export function placesOf(
  ledger: Ledger,
  id: number
): { folder: number; uid: number; flags: number; thread: number; context: number }[] {
  const places: { folder: number; uid: number; flags: number; thread: number; context: number }[] = []
  for (const [folder, windows] of ledger.windows) {
    for (const row of windows.values()) {
      const at = row.id.indexOf(id)
      if (at < 0 || ledger.overlay.goneFrom(id, folder, row.received[at]!)) continue
      places.push({
        folder,
        uid: row.uid[at]!,
        flags: ledger.overlay.flags(id, folder, row.uid[at]!, row.flags[at]!),
        thread: row.thread[at]!,
        context: row.context[at]!
      })
    }
  }
  return places
}
