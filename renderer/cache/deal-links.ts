import { useLiveQuery } from 'dexie-react-hooks'
import type { Cache } from './cache.ts'
import { useCache } from './context.ts'
import { filedOf, filingKey, type FiledOn } from './filings.ts'
import { readHeaders } from './headers.ts'
import type { FiledMail } from './outbox-types.ts'

/** A mail of a record's list that nobody shares: in the cache, or as it was linked before. */
export interface Unshared {
  id: number | null
  filed?: FiledMail
}
export interface LinkedAlone {
  put: FiledMail[]
  gone: FiledMail[]
}

/**
 * Links own mail that nobody shares to a deal, for the rep alone; null: to none. A mail goes with one deal: what of
 * `messages` was linked so before is not any more.
 * @returns what was changed, for its undo
 */
export async function linkAlone(
  { mail, outbox }: Cache,
  messages: readonly string[],
  unshared: readonly Unshared[],
  deal: { id: string; name: string } | null
): Promise<LinkedAlone> {
  const at = Date.now()
  const on: FiledOn | null = deal && { record: deal.id, kind: 'deal', name: deal.name }
  const ids = unshared.flatMap(({ id, filed }) => (id === null || filed ? [] : [id]))
  const fresh = on
    ? [
        ...(await readHeaders(mail, ids)).flatMap((row) => (row ? filedOf(row, on, at) : [])),
        ...unshared.flatMap(({ filed }) => (filed ? { ...filed, ...on, at } : []))
      ]
    : []
  const about = new Set(messages)
  return outbox.transaction('rw', outbox.filings, async () => {
    const before = await outbox.filings
      .filter((row) => row.link !== undefined && about.has(row.message))
      .toArray()
    const gone = before.filter(({ record }) => record !== on?.record)
    // what was filed there already stays as it was
    const known = await outbox.filings.bulkGet(fresh.map(filingKey))
    const put = fresh.filter((_, i) => !known[i]).map((row): FiledMail => ({ ...row, link: 'wanted' }))
    await outbox.filings.bulkDelete(gone.map(filingKey))
    await outbox.filings.bulkPut(put)
    return { put, gone }
  })
}

/** @returns what the workspace was told of meanwhile: there it has to be taken back too */
export async function unlinkAlone({ outbox }: Cache, { put, gone }: LinkedAlone): Promise<FiledMail[]> {
  return outbox.transaction('rw', outbox.filings, async () => {
    const now = await outbox.filings.bulkGet(put.map(filingKey))
    await outbox.filings.bulkDelete(put.map(filingKey))
    // what the workspace knew of them may have been changed
    await outbox.filings.bulkPut(gone.map((row): FiledMail => ({ ...row, link: 'wanted' })))
    return now.flatMap((row) => (row?.link === 'told' ? [row] : []))
  })
}

/** The deal of each mail that the rep linked for themselves, by message key; undefined while it is read. */
export function useLinkedAlone(): ReadonlyMap<string, FiledMail> | undefined {
  const { outbox } = useCache()
  return useLiveQuery(async () => {
    const rows = await outbox.filings.filter(({ link }) => link !== undefined).toArray()
    return new Map(rows.map((row) => [row.message, row]))
  }, [outbox])
}
