import { createHash } from 'node:crypto'
import type { Attached } from './files/index.ts'
import type { Person } from './people.ts'
import type { Body } from './render.ts'

/** One message before it is bytes. */
export interface Letter {
  /** Names it for ever: id of the script, turn, line. */
  key: string
  messageId: string
  inReplyTo: string
  references: string[]
  from: Person
  to: Person[]
  cc: Person[]
  subject: string
  time: number
  /** What was written. */
  body: Body
  /** What stands below it: signature, quoted mail. */
  tail: Body[]
  html: boolean
  inline: { id: string; file: Attached }[]
  files: Attached[]
  calendar: string
  /** Further header fields, encoded. */
  headers: [string, string][]
  /** A whole HTML document in place of body and tail. */
  document: string
  bounced: string
  /** Path below which it is filed, and its flags. */
  folder: string
  flags: Set<string>
}

export function messageId(key: string, from: Person): string {
  const digest = createHash('sha256').update(key).digest()
  const domain = from.address.split('@')[1] ?? 'mail.example'
  if (from.client === 'outlook') return `${digest.toString('hex').slice(0, 32).toUpperCase()}@mx2.${domain}`
  if (from.client === 'gmail') return `CA${digest.toString('base64url').slice(0, 40)}@mail.${domain}`
  const hex = digest.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}@${domain}`
}

export function emptyLetter(key: string, from: Person, to: Person[], subject: string, time: number): Letter {
  return {
    key,
    messageId: messageId(key, from),
    inReplyTo: '',
    references: [],
    from,
    to,
    cc: [],
    subject,
    time,
    body: { text: '', html: '' },
    tail: [],
    html: false,
    inline: [],
    files: [],
    calendar: '',
    headers: [],
    document: '',
    bounced: '',
    folder: 'INBOX',
    flags: new Set()
  }
}
