import { messageKey } from '../../../shared/mail/message-key.ts'
import { hash53 } from '../../cache/hash.ts'
import { identityPage, type MessageRow } from '../../cache/types.ts'
import type { Book } from '../book.ts'

/** Message keys as numbers, most of them known without reading a header. */
export interface Keys {
  hashOf(key: string): number
  /** 0: its header must be read. */
  of(id: number): number
  /** Of a mail whose header was read. */
  learn(row: MessageRow): { key: string; hash: number }
}

export function keysOf(book: Book, account: string): Keys {
  // as threads.ts does
  const hashOf = (key: string): number => hash53(`${account}\0${key}`) || 1
  /** Of mails without a Message-ID, or with one that is no key as it stands. */
  const learned = new Map<number, number>()
  const said = (id: number): number =>
    book.identityPages.get(Math.floor(id / identityPage))?.messageId[id % identityPage] ?? 0
  return {
    hashOf,
    of: (id) => (learned.size > 0 ? learned.get(id) : undefined) ?? said(id),
    learn(row) {
      const key = messageKey(row)
      const hash = hashOf(key)
      if (hash !== said(row.id)) learned.set(row.id, hash)
      return { key, hash }
    }
  }
}
