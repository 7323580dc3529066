import { useMemo } from 'react'
import {
  addressCode,
  contextCode,
  type DirectoryIndex,
  type OwnSide
} from '../../../shared/context/context-of.ts'
import type { Sentiment } from '../../../shared/contract/intelligence.ts'
import type { RecordView } from '../../../shared/contract/records.ts'
import { isAutomatic } from '../../../shared/intelligence/automatic.ts'
import * as weather from '../../../shared/intelligence/weather.ts'
import {
  type OpenPromise,
  useCache,
  useIntelligence,
  useLedgerVersion,
  useLinkedAlone,
  useMinute,
  useMoods,
  useOpenPromises
} from '../../cache/index.ts'
import { askAll } from '../emails/ask.ts'
import { type EmailRow, mergeMail } from '../emails/merge.ts'
import { addressesOf, recordsOf } from '../emails/people.ts'
import { useFiled } from '../emails/use-filed.ts'
import { useOwnMail } from '../emails/use-own.ts'
import { useSharedMail } from '../emails/use-shared.ts'
import { useTurn } from '../emails/use-turn.ts'

/** The newest mails of each source that are looked at; of each of many people fewer. */
const looked = 200
const lookedOfMany = 50
const many = 3
/** Mails whose mood is shown. */
const moods = 8

export interface Weather {
  theirs: weather.AnswerTime | null
  ours: weather.AnswerTime | null
  onUs: weather.Wait[]
  onThem: weather.Wait[]
  silence: weather.Silence | null
  newcomers: weather.Newcomer[]
  /** The newest last. */
  mood: { key: string; sentiment: Sentiment }[]
  promises: OpenPromise[]
  /** Every mail that counts, by its key. */
  rows: ReadonlyMap<string, EmailRow>
  now: number
}

/** Plain facts of a record's conversations, of own and shared mail; undefined while it is read. */
export function useWeather(view: RecordView): Weather | undefined {
  const { record } = view
  const [turn] = useTurn(false)
  const now = useMinute()
  const { rows: content, ledger } = useCache()
  const ledgerVersion = useLedgerVersion()
  const shows = useIntelligence()
  const addresses = useMemo(() => addressesOf(view), [view])
  const records = useMemo(
    () => [...recordsOf(view), ...(record.kind === 'deal' ? [record.id] : [])],
    [view, record]
  )
  const own = useOwnMail(addresses, looked)
  const { pages, error } = useSharedMail(
    record.id,
    records,
    askAll,
    turn,
    records.length > many ? lookedOfMany : looked
  )
  const filed = useFiled(records, askAll, null)
  const alone = useLinkedAlone()
  const pagesKey = pages?.map(({ rows }) => rows.map(({ id, deal }) => `${id}/${deal?.id}`).join()).join('|')
  const rows = useMemo(() => {
    if (!pages && error === undefined) return undefined
    const all = mergeMail(own, pages ?? [], true, filed)
    return record.kind !== 'deal' ? all : all.filter((row) => !isOfOther(row, record.id, alone))
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `pagesKey` stands for the pages
  }, [own, pagesKey, error, filed, alone, record.id, record.kind])

  const mails = useMemo(
    () =>
      rows?.flatMap((row) => {
        const { listId, unsubscribe } = (row.own !== null && content.get(row.own)?.message) || {}
        const header = { ...(listId && { listId }), ...(unsubscribe && { unsubscribe }) }
        return mailOf(row, header, ledger.directory, ledger.own) ?? []
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `ledgerVersion` stands for the directory
    [rows, content, ledger, ledgerVersion]
  )
  const byKey = useMemo(() => {
    const counts = new Set(mails?.map(({ key }) => key))
    return new Map((rows ?? []).filter(({ key }) => counts.has(key)).map((row) => [row.key, row]))
  }, [rows, mails])
  // of what others share nothing was read here
  const received = [...byKey.values()].filter(
    ({ own: id, key }) => id !== null && mails?.some((mail) => mail.key === key && !mail.ours)
  )
  const read = useMoods(received.map(({ own: id }) => id ?? -1))
  const promised = useOpenPromises()

  const facts = useMemo(() => {
    if (!mails) return undefined
    const open = record.kind !== 'deal' || record.outcome === 'open'
    const { theirs, ours } = weather.answerTimes(mails)
    // what is won or lost waits for nobody
    const { onUs, onThem } = open ? weather.waits(mails, now) : { onUs: [], onThem: [] }
    const silence = open ? weather.silence(mails, now) : null
    return { theirs, ours, onUs, onThem, silence, newcomers: weather.newcomers(mails, now) }
  }, [mails, now, record])
  if (!facts || !shows.weather) return undefined
  const mood = shows.sentiment
    ? received
        .flatMap(({ key }, at) => {
          const sentiment = read[at]?.sentiment
          return sentiment ? [{ key, sentiment }] : []
        })
        .slice(0, moods)
        .toReversed()
    : []
  const ids = new Set([...byKey.values()].map(({ own: id }) => id))
  const promises = (promised ?? []).filter(({ mail }) => ids.has(mail))
  return { ...facts, mood: mood.length < 2 ? [] : mood, promises, rows: byKey, now }
}

/** On a deal, of mail with its people: what is known to go with another deal is that one's. */
function isOfOther(
  { key, shared }: EmailRow,
  deal: string,
  alone: ReadonlyMap<string, { record: string }> | undefined
): boolean {
  const linked = shared ? shared.deal?.id : alone?.get(key)?.record
  return linked !== undefined && linked !== deal
}

function mailOf(
  row: EmailRow,
  header: { listId?: string; unsubscribe?: string },
  directory: DirectoryIndex,
  own: OwnSide
): weather.WeatherMail | null {
  const { key, thread, sent, subject } = row
  const isOurs = (address: string): boolean => {
    const code = addressCode(address, directory, own)
    return code === contextCode.self || code === contextCode.colleague
  }
  const ours = isOurs(row.from[1])
  if (isAutomatic({ from: row.from[1], subject, ...(ours ? {} : header) })) return null
  const people = new Map<string, weather.Person>()
  for (const [name, written] of [row.from, ...row.to]) {
    const address = written.trim().toLowerCase()
    if (address === '' || people.has(address) || isOurs(address)) continue
    if (!isAutomatic({ from: address, subject: '' })) people.set(address, { address, name: name.trim() })
  }
  return people.size === 0 ? null : { key, thread, sent, ours, people: [...people.values()] }
}
