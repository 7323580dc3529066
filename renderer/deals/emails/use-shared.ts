import { useEffect, useRef, useState } from 'react'
import type { Bridge, Output } from '../../../shared/contract/index.ts'
import type { RecordMail } from '../../../shared/contract/sharing.ts'
import { useBridge } from '../../bridge-context.ts'
import { useCache } from '../../cache/index.ts'
import { type Ask, isPlain, sift } from './ask.ts'
import type { Pages } from './merge.ts'

/** Mails of a page. */
export const pageSize = 50
/** What one call may ask for. */
const most = 200

interface Read {
  rows: RecordMail[]
  next: string | null
}
export interface SharedPages {
  /** One for each record; undefined: not here yet. */
  pages: Pages<RecordMail>[] | undefined
  /** The workspace is out of reach: what is shown is of this moment. Null: it is of now. */
  asOf: number | null
  error: unknown
  /** Reads a further page; undefined: there is none. */
  more: (() => Promise<void>) | undefined
}

/**
 * The shared mail of some records, each page by page. Read anew with every `turn`, as far as it was read before. Where
 * the workspace does not answer: what it said last of them.
 * @param first mails of each record that are read at first
 */
export function useSharedMail(
  of: string,
  records: readonly string[],
  ask: Ask,
  turn: number,
  first = pageSize
): SharedPages {
  const bridge = useBridge()
  const { seen } = useCache()
  const key = JSON.stringify([records, ask])
  const [known, setKnown] = useState<{ key: string; at: number; reads: Read[] }>()
  const [error, setError] = useState<{ key: string; thrown: unknown; seen: Kept | null }>()
  const shown = known?.key === key ? known : undefined
  const counts = useRef<number[]>([])
  counts.current = shown?.reads.map(({ rows }) => rows.length) ?? []
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    const reading = records.map((record, i) =>
      readUpTo(bridge, record, ask, Math.max(first, counts.current[i] ?? 0), signal)
    )
    Promise.all(reading)
      .then((reads) => {
        if (signal.aborted) return
        setKnown({ key, at: Date.now(), reads })
        setError(undefined)
        if (isPlain(ask) && records.length > 0)
          void seen.keep(of, { mail: kept(records, reads) }).catch(noRoom)
      })
      .catch(async (thrown: unknown) => {
        const row = signal.aborted ? undefined : await seen.of(of).catch(() => undefined)
        if (!signal.aborted) setError({ key, thrown, seen: row ?? null })
      })
    return () => stop.abort()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for records and ask
  }, [bridge, seen, of, key, turn])

  const failed = error?.key === key ? error : undefined
  // as a colleague sees it is what the workspace alone can say
  if (!shown && failed?.seen && ask.as === null) {
    const { at, mail } = failed.seen
    const pages = records.map((record) => ({ rows: sift(mail[record] ?? [], ask), floor: null }))
    return { pages, asOf: at, error: undefined, more: undefined }
  }
  const { reads } = shown ?? {}
  const next = reads?.some((read) => read.next !== null) ?? false
  async function more(): Promise<void> {
    if (!reads) return
    // the one that ends first is what the list waits for
    const ends = reads.map((read) => floorOf(read) ?? -Infinity)
    const end = Math.max(...ends)
    const longer = await Promise.all(
      reads.map(async (read, i) => {
        if (read.next === null || ends[i] !== end) return read
        const page = await bridge.call('workspace.recordMail', {
          ...ask,
          record: records[i]!,
          cursor: read.next,
          limit: pageSize
        })
        return { rows: [...read.rows, ...page.rows], next: page.next }
      })
    )
    setKnown((before) => (before?.reads === reads ? { ...before, reads: longer } : before))
  }
  return {
    pages: reads?.map((read) => ({ rows: read.rows, floor: floorOf(read) })),
    asOf: shown && failed ? shown.at : null,
    error: shown ? undefined : failed?.thrown,
    more: next && !failed ? more : undefined
  }
}

async function readUpTo(
  bridge: Bridge,
  record: string,
  ask: Ask,
  count: number,
  signal: AbortSignal
): Promise<Read> {
  const rows: RecordMail[] = []
  let next: string | null = null
  do {
    const limit = Math.min(most, count - rows.length)
    const page: Output<'workspace.recordMail'> = await bridge.call(
      'workspace.recordMail',
      { ...ask, record, cursor: next, limit },
      { signal }
    )
    rows.push(...page.rows)
    next = page.next
  } while (next !== null && rows.length < count)
  return { rows, next }
}

function floorOf({ rows, next }: Read): number | null {
  return next === null ? null : (rows.at(-1)?.sent ?? Infinity)
}

type Kept = { at: number; mail: Record<string, RecordMail[]> }

/** What the rep's own mailbox holds is not kept a second time. */
function kept(records: readonly string[], reads: readonly Read[]): Record<string, RecordMail[]> {
  return Object.fromEntries(
    records.map((record, i) => [
      record,
      reads[i]!.rows.slice(0, pageSize).filter(({ owners }) => owners.some(({ mine }) => !mine))
    ])
  )
}

/** A disk that takes no more: the list is shown all the same. */
function noRoom(): void {}
