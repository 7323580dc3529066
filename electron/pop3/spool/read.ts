import { AppError } from '../../../shared/errors.ts'
import type { TextRow } from '../../../shared/mail/message.ts'
import type { Place, WantedText } from '../../imap/protocol.ts'
import { decodeText } from '../../mime/charset.ts'
import { decodeTransfer, transferDecoder } from '../../mime/transfer.ts'
import type { Mailbox } from './mailbox.ts'
import type { Folder, Mail } from './state.ts'

/** Octets of a part as it was sent; what is longer is cut and says so. */
const textLimit = 2 * 1024 * 1024
/** At most this many UIDs are answered by a search, which gives up after this time, ms. */
const mostFound = 1000
const searchTime = 20_000

/** Texts are slices of the bytes that came: where they lie was found out when the mail came. */
export function readTexts(mailbox: Mailbox, folder: Folder, wanted: WantedText[]): TextRow[] {
  return wanted.map(({ uid, parts }) => {
    const mail = folder.mails.get(uid)
    if (!mail) return failure(uid, 'mail.messageGone')
    return textOf(mailbox, mail, parts)
  })
}

function textOf(mailbox: Mailbox, mail: Mail, parts: WantedText['parts']): TextRow {
  const row: TextRow = { uid: mail.uid, text: null, html: null, truncated: false, failed: null }
  try {
    const { places } = mailbox.readRow(mail)
    for (const { part, encoding, charset, body } of parts) {
      const [start, end] = places[part] ?? [0, 0]
      if (end <= start) continue
      const bytes = mailbox.bytes.read(mail, start, Math.min(end, start + textLimit))
      if (end - start > textLimit) row.truncated = true
      row[body] = decodeText(decodeTransfer(bytes, encoding), charset)
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return failure(mail.uid, error.code)
  }
  // an empty body is a body
  if (row.text === null && row.html === null && parts[0]) row[parts[0].body] = ''
  return row
}

function failure(uid: number, failed: string): TextRow {
  return { uid, text: null, html: null, truncated: false, failed }
}

/** Throws mail.messageGone, mail.unparsable for a part that it does not have. */
export async function* readPart(
  mailbox: Mailbox,
  place: Place,
  part: string,
  encoding: string
): AsyncGenerator<Uint8Array> {
  const mail = mailOf(mailbox, place)
  const at = mailbox.readRow(mail).places[part]
  if (!at) throw new AppError('mail.unparsable', { part: part.slice(0, 40) })
  const decoder = transferDecoder(encoding)
  for await (const piece of mailbox.bytes.stream(mail, ...at)) {
    const bytes = decoder.push(piece)
    if (bytes.length) yield bytes
  }
  const rest = decoder.end()
  if (rest.length) yield rest
}

/** The whole message, byte for byte. */
export async function* readSource(mailbox: Mailbox, place: Place): AsyncGenerator<Uint8Array> {
  const mail = mailOf(mailbox, place)
  yield* mailbox.bytes.stream(mail, 0, mail.size)
}

function mailOf(mailbox: Mailbox, { folder, uidValidity, uid }: Place): Mail {
  const mail = mailbox.valid(folder, uidValidity).mails.get(uid)
  if (!mail) throw new AppError('mail.messageGone', { folder })
  return mail
}

/** UIDs of mails in which every word stands, newest first. Looks away between mails: others wait for this thread too. */
export async function searchFolder(mailbox: Mailbox, path: string, words: string): Promise<number[]> {
  const folder = mailbox.at(path)
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  const until = Date.now() + searchTime
  const found: number[] = []
  const newest = [...folder.mails.values()].sort((a, b) => b.received - a.received)
  for (const mail of wanted.length ? newest : []) {
    await new Promise((done) => setImmediate(done))
    if (found.length >= mostFound || Date.now() > until) break
    if (folder.mails.get(mail.uid) !== mail) continue
    const { row } = mailbox.readRow(mail)
    const parts = row.parts.flatMap((part) => (part.body ? [{ ...part, body: part.body }] : []))
    const { text, html } = textOf(mailbox, mail, parts)
    const people = [row.from, row.to, row.cc].flat(2)
    const all = [row.subject, ...people, text ?? '', (html ?? '').replace(/<[^>]*>/g, ' ')]
      .join(' ')
      .toLowerCase()
    if (wanted.every((word) => all.includes(word))) found.push(mail.uid)
  }
  return found
}
