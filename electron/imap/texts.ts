import type { ImapFlow } from 'imapflow'
import { AppError } from '../../shared/errors.ts'
import type { TextRow } from '../../shared/mail/message.ts'
import { atom, type Attribute, type Token } from './command.ts'
import { decodeText } from '../mime/charset.ts'
import { fromImap } from './errors.ts'
import { fetchItems } from './fetch.ts'
import type { Kind, Link } from './link.ts'
import type { WantedText } from './protocol.ts'
import { bytesOf, type Items } from './row.ts'
import { decodeTransfer } from '../mime/transfer.ts'

/** Octets of a part as the server has it; what is longer is cut and says so. */
export const textLimit = 2 * 1024 * 1024

/**
 * Texts of many messages: those with the same set of parts share one FETCH. What is wrong with one message is said
 * in its row; only what breaks the connection breaks the call.
 */
export async function fetchTexts(
  link: Link,
  kind: Kind,
  folder: string,
  uidValidity: string,
  wanted: WantedText[]
): Promise<TextRow[]> {
  return await link.inFolder(kind, folder, (client) => textsOn(client, wanted), { uidValidity })
}

/** As `fetchTexts`, in the folder that is selected. */
export async function textsOn(client: ImapFlow, wanted: WantedText[]): Promise<TextRow[]> {
  const rows: TextRow[] = []
  for (const group of grouped(wanted)) rows.push(...(await fetchGroup(client, group)))
  return rows
}

function grouped(wanted: WantedText[]): WantedText[][] {
  const groups = new Map<string, WantedText[]>()
  for (const one of wanted) {
    const key = one.parts.map((part) => `${part.part}${part.size > textLimit ? '<' : ''}`).join(' ')
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()]
}

async function fetchGroup(client: ImapFlow, group: WantedText[]): Promise<TextRow[]> {
  const parts = group[0]?.parts ?? []
  if (parts.length === 0) return group.map(({ uid }) => failure(uid, 'mail.unparsable'))
  // unlimited where the structure says that it is small: some servers forget octets of partial answers
  const items: Attribute[] = [
    atom('UID'),
    ...parts.map(({ part, size }) => sectionOf(part, size > textLimit ? [0, textLimit] : undefined))
  ]
  let found: Map<number, Items>
  try {
    found = await fetchItems(
      client,
      group.map(({ uid }) => uid),
      items
    )
  } catch (error) {
    const known = fromImap(error)
    if (!known.code.startsWith('mail.') || !client.usable) throw known
    if (group.length === 1) return group.map(({ uid }) => failure(uid, known.code))
    // one message that the server itself cannot read fails the whole command
    const rows: TextRow[] = []
    for (const one of group) rows.push(...(await fetchGroup(client, [one])))
    return rows
  }
  return group.map((one) => textRow(one, found.get(one.uid)))
}

export function sectionOf(part: string, partial?: [number, number]): Token {
  if (!/^\d+(\.\d+)*$/.test(part)) throw new AppError('mail.unparsable', { part: part.slice(0, 40) })
  return {
    type: 'ATOM',
    value: 'BODY.PEEK',
    section: [{ type: 'ATOM', value: part }],
    ...(partial ? { partial } : {})
  }
}

function textRow(wanted: WantedText, items: Items | undefined): TextRow {
  const row: TextRow = { uid: wanted.uid, text: null, html: null, truncated: false, failed: null }
  if (!items) return failure(wanted.uid, 'mail.messageGone')
  for (const { part, encoding, charset, body } of wanted.parts) {
    const bytes = bytesOf(items.get(`body[${part}]`))
    if (!bytes) continue
    if (bytes.length >= textLimit) row.truncated = true
    row[body] = decodeText(decodeTransfer(bytes, encoding), charset)
  }
  if (row.text === null && row.html === null) row.failed = 'mail.unparsable'
  return row
}

function failure(uid: number, failed: string): TextRow {
  return { uid, text: null, html: null, truncated: false, failed }
}
