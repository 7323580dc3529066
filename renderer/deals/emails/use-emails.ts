import { useMemo, useState } from 'react'
import type { RecordMail } from '../../../shared/contract/sharing.ts'
import { type Ask, finds, showsOwnAlone } from './ask.ts'
import { type EmailRow, mergeMail } from './merge.ts'
import { type FiledMail, useLinkedAlone } from '../../cache/index.ts'
import { useFiled } from './use-filed.ts'
import { useOwnMail } from './use-own.ts'
import { pageSize, useSharedMail } from './use-shared.ts'

/** Own mails that are looked through for a search, or for the rep's copies of what a filter shows. */
const looked = 1000

export interface EmailList {
  /** Undefined: nothing is here yet. */
  rows: readonly EmailRow[] | undefined
  /** All of it is here. */
  whole: boolean
  asOf: number | null
  error: unknown
  busy: boolean
  /** The last try to read on. */
  failed: boolean
  more: (() => void) | undefined
  /** Own mail with these people on this computer, shared or not. */
  ownTotal: number
}

interface Place {
  /** The record whose page it is. */
  of: string
  /** Whose shared mail is in the list. */
  records: readonly string[]
  /** Whose own mail; on the list of a deal none that is not shared. */
  addresses: string[]
  ownAlone: boolean
}

/** One list of mail: own and shared, as far as it was read, and how to read on. */
export function useEmails(place: Place, ask: Ask, me: string | null, turn: number): EmailList {
  const { of, records, addresses } = place
  const key = JSON.stringify([of, ask])
  const [far, setFar] = useState({ key, wanted: pageSize })
  const [reading, setReading] = useState<'busy' | 'failed' | null>(null)
  const wanted = far.key === key ? far.wanted : pageSize
  const ownAlone = place.ownAlone && showsOwnAlone(ask, me)
  const own = useOwnMail(addresses, ask.search === '' && ownAlone ? wanted : looked)
  const shared = useSharedMail(of, records, ask, turn)
  const filed = useFiled(records, ask, me)
  const alone = useLinkedAlone()
  const { pages, error } = shared
  const merged = useMemo(() => {
    const found = ask.search === '' ? own.rows : own.rows.filter((mail) => finds(ask.search, mail))
    // without the workspace there is still the rep's own mail
    if (!pages)
      return error !== undefined && ownAlone
        ? withDeals(mergeMail({ ...own, rows: found }, [], true, filed), alone)
        : undefined
    return withDeals(mergeMail({ rows: found, floor: own.floor }, pages, ownAlone, filed), alone)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `pages` are made of what `shared` read
  }, [own, filed, alone, pagesKey(shared), error, ask.search, ownAlone])
  const rows = merged?.slice(0, wanted)
  const ownMore = ownAlone && own.floor !== null && ask.search === ''
  const further = merged !== undefined && (merged.length > wanted || shared.more !== undefined || ownMore)

  async function more(): Promise<void> {
    if (reading === 'busy') return
    const next = wanted + pageSize
    if ((merged?.length ?? 0) >= wanted) setFar({ key, wanted: next })
    else if (ownMore) setFar({ key, wanted: next })
    if (!shared.more || (merged?.length ?? 0) >= next) return
    setReading('busy')
    try {
      await shared.more()
      setReading(null)
    } catch {
      setReading('failed')
    }
  }
  return {
    rows,
    whole: merged !== undefined && !further,
    asOf: shared.asOf,
    error,
    busy: reading === 'busy',
    failed: reading === 'failed',
    more: further ? () => void more() : undefined,
    ownTotal: own.total
  }
}

function withDeals(rows: EmailRow[], alone: ReadonlyMap<string, FiledMail> | undefined): EmailRow[] {
  if (!alone || alone.size === 0) return rows
  return rows.map((row) => {
    const link = row.shared ? undefined : alone.get(row.key)
    return link ? { ...row, deal: { name: link.name, byHand: true, alone: true } } : row
  })
}

/** Another one where any page is another: rows are compared by what tells them apart. */
function pagesKey({ pages, asOf }: ReturnType<typeof useSharedMail>): unknown {
  return pages?.map(({ rows, floor }) => `${floor} ${rows.map(rowKey).join()}`).join('|') ?? `none ${asOf}`
}

function rowKey({ id, owners, byHand, deal, mood }: RecordMail): string {
  return `${mood?.sentiment}/${id}/${owners.length}/${byHand}/${deal?.id}/${deal?.name}/${deal?.byHand}`
}
