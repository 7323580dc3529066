import { identityPage, type IdentityPage } from '../cache/types.ts'
import { type Book, type Change, startChange } from './book.ts'
import type { Store } from './store.ts'

/** Takes what identifies these mails out of the book, so that the same mail would be read anew. Their rows go with `Written.forget`. */
export function forgetIn(book: Book, change: Change, ids: number[]): void {
  for (const id of ids) {
    const number = Math.floor(id / identityPage)
    const old = change.identityPages.get(number) ?? book.identityPages.get(number)
    if (!old) continue
    const page = change.identityPages.get(number) ?? {
      ...old,
      identity: old.identity.slice(),
      messageId: old.messageId.slice()
    }
    const identity = page.identity[id % identityPage]
    if (identity) change.lostIds.push(identity)
    page.identity[id % identityPage] = 0
    page.messageId[id % identityPage] = 0
    change.identityPages.set(number, page)
  }
  for (const [number, page] of change.identityPages)
    if (page.identity.every((identity) => identity === 0)) change.identityPages.set(number, emptied(page))
}

/** Without a reference: a page keeps its length, so that no number is given twice. */
function emptied(page: IdentityPage): IdentityPage {
  return {
    ...page,
    references: new Float64Array(0),
    referencesAt: new Uint32Array(page.referencesAt.length)
  }
}

/** Drops rows and bodies, and what identifies them. */
export async function forget(store: Store, ids: number[]): Promise<void> {
  await store.write(() => {
    const change = startChange(store.book)
    forgetIn(store.book, change, ids)
    return { written: { change, forget: ids }, result: true }
  })
}

/** Rows that no folder holds any more. Not at once: a mail that moves is gone from one folder before it is in the other. */
export async function sweepOrphans(store: Store): Promise<number> {
  const settled = [...store.book.folders.values()].every((row) => !row.selectable || row.cursor?.complete)
  if (!settled) return 0
  const alive = new Set<number>()
  for (const windows of store.book.windows.values())
    for (const row of windows.values()) for (const id of row.id) alive.add(id)
  const orphans = [...store.book.ids.values()].filter((id) => !alive.has(id))
  for (let at = 0; at < orphans.length; at += 1000) await forget(store, orphans.slice(at, at + 1000))
  return orphans.length
}
