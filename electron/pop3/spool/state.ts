import type { FolderRole } from '../../../shared/contract/mail.ts'

/** A mail in one folder. What it says lies in the rows, its bytes in a pack (bytes.ts). */
export interface Mail {
  uid: number
  flags: number
  received: number
  size: number
  hash: string
  /** Where its bytes lie: the file, and the first of them in it. */
  pack: string
  start: number
  /** Where its row lies. */
  at: number
  length: number
  /** A number of its Message-ID (`idOf`), so that a search for one reads few rows. */
  id: number
  /** When it last changed. */
  modseq: number
}

export interface Folder {
  id: number
  path: string
  role: FolderRole
  validity: number
  mails: Map<number, Mail>
  /** UIDs that are gone, where to, and when; what went before `floor` is forgotten. */
  gone: { uid: number; modseq: number; to: [folder: number, uid: number] | null }[]
  floor: number
}

/** A message of the drop that is here, or was. */
export interface Known {
  hash: string
  /** As the server lists it. */
  size: number
  received: number
  /** When it came here, ms since 1970. */
  at: number
  /** Since when the server lists it no more; null: it does. */
  missing: number | null
}

export interface State {
  folders: Map<number, Folder>
  /** By what names a message on the server (listing.ts). */
  drop: Map<string, Known>
  /** How many mails have the bytes that lie there, by `placeOf`. */
  held: Map<string, number>
  nextUid: number
  nextFolder: number
  lastValidity: number
  modseq: number
}

/** What happened to a mailbox, one line of its journal each; applied in order they make its state. */
export type Entry =
  | { k: 'folder'; id: number; path: string; role: FolderRole; validity: number; floor?: number }
  | { k: 'rename'; id: number; path: string }
  | { k: 'remove'; id: number }
  | { k: 'mail'; f: number; m: Mail; drop?: { key: string; size: number; at: number } }
  | { k: 'flags'; f: number; q: number; u: [uid: number, flags: number][] }
  | { k: 'move'; f: number; to: number; q: number; u: [uid: number, there: number][] }
  | { k: 'gone'; f: number; q: number; u: number[] }
  | { k: 'tombs'; f: number; t: Folder['gone'] }
  | { k: 'known'; key: string; v: Known }
  | { k: 'missing'; at: number | null; keys: string[] }
  | { k: 'forget'; keys: string[] }
  | { k: 'counters'; uid: number; folder: number; validity: number; modseq: number }

export function emptyState(): State {
  return {
    folders: new Map(),
    drop: new Map(),
    held: new Map(),
    nextUid: 1,
    nextFolder: 1,
    lastValidity: 0,
    modseq: 1
  }
}

/** Throws for what no version of this program wrote. */
export function apply(state: State, entry: Entry): void {
  switch (entry.k) {
    case 'folder': {
      const { id, path, role, validity, floor = 0 } = entry
      state.folders.set(id, { id, path, role, validity, mails: new Map(), gone: [], floor })
      state.nextFolder = Math.max(state.nextFolder, id + 1)
      state.lastValidity = Math.max(state.lastValidity, validity)
      return
    }
    case 'rename':
      folderOf(state, entry.id).path = entry.path
      return
    case 'remove':
      for (const mail of folderOf(state, entry.id).mails.values()) hold(state, mail, -1)
      state.folders.delete(entry.id)
      return
    case 'mail': {
      const { m, drop } = entry
      const mails = folderOf(state, entry.f).mails
      if (!mails.has(m.uid)) hold(state, m, 1)
      mails.set(m.uid, m)
      state.nextUid = Math.max(state.nextUid, m.uid + 1)
      see(state, m.modseq)
      if (drop) {
        const { key, size, at } = drop
        state.drop.set(key, { hash: m.hash, size, received: m.received, at, missing: null })
      }
      return
    }
    case 'flags':
      see(state, entry.q)
      for (const [uid, flags] of entry.u) {
        const mail = folderOf(state, entry.f).mails.get(uid)
        if (mail) Object.assign(mail, { flags, modseq: entry.q })
      }
      return
    case 'move': {
      see(state, entry.q)
      const [from, to] = [folderOf(state, entry.f), folderOf(state, entry.to)]
      for (const [uid, there] of entry.u) {
        const mail = from.mails.get(uid)
        if (!mail) continue
        from.mails.delete(uid)
        from.gone.push({ uid, modseq: entry.q, to: [to.id, there] })
        to.mails.set(there, { ...mail, uid: there, modseq: entry.q })
        state.nextUid = Math.max(state.nextUid, there + 1)
      }
      return
    }
    case 'gone': {
      see(state, entry.q)
      const folder = folderOf(state, entry.f)
      for (const uid of entry.u) {
        const mail = folder.mails.get(uid)
        if (!mail) continue
        hold(state, mail, -1)
        folder.mails.delete(uid)
        folder.gone.push({ uid, modseq: entry.q, to: null })
      }
      return
    }
    case 'tombs':
      folderOf(state, entry.f).gone.push(...entry.t)
      return
    case 'known':
      state.drop.set(entry.key, entry.v)
      return
    case 'missing':
      for (const key of entry.keys) {
        const known = state.drop.get(key)
        if (known) known.missing = entry.at
      }
      return
    case 'forget':
      for (const key of entry.keys) state.drop.delete(key)
      return
    case 'counters':
      state.nextUid = Math.max(state.nextUid, entry.uid)
      state.nextFolder = Math.max(state.nextFolder, entry.folder)
      state.lastValidity = Math.max(state.lastValidity, entry.validity)
      see(state, entry.modseq)
      return
    default:
      throw new Error('entry')
  }
}

/** Of each folder so many of what is gone are remembered, for pages that were away. */
const mostGone = 20_000
/** A message that the server lists no more is known for so long, ms: a server may be confused for a day. */
const missingFor = 60 * 86_400_000

/** The fewest entries that make this state. */
export function* entriesOf(state: State, now: number): Generator<Entry> {
  for (const folder of state.folders.values()) {
    const gone = folder.gone.slice(-mostGone)
    const floor = folder.gone.length > gone.length ? (gone[0]?.modseq ?? 0) : folder.floor
    const { id, path, role, validity } = folder
    yield { k: 'folder', id, path, role, validity, floor }
    for (const m of folder.mails.values()) yield { k: 'mail', f: id, m }
    if (gone.length) yield { k: 'tombs', f: id, t: gone }
  }
  for (const [key, v] of state.drop)
    if (v.missing === null || now - v.missing < missingFor) yield { k: 'known', key, v }
  const { nextUid: uid, nextFolder: folder, lastValidity: validity, modseq } = state
  yield { k: 'counters', uid, folder, validity, modseq }
}

export function folderOf(state: State, id: number): Folder {
  const folder = state.folders.get(id)
  if (!folder) throw new Error('folder')
  return folder
}

export const placeOf = ({ pack, start }: Pick<Mail, 'pack' | 'start'>): string => `${pack} ${start}`

function hold(state: State, mail: Mail, change: number): void {
  const place = placeOf(mail)
  const count = (state.held.get(place) ?? 0) + change
  if (count > 0) state.held.set(place, count)
  else state.held.delete(place)
}

function see(state: State, modseq: number): void {
  state.modseq = Math.max(state.modseq, modseq)
}

/** A number that equal Message-IDs share (FNV-1a over UTF-16 units); 0: there is none. */
export function idOf(messageId: string): number {
  if (messageId === '') return 0
  let hash = 0x811c9dc5
  for (let i = 0; i < messageId.length; i++) hash = Math.imul(hash ^ messageId.charCodeAt(i), 0x01000193)
  return hash >>> 0 || 1
}
