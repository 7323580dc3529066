import { contextCode, type DirectoryIndex, indexDirectory } from '../../../shared/context/context-of.ts'
import type { Bridge } from '../../../shared/contract/index.ts'
import { sentiments } from '../../../shared/contract/intelligence.ts'
import type { Directory } from '../../../shared/contract/workspace.ts'
import { streakNames } from '../../../shared/intelligence/streaks.ts'
import { readHeaders } from '../../cache/headers.ts'
import { type Unhappy, unhappyOf } from '../../cache/unhappy.ts'
import { type KeptMood, verdictPage, type VerdictsDb } from '../../cache/verdicts-db.ts'
import type { Store } from '../store.ts'

/** Old mail that is read for the first time alerts nobody: only what came within this, ms. */
const fresh = 3 * 24 * 3600_000
/** Mails of streaks that were told of; more than ever are open. */
const remembered = 5000

/** Tells of each customer whose last mails were negative, once for each streak. */
export async function alertOfUnhappy(
  deps: { bridge: Bridge; store: Store; db: VerdictsDb; directory: Directory | null },
  after: number,
  now = Date.now()
): Promise<Unhappy[]> {
  const { bridge, store, db, directory } = deps
  if (!directory) return []
  const pages = new Map((await db.pages.toArray()).map((page) => [page.page, page]))
  const shared = ((await db.meta.get('shared'))?.value as KeptMood[] | undefined) ?? []
  const index: DirectoryIndex = indexDirectory(directory)
  const unhappy = unhappyOf(
    {
      folders: store.book.folders,
      windows: store.book.windows,
      directory: index,
      person: (address) => store.book.persons.get(address),
      sentiment: (id) =>
        sentiments[(pages.get(Math.floor(id / verdictPage))?.sentiment[id % verdictPage] ?? 0) - 1] ?? null,
      shared
    },
    after
  ).filter(({ at }) => at > now - fresh)
  const here = new Map(shared.flatMap(({ own, mail }) => (own === null ? [] : [[own, mail] as const])))
  const named = unhappy.map((one) => ({ ...one, names: streakNames(one, here) }))
  // said to the disk first, in one transaction with the look: an alert too few is better than one at each start, or two
  // where another keeper is just leaving
  const known = await db.transaction('rw', db.meta, async () => {
    const told = ((await db.meta.get('told'))?.value as string[] | undefined) ?? []
    const before = new Set(told)
    // one that grew goes by its newer mails too: the older may leave this computer
    const unknown = named.flatMap(({ names }) => names.filter((one) => !before.has(one)))
    if (unknown.length > 0)
      await db.meta.put({ key: 'told', value: [...told, ...unknown].slice(-remembered) })
    return before
  })
  const news = named.filter(({ names }) => !names.some((one) => known.has(one)))
  for (const { name, mails, customer } of news) {
    const subjects = new Set<string>()
    for (const id of mails.slice(-2)) {
      const [row] = typeof id === 'number' ? await readHeaders(store.db, [id]) : []
      const subject = row?.subject ?? shared.find(({ mail, own }) => id === mail || id === own)?.subject
      if (subject) subjects.add(subject)
    }
    await bridge
      .call('app.notify', {
        title: `☹ ${mails.length} · ${name}`.slice(0, 200),
        body: [...subjects].join(' · ').slice(0, 300),
        tag: `unhappy-${customer}`,
        mail: mails.findLast((one) => typeof one === 'number') ?? null,
        // a customer at risk is told of as a deal's mail is
        context: contextCode.deal,
        waits: true
      })
      .catch(() => undefined)
  }
  return news
}
