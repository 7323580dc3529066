import { liveQuery } from 'dexie'
import type { OutboxDb } from '../cache/outbox-db.ts'
import { LocalFlag } from '../cache/types.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { toWire } from '../../shared/errors.ts'
import { windowsOf } from './book.ts'
import type { Store } from './store.ts'
import { fetchTexts, giveUpText } from './texts.ts'

/** Texts that somebody is looking for now jump the queue, over the connection that nothing else holds up. */
export function grantWishes(deps: {
  bridge: Bridge
  store: Store
  outbox: OutboxDb
  lease: number
}): () => void {
  const { outbox, store } = deps
  const busy = new Set<number>()
  const subscription = liveQuery(() => outbox.wishes.toArray()).subscribe((wishes) => {
    for (const wish of wishes) {
      if (busy.has(wish.id)) continue
      busy.add(wish.id)
      void grant(wish.id).finally(async () => {
        await outbox.wishes.delete(wish.id).catch(() => undefined)
        busy.delete(wish.id)
      })
    }
  })

  async function grant(id: number): Promise<void> {
    if (await store.db.bodies.get(id)) return
    for (const [folder, windows] of store.book.windows) {
      if (!windowsOf(store.book, folder).size) continue
      for (const row of windows.values()) {
        const at = row.id.indexOf(id)
        if (at < 0 || row.flags[at]! & LocalFlag.textHere) continue
        const mail = { uid: row.uid[at]!, id }
        try {
          await fetchTexts(deps, folder, [mail], 'click')
        } catch (error) {
          // offline or deactivated: the wish is forgotten, the text comes with the queue once the network is back
          const { code } = toWire(error)
          if (!/^(net|contract|accounts)\./.test(code)) await giveUpText(store, folder, mail, code)
        }
        return
      }
    }
  }
  return () => subscription.unsubscribe()
}
