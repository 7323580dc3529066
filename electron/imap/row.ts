import type {
  ImapAttributeList,
  MessageAddressObject,
  MessageEnvelopeObject,
  MessageStructureObject
} from 'imapflow'
import { decodeText, parseBodystructure, parseEnvelope } from 'imapflow/lib/tools.js'
import addressparser from 'nodemailer/lib/addressparser'
import { flagBits, type HeaderRow, type Mailbox } from '../../shared/mail/message.ts'
import type { Attribute, Response, Token } from './command.ts'
import {
  clockOf,
  listIdOf,
  listPostOf,
  messageIdOf,
  parseHeader,
  referencesOf,
  timeOf,
  wantedFields
} from '../mime/headers.ts'
import { attachmentFlag, partsOf } from '../mime/structure.ts'

/** The data items of one message, by lower-case name; sections as 'body[1.2]' without origin or field list. */
export type Items = Map<string, Attribute>

/** What a header row is made of, as FETCH takes it. */
export function headerItems(emailId: string | null): Attribute[] {
  const fields = wantedFields.map((value): Token => ({ type: 'ATOM', value }))
  const atoms = [
    'UID',
    'FLAGS',
    'INTERNALDATE',
    'RFC822.SIZE',
    'ENVELOPE',
    'BODYSTRUCTURE',
    ...(emailId ? [emailId] : [])
  ]
  return [
    ...atoms.map((value): Token => ({ type: 'ATOM', value })),
    { type: 'ATOM', value: 'BODY.PEEK', section: [{ type: 'ATOM', value: 'HEADER.FIELDS' }, fields] }
  ]
}

/** Reads `* n FETCH (...)`. A later value of the same item wins. */
export function itemsOf(response: Response, into: Items = new Map()): Items {
  const list = response.attributes?.[1]
  if (!Array.isArray(list)) return into
  for (let i = 0; i + 1 < list.length; i += 2) {
    const key = list[i]
    if (!key || Array.isArray(key) || typeof key.value !== 'string') continue
    into.set(nameOf(key), list[i + 1] ?? null)
  }
  return into
}

function nameOf(token: Token): string {
  const name = String(token.value).toLowerCase()
  if (!token.section) return name
  const first = token.section[0]
  return `${name}[${first && !Array.isArray(first) ? String(first.value).toLowerCase() : ''}]`
}

export function numberIn(items: Items, name: string): number {
  const value = Number(stringOf(items.get(name)))
  return Number.isSafeInteger(value) && value >= 0 ? value : 0
}

export function flagsIn(items: Items): number {
  return flagBits(listOf(items.get('flags')))
}

/** Modification sequences have 63 bits (RFC 7162); 0: none. */
export function modseqIn(items: Items): bigint {
  const value = listOf(items.get('modseq'))[0] ?? ''
  return /^\d+$/.test(value) ? BigInt(value) : 0n
}

export function emailIdIn(items: Items): string {
  return stringOf(items.get('x-gm-msgid')) || listOf(items.get('emailid'))[0] || ''
}

export function bytesOf(attribute: Attribute | undefined): Buffer | null {
  if (!attribute || Array.isArray(attribute) || attribute.value === null) return null
  return typeof attribute.value === 'string' ? Buffer.from(attribute.value) : attribute.value
}

/** Never throws for what a mail or a server holds: a message that no parser likes is still a row. */
export function headerRow(uid: number, items: Items): HeaderRow {
  const envelope = envelopeOf(items.get('envelope'))
  const parts = partsOf(structureOf(items.get('bodystructure')))
  const fields = parseHeader(bytesOf(items.get('body[header.fields]')))
  const sent = timeOf(envelope.date)
  const clock = clockOf(dateIn(items.get('envelope')))
  const received = timeOf(stringOf(items.get('internaldate'))) ?? sent ?? 0
  return {
    uid,
    flags: flagsIn(items) | attachmentFlag(parts),
    received,
    sent: sent ?? received,
    ...(clock === undefined ? {} : { clock }),
    size: numberIn(items, 'rfc822.size'),
    subject: envelope.subject ?? '',
    from: mailboxes(envelope.from),
    to: mailboxes(envelope.to),
    cc: mailboxes(envelope.cc),
    bcc: mailboxes(envelope.bcc),
    replyTo: mailboxes(envelope.replyTo),
    messageId: messageIdOf(envelope.messageId),
    inReplyTo: messageIdOf(envelope.inReplyTo),
    references: referencesOf(fields.get('references')),
    listId: listIdOf(fields.get('list-id')),
    listPost: listPostOf(fields.get('list-post')),
    unsubscribe: (fields.get('list-unsubscribe') ?? '').slice(0, 2000),
    ...(fields.get('sensitivity') ? { sensitivity: fields.get('sensitivity')!.trim().slice(0, 50) } : {}),
    parts,
    emailId: emailIdIn(items)
  }
}

/** What a server can tell of any message, whatever is in it. */
export function plainItems(): Attribute[] {
  return ['UID', 'FLAGS', 'INTERNALDATE', 'RFC822.SIZE'].map((value): Token => ({ type: 'ATOM', value }))
}

/** Asked for when the usual items of a message do not come through: the header as it is, and no structure. */
export function bareItems(): Attribute[] {
  const section: Attribute[] = [{ type: 'ATOM', value: 'HEADER' }]
  return [
    { type: 'ATOM', value: 'UID' },
    { type: 'ATOM', value: 'BODY.PEEK', section, partial: [0, 65536] }
  ]
}

export function bareRow(uid: number, items: Items): HeaderRow {
  const fields = parseHeader(bytesOf(items.get('body[header]')))
  const row = headerRow(uid, items)
  const date = timeOf(fields.get('date'))
  const clock = clockOf(fields.get('date'))
  return {
    ...row,
    subject: decodeText(fields.get('subject') ?? ''),
    from: addresses(fields.get('from')),
    to: addresses(fields.get('to')),
    cc: addresses(fields.get('cc')),
    replyTo: addresses(fields.get('reply-to')),
    messageId: messageIdOf(fields.get('message-id')),
    inReplyTo: messageIdOf(fields.get('in-reply-to')),
    references: referencesOf(fields.get('references')),
    sent: date ?? row.received,
    ...(clock === undefined ? {} : { clock })
  }
}

function addresses(field: string | undefined): Mailbox[] {
  if (!field) return []
  const found = addressparser(field.slice(0, 100_000), { flatten: true })
  return found
    .slice(0, mostMailboxes)
    .map(({ name, address }): Mailbox => [decodeText(name ?? ''), address ?? ''])
}

function envelopeOf(attribute: Attribute | undefined): MessageEnvelopeObject {
  if (!Array.isArray(attribute)) return {}
  try {
    return parseEnvelope(attribute as unknown as ImapAttributeList)
  } catch {
    return {}
  }
}

/** The Date field as it came: the envelope's first (RFC 9051 7.5.2). */
function dateIn(attribute: Attribute | undefined): string {
  return Array.isArray(attribute) ? stringOf(attribute[0]) : ''
}

function structureOf(attribute: Attribute | undefined): MessageStructureObject | undefined {
  if (!Array.isArray(attribute)) return undefined
  try {
    return parseBodystructure(attribute as unknown as ImapAttributeList)
  } catch {
    return undefined
  }
}

/** A mail to thousands is still one row. */
const mostMailboxes = 1000

function mailboxes(list: MessageAddressObject[] | undefined): Mailbox[] {
  if (!list) return []
  return list.slice(0, mostMailboxes).map(({ name, address }): Mailbox => [name || '', address || ''])
}

function stringOf(attribute: Attribute | undefined): string {
  if (!attribute || Array.isArray(attribute) || attribute.value === null) return ''
  return typeof attribute.value === 'string' ? attribute.value : attribute.value.toString()
}

function listOf(attribute: Attribute | undefined): string[] {
  return Array.isArray(attribute) ? attribute.map(stringOf).filter(Boolean) : []
}
