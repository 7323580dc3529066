import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { diskError } from '../../../shared/disk-error.ts'
import { AppError } from '../../../shared/errors.ts'
import { readMessage, type ReadMessage } from '../../mime/row.ts'
import { scanMessage } from '../../mime/scan.ts'
import { openBytes, type Pending } from './bytes.ts'
import { openJournal, type Journal } from './journal.ts'
import { openRows } from './rows.ts'
import {
  apply,
  emptyState,
  type Entry,
  entriesOf,
  type Folder,
  folderOf,
  idOf,
  type Mail,
  placeOf
} from './state.ts'
import { standardFolders } from './folders.ts'

/** A mail that is about to be in a folder. */
export interface Arrival {
  pending: Pending
  message: ReadMessage
  flags: number
  /** What names it on the server, and its size there; absent: it did not come from there. */
  drop?: { key: string; size: number }
  received?: number
}

export type Mailbox = Awaited<ReturnType<typeof openMailbox>>

/** For tests: called between two steps of a change, and may throw as if the power went. */
export type Step = (name: string) => void

const version = 1
/** Lines that say nothing any more, after which the journal is written anew. */
const mostStale = 20_000

/**
 * The mail of an account whose server keeps none for it: folders, flags and the bytes of each message, in `folder`.
 * What a call has answered is on the disk. One at a time may have it open.
 */
export async function openMailbox(folder: string, step: Step = () => undefined) {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(refuse)
  const state = emptyState()
  let generation = 0
  let lines = 0
  let damaged = 0
  const journal: Journal = await openJournal(join(folder, 'index'), (line) => {
    lines++
    try {
      const entry = JSON.parse(line) as Entry | { k: 'head'; v: number; rows: number }
      if (entry.k === 'head') generation = entry.rows
      else apply(state, entry)
    } catch {
      // one line that cannot be read must not take the others along
      damaged++
    }
  })
  const rowsPath = (of: number): string => join(folder, `rows-${of}`)
  const bytes = await openBytes(join(folder, 'mail'))
  let rows = await openRows(rowsPath(generation))
  let turn: Promise<unknown> = Promise.resolve()

  /** Changes run one after another: each sees what the one before has made. */
  function change<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  /** The disk first, then what is answered from memory. */
  async function commit(entries: Entry[]): Promise<void> {
    if (entries.length === 0) return
    step('before journal')
    await journal.append(entries.map((entry) => JSON.stringify(entry)))
    step('after journal')
    for (const entry of entries) apply(state, entry)
    lines += entries.length
  }

  async function deliver(into: Folder, arrivals: Arrival[], now: number): Promise<number[]> {
    step('before settle')
    const packed = await bytes.settle(arrivals.map(({ pending }) => pending))
    step('after settle')
    const places = await rows.add(arrivals.map(({ message }) => message))
    step('after rows')
    const modseq = state.modseq + 1
    const first = state.nextUid
    const entries = arrivals.map(({ pending, message, flags, drop, received }, i): Entry => {
      const m: Mail = {
        uid: first + i,
        flags: flags | message.row.flags,
        received: received ?? message.row.received,
        size: pending.size,
        hash: pending.hash,
        ...packed[i]!,
        ...places[i]!,
        id: idOf(message.row.messageId),
        modseq
      }
      return { k: 'mail', f: into.id, m, ...(drop ? { drop: { ...drop, at: now } } : {}) }
    })
    await commit(entries)
    return arrivals.map((_, i) => first + i)
  }

  /** What a mail says; read from its bytes again where its row was lost. */
  function readRow(mail: Mail): ReadMessage {
    const found = rows.read(mail.at, mail.length)
    if (found) return found
    const scan = scanMessage()
    const piece = 1024 * 1024
    for (let at = 0; at < mail.size; at += piece)
      scan.push(bytes.read(mail, at, Math.min(mail.size, at + piece)))
    return readMessage(scan.end(), mail.size, mail.received)
  }

  /** Erases the bytes of mails that are gone, and packs that are empty by that. Not before the journal says so. */
  async function release(mails: Mail[]): Promise<void> {
    const gone = mails.filter((mail) => !state.held.has(placeOf(mail)))
    if (gone.length === 0) return
    const used = usedPacks()
    for (const mail of gone) if (used.has(mail.pack)) await bytes.erase(mail, mail.size)
    for (const pack of new Set(gone.map((mail) => mail.pack))) if (!used.has(pack)) await bytes.remove(pack)
  }

  /** How many octets of mail lie in each pack. */
  function usedPacks(): Map<string, number> {
    const used = new Map<string, number>()
    const counted = new Set<string>()
    for (const one of state.folders.values())
      for (const mail of one.mails.values()) {
        if (counted.has(placeOf(mail))) continue
        counted.add(placeOf(mail))
        used.set(mail.pack, (used.get(mail.pack) ?? 0) + mail.size)
      }
    return used
  }

  /** Writes the index and the rows anew, without what is gone. */
  async function compact(): Promise<void> {
    const next = generation + 1
    await unlink(rowsPath(next)).catch(() => undefined)
    const fresh = await openRows(rowsPath(next))
    const moved: { mail: Mail; at: number; length: number }[] = []
    const all = [...state.folders.values()].flatMap((one) => [...one.mails.values()])
    for (let from = 0; from < all.length; from += 200) {
      const some = all.slice(from, from + 200)
      const places = await fresh.add(some.map(readRow))
      some.forEach((mail, i) => moved.push({ mail, ...places[i]! }))
    }
    for (const { mail, at, length } of moved) Object.assign(mail, { at, length })
    function* text(): Generator<string> {
      yield JSON.stringify({ k: 'head', v: version, rows: next })
      for (const entry of entriesOf(state, Date.now())) yield JSON.stringify(entry)
    }
    const entries = [...text()]
    await journal.replace(entries)
    lines = entries.length
    await rows.close()
    await unlink(rowsPath(generation)).catch(() => undefined)
    rows = fresh
    generation = next
  }

  /** What lies here without a line in the index: a download that was cut, or, where lines are damaged, somebody's mail. */
  async function adopt(): Promise<void> {
    const used = usedPacks()
    for (const pack of await bytes.list()) {
      if (damaged > 0 || fresh) await adoptPack(pack)
      else if (!used.has(pack)) await bytes.remove(pack)
    }
  }

  async function adoptPack(pack: string): Promise<void> {
    const inbox = [...state.folders.values()].find(({ role }) => role === 'inbox')!
    for (const { hash, size, place } of bytes.messagesIn(pack)) {
      if (state.held.has(placeOf(place))) continue
      const scan = scanMessage()
      const digest = createHash('sha256')
      for await (const piece of bytes.stream(place, 0, size)) {
        scan.push(piece)
        digest.update(piece)
      }
      // erased, or never whole
      if (digest.digest('hex') !== hash) continue
      const message = readMessage(scan.end(), size, Date.now())
      const [row] = await rows.add([message])
      const { received, flags, messageId } = message.row
      const { nextUid: uid, modseq } = state
      const m = {
        uid,
        flags,
        received,
        size,
        hash,
        ...place,
        ...row!,
        id: idOf(messageId),
        modseq: modseq + 1
      }
      await commit([{ k: 'mail', f: inbox.id, m }])
    }
  }

  const fresh = lines === 0
  if (fresh) await journal.append([JSON.stringify({ k: 'head', v: version, rows: 0 })])
  try {
    for (const [path, role] of standardFolders) {
      if ([...state.folders.values()].some((one) => one.role === role)) continue
      await commit([{ k: 'folder', id: state.nextFolder, path, role, validity: nextValidity() }])
    }
    await adopt()
    await tidy()
  } catch (error) {
    await rows.close()
    await journal.close()
    throw error
  }

  function nextValidity(): number {
    return Math.max(state.lastValidity + 1, Math.floor(Date.now() / 1000))
  }

  async function tidy(): Promise<void> {
    const live = [...state.folders.values()].reduce((sum, one) => sum + one.mails.size, 0) + state.drop.size
    if (lines > 2 * live + mostStale || damaged > 0) await compact()
    damaged = 0
    for (const name of await readdir(folder).catch(refuse))
      if (/^rows-\d+$/.test(name) && name !== `rows-${generation}`)
        await unlink(join(folder, name)).catch(() => undefined)
  }

  return {
    state,
    bytes,
    change,
    commit,
    deliver,
    readRow,
    release,
    nextValidity,
    /** Hashes whose bytes are not where a mail says: the server's copy is the only one. */
    lost(): Set<string> {
      const found = new Set<string>()
      const there = new Map<string, boolean>()
      for (const one of state.folders.values())
        for (const { pack, hash } of one.mails.values()) {
          if (!there.has(pack)) there.set(pack, bytes.has(pack))
          if (!there.get(pack)) found.add(hash)
        }
      return found
    },
    /** Throws mail.folderGone. */
    at(path: string): Folder {
      const found = [...state.folders.values()].find((one) => one.path === path)
      if (!found) throw new AppError('mail.folderGone', { folder: path })
      return found
    },
    /** Throws mail.folderGone or mail.uidValidity. */
    valid(path: string, uidValidity: string): Folder {
      const found = this.at(path)
      if (String(found.validity) !== uidValidity) throw new AppError('mail.uidValidity', { folder: path })
      return found
    },
    inbox: (): Folder =>
      folderOf(state, [...state.folders.values()].find(({ role }) => role === 'inbox')!.id),
    close: () =>
      change(async () => {
        await rows.close()
        await journal.close()
      })
  }
}

/** Everything of an account that is gone. */
export async function removeMailbox(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(refuse)
}

function refuse(error: unknown): never {
  throw diskError(error)
}
