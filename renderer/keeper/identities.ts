import { type IdentityPage, identityPage } from '../cache/types.ts'
import type { Book, Change } from './book.ts'

/** What identifies and threads a new mail. */
export interface NewIdentity {
  id: number
  identity: number
  messageId: number
  references: number[]
}

/** Ids are given in order, so new ones always stand behind those of a page; each page is made once for a batch. */
export function addIdentities(book: Book, change: Change, added: NewIdentity[]): void {
  for (let from = 0; from < added.length;) {
    const number = Math.floor(added[from]!.id / identityPage)
    let to = from
    while (to < added.length && Math.floor(added[to]!.id / identityPage) === number) to++
    change.identityPages.set(number, pageWith(book.identityPages.get(number), number, added.slice(from, to)))
    from = to
  }
}

function pageWith(old: IdentityPage | undefined, number: number, added: NewIdentity[]): IdentityPage {
  const count = (added.at(-1)!.id % identityPage) + 1
  const before = old?.references.length ?? 0
  const page: IdentityPage = {
    page: number,
    identity: grown(old?.identity, count),
    messageId: grown(old?.messageId, count),
    references: new Float64Array(added.reduce((sum, one) => sum + one.references.length, before)),
    referencesAt: new Uint32Array(count + 1).fill(before)
  }
  if (old) {
    page.references.set(old.references)
    page.referencesAt.set(old.referencesAt)
  }
  let end = before
  for (const one of added) {
    const index = one.id % identityPage
    page.identity[index] = one.identity
    page.messageId[index] = one.messageId
    page.references.set(one.references, end)
    // a number that was skipped has no references of its own
    page.referencesAt.fill(end, index, index + 1)
    end += one.references.length
    page.referencesAt.fill(end, index + 1)
  }
  return page
}

function grown(old: Float64Array | undefined, length: number): Float64Array {
  if (old && old.length === length) return old.slice()
  const next = new Float64Array(length)
  if (old) next.set(old)
  return next
}
