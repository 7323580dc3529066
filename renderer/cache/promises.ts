import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useMemo, useState } from 'react'
import { useCache } from './context.ts'
import { type OpenPromise, openPromisesOf } from './promise-rows.ts'
import { useIntelligence } from './verdict-hooks.ts'

export type { OpenPromise } from './promise-rows.ts'

const none: OpenPromise[] = []

/** What the rep promised and has not kept, the most overdue first; undefined while it is read. */
export function useOpenPromises(): OpenPromise[] | undefined {
  const { verdicts, outbox } = useCache()
  const { promises: on } = useIntelligence()
  const now = useMinute()
  const read = useLiveQuery(async () => {
    if (!on) return undefined
    const rows = await verdicts.promises.filter(({ promises }) => promises.length > 0).toArray()
    const keys = rows.flatMap(({ promises }) => promises.map(({ key }) => key))
    const known = await outbox.dismissed.bulkGet(keys)
    return { rows, handled: new Set(keys.filter((_, i) => known[i])) }
  }, [verdicts, outbox, on])
  return useMemo(() => (on ? read && openPromisesOf(read.rows, read.handled, now) : none), [on, read, now])
}

/** What is open now and overdue a moment later is drawn anew. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
