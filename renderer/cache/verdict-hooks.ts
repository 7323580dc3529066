import { useLiveQuery } from 'dexie-react-hooks'
import { startTransition, useEffect, useMemo, useState } from 'react'
import type { IntelligenceChoice } from '../../shared/contract/app.ts'
import type { Intent } from '../../shared/contract/intelligence.ts'
import { useSession } from '../bridge-context.ts'
import { useCache } from './context.ts'
import { useLedgerVersion } from './ledger-hooks.ts'
import { type Unhappy, unhappyOf } from './unhappy.ts'
import { readHeaders } from './headers.ts'
import type { ShownVerdict } from './said.ts'
import type { MessageRow } from './types.ts'
import type { Mood, NamedIntent } from './verdicts.ts'

const off: IntelligenceChoice = {
  on: false,
  sentiment: false,
  alertAfter: 2,
  intent: false,
  emotion: false,
  enrichment: false,
  activities: false,
  meetings: false,
  calls: false,
  tasks: false,
  promises: false,
  weather: false,
  fill: false
}

/** What the rep wants read of their mail. */
export function useIntelligence(): IntelligenceChoice {
  const { intelligence } = useSession().preferences
  return intelligence.on ? intelligence : off
}

/** Renders again when more was read. */
export function useVerdictsVersion(): number {
  const { verdicts } = useCache()
  const [version, setVersion] = useState(verdicts.version)
  useEffect(() => {
    const follow = (): void => startTransition(() => setVersion(verdicts.version))
    follow()
    return verdicts.subscribe(follow)
  }, [verdicts])
  return version
}

/** What was read of one mail, with its reasons. */
export function useVerdict(id: number | null): ShownVerdict | undefined {
  const { verdicts } = useCache()
  const version = useVerdictsVersion()
  return useLiveQuery(
    async () => (id === null ? undefined : await verdicts.reasons(id)),
    [verdicts, id, version]
  )
}

/** What was read of these mails, in their order. */
export function useMoods(ids: readonly number[]): (Mood | undefined)[] {
  const { verdicts } = useCache()
  useVerdictsVersion()
  return ids.map((id) => verdicts.of(id))
}

/** The custom intents that are on, with their names as they are now. */
export function useCustomIntents(): readonly NamedIntent[] {
  const { verdicts } = useCache()
  useVerdictsVersion()
  return verdicts.intents
}

/** How many of the mails that came within `span` ms have each intent; custom ones by their ids. */
export function useIntentCounts(span: number): Record<Intent, number> & Record<string, number> {
  const { ledger, verdicts } = useCache()
  const version = useVerdictsVersion()
  return useMemo(() => {
    const counts: Record<Intent, number> & Record<string, number> = {
      ...{ request: 0, query: 0, complaint: 0, purchase: 0 }
    }
    const seen = new Set<number>()
    const since = Date.now() - span
    for (const windows of ledger.windows.values())
      for (const row of windows.values())
        row.received.forEach((received, at) => {
          const id = row.id[at]!
          if (received < since || seen.has(id)) return
          seen.add(id)
          const mood = verdicts.of(id)
          if (!mood) return
          for (const intent of [...mood.intents, ...mood.custom]) counts[intent] = (counts[intent] ?? 0) + 1
        })
    return counts
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `version` stands for what was read
  }, [ledger, verdicts, version, span])
}

/** The newest mail that was read. */
export function useLastRead(): { id: number; message: MessageRow } | undefined {
  const { ledger, mail, verdicts } = useCache()
  const version = useVerdictsVersion()
  return useLiveQuery(async () => {
    let last: { id: number; received: number } | undefined
    for (const windows of ledger.windows.values())
      for (const row of windows.values())
        row.received.forEach((received, at) => {
          const id = row.id[at]!
          if (received > (last?.received ?? 0) && verdicts.of(id)) last = { id, received }
        })
    const [message] = last ? await readHeaders(mail, [last.id]) : []
    return last && message ? { id: last.id, message } : undefined
  }, [ledger, mail, verdicts, version])
}

/** Customers whose last mails were negative; none while sentiment is not read. */
export function useUnhappy(): Unhappy[] {
  const { ledger, verdicts } = useCache()
  const { sentiment, alertAfter } = useIntelligence()
  const version = useVerdictsVersion()
  useLedgerVersion()
  const { shape, directory } = ledger
  return useMemo(
    () =>
      sentiment
        ? unhappyOf(
            {
              folders: ledger.folders,
              windows: ledger.windows,
              directory,
              person: ledger.person,
              sentiment: (id) => verdicts.of(id)?.sentiment ?? null,
              shared: verdicts.shared
            },
            alertAfter
          )
        : [],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `version` and `shape` stand for what was read and what is here
    [ledger, verdicts, version, shape, directory, sentiment, alertAfter]
  )
}
