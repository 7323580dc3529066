import { pageOf, unpackHeaders } from '../../cache/headers.ts'
import { type SearchAnswer, type SearchAsk, searchChannel } from '../../cache/search.ts'
import { LocalFlag } from '../../cache/types.ts'
import { fromHtml } from '../../../shared/mail/snippet.ts'
import type { Store } from '../store.ts'
import type { FromIndex, ToIndex } from './protocol.ts'

const pagesAtOnce = 16
const textsAtOnce = 100
/** Of a long mail only its beginning is indexed, characters. */
const textLimit = 60_000
/** Between two pieces of indexing, ms. */
const pause = 20
/** Nothing was written for so long, ms: what is being read from the network comes first. */
const quiet = 1_000
/** But a piece is indexed this often all the same, ms. */
const longestWait = 10_000

export interface Indexer {
  /** Takes what was forgotten out of the index, down to its bytes. Resolves also where it cannot: the index is droppable. */
  compact(): Promise<void>
  stop(): void
}

/** An index that does not answer for so long will not, ms. */
const longestCompact = 60_000
/** Nor will one that is not open by then, ms: its script or its files could not be had. */
const longestOpen = 20_000
/** Between a worker that could not open the index and the next one, ms. */
const again = 1_000
/** An index that fails to open so often is torn, and made anew. */
const failuresBeforeNew = 3

/**
 * Keeps the full-text index up behind the cache: what came in is indexed in pieces, what a crash left out is found
 * by comparing marks at the next start. Answers searches of all windows over a BroadcastChannel.
 */
export function startIndexer(store: Store, installId: string): Indexer {
  let worker: Worker | null = null
  const channel = new BroadcastChannel(searchChannel(installId))
  const waiting: ((answer: FromIndex) => void)[] = []
  const texts = new Set<number>()
  const gone: number[] = []
  let heads = 0
  /** Nothing was written since all heads were seen to be in. */
  let headsIn = false
  let writtenAt = 0
  let indexedAt = Date.now()
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | null = null

  function tell(message: ToIndex): Promise<FromIndex> {
    return new Promise((resolve) => {
      waiting.push(resolve)
      worker?.postMessage(message)
    })
  }

  /** The core that the worker's script and the engine come from may be gone just now, and a crash may tear the index: another try. */
  async function open(): Promise<Extract<FromIndex, { kind: 'opened' }> | null> {
    for (let failures = 0; !stopped;) {
      const made = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
      worker = made
      made.onmessage = (event: MessageEvent<FromIndex>) => waiting.shift()?.(event.data)
      const silent = new Promise<null>((resolve) => {
        made.onerror = () => resolve(null)
        setTimeout(resolve, longestOpen, null)
      })
      const name = installId.slice(0, 16)
      const opened = await Promise.race([
        tell({ kind: 'open', name, anew: failures >= failuresBeforeNew }),
        silent
      ])
      if (opened?.kind === 'opened') return opened
      // a slow one is not torn
      if (opened) failures++
      made.terminate()
      waiting.length = 0
      await new Promise((resolve) => setTimeout(resolve, again))
    }
    return null
  }

  async function begin(): Promise<void> {
    const opened = await open()
    if (!opened || stopped) return
    heads = opened.heads
    const indexed = new Set(opened.texts)
    // forgotten, but the index was not told before the keeper went
    const alive = new Set(store.book.ids.values())
    for (const id of new Set([...opened.headIds, ...opened.texts])) if (!alive.has(id)) gone.push(id)
    // a cache that was rebuilt gives its numbers anew: an index of the old one is worth nothing
    if (heads >= store.book.nextId) {
      await tell({ kind: 'drop' })
      heads = 0
      indexed.clear()
      gone.length = 0
    }
    for (const windows of store.book.windows.values()) {
      for (const row of windows.values()) {
        for (let i = 0; i < row.id.length; i++) {
          if (row.flags[i]! & LocalFlag.textHere && !indexed.has(row.id[i]!)) texts.add(row.id[i]!)
        }
      }
    }
    store.onWritten((written) => {
      writtenAt = Date.now()
      if (written.messages?.length) headsIn = false
      for (const body of written.bodies ?? []) texts.add(body.id)
      for (const id of written.forget ?? []) {
        texts.delete(id)
        gone.push(id)
      }
      schedule()
    })
    channel.onmessage = (event: MessageEvent<SearchAsk>) => void answer(event.data)
    schedule()
  }

  function schedule(wait = pause): void {
    if (!stopped) timer ??= setTimeout(() => void work(), wait)
  }

  async function work(): Promise<void> {
    timer = null
    if (stopped) return
    const now = Date.now()
    if (now - writtenAt < quiet && now - indexedAt < longestWait) return schedule(quiet / 2)
    indexedAt = now
    const again = (await indexHeads()) || (await indexTexts()) || (await dropGone())
    if (again) schedule()
  }

  async function indexHeads(): Promise<boolean> {
    const pages = await store.db.headers
      .where('page')
      .aboveOrEqual(pageOf(heads + 1))
      .limit(pagesAtOnce)
      .toArray()
    const rows = pages.flatMap(unpackHeaders).flatMap((row) => (row && row.id > heads ? row : []))
    headsIn = rows.length === 0
    if (headsIn) return false
    const words = (list: [string, string][]): string =>
      list.map(([name, address]) => `${name} ${address}`).join(' ')
    await tell({
      kind: 'heads',
      rows: rows.map((row) => ({
        id: row.id,
        subject: `${row.subject} ${row.parts
          .map((part) => part.name)
          .filter(Boolean)
          .join(' ')}`,
        people: words([...row.from, ...row.to, ...row.cc])
      }))
    })
    heads = rows.at(-1)!.id
    return true
  }

  async function indexTexts(): Promise<boolean> {
    const ids: number[] = []
    for (const id of texts) {
      if (ids.length === textsAtOnce) break
      ids.push(id)
    }
    if (ids.length === 0) return false
    const bodies = await store.db.bodies.bulkGet(ids)
    const rows = bodies.flatMap((body) =>
      body ? [{ id: body.id, text: (body.text ?? fromHtml(body.html ?? '')).slice(0, textLimit) }] : []
    )
    if (rows.length > 0) await tell({ kind: 'texts', rows })
    for (const id of ids) texts.delete(id)
    return true
  }

  async function dropGone(): Promise<boolean> {
    if (gone.length === 0) return false
    await tell({ kind: 'forget', ids: gone.splice(0, 1000) })
    return true
  }

  async function answer(ask: SearchAsk): Promise<void> {
    if (ask.kind !== 'ask') return
    const found = await tell({ kind: 'search', ask: ask.ask, typed: ask.typed })
    if (found.kind === 'found') {
      channel.postMessage({
        kind: 'answer',
        ask: ask.ask,
        ids: found.ids,
        more: found.more,
        behind: texts.size + (headsIn ? 0 : 1)
      } satisfies SearchAnswer)
    }
  }

  const begun = begin().catch((error: unknown) => console.error('search', error))
  return {
    async compact() {
      const late = new Promise((resolve) => setTimeout(resolve, longestCompact))
      const compacted = begun.then(async () => {
        while (await dropGone());
        await tell({ kind: 'compact' })
      })
      await Promise.race([compacted, late])
    },
    stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      channel.close()
      worker?.terminate()
    }
  }
}
