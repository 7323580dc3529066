import type { Account } from '../contract/accounts.ts'
import type { PublishedMail, SharedFile, SharingRule } from '../contract/sharing.ts'
import { normalAddress } from '../context/address.ts'
import type { OwnSide } from '../context/context-of.ts'
import { messageKey, threadKey } from './message-key.ts'
import type { HeaderRow, Mailbox, Part } from './message.ts'

/** What the workspace takes of one mail. */
const most = { text: 1_000_000, html: 2_000_000, people: 500, files: 200 }

type Header = Pick<
  HeaderRow,
  'messageId' | 'inReplyTo' | 'references' | 'sent' | 'subject' | 'from' | 'to' | 'cc' | 'parts'
>

/** A mail as it is published. Files are only listed; hidden recipients stay hidden. */
export function published(
  mail: { row: Header; body: { text?: string | null; html?: string | null } | undefined; snippet: string },
  account: Pick<Account, 'protocol'>,
  rule: Pick<SharingRule, 'level'>,
  own: Pick<OwnSide, 'addresses'>
): PublishedMail {
  const { row, body, snippet } = mail
  const whole = rule.level === 'full'
  const from = mailbox(row.from[0] ?? ['', ''])
  return {
    message: messageKey(row),
    thread: threadKey(row),
    sent: Math.round(row.sent),
    source: account.protocol,
    outgoing: own.addresses.has(normalAddress(from[1])),
    subject: row.subject.slice(0, 2000),
    snippet: whole ? snippet.slice(0, 300) : '',
    from,
    to: [...row.to, ...row.cc].slice(0, most.people).map(mailbox),
    files: whole ? filesOf(row) : [],
    text: whole ? (body?.text?.slice(0, most.text) ?? null) : null,
    html: whole ? (body?.html?.slice(0, most.html) ?? null) : null
  }
}

/** An address that is longer than one can be names nobody. */
const mailbox = ([name, address]: Mailbox): Mailbox => [
  name.slice(0, 1000),
  address.length > 320 ? '' : address
]

/** A file of the mail, and neither its text nor a picture within it. */
export function isAttachment(part: Pick<Part, 'body' | 'disposition' | 'name' | 'cid'>): boolean {
  return part.body === '' && (part.disposition === 'attachment' || (part.name !== '' && part.cid === ''))
}

function filesOf({ parts }: Header): SharedFile[] {
  return parts
    .filter(isAttachment)
    .slice(0, most.files)
    .map(({ name, type, size, encoding }) => ({
      name: name.slice(0, 1000),
      type: type.slice(0, 200),
      // as the reader says it: without base64 and its line ends
      size: encoding === 'base64' ? Math.round((size * 3) / 4 / 1.026) : size
    }))
}
