import { Dexie, type ObservabilitySet } from 'dexie'
import {
  type Emotion,
  emotions,
  type Intent,
  intents,
  type Sentiment,
  sentiments
} from '../../shared/contract/intelligence.ts'
import type { DefinedIntent } from '../../shared/contract/intents.ts'
import { type ShownVerdict, shownOf } from './said.ts'
import { detailPage, type KeptMood, type VerdictPage, verdictPage, type VerdictsDb } from './verdicts-db.ts'

export type NamedIntent = Pick<DefinedIntent, 'id' | 'name'>

/** What was read of one mail, without its reasons. */
export interface Mood {
  sentiment: Sentiment | null
  emotion: Emotion | null
  intents: Intent[]
  /** Custom intents that are on, by their ids. */
  custom: string[]
}

/** What was read of all mail, in memory: six bytes a mail. */
export interface Verdicts {
  /** Custom intents that are on, the oldest first. */
  readonly intents: readonly NamedIntent[]
  /** Grows with everything that was read since. */
  readonly version: number
  /** Of colleagues' mail from customers. */
  readonly shared: readonly KeptMood[]
  /** undefined: not read (yet). */
  of(id: number): Mood | undefined
  /** With its reasons. */
  reasons(id: number): Promise<ShownVerdict | undefined>
  /** What the rep promised. The keeper alone writes it. */
  readonly promises: VerdictsDb['promises']
  subscribe(listener: () => void): () => void
  close(): void
}

export function openVerdicts(db: VerdictsDb): Verdicts {
  const pages = new Map<number, VerdictPage>()
  let named: readonly NamedIntent[] = []
  let on = new Set<string>()
  const listeners = new Set<() => void>()
  let shared: readonly KeptMood[] = []
  /** What is kept of colleagues' mail may be another. */
  let stale = true
  let version = 0
  let seen = 0
  let reading: Promise<void> = Promise.resolve()
  let asked = false
  let closed = false

  async function read(): Promise<void> {
    asked = false
    const others = stale
    stale = false
    const [rows, row, kept] = await Promise.all([
      seen === 0 ? db.pages.toArray() : db.pages.where('rev').above(seen).toArray(),
      others ? db.meta.get('shared') : null,
      db.meta.get('intents')
    ])
    const next = others ? ((row?.value as KeptMood[] | undefined) ?? []) : shared
    const intents = ((kept?.value ?? []) as DefinedIntent[]).filter((one) => one.on)
    const sameMoods = next === shared || JSON.stringify(next) === JSON.stringify(shared)
    const sameNames = JSON.stringify(intents.map(nameOf)) === JSON.stringify(named)
    if (rows.length === 0 && sameMoods && sameNames) return
    if (!sameMoods) shared = next
    if (!sameNames) named = intents.map(nameOf)
    on = new Set(named.map(({ id }) => id))
    for (const row of rows) {
      pages.set(row.page, row)
      seen = Math.max(seen, row.rev)
    }
    version++
    for (const listener of listeners) listener()
  }
  function pull(): void {
    if (asked) return
    asked = true
    reading = reading.then(read).catch((error: unknown) => {
      if (!closed) console.error('verdicts', error)
    })
  }
  const told = (parts: ObservabilitySet): void => {
    const ours = (table: string) => (part: string) => part.startsWith(`idb://${db.name}/${table}/`)
    const changed = Object.keys(parts)
    if (changed.some(ours('meta'))) stale = true
    if (stale || changed.some(ours('pages'))) pull()
  }
  Dexie.on('storagemutated').subscribe(told)
  pull()

  return {
    get version() {
      return version
    },
    get shared() {
      return shared
    },
    get intents() {
      return named
    },
    of(id) {
      const page = pages.get(Math.floor(id / verdictPage))
      const at = id % verdictPage
      if (!page || page.model[at] === 0) return undefined
      const mask = page.intents[at]!
      return {
        sentiment: sentiments[page.sentiment[at]! - 1] ?? null,
        emotion: emotions[page.emotion[at]! - 1] ?? null,
        intents: intents.filter((_, bit) => mask & (1 << bit)),
        custom: page.custom?.get(at)?.filter((one) => on.has(one)) ?? []
      }
    },
    async reasons(id) {
      const page = await db.details.get(Math.floor(id / detailPage))
      const kept = page?.verdicts[id % detailPage]
      if (!kept) return undefined
      const shown = shownOf(kept)
      return { ...shown, custom: shown.custom.filter(({ value }) => on.has(value)) }
    },
    promises: db.promises,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed = true
      Dexie.on('storagemutated').unsubscribe(told)
      db.close()
    }
  }
}

/** Names of these custom intents in one line, as they are now. */
export const namesOf = (ids: readonly string[], intents: readonly NamedIntent[]): string =>
  ids.length === 0
    ? ''
    : intents
        .filter(({ id }) => ids.includes(id))
        .map(({ name }) => name)
        .join(' · ')

const nameOf = ({ id, name }: DefinedIntent): NamedIntent => ({ id, name })
