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
import { detailPage, type VerdictPage, verdictPage, type VerdictsDb } from './verdicts-db.ts'

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
  /** undefined: not read (yet). */
  of(id: number): Mood | undefined
  /** With its reasons. */
  reasons(id: number): Promise<ShownVerdict | undefined>
  subscribe(listener: () => void): () => void
  close(): void
}

export function openVerdicts(db: VerdictsDb): Verdicts {
  const pages = new Map<number, VerdictPage>()
  let named: readonly NamedIntent[] = []
  let on = new Set<string>()
  const listeners = new Set<() => void>()
  let version = 0
  let seen = 0
  let reading: Promise<void> = Promise.resolve()
  let asked = false
  let closed = false

  async function read(): Promise<void> {
    asked = false
    const [rows, kept] = await Promise.all([
      seen === 0 ? db.pages.toArray() : db.pages.where('rev').above(seen).toArray(),
      db.meta.get('intents')
    ])
    const intents = ((kept?.value ?? []) as DefinedIntent[]).filter((one) => one.on)
    const same = JSON.stringify(intents.map(nameOf)) === JSON.stringify(named)
    if (rows.length === 0 && same) return
    if (!same) named = intents.map(nameOf)
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
    const here = [`idb://${db.name}/pages/`, `idb://${db.name}/meta/`]
    if (Object.keys(parts).some((part) => here.some((one) => part.startsWith(one)))) pull()
  }
  Dexie.on('storagemutated').subscribe(told)
  pull()

  return {
    get version() {
      return version
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
