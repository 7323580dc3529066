import type { VerdictsDb } from '../../cache/verdicts-db.ts'
import { startChange } from '../book.ts'
import type { Store } from '../store.ts'

/** The number that stands for a model in columns: a new one for each name. */
export async function numberOf(db: VerdictsDb, name: string): Promise<{ name: string; number: number }> {
  return db.transaction('rw', db.meta, async () => {
    const known = (await db.meta.get('model'))?.value as { name: string; number: number } | undefined
    if (known?.name === name) return known
    const next = { name, number: (known?.number ?? 0) + 1 }
    await db.meta.put({ key: 'model', value: next })
    return next
  })
}

/** A cache that was rebuilt gives its numbers anew: what was read of the old one is worth nothing. */
export async function forgetOldCache(db: VerdictsDb, store: Store): Promise<void> {
  let born = (await store.db.meta.get('born'))?.value
  if (born === undefined) {
    born = crypto.randomUUID()
    const meta = [{ key: 'born', value: born }]
    await store.write(() => ({ written: { change: startChange(store.book), meta }, result: true }))
  }
  if ((await db.meta.get('cache'))?.value === born) return
  await clear(db)
  await db.meta.put({ key: 'cache', value: born })
}

/** What was read goes; what administrators define stays. */
export async function clear(db: VerdictsDb): Promise<void> {
  await db.transaction('rw', [db.pages, db.details, db.meta, db.promises], () =>
    Promise.all([
      db.pages.clear(),
      db.details.clear(),
      db.promises.clear(),
      db.meta.bulkDelete(['corrected', 'learned', 'shared'])
    ])
  )
}
