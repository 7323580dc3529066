import type { Bridge } from '../../shared/contract/index.ts'
import type { OutboxDb } from '../cache/outbox-db.ts'
import { pageOf, unpackHeaders } from '../cache/headers.ts'
import { identityPage } from '../cache/types.ts'
import { startChange } from './book.ts'
import type { Store } from './store.ts'

const pagesAtOnce = 64

/** Takes everything of an account out of both databases; done twice, changes nothing. The saved state `removing` has it resumed. */
export async function removeAccount(
  deps: { bridge: Bridge; store: Store; outbox: OutboxDb; lease: number },
  account: string
): Promise<void> {
  const { store, outbox, bridge, lease } = deps
  await store.write(() => {
    const change = startChange(store.book)
    for (const row of store.book.folders.values())
      if (row.account === account) change.removedFolders.push(row.id)
    return { written: { change, meta: [{ key: `sync/${account}`, value: null }] }, result: true }
  }, true)
  for (let from = 0; ; from += pagesAtOnce) {
    const pages = await store.db.headers
      .where('page')
      .between(from, from + pagesAtOnce)
      .toArray()
    const mine = pages.flatMap(unpackHeaders).filter((row) => row?.account === account)
    if (mine.length > 0)
      await forget(
        store,
        mine.map((row) => row!.id)
      )
    if (from > pageOf(store.book.nextId)) break
  }
  await outbox.transaction('rw', outbox.operations, outbox.drafts, outbox.uploads, async () => {
    await outbox.operations.filter((one) => one.account === account).delete()
    const drafts = await outbox.drafts.where({ account }).primaryKeys()
    await outbox.uploads.where('draft').anyOf(drafts).delete()
    await outbox.drafts.bulkDelete(drafts)
  })
  await bridge.call('accounts.removed', { lease, id: account })
}

/** Drops rows and bodies, and what identifies them, so that the same mail would be read anew. */
export async function forget(store: Store, ids: number[]): Promise<void> {
  await store.write(() => {
    const change = startChange(store.book)
    for (const id of ids) {
      const number = Math.floor(id / identityPage)
      const old = change.identityPages.get(number) ?? store.book.identityPages.get(number)
      if (!old) continue
      const page = change.identityPages.get(number) ?? {
        ...old,
        identity: old.identity.slice(),
        messageId: old.messageId.slice()
      }
      const identity = page.identity[id % identityPage]
      if (identity) store.book.ids.delete(identity)
      page.identity[id % identityPage] = 0
      change.identityPages.set(number, page)
    }
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
