import type { Mailbox } from './message.ts'

/**
 * What a mail is called by everybody who has it: its Message-ID, and where it has none, what two copies of it have
 * in common. Not the cache's `identityOf`, which tells apart what one mailbox holds.
 */
export function messageKey(mail: {
  messageId: string
  sent: number
  from: readonly Mailbox[]
  subject: string
}): string {
  if (mail.messageId !== '') return storable(mail.messageId)
  return storable(`none:${mail.sent}:${mail.from[0]?.[1] ?? ''}:${mail.subject}`)
}

/** As a database takes it and gives it back: without U+0000 and halves of characters. */
const storable = (key: string): string => key.slice(0, 900).replaceAll('\0', '').toWellFormed()

/** The conversation that a mail says it belongs to: the first Message-ID that it refers to, else its own. */
export function threadKey(mail: {
  messageId: string
  inReplyTo: string
  references: readonly string[]
}): string {
  return storable(mail.references[0] || mail.inReplyTo || mail.messageId)
}
