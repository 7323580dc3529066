import type { ImapFlow } from 'imapflow'
import type { PublishedMail } from '../../shared/contract/sharing.ts'
import type { FolderRole } from '../../shared/contract/mail.ts'
import { normalAddress } from '../../shared/context/address.ts'
import type { Candidate, FolderCursor, LeaverDoor, LeaverMailbox } from '../../shared/leavers.ts'
import { messageKey } from '../../shared/mail/message-key.ts'
import { Flag, type HeaderRow } from '../../shared/mail/message.ts'
import { published } from '../../shared/mail/published.ts'
import { snippetOf } from '../../shared/mail/snippet.ts'
import { atom, inTime, set } from './command.ts'
import { connect, type Deadlines, type Login, usualDeadlines } from './connect.ts'
import { fromImap } from './errors.ts'
import { listFolders } from './folders.ts'
import { type Caution, isOfTheMail, newCaution, rowsOf } from './round.ts'
import { nameIndex, type NameTable } from './roles.ts'
import { searchUids } from './search.ts'
import { textLimit, textsOn } from './texts.ts'

/** Headers at once, and octets of the texts that are fetched and kept at once. */
const usualBatch = 100
const mostText = 4_000_000
const selectDeadline = 60_000

/** Mail that nobody publishes, and folders that only show what is in others. */
const skipped = new Set<FolderRole>(['junk', 'trash', 'drafts', 'flagged', 'important'])
const unpublished = Flag.draft | Flag.deleted | Flag.junk

export interface LeaverReading {
  login: Login
  /** Folder names in many languages: see roles.ts. */
  names: NameTable
  mailbox: LeaverMailbox
  backup: string
  /** The leaver's addresses. */
  own: ReadonlySet<string>
  door: LeaverDoor
  progress(folder: string, done: number, total: number): void
  signal: AbortSignal
  /** For tests. */
  batch?: number
  deadlines?: Deadlines
}
interface Reading extends Omit<LeaverReading, 'login' | 'names' | 'signal' | 'deadlines'> {
  client: ImapFlow
}
type Folder = Awaited<ReturnType<typeof foldersOf>>[number]

/**
 * Reads a leaver's mailbox and keeps in the workspace what publishing would have kept. Nothing is changed on the server:
 * folders are examined and texts peeked at. How far it is stands in the workspace with what it found, so wherever it
 * is cut off, it goes on there.
 */
export async function readLeaver(of: LeaverReading): Promise<void> {
  const { signal } = of
  const client = await connect(of.login, of.deadlines ?? usualDeadlines)
  const stop = (): void => client.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    await readFolders(
      {
        ...of,
        client,
        door: (name, input) => {
          signal.throwIfAborted()
          return of.door(name, input)
        }
      },
      nameIndex(of.names)
    )
  } finally {
    signal.removeEventListener('abort', stop)
    client.close()
  }
}

async function readFolders(reading: Reading, names: Map<string, FolderRole>): Promise<void> {
  const folders = await foldersOf(reading, names)
  const sum = (of: (folder: Folder) => number): number => folders.reduce((all, one) => all + of(one), 0)
  for (const folder of folders)
    if (!folder.done) {
      await readFolder(reading, folder, () =>
        reading.progress(
          folder.folder,
          sum(({ seen }) => seen),
          sum(({ total }) => total)
        )
      )
    }
}

/** What is to be read, each with how far it is. One that is gone since counts as read, with what it lacks as failed. */
async function foldersOf({ client, mailbox, backup, door }: Reading, names: Map<string, FolderRole>) {
  const of = { backup, mailbox: mailbox.id }
  const gmail = client.capabilities.has('X-GM-EXT-1')
  const listed = (await listFolders(client, {}, names)).filter(
    ({ selectable, role }) =>
      selectable &&
      // "All Mail" holds all that the other folders of Gmail show; elsewhere it is a view of them
      (gmail ? role === 'all' : role !== 'all' && !skipped.has(role))
  )
  const folders = listed.map(({ path, status }) => ({ folder: path, total: status?.messages ?? 0 }))
  await door('listed', { ...of, folders })
  const here = new Set(folders.map(({ folder }) => folder))
  const rows = await door('folders', of)
  for (const row of rows) {
    if (row.done || here.has(row.folder)) continue
    const failed = row.failed + row.total - row.seen
    Object.assign(row, { failed, seen: row.total, done: true })
    await door('keep', { ...of, folder: row.folder, mails: [], cursor: row })
  }
  return rows
}

async function readFolder(reading: Reading, folder: Folder, told: () => void): Promise<void> {
  const { client, door, backup, mailbox } = reading
  const opened = await inTime(client, selectDeadline, () =>
    client.mailboxOpen(folder.folder, { readOnly: true })
  )
  const uidValidity = String(opened.uidValidity ?? 0)
  if (folder.uidValidity !== uidValidity)
    Object.assign(folder, { uidValidity, lastUid: 0, seen: 0, failed: 0 })
  const from = folder.lastUid + 1
  // n:* has the last mail in it even where that is before n
  const uids = (await searchUids(client, [atom('UID'), set(`${from}:*`)]))
    .filter((uid) => uid >= from)
    .sort((a, b) => a - b)
  folder.total = folder.seen + uids.length
  told()
  const caution = newCaution()
  const size = reading.batch ?? usualBatch
  for (let at = 0; at === 0 || at < uids.length; at += size) {
    const some = uids.slice(at, at + size)
    const { rows, failed } = await headersOf(client, some, caution)
    const cursor: FolderCursor = {
      uidValidity,
      lastUid: some.at(-1) ?? folder.lastUid,
      seen: folder.seen + some.length,
      total: folder.total,
      failed: folder.failed + failed,
      done: at + size >= uids.length
    }
    await keepRows(reading, rows, async (mails, last) => {
      const place = { backup, mailbox: mailbox.id, folder: folder.folder }
      await door('keep', { ...place, mails, cursor: last ? cursor : null })
    })
    Object.assign(folder, cursor)
    told()
  }
}

/** Headers of those that are there still; a mail that breaks its FETCH is found by halving, and left out. */
async function headersOf(
  client: ImapFlow,
  uids: number[],
  caution: Caution
): Promise<{ rows: HeaderRow[]; failed: number }> {
  if (uids.length === 0) return { rows: [], failed: 0 }
  try {
    return { rows: await rowsOf(client, uids, caution), failed: 0 }
  } catch (error) {
    const known = fromImap(error)
    if (!isOfTheMail(known) || !client.usable) throw known
    const [first = 0] = uids
    if (uids.length === 1) {
      if (caution.bare.has(first)) return { rows: [], failed: 1 }
      caution.bare.add(first)
      return headersOf(client, uids, caution)
    }
    const half = Math.ceil(uids.length / 2)
    const a = await headersOf(client, uids.slice(0, half), caution)
    const b = await headersOf(client, uids.slice(half), caution)
    return { rows: [...a.rows, ...b.rows], failed: a.failed + b.failed }
  }
}

/** Asks which of these are wanted, fetches their texts and hands them over, in pieces that fit into memory. */
async function keepRows(
  { client, mailbox, own, door }: Reading,
  rows: HeaderRow[],
  keep: (mails: PublishedMail[], last: boolean) => Promise<void>
): Promise<void> {
  const byKey = new Map<string, HeaderRow>()
  for (const row of rows) if (!(row.flags & unpublished)) byKey.set(messageKey(row), row)
  const candidates = [...byKey].map(([message, row]) => candidateOf(message, row))
  const wanted = await door('wanted', { mailbox: mailbox.id, candidates })
  const chosen = wanted.flatMap((message) => byKey.get(message) ?? [])
  const pieces = piecesOf(mailbox.level === 'full' ? chosen : [])
  if (mailbox.level !== 'full') pieces.push(chosen)
  if (pieces.length === 0) pieces.push([])
  for (const [i, piece] of pieces.entries()) {
    const texts = mailbox.level === 'full' ? await textsOf(client, piece) : new Map()
    const mails = piece.map((row) => {
      const body = texts.get(row.uid)
      const snippet = body ? snippetOf(body) : ''
      return published({ row, body, snippet }, { protocol: 'imap' }, mailbox, { addresses: own })
    })
    await keep(mails, i === pieces.length - 1)
  }
}

const addresses = (...lists: HeaderRow['to'][]): string[] => [
  ...new Set(lists.flat().map(([, address]) => normalAddress(address)))
]
/** The first sender alone, as the workspace knows a mail. */
const candidateOf = (message: string, { from, to, cc, bcc }: HeaderRow): Candidate => ({
  message,
  people: addresses(from.slice(0, 1), to, cc),
  hidden: addresses(bcc)
})

const textParts = ({ parts }: HeaderRow) =>
  parts.flatMap(({ body, ...part }) => (body === '' ? [] : [{ ...part, body }]))

function piecesOf(rows: HeaderRow[]): HeaderRow[][] {
  const pieces: HeaderRow[][] = []
  let left = 0
  for (const row of rows) {
    const size = textParts(row).reduce((all, part) => all + Math.min(part.size, textLimit), 0)
    left -= size
    if (left < 0 || pieces.length === 0) {
      pieces.push([])
      left = mostText - size
    }
    pieces.at(-1)?.push(row)
  }
  return pieces
}

async function textsOf(client: ImapFlow, rows: HeaderRow[]) {
  const wanted = rows
    .map((row) => ({ uid: row.uid, parts: textParts(row) }))
    .filter(({ parts }) => parts.length)
  return new Map((await textsOn(client, wanted)).map((row) => [row.uid, row]))
}
