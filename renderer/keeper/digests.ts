import { type Digest, digests } from '../../shared/mail/digest.ts'
import { type Book, windowsOf } from './book.ts'

/** What is here of each window of 1,000 UIDs, for servers that do not tell what vanished. */
export function digestsOf(book: Book, folder: number): Digest[] {
  const uids: number[] = []
  const flags: number[] = []
  for (const row of windowsOf(book, folder).values()) {
    for (let i = 0; i < row.uid.length; i++) {
      uids.push(row.uid[i]!)
      flags.push(row.flags[i]!)
    }
  }
  return digests(uids, flags)
}
