import type { HeaderRow } from '../../shared/mail/message.ts'
import { hash53 } from '../cache/hash.ts'
import type { Book, Change } from './book.ts'

/** A long References field names the whole past; its ends are what joins a thread (RFC 5322 3.6.4). */
const keptReferences = 12

export interface ThreadPlace {
  thread: number
  /** Hash of the own Message-ID, 0: none. */
  messageId: number
  references: number[]
  /** Threads that this mail shows to be one with `thread`: their mails are to be moved over. */
  merged: number[]
}

/**
 * Finds or founds the thread of a mail by Message-ID, In-Reply-To and References (as RFC 5256 REFERENCES does,
 * without its grouping by subject, which joins strangers). Mail comes newest first, so an answer founds the
 * thread under the ids it refers to and its parent finds it there.
 */
export function threadFor(book: Book, change: Change, row: HeaderRow, account: string): ThreadPlace {
  const key = (id: string): number => hash53(`${account}\0${id}`) || 1
  const own = row.messageId ? key(row.messageId) : 0
  const names =
    row.references.length > keptReferences
      ? [...row.references.slice(0, 2), ...row.references.slice(2 - keptReferences)]
      : row.references
  const references = new Set(names.map(key))
  if (row.inReplyTo) references.add(key(row.inReplyTo))
  references.delete(own)
  const find = (hash: number): number | undefined => change.threads.get(hash) ?? book.threads.get(hash)
  let thread = own ? find(own) : undefined
  const merged = new Set<number>()
  for (const hash of references) {
    const found = find(hash)
    if (found === undefined) continue
    if (thread === undefined) thread = found
    else if (found !== thread) merged.add(found)
  }
  thread ??= change.nextThread++
  if (own) change.threads.set(own, thread)
  for (const hash of references) change.threads.set(hash, thread)
  return { thread, messageId: own, references: [...references], merged: [...merged] }
}
