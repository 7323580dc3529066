import { useLiveQuery } from 'dexie-react-hooks'
import type { Said } from '../../shared/contract/intelligence.ts'
import { messageKey } from '../../shared/mail/message-key.ts'
import type { Cache } from './cache.ts'
import { useCache } from './context.ts'
import { readHeader } from './headers.ts'
import type { Correction } from './outbox-types.ts'

/** What takes a correction back: the row of before, or none. */
export interface Corrected {
  key: [account: string, message: string]
  before: Correction | undefined
}

/** Says something of a mail in place of what was read; what is null stays as it was said before. The keeper sees to the rest. */
export async function correct({ mail, outbox }: Cache, id: number, said: Said): Promise<Corrected | null> {
  const row = await readHeader(mail, id)
  if (!row) return null
  const key: Corrected['key'] = [row.account, messageKey(row)]
  return outbox.transaction('rw', outbox.corrections, async () => {
    const before = await outbox.corrections.get(key)
    const all: Said = {
      sentiment: said.sentiment ?? before?.said.sentiment ?? null,
      emotion: said.emotion ?? before?.said.emotion ?? null,
      intents: said.intents ?? before?.said.intents ?? null,
      custom: said.custom || before?.said.custom ? { ...before?.said.custom, ...said.custom } : null
    }
    await outbox.corrections.put({ account: key[0], message: key[1], id, said: all, at: Date.now() })
    return { key, before }
  })
}

export async function takeBack({ outbox }: Cache, { key, before }: Corrected): Promise<void> {
  await (before ? outbox.corrections.put(before) : outbox.corrections.delete(key))
}

/** How many corrections something is learned from; undefined while it is read. */
export function useLearnedFrom(): number | undefined {
  const { outbox } = useCache()
  return useLiveQuery(() => outbox.corrections.filter(({ forgotten }) => !forgotten).count(), [outbox])
}

/** Nothing is learned from what was corrected up to now; the corrections stand. @returns what undo takes back */
export async function forgetLearned({ outbox }: Cache): Promise<Correction[]> {
  return outbox.transaction('rw', outbox.corrections, async () => {
    const rows = await outbox.corrections.filter(({ forgotten }) => !forgotten).toArray()
    await outbox.corrections.bulkPut(rows.map((row) => ({ ...row, forgotten: true as const })))
    return rows
  })
}

export async function learnAgain({ outbox }: Cache, rows: Correction[]): Promise<void> {
  await outbox.corrections.bulkPut(rows)
}
