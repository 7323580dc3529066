import MailComposer from 'nodemailer/lib/mail-composer'
import { isMessageId, isSendable } from '../../shared/mail/address.ts'
import type { Mailbox } from '../../shared/mail/message.ts'
import type { SavedMail } from '../../shared/leavers.ts'

/**
 * A mail of a backup as a message of RFC 5322. The workspace keeps who, when and what was said, and not the source: so
 * whoever had a copy stands under To, files are named in a header, and the Message-ID alone is what it was.
 */
export async function composeSaved(mail: SavedMail): Promise<Buffer> {
  const { text, html, files } = mail
  // a key that was made up for a mail without one is no Message-ID
  const messageId = isMessageId(mail.message) ? mail.message : `${mail.id}@backup.invalid`
  const thread = isMessageId(mail.thread) && mail.thread !== messageId ? `<${mail.thread}>` : undefined
  const composer = new MailComposer({
    from: one(mail.sender),
    to: mail.recipients.map(one),
    subject: mail.subject.replace(/\s+/g, ' '),
    messageId: `<${messageId}>`,
    ...(thread && { inReplyTo: thread, references: thread }),
    date: new Date(mail.sent),
    text: text ?? (html === null ? '' : undefined),
    ...(html !== null && { html }),
    ...(files.length > 0 && {
      headers: { 'X-SalesInbox-Attachments': files.map(({ name }) => oneLine(name) || 'file').join('; ') }
    }),
    disableUrlAccess: true,
    disableFileAccess: true
  })
  return await composer.compile().build()
}

const oneLine = (words: string): string => words.replace(/[\s\p{Cc}]+/gu, ' ').trim()

/** What is no address cannot be written as one: it stays as the name of an empty group. */
function one([name, address]: Mailbox): { name: string; address: string } | { name: string; group: [] } {
  if (isSendable(address)) return { name: oneLine(name), address }
  return {
    name:
      oneLine(`${name} ${address}`)
        .replace(/[<>@:;,"]/g, ' ')
        .trim() || 'unknown',
    group: []
  }
}
