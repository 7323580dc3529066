import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Intent, Sentiment } from '../../shared/contract/intelligence.ts'
import { useCache } from './context.ts'
import { useLedgerVersion } from './ledger-hooks.ts'
import { namesOf } from './verdicts.ts'
import { useIntelligence, useVerdictsVersion } from './verdict-hooks.ts'
import { readHeaders } from './headers.ts'
import { type Filter, type List, listOf, type ListRow, type Source } from './lists.ts'
import type { Draft, Operation } from './outbox-types.ts'
import { threadOf } from './places.ts'
import type { RowContent } from './rows.ts'
import { filesKey, filesPage, type FilesPage, type StoredPart } from './stored-files.ts'
import { summaryOf } from './summary.ts'
import type { BodyRow, FolderRow, MessageRow } from './types.ts'

export function useList(source: Source, conversations: boolean, filter: Filter = 'all'): List {
  const { ledger, verdicts } = useCache()
  const version = useLedgerVersion()
  const verdictsVersion = useVerdictsVersion()
  const key = JSON.stringify(source)
  return useMemo(
    () => listOf(ledger, source, conversations, filter, (id) => verdicts.of(id)?.sentiment ?? null),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for source, the versions for what is in ledger and verdicts
    [ledger, version, key, conversations, filter, filter === 'negative' && verdictsVersion]
  )
}

/** A row of the list with what it shows; `content` is missing until it was read (a frame or two). */
export interface ShownRow extends ListRow {
  index: number
  content: RowContent | undefined
  /** How its sender feels, and what they want; null: not read, or switched off. */
  sentiment: Sentiment | null
  intent: Intent | null
  /** Names of custom intents that it has, with a mark between them; '': none. */
  custom: string
}

/** The rows of `list` from `first` to `last` (inclusive), read as they come in sight. */
export function useShownRows(list: List, first: number, last: number): ShownRow[] {
  const { rows, verdicts } = useCache()
  const shows = useIntelligence()
  useVerdictsVersion()
  const [, setRead] = useState(0)
  const shown: ShownRow[] = []
  const before = useRef(new Map<number, ShownRow>())
  const now = new Map<number, ShownRow>()
  for (let index = Math.max(0, first); index <= last && index < list.length; index++) {
    const plain = list.row(index)
    const mood = verdicts.of(plain.id)
    const row: ShownRow = {
      ...plain,
      index,
      content: rows.get(plain.id),
      sentiment: (shows.sentiment && mood?.sentiment) || null,
      intent: (shows.intent && mood?.intents[0]) || null,
      custom: (shows.intent && mood && namesOf(mood.custom, verdicts.intents)) || ''
    }
    // the very row of before where nothing changed: what is drawn from it is not drawn again
    const old = before.current.get(row.id)
    const same = old && (Object.keys(row) as (keyof ShownRow)[]).every((key) => old[key] === row[key])
    now.set(row.id, same ? old : row)
    shown.push(same ? old : row)
  }
  before.current = now
  const ids = shown.map((row) => row.id)
  const key = ids.join()
  // read while the rest is drawn
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for ids; `list` for what may have arrived since
  const reading = useMemo(() => rows.want(ids), [rows, key, list])
  useEffect(() => {
    let current = true
    void reading.then(() => current && setRead((n) => n + 1))
    return () => {
      current = false
    }
  }, [reading])
  return shown
}

export interface ShownFolder extends FolderRow {
  /** With the rep's pending operations laid over. */
  shownUnread: number
  shownHere: number
}

/** All folders of all accounts with their counts. */
export function useFolders(): ShownFolder[] {
  const { ledger } = useCache()
  const version = useLedgerVersion()
  return useMemo(() => {
    const summary = summaryOf(ledger)
    return [...ledger.folders.values()].map((folder) => {
      const counts = summary.folders.get(folder.id)
      return { ...folder, shownUnread: counts?.unread ?? 0, shownHere: counts?.here ?? 0 }
    })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `version` stands for the ledger's content
  }, [ledger, version])
}

/** Unread mails of the SalesInbox folders, by context code 0 (deals) to 4 (others). */
export function useContextUnread(): number[] {
  const { ledger } = useCache()
  useLedgerVersion()
  return summaryOf(ledger).contextUnread
}

export interface ThreadMail {
  id: number
  folder: FolderRow
  uid: number
  flags: number
  context: number
  message: MessageRow
  /** Parts that are files on this computer, by section number. */
  files: Readonly<Record<string, StoredPart>>
  /** undefined: not here yet, asked for; null text and html with `failed`: cannot be had. */
  body: BodyRow | undefined
}

/**
 * The mails of a conversation, oldest first; undefined while reading. `only`: this one mail instead.
 * Bodies that are not here are asked for and come as they arrive.
 */
export function useConversation(thread: number | null, only: number | null = null): ThreadMail[] | undefined {
  const { ledger, mail, outbox, opened } = useCache()
  const version = useLedgerVersion()
  const places = useMemo(
    () =>
      thread === null ? [] : threadOf(ledger, thread).filter((place) => only === null || place.id === only),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `version` stands for the ledger's content
    [ledger, version, thread, only]
  )
  const key = places.map((place) => place.id).join()
  const read = useLiveQuery(async () => {
    const ids = key ? key.split(',').map(Number) : []
    const [messages, bodies] = await Promise.all([readHeaders(mail, ids), mail.bodies.bulkGet(ids)])
    const pages = await mail.meta.bulkGet([...new Set(ids.map((id) => filesKey(Math.floor(id / filesPage))))])
    const files: FilesPage = Object.assign({}, ...pages.map((page) => page?.value))
    return {
      key,
      thread,
      messages: new Map(ids.map((id, i) => [id, messages[i]])),
      bodies: new Map(ids.map((id, i) => [id, bodies[i]])),
      files
    }
  }, [mail, key, thread])
  const ahead = useMemo(() => {
    const ids = key ? key.split(',').map(Number) : []
    const mails = opened.get(ids)
    return mails && { key, thread, ...mails, files: {} as FilesPage }
  }, [opened, key, thread])
  // what was read ahead is shown until the database has answered, and files are known
  const shown =
    read?.key === key && read.thread === thread
      ? read
      : (ahead ?? (read?.thread === thread ? read : undefined))
  const asked = useRef(new Set<number>())
  useEffect(() => {
    if (!shown) return
    for (const [id, body] of shown.bodies) {
      if (body || asked.current.has(id)) continue
      asked.current.add(id)
      void outbox.wishes.put({ id, askedAt: Date.now() })
    }
  }, [shown, outbox])
  return useMemo(() => {
    if (!shown) return undefined
    return places.flatMap((place) => {
      const message = shown.messages.get(place.id)
      const folder = ledger.folders.get(place.folder)
      if (!message || !folder) return []
      const files = shown.files[place.id]?.parts ?? {}
      return [{ ...place, folder, message, files, body: shown.bodies.get(place.id) }]
    })
  }, [shown, places, ledger])
}

/** Sync state of an account, written by the keeper: key `sync/<account>`. */
export interface ShownSync {
  state: 'running' | 'idle' | 'waiting' | 'paused' | 'refused'
  error: { code: string; params: Record<string, string | number | boolean | null> } | null
  retryAt: number | null
  checkedAt: number | null
}

export function useSyncStates(): Map<string, ShownSync> {
  const { mail } = useCache()
  const rows = useLiveQuery(() => mail.meta.where('key').startsWith('sync/').toArray(), [mail])
  return useMemo(
    () =>
      new Map(
        (rows ?? []).flatMap((row) =>
          row.value ? [[row.key.slice(5), row.value as ShownSync] as const] : []
        )
      ),
    [rows]
  )
}

/** The disk that takes no more, mail or files; null: it does. */
export function useDiskError(): ShownSync['error'] {
  const { disk } = useCache()
  const said = useSyncExternalStore(disk.subscribe, () => disk.error)
  const states = useSyncStates()
  return said ?? [...states.values()].find((one) => one.error?.code.startsWith('disk.'))?.error ?? null
}

/** Facts for the status line, summed over accounts: what is here, what is to come. @param at the accounts that count */
export function useProgress(at: (account: string) => boolean = () => true): {
  here: number
  remaining: number
  textsMissing: number
  checkedAt: number | null
  /** Older mail is on its way off this computer. */
  dropping: boolean
} {
  const { ledger } = useCache()
  let here = 0
  let remaining = 0
  let textsMissing = 0
  let checkedAt: number | null = null
  for (const folder of useFolders()) {
    if (!at(folder.account)) continue
    here += folder.here
    remaining += folder.remaining
    textsMissing += folder.selectable ? folder.here - folder.textsHere : 0
    if (folder.checkedAt) checkedAt = Math.max(checkedAt ?? 0, folder.checkedAt)
  }
  const dropping = [...ledger.periods.values()].some((one) => one.dropping)
  return { here, remaining, textsMissing, checkedAt, dropping }
}

/** Refused operations and doubtful sends: what stands under Problems. */
export function useProblems(): Operation[] {
  const { outbox } = useCache()
  return (
    useLiveQuery(() => outbox.operations.where('state').anyOf('refused', 'unsure').toArray(), [outbox]) ?? []
  )
}

/** Operations that wait for the network. */
export function useWaiting(): Operation[] {
  const { outbox } = useCache()
  return (
    useLiveQuery(() => outbox.operations.where('state').anyOf('queued', 'claimed').toArray(), [outbox]) ?? []
  )
}

/** Drafts by state: 'editing' for Drafts; queued, sending, failed and unsure for the Outbox. */
export function useDrafts(): Draft[] {
  const { outbox } = useCache()
  const open = ({ state, rejected }: Draft): boolean => state !== 'sent' || rejected.length > 0
  return useLiveQuery(() => outbox.drafts.filter(open).toArray(), [outbox]) ?? []
}
