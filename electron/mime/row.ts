import addressparser from 'nodemailer/lib/addressparser'
import { parseHeaderValue } from 'nodemailer/lib/mime-funcs'
import { decodeText } from 'imapflow/lib/tools.js'
import type { MessageStructureObject } from 'imapflow'
import type { HeaderRow, Mailbox } from '../../shared/mail/message.ts'
import { clockOf, listIdOf, listPostOf, messageIdOf, referencesOf, timeOf } from './headers.ts'
import type { Scanned } from './scan.ts'
import { attachmentFlag, partsOf } from './structure.ts'

/** A message as its bytes say it: a row without what only a mailbox knows, and where each part's body lies. */
export interface ReadMessage {
  /** `uid` is 0, `flags` has the bit of an attachment alone. */
  row: HeaderRow
  places: Record<string, [start: number, end: number]>
}

const day = 86_400_000
/** A mail to thousands is still one row. */
const mostMailboxes = 1000

/** Never throws: a message that no parser likes is still a row. @param now when it came here, ms since 1970 */
export function readMessage(root: Scanned, size: number, now: number): ReadMessage {
  const fields = root.fields
  const text = (name: string): string => words(fields.get(name) ?? '')
  const sent = timeOf(withoutComment(fields.get('date')))
  const delivered = timeOf(withoutComment(fields.get('received')?.split(';').at(-1)))
  // a clock that is ahead would keep the mail on top of the list
  const received = [delivered, sent].find((time) => time !== null && time < now + day) ?? now
  const clock = clockOf(fields.get('date'))
  const parts = partsOf(structureOf(root))
  const places: ReadMessage['places'] = {}
  place(root, places)
  return {
    row: {
      uid: 0,
      flags: attachmentFlag(parts),
      received,
      sent: sent ?? received,
      ...(clock === undefined ? {} : { clock }),
      size,
      subject: text('subject'),
      from: mailboxes(fields.get('from')),
      to: mailboxes(fields.get('to')),
      cc: mailboxes(fields.get('cc')),
      bcc: mailboxes(fields.get('bcc')),
      replyTo: mailboxes(fields.get('reply-to')),
      messageId: messageIdOf(fields.get('message-id')),
      inReplyTo: messageIdOf(fields.get('in-reply-to')),
      references: referencesOf(fields.get('references')),
      listId: listIdOf(fields.get('list-id')),
      listPost: listPostOf(fields.get('list-post')),
      unsubscribe: (fields.get('list-unsubscribe') ?? '').slice(0, 2000),
      ...(fields.get('sensitivity') ? { sensitivity: fields.get('sensitivity')!.trim().slice(0, 50) } : {}),
      parts,
      emailId: ''
    },
    places
  }
}

function place(node: Scanned, places: ReadMessage['places']): void {
  if (node.children.length === 0) places[node.part] = [node.start, node.end]
  for (const child of node.children) place(child, places)
}

/** The shape that a server's BODYSTRUCTURE has. */
function structureOf(node: Scanned): MessageStructureObject {
  const disposition = parseHeaderValue(node.fields.get('content-disposition') ?? '', { stripComments: true })
  const filename = disposition.params.filename
  const { name } = node.parameters
  return {
    part: node.part,
    type: node.type,
    parameters: { ...node.parameters, ...(name === undefined ? {} : { name: words(name) }) },
    disposition: disposition.value,
    dispositionParameters: filename === undefined ? {} : { filename: words(filename) },
    id: node.fields.get('content-id') ?? '',
    encoding: (node.fields.get('content-transfer-encoding') ?? '').replace(/\([^)]*\)/g, '').trim(),
    size: node.end - node.start,
    childNodes: node.children.map(structureOf)
  }
}

function mailboxes(field: string | undefined): Mailbox[] {
  if (!field) return []
  const found = addressparser(field.slice(0, 100_000), { flatten: true })
  return found.slice(0, mostMailboxes).map(({ name, address }): Mailbox => [words(name ?? ''), address ?? ''])
}

function words(text: string): string {
  return text.includes('=?') ? decodeText(text) : text
}

function withoutComment(text: string | undefined): string | undefined {
  return text?.slice(0, 200).replace(/\([^()]*\)/g, ' ')
}
