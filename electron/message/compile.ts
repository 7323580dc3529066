import MailComposer from 'nodemailer/lib/mail-composer'
import type { Content } from '../../shared/contract/mail.ts'
import { AppError } from '../../shared/errors.ts'
import { isMessageId, isSendable } from '../../shared/mail/address.ts'
import { safeFileName } from '../../shared/mail/file-name.ts'
import { flow } from '../../shared/mail/flowed.ts'
import type { Mailbox } from '../../shared/mail/message.ts'

export interface CompileOptions {
  /** For a copy that only the sender sees: Sent and Drafts. The bytes for SMTP never have it. */
  keepBcc?: boolean
}

/** A mail of plain text alone: its paragraphs fit every window (RFC 3676). */
const flowedType = 'text/plain; charset=utf-8; format=flowed'

/**
 * The bytes of a mail, CRLF throughout. Throws send.badAddress, or send.refused for a Message-ID that is none.
 * Nothing in `content` can add a header: addresses and ids are checked, the rest is encoded.
 * @param files bytes of `content.attachments`, in their order
 */
export async function compileMessage(
  content: Content,
  files: Uint8Array[],
  options: CompileOptions = {}
): Promise<Uint8Array> {
  const { text, html } = content
  if (!isMessageId(content.messageId)) throw new AppError('send.refused', { reply: '', reason: 'messageId' })
  const composer = new MailComposer({
    from: one(content.from),
    replyTo: list(content.replyTo),
    to: list(content.to),
    cc: list(content.cc),
    bcc: list(content.bcc),
    subject: content.subject.replace(/\s+/g, ' '),
    messageId: `<${content.messageId}>`,
    inReplyTo: isMessageId(content.inReplyTo) ? `<${content.inReplyTo}>` : undefined,
    references: content.references.filter(isMessageId).map((id) => `<${id}>`),
    date: new Date(content.date),
    // a mail with an attachment and no words would become the attachment itself
    ...(html === ''
      ? { alternatives: [{ contentType: flowedType, content: text === '' ? '\r\n' : flow(text) }] }
      : { text, html }),
    attachments: content.attachments.map((attachment, index) => ({
      content: Buffer.from(files[index] ?? new Uint8Array(0)),
      filename: safeFileName(attachment.name) || (attachment.cid === '' ? 'attachment' : false),
      contentType: mediaType(attachment.type),
      cid: isMessageId(attachment.cid) && html !== '' ? attachment.cid : undefined
    })),
    newline: 'win',
    disableUrlAccess: true,
    disableFileAccess: true
  })
  const node = composer.compile()
  node.keepBcc = options.keepBcc === true
  const built = await node.build()
  return new Uint8Array(built)
}

function one([name, address]: Mailbox): { name: string; address: string } {
  if (!isSendable(address)) throw new AppError('send.badAddress', { address: address.slice(0, 320) })
  return { name: name.replace(/\s+/g, ' ').trim(), address }
}
function list(mailboxes: Mailbox[]): { name: string; address: string }[] | undefined {
  return mailboxes.length === 0 ? undefined : mailboxes.map(one)
}

function mediaType(claimed: string): string {
  const type = claimed.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^[a-z]+\/[a-z0-9!#$&^_.+-]{1,100}$/.test(type) && !type.startsWith('multipart/')
    ? type
    : 'application/octet-stream'
}
