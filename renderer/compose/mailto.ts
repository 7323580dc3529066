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
  // a question mark or an equals sign within the text is text
  const [head, query] = cut(url.replace(/^mailto:/i, ''), '?')
  const found: Mailto = { to: addresses(decode(head)), cc: [], bcc: [], subject: '', body: '' }
  for (const pair of query.split('&')) {
    const [name, value] = cut(pair, '=')
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

function cut(text: string, at: string): [string, string] {
  const place = text.indexOf(at)
  return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)]
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
