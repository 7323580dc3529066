import type { IntelligenceChoice } from '../../../shared/contract/app.ts'
import type { Bridge } from '../../../shared/contract/index.ts'
import { emotions, intents, sentiments } from '../../../shared/contract/intelligence.ts'
import { feltText } from '../../../shared/contract/moods.ts'
import { readHeaders } from '../../cache/headers.ts'
import { detailPage, type VerdictPage, verdictPage, type VerdictsDb } from '../../cache/verdicts-db.ts'
import { windowsOf } from '../book.ts'
import type { Store } from '../store.ts'
import type { Keys } from './keys.ts'
import type { Queue } from './queue.ts'

/** Where what was read stands, and what of it the rep has switched on; null: not known yet. */
export interface MoodsRead {
  db: VerdictsDb
  choice(): IntelligenceChoice | null
}
export interface MoodsDeps {
  bridge: Bridge
  store: Store
  queue: Queue
  keys: Keys
  account: string
  read: MoodsRead
}

const atOnce = 500
const nothing = feltText({ sentiment: null, emotion: null, intents: [] })

/**
 * Brings what was read of published mail to the workspace where it has something else: what is read after a mail went,
 * read anew, or corrected. With reading switched off nothing stays there.
 */
export async function bringMoods({ bridge, store, queue, keys, account, read }: MoodsDeps): Promise<void> {
  const choice = read.choice()
  if (!choice) return
  if (!choice.on) {
    for (const some of chunks(queue.felt())) {
      const moods = some.map((message) => ({ message, mood: null }))
      await bridge.call('workspace.setMoods', { mailbox: account, moods })
      for (const message of some) queue.feel(message, nothing)
    }
    return
  }
  const pages = new Map((await read.db.pages.toArray()).map((page) => [page.page, page]))
  const ids = new Map<number, ReturnType<typeof feltOf>>()
  for (const folder of store.book.folders.values()) {
    if (folder.account !== account) continue
    for (const row of windowsOf(store.book, folder.id).values())
      for (const id of row.id) {
        const hash = keys.of(id)
        const page = pages.get(Math.floor(id / verdictPage))
        if (!page || page.model[id % verdictPage] === 0 || !queue.isPublished(hash)) continue
        const felt = feltOf(page, id % verdictPage, choice)
        if (feltText(felt) !== (queue.feltOf(hash) ?? nothing)) ids.set(id, felt)
      }
  }
  const model = (await read.db.meta.get('model'))?.value as { name: string } | undefined
  for (const some of chunks([...ids])) {
    const rows = await readHeaders(
      store.db,
      some.map(([id]) => id)
    )
    const details = await read.db.details.bulkGet(some.map(([id]) => Math.floor(id / detailPage)))
    const moods = some.flatMap(([id, felt], i) => {
      const row = rows[i]
      if (!row) return []
      const said = details[i]?.verdicts[id % detailPage]?.said !== undefined
      const mood = { ...felt, model: said ? null : (model?.name ?? '').slice(0, 200) }
      return [{ message: keys.learn(row).key, mood: feltText(felt) === nothing ? null : mood }]
    })
    await bridge.call('workspace.setMoods', { mailbox: account, moods })
    for (const { message, mood } of moods) queue.feel(message, mood ? feltText(mood) : nothing)
  }
}

/** As the columns say, without what is switched off. */
function feltOf(page: VerdictPage, at: number, shows: IntelligenceChoice) {
  const mask = page.intents[at]!
  return {
    sentiment: (shows.sentiment && sentiments[page.sentiment[at]! - 1]) || null,
    emotion: (shows.emotion && emotions[page.emotion[at]! - 1]) || null,
    intents: shows.intent ? intents.filter((_, bit) => mask & (1 << bit)) : []
  }
}

function* chunks<T>(all: readonly T[]): Iterable<T[]> {
  for (let at = 0; at < all.length; at += atOnce) yield all.slice(at, at + atOnce)
}
