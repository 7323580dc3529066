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
  if (mail.messageId !== '') return mail.messageId.slice(0, 900)
  return `none:${mail.sent}:${mail.from[0]?.[1] ?? ''}:${mail.subject}`.slice(0, 900)
}

/** The conversation that a mail says it belongs to: the first Message-ID that it refers to, else its own. */
export function threadKey(mail: {
  messageId: string
  inReplyTo: string
  references: readonly string[]
}): string {
  return (mail.references[0] || mail.inReplyTo || mail.messageId).slice(0, 900)
}
