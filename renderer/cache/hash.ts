import type { HeaderRow } from '../../shared/mail/message.ts'

/**
 * 53 bits of a string (cyrb53, public domain): small enough for a float column, wide enough that a mailbox of a
 * million mails meets a chance collision about once in 18,000.
 */
export function hash53(text: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}

/**
 * Which mail this is, whatever folder it lies in. The server's own id where it has one; else the Message-ID
 * together with what two different mails of one Message-ID differ in. Never 0.
 */
export function identityOf(account: string, row: HeaderRow): number {
  if (row.emailId) return hash53(`${account}\0e\0${row.emailId}`) || 1
  const from = row.from[0]?.[1] ?? ''
  const mark = `${account}\0${row.messageId}\0${from}\0${row.subject}\0${row.sent}\0${row.size}`
  // without a Message-ID only the date of arrival tells two mails of one text apart
  return hash53(row.messageId ? mark : `${mark}\0${row.received}`) || 1
}
