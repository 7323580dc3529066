import { useLiveQuery } from 'dexie-react-hooks'
import type { Cache } from './cache.ts'
import { useCache } from './context.ts'
import { hash53 } from './hash.ts'
import { readHeader } from './headers.ts'
import type { Dismissed } from './outbox-types.ts'
import type { MessageRow } from './types.ts'

/** What a suggestion is remembered by: a number, so that no address or phone is kept beyond its mail. */
export function suggestionKey(kind: 'activity' | 'change' | 'left' | 'promise', what: string): string {
  return `${kind}/${hash53(what)}`
}

/** Which of these are not to be suggested; undefined while it is read. */
export function useDismissed(keys: readonly string[]): ReadonlySet<string> | undefined {
  const { outbox } = useCache()
  const all = keys.join()
  return useLiveQuery(async () => {
    const rows = await outbox.dismissed.bulkGet(all === '' ? [] : all.split(','))
    return new Set(rows.flatMap((row) => (row ? [row.key] : [])))
  }, [outbox, all])
}

/** @returns those that were not dismissed before: two windows that do the same at once do it once */
export async function dismissSuggestions(
  { outbox }: Cache,
  keys: readonly string[],
  how: Dismissed['how']
): Promise<string[]> {
  return outbox.transaction('rw', outbox.dismissed, async () => {
    const known = await outbox.dismissed.bulkGet([...keys])
    const fresh = keys.filter((_, i) => !known[i])
    const at = Date.now()
    await outbox.dismissed.bulkPut(fresh.map((key) => ({ key, how, at })))
    return fresh
  })
}

export async function suggestAgain({ outbox }: Cache, keys: readonly string[]): Promise<void> {
  await outbox.dismissed.bulkDelete([...keys])
}

/** Who wrote a mail and when; undefined while it is read, or where it is gone. */
export function useHeader(id: number): MessageRow | undefined {
  const { mail } = useCache()
  return useLiveQuery(() => readHeader(mail, id), [mail, id])
}
