import { contextCode, type DirectoryIndex, indexDirectory } from '../../../shared/context/context-of.ts'
import type { Bridge } from '../../../shared/contract/index.ts'
import { sentiments } from '../../../shared/contract/intelligence.ts'
import type { Directory } from '../../../shared/contract/workspace.ts'
import { streakKey } from '../../../shared/intelligence/streaks.ts'
import { readHeaders } from '../../cache/headers.ts'
import { type Unhappy, unhappyOf } from '../../cache/unhappy.ts'
import { verdictPage, type VerdictsDb } from '../../cache/verdicts-db.ts'
import type { Store } from '../store.ts'

/** Old mail that is read for the first time alerts nobody: only what came within this, ms. */
const fresh = 3 * 24 * 3600_000
/** Streaks that were told of; more than ever are open. */
const remembered = 1000

/** Tells of each customer whose last mails were negative, once for each streak. */
export async function alertOfUnhappy(
  deps: { bridge: Bridge; store: Store; db: VerdictsDb; directory: Directory | null },
  after: number,
  now = Date.now()
): Promise<Unhappy[]> {
  const { bridge, store, db, directory } = deps
  if (!directory) return []
  const pages = new Map((await db.pages.toArray()).map((page) => [page.page, page]))
  const index: DirectoryIndex = indexDirectory(directory)
  const unhappy = unhappyOf(
    {
      folders: store.book.folders,
      windows: store.book.windows,
      directory: index,
      person: (address) => store.book.persons.get(address),
      sentiment: (id) =>
        sentiments[(pages.get(Math.floor(id / verdictPage))?.sentiment[id % verdictPage] ?? 0) - 1] ?? null
    },
    after
  ).filter(({ at }) => at > now - fresh)
  const told = ((await db.meta.get('told'))?.value as string[] | undefined) ?? []
  const news = unhappy.filter((one) => !told.includes(streakKey(one)))
  if (news.length === 0) return []
  // said to the disk first: an alert too few is better than one at each start
  const keys = [...told, ...news.map(streakKey)].slice(-remembered)
  await db.meta.put({ key: 'told', value: keys })
  for (const { name, mails, customer } of news) {
    const rows = await readHeaders(store.db, mails.slice(-2))
    const subjects = [...new Set(rows.flatMap((row) => row?.subject || []))]
    await bridge
      .call('app.notify', {
        title: `☹ ${mails.length} · ${name}`.slice(0, 200),
        body: subjects.join(' · ').slice(0, 300),
        tag: `unhappy-${customer}`,
        mail: mails.at(-1)!,
        // a customer at risk is told of as a deal's mail is
        context: contextCode.deal
      })
      .catch(() => undefined)
  }
  return news
}
