import type { Mailbox } from '../../shared/mail/message.ts'
import { parseAddresses } from './address-list.ts'

export interface Mailto {
  to: Mailbox[]
  cc: Mailbox[]
  bcc: Mailbox[]
  subject: string
  body: string
}

/**
 * A mailto: link (RFC 6068). Only recipients, subject and body are taken: a link has no say in other fields, and
 * nothing in it can begin a field of its own.
 */
export function parseMailto(url: string): Mailto {
  const [head = '', query = ''] = url.replace(/^mailto:/i, '').split('?', 2)
  const found: Mailto = { to: addresses(decode(head)), cc: [], bcc: [], subject: '', body: '' }
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split('=', 2)
    const text = decode(value)
    switch (decode(name).toLowerCase()) {
      case 'to':
        found.to.push(...addresses(text))
        break
      case 'cc':
        found.cc.push(...addresses(text))
        break
      case 'bcc':
        found.bcc.push(...addresses(text))
        break
      case 'subject':
        found.subject = text.replace(/[\r\n]+/g, ' ').slice(0, 2000)
        break
      case 'body':
        found.body = text.slice(0, 100_000)
        break
      default:
    }
  }
  return found
}

function addresses(text: string): Mailbox[] {
  return parseAddresses(text.replace(/[\r\n]+/g, ' ')).mailboxes
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
