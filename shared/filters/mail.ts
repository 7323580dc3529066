import type { Mailbox, Part } from '../mail/message.ts'
import { Flag } from '../mail/message.ts'
import type { MailState, TextField } from './model.ts'

/** What filters look at: a row of the cache, and where and how the mail lies. */
export interface FilterMail {
  subject: string
  from: Mailbox[]
  to: Mailbox[]
  cc: Mailbox[]
  bcc: Mailbox[]
  replyTo: Mailbox[]
  /** ms since 1970 */
  sent: number
  received: number
  size: number
  messageId: string
  inReplyTo: string
  references: string[]
  listId: string
  listPost: string
  unsubscribe: string
  parts: Part[]
  /** Bits of shared/mail/message.ts. */
  flags: number
  /** The words of the text; null: not here yet. */
  body: string | null
  /** Lower case roles and names of the folders that hold it. */
  places: readonly string[]
}

/** Headers that the cache keeps, by their lower case names. */
const kept: Record<string, (mail: FilterMail) => string> = {
  'list-id': (mail) => mail.listId,
  'list-post': (mail) => mail.listPost,
  'list-unsubscribe': (mail) => mail.unsubscribe,
  'message-id': (mail) => mail.messageId,
  'in-reply-to': (mail) => mail.inReplyTo,
  references: (mail) => mail.references.join(' '),
  'reply-to': (mail) => people(mail.replyTo),
  from: (mail) => people(mail.from),
  to: (mail) => people(mail.to),
  cc: (mail) => people(mail.cc),
  bcc: (mail) => people(mail.bcc),
  subject: (mail) => mail.subject
}
export const isKeptHeader = (name: string): boolean => Object.hasOwn(kept, name.toLowerCase())

/** Texts are compared in one form: composed, and without regard to case. */
export function plain(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

function people(mailboxes: Mailbox[]): string {
  return mailboxes.map(([name, address]) => (name ? `${name} <${address}>` : address)).join(', ')
}

export const singleFields = ['from', 'to', 'cc', 'bcc', 'subject', 'list'] as const
export type SingleField = (typeof singleFields)[number]

/** The fields that a condition looks into; null: also such as are in no index. */
export function fieldsOf(field: TextField): SingleField[] | null {
  switch (field) {
    case 'toOrCc':
      return ['to', 'cc']
    case 'recipients':
      return ['to', 'cc', 'bcc']
    case 'addresses':
      return ['from', 'to', 'cc', 'bcc']
    case 'body':
    case 'anywhere':
    case 'header':
      return null
    default:
      return [field]
  }
}

/** One mail while filters look at it: each text is brought into its form once. */
export interface Looked {
  mail: FilterMail
  now: number
  single(field: SingleField): string
  /** Null: not here yet. */
  body(): string | null
  fileNames(): string
  header(name: string): string
}

export function look(mail: FilterMail, now: number): Looked {
  const texts: Partial<Record<SingleField, string>> = {}
  const raw = (field: SingleField): string => {
    if (field === 'subject') return mail.subject
    return field === 'list' ? mail.listId : people(mail[field])
  }
  let body: string | null | undefined
  return {
    mail,
    now,
    single: (field) => (texts[field] ??= plain(raw(field))),
    body: () => (body ??= mail.body === null ? null : plain(mail.body)),
    fileNames: () => plain(mail.parts.map(({ name }) => name).join('\n')),
    header: (name) => plain(kept[name]?.(mail) ?? '')
  }
}

const bits = {
  read: Flag.seen,
  starred: Flag.flagged,
  replied: Flag.answered,
  forwarded: Flag.forwarded,
  attachment: Flag.attachment,
  junk: Flag.junk
}

export function isIn(state: MailState, mail: FilterMail): boolean {
  if (state === 'junk' && mail.places.includes('junk')) return true
  return (mail.flags & bits[state]) !== 0
}
