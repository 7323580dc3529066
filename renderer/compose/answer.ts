import type { Mailbox } from '../../shared/mail/message.ts'
import type { MessageRow } from '../cache/index.ts'
import { sameAddress } from './address-list.ts'

export type AnswerKind = 'reply' | 'replyAll' | 'forward'
type Answered = Pick<
  MessageRow,
  'from' | 'to' | 'cc' | 'replyTo' | 'subject' | 'messageId' | 'references' | 'inReplyTo'
> & { listPost?: string }

/** Re: and Fwd: as mail programs of the world write them. */
const answers = /^\s*(?:(?:re|aw|sv|vs|antw|odp|ynt|r|rv|回复|回覆|答复|re\[\d+\])\s*[:：]\s*)+/i
const forwards = /^\s*(?:(?:fwd?|wg|tr|vb|rv|i|enc|doorst|pd|转发|轉寄)\s*[:：]\s*)+/i

export function answerSubject(subject: string, kind: AnswerKind): string {
  const prefix = kind === 'forward' ? 'Fwd: ' : 'Re: '
  const bare = subject.replace(kind === 'forward' ? forwards : answers, '')
  return `${prefix}${bare.trim()}`
}

/**
 * Who an answer goes to. Reply-To comes before From, unless it names nobody but ourselves; a mail of our own is
 * answered to those it went to; reply all keeps everybody but ourselves, each once, and the list the mail came by.
 */
export function answerTo(
  mail: Answered,
  kind: AnswerKind,
  own: ReadonlySet<string>
): { to: Mailbox[]; cc: Mailbox[] } {
  if (kind === 'forward') return { to: [], cc: [] }
  const isOwn = ([, address]: Mailbox): boolean => own.has(address.toLowerCase())
  const ours = mail.from.length > 0 && mail.from.every(isOwn)
  const asked = mail.replyTo.length > 0 && !mail.replyTo.every(isOwn)
  const first = ours ? mail.to : asked ? mail.replyTo : mail.from
  const to = unique(first)
  if (kind === 'reply') return { to: to.length > 0 ? to : unique(mail.from), cc: [] }
  const list: Mailbox[] = mail.listPost ? [['', mail.listPost]] : []
  const others = ours ? mail.cc : [...mail.to, ...mail.cc, ...list]
  const cc = unique(others).filter(
    (one) => !isOwn(one) && !to.some(([, address]) => sameAddress(address, one[1]))
  )
  const people = to.filter((one) => ours || !isOwn(one))
  return { to: people.length > 0 ? people : to, cc }
}

function unique(mailboxes: Mailbox[]): Mailbox[] {
  const seen = new Set<string>()
  return mailboxes.filter(([, address]) => {
    const key = address.toLowerCase()
    if (!key || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** In-Reply-To and References of an answer (RFC 5322 3.6.4). A forward begins a thread of its own. */
export function answerThread(mail: Answered, kind: AnswerKind): { inReplyTo: string; references: string[] } {
  if (kind === 'forward' || !mail.messageId) return { inReplyTo: '', references: [] }
  const before = mail.references.length > 0 ? mail.references : mail.inReplyTo ? [mail.inReplyTo] : []
  const references = [...before, mail.messageId]
  // a header line has its limits: the first and the newest are what joins a thread
  return {
    inReplyTo: mail.messageId,
    references: references.length > 50 ? [references[0]!, ...references.slice(-49)] : references
  }
}

/** The sender the mail was written to, the first that it names; null: none of them is named in it. */
export function cameTo<T extends { address: string }>(
  mail: Pick<MessageRow, 'to' | 'cc' | 'bcc' | 'from'>,
  senders: readonly T[]
): T | null {
  for (const [, named] of [...mail.to, ...mail.cc, ...mail.bcc, ...mail.from]) {
    const found = senders.find(({ address }) => sameAddress(address, named))
    if (found) return found
  }
  return null
}

/** The list's own address (List-Post), where an answer to the sender would pass it by. */
export function listOffered(mail: { listPost: string }, kind: AnswerKind, to: Mailbox[]): string | null {
  if (kind !== 'reply' || !mail.listPost) return null
  return to.some(([, address]) => sameAddress(address, mail.listPost)) ? null : mail.listPost
}
