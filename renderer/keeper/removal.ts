import type { Bridge } from '../../shared/contract/index.ts'
import { pageOf, unpackHeaders } from '../cache/headers.ts'
import type { OutboxDb } from '../cache/outbox-db.ts'
import { periodKey } from '../cache/period.ts'
import { sharingKey } from '../cache/sharing-state.ts'
import { startChange } from './book.ts'
import { forget } from './forget.ts'
import { forgetPeople } from './people.ts'
import type { Indexer } from './search/indexer.ts'
import type { Store } from './store.ts'

const pagesAtOnce = 64

export interface RemovalDeps {
  bridge: Bridge
  store: Store
  outbox: OutboxDb
  lease: number
  indexer: Pick<Indexer, 'compact'>
}

/** Takes everything of an account out of both databases and the index; done twice, changes nothing. The saved state `removing` has it resumed. */
export async function removeAccount(deps: RemovalDeps, account: string): Promise<void> {
  const { store, outbox, bridge, lease } = deps
  await dropFolders(deps, account)
  await outbox.transaction(
    'rw',
    [outbox.operations, outbox.drafts, outbox.uploads, outbox.privates, outbox.filings, outbox.corrections],
    async () => {
      await outbox.operations.filter((one) => one.account === account).delete()
      const drafts = await outbox.drafts.where({ account }).primaryKeys()
      await outbox.uploads.where('draft').anyOf(drafts).delete()
      await outbox.drafts.bulkDelete(drafts)
      await outbox.privates.where({ account }).delete()
      await outbox.filings.where({ account }).delete()
      await outbox.corrections.where({ account }).delete()
    }
  )
  await store.write(
    () => ({
      written: {
        change: { ...startChange(store.book), vanished: new Map([[account, {}]]) },
        dropMeta: [`sync/${account}`, `filters/${account}`, periodKey(account), sharingKey(account)]
      },
      result: true
    }),
    true
  )
  await bridge.call('accounts.removed', { lease, id: account })
}

/** Takes the folders of an account and all their mail out of the cache and the index. What waits for its server stays. */
export async function dropFolders(
  { store, indexer }: Pick<RemovalDeps, 'store' | 'indexer'>,
  account: string
): Promise<void> {
  await store.write(() => {
    const change = startChange(store.book)
    for (const row of store.book.folders.values())
      if (row.account === account) change.removedFolders.push(row.id)
    return { written: { change }, result: true }
  }, true)
  for (let from = 0; ; from += pagesAtOnce) {
    const pages = await store.db.headers
      .where('page')
      .between(from, from + pagesAtOnce)
      .toArray()
    const mine = pages.flatMap(unpackHeaders).flatMap((row) => (row?.account === account ? row.id : []))
    if (mine.length > 0) await forget(store, mine)
    if (from > pageOf(store.book.nextId)) break
  }
  await forgetPeople(store)
  await indexer.compact()
}
