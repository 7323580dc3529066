import { sql } from 'kysely'
import type { Scope } from '../scope.ts'
import type { NewsEvents } from './news.ts'

/**
 * Asks for what the triggers counted, and tells what has changed since the last question. The first tells that anything
 * may have: a window may have read before anybody listened.
 */
export function createPoll({ db, workspace }: Scope, events: NewsEvents): () => Promise<void> {
  let version: number | undefined
  let total: number | undefined
  let counts = new Map<number, number>()

  const read = async (): Promise<{ version: number; total: number }> => {
    const { rows } = await sql<{ version: number; total: number }>`
      select coalesce((select version from workspaces where id = ${workspace}), 0) as version,
        (select coalesce(sum(count), 0) from mail_counters where workspace = ${workspace}) as total`.execute(
      db
    )
    return rows[0] ?? { version: 0, total: 0 }
  }
  const readCounts = async (): Promise<Map<number, number>> => {
    const rows = await db
      .selectFrom('mail_counters')
      .select(['bucket', 'count'])
      .where('workspace', '=', workspace)
      .execute()
    return new Map(rows.map(({ bucket, count }) => [bucket, count]))
  }

  return async () => {
    const now = await read()
    if (now.version !== version) events.version(now.version)
    version = now.version
    if (now.total === total) return
    const before = counts
    counts = await readCounts()
    const buckets = [...counts].flatMap(([bucket, count]) => (before.get(bucket) === count ? [] : [bucket]))
    if (total === undefined) events.mail(null)
    else if (buckets.length > 0) events.mail(buckets)
    // of what was read, not of what was counted before it: more may have come in between
    total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  }
}
