import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
  readSync
} from 'node:fs'
import { join } from 'node:path'

/** One mail in one folder; its bytes lie in the pack or in a file of their own, by their hash. */
export interface Entry {
  uid: number
  modseq: number
  flags: string[]
  /** RFC 9051 date-time */
  date: string
  hash: string
  size: number
}
export interface FolderState {
  /** As on the wire: modified UTF-7. */
  path: string
  role: string
  subscribed: boolean
  uidValidity: number
  uidNext: number
  modseq: number
  entries: Entry[]
}
export interface State {
  /** The last UIDVALIDITY given to a folder. */
  lastValidity: number
  folders: FolderState[]
  /** Addresses that had their automatic answer. */
  answered: string[]
}

/**
 * Everything that the sample's server must not forget, in one folder:
 *   mail.pack           the messages it began with, one after the other; never changed
 *   mail.index          where each lies in it: hash, offset, size
 *   later/HASH          messages that came afterwards
 *   state.json          folders, UIDs and flags, checked by its first line; `state.old.json` the one before
 */
export interface Store {
  state: State
  /** The state was not written by a close: what the server last told may be ahead of it. */
  unclean: boolean
  /** Bytes as a latin1 string. Throws when they are gone. */
  read(hash: string): string
  /** Keeps the bytes before it returns. */
  keep(raw: string): { hash: string; size: number }
  /** Writes the state now. `flush`: also through to the disk. */
  save(state: State, options?: { flush?: boolean; closing?: boolean }): void
  close(): void
}

const hashOf = (raw: Buffer | string) =>
  createHash('sha256')
    .update(typeof raw === 'string' ? Buffer.from(raw, 'latin1') : raw)
    .digest('hex')
    .slice(0, 32)

function writeWhole(path: string, content: string | Buffer, flush: boolean): void {
  const next = `${path}.next`
  const file = openSync(next, 'w', 0o600)
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done)
    if (flush) fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(next, path)
}

export function hasStore(folder: string): boolean {
  return existsSync(join(folder, 'mail.index'))
}

/** Lays down a new store; a half made one is begun again. The index comes last: it says that all is there. */
export function createStore(
  folder: string,
  folders: { path: string; role: string; messages: { raw: Buffer; flags: string[]; date: string }[] }[],
  validity: number
): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'later'), { recursive: true, mode: 0o700 })
  const pieces: Buffer[] = []
  const index: string[] = []
  const seen = new Set<string>()
  let offset = 0
  const state: State = { lastValidity: validity + folders.length, folders: [], answered: [] }
  folders.forEach(({ path, role, messages }, i) => {
    const entries = messages.map(({ raw, flags, date }, n) => {
      const hash = hashOf(raw)
      if (!seen.has(hash)) {
        seen.add(hash)
        pieces.push(raw)
        index.push(`${hash} ${offset} ${raw.length}`)
        offset += raw.length
      }
      return { uid: n + 1, modseq: n + 1, flags, date, hash, size: raw.length }
    })
    state.folders.push({
      path,
      role,
      subscribed: true,
      uidValidity: validity + i,
      uidNext: entries.length + 1,
      modseq: entries.length + 1,
      entries
    })
  })
  writeWhole(join(folder, 'mail.pack'), Buffer.concat(pieces), true)
  writeState(folder, state, { flush: true, closing: true })
  writeWhole(join(folder, 'mail.index'), index.join('\n'), true)
}

function writeState(folder: string, state: State, options: { flush?: boolean; closing?: boolean }): void {
  const text = JSON.stringify({ version: 1, clean: options.closing === true, ...state })
  const path = join(folder, 'state.json')
  // Two renames with a death between them leave no state.json: the one before it is read then.
  if (existsSync(path)) renameSync(path, join(folder, 'state.old.json'))
  writeWhole(path, `${hashOf(Buffer.from(text))}\n${text}`, options.flush === true)
}

type Saved = State & { clean: boolean }
function readState(path: string): Saved | null {
  if (!existsSync(path)) return null
  const content = readFileSync(path, 'utf8')
  const end = content.indexOf('\n')
  const text = content.slice(end + 1)
  if (end < 0 || content.slice(0, end) !== hashOf(Buffer.from(text))) return null
  return JSON.parse(text) as Saved
}

/** Throws when neither state can be read. */
export function openStore(folder: string): Store {
  const places = ['state.json', 'state.json.next', 'state.old.json']
  let state: Saved | null = null
  let unclean = false
  for (const place of places) {
    state = readState(join(folder, place))
    if (state) {
      unclean = place !== 'state.json' || !state.clean
      break
    }
  }
  if (!state) throw new Error('the state of the sample mailbox cannot be read')
  const index = new Map<string, [offset: number, size: number]>()
  for (const row of readFileSync(join(folder, 'mail.index'), 'utf8').split('\n')) {
    const [hash = '', offset, size] = row.split(' ')
    index.set(hash, [Number(offset), Number(size)])
  }
  const later = join(folder, 'later')
  mkdirSync(later, { recursive: true, mode: 0o700 })
  const wanted = new Set(
    [state, readState(join(folder, 'state.old.json'))].flatMap(
      (one) => one?.folders.flatMap((held) => held.entries.map((entry) => entry.hash)) ?? []
    )
  )
  for (const name of readdirSync(later)) if (!wanted.has(name)) rmSync(join(later, name), { force: true })
  const pack = openSync(join(folder, 'mail.pack'), 'r')
  const { clean: _clean, ...kept } = state
  return {
    state: kept,
    unclean,
    read(hash) {
      const place = index.get(hash)
      if (!place) return readFileSync(join(later, hash), 'latin1')
      const bytes = Buffer.allocUnsafe(place[1])
      if (readSync(pack, bytes, 0, place[1], place[0]) !== place[1])
        throw new Error('the sample mail is cut short')
      return bytes.toString('latin1')
    },
    keep(raw) {
      const hash = hashOf(raw)
      const path = join(later, hash)
      if (!index.has(hash) && !existsSync(path)) writeWhole(path, Buffer.from(raw, 'latin1'), true)
      return { hash, size: raw.length }
    },
    save: (next, options = {}) => writeState(folder, next, options),
    close: () => closeSync(pack)
  }
}
