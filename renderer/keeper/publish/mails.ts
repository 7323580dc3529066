import { normalAddress } from '../../../shared/context/address.ts'
import type { OwnSide } from '../../../shared/context/context-of.ts'
import type { Account } from '../../../shared/contract/accounts.ts'
import type { PublishedMail, SharedFile, SharingRule } from '../../../shared/contract/sharing.ts'
import { messageKey, threadKey } from '../../../shared/mail/message-key.ts'
import type { Mailbox } from '../../../shared/mail/message.ts'
import type { MailDb } from '../../cache/mail-db.ts'
import { type BodyRow, type MessageRow, snippetPage } from '../../cache/types.ts'
import { isAttachment } from '../apply-batch.ts'

/** What the workspace takes of one mail. */
const most = { text: 1_000_000, html: 2_000_000, people: 500, files: 200 }

/** A mail as it is published. Files are only listed; hidden recipients stay hidden. */
export function published(
  mail: { row: MessageRow; body: BodyRow | undefined; snippet: string },
  account: Pick<Account, 'protocol'>,
  rule: Pick<SharingRule, 'level'>,
  own: OwnSide
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

function filesOf({ parts }: MessageRow): SharedFile[] {
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

/** Texts and first words of mails, by id. */
export async function readTexts(
  db: MailDb,
  ids: number[]
): Promise<Map<number, { body: BodyRow | undefined; snippet: string }>> {
  const pages = [...new Set(ids.map((id) => Math.floor(id / snippetPage)))]
  const [bodies, snippets] = await Promise.all([db.bodies.bulkGet(ids), db.snippets.bulkGet(pages)])
  const words = new Map(pages.map((page, i) => [page, snippets[i]?.texts]))
  return new Map(
    ids.map((id, i) => [
      id,
      { body: bodies[i], snippet: words.get(Math.floor(id / snippetPage))?.[id % snippetPage] ?? '' }
    ])
  )
}
