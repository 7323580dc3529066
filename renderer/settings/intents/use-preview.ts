import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CustomMark } from '../../../shared/contract/intelligence.ts'
import { tidyIntent, type IntentDraft } from '../../../shared/intelligence/intents.ts'
import { useBridge } from '../../bridge-context.ts'
import { readableOf, readHeaders, useCache, type MessageRow } from '../../cache/index.ts'
import { newestRead, type Outcome, readOutcomes, type ReadMarks, runPreview } from './preview.ts'

export interface Hit extends Outcome {
  message: MessageRow
  /** The mark of before anything was rejected in this preview. */
  first: CustomMark | null
}
export interface Preview {
  total: number
  read: number
  state: 'running' | 'stopped' | 'done'
  error: unknown
  hits: Hit[]
  stop(): void
}

/**
 * What the definition would mark among the newest mails. What is rejected meanwhile can but take marks away, so those
 * mails alone are read again.
 * @param unlike what was rejected by now
 */
export function usePreview(
  begun: IntentDraft,
  saved: IntentDraft | null,
  unlike: readonly string[]
): Preview {
  const cache = useCache()
  const bridge = useBridge()
  const [ids] = useState(() => newestRead(cache))
  const [hits, setHits] = useState<Hit[]>([])
  const [read, setRead] = useState(0)
  const [state, setState] = useState<Preview['state']>('running')
  const [error, setError] = useState<unknown>(null)
  const stop = useRef<AbortController | null>(null)

  const readMarks = useCallback<ReadMarks>(
    async (wanted, custom) => {
      const [headers, bodies] = await Promise.all([
        readHeaders(cache.mail, wanted),
        cache.mail.bodies.bulkGet(wanted)
      ])
      const here = wanted.map((_, i) => (headers[i] && bodies[i] ? readableOf(headers[i], bodies[i]) : null))
      const mails = here.filter((mail) => mail !== null)
      const { marks } = await bridge.call('intelligence.custom', { mails, custom })
      let at = 0
      return here.map((mail) => (mail ? marks[at++]! : null))
    },
    [bridge, cache]
  )

  useEffect(() => {
    const controller = new AbortController()
    stop.current = controller
    setHits([])
    setRead(0)
    setError(null)
    setState('running')
    void runPreview({
      ...{ ids, draft: begun, saved, read: readMarks, signal: controller.signal },
      onBatch(count, marked) {
        setRead((before) => before + count)
        if (marked.length === 0) return
        void readHeaders(
          cache.mail,
          marked.map(({ id }) => id)
        ).then((headers) => {
          if (controller.signal.aborted) return
          const found = marked.flatMap((one, i): Hit[] => {
            const message = headers[i]
            return message ? [{ ...one, message, first: one.mark }] : []
          })
          setHits((before) => [...before, ...found])
        })
      }
    }).then(
      () => !controller.signal.aborted && setState('done'),
      (thrown: unknown) => {
        if (controller.signal.aborted) return
        setError(thrown)
        setState('stopped')
      }
    )
    return () => controller.abort()
  }, [ids, begun, saved, readMarks, cache])

  // what was rejected since
  const [kept, setKept] = useState<ReadonlySet<number> | null>(null)
  const key = unlike.join('\n')
  const marked = useMemo(() => hits.filter(({ mark }) => mark).map(({ id }) => id), [hits])
  useEffect(() => {
    if (key === begun.unlike.join('\n')) return setKept(null)
    let current = true
    const draft = tidyIntent({ ...begun, unlike: key.split('\n') })
    void (async () => {
      const still = new Set<number>()
      for (let at = 0; at < marked.length && current; at += 50)
        for (const { id, mark } of await readOutcomes(marked.slice(at, at + 50), draft, null, readMarks))
          if (mark) still.add(id)
      if (current) setKept(still)
    })().catch((thrown: unknown) => current && setError(thrown))
    return () => {
      current = false
    }
  }, [key, begun, marked, readMarks])

  const shown = useMemo(
    () => (kept ? hits.map((hit) => (hit.mark && !kept.has(hit.id) ? { ...hit, mark: null } : hit)) : hits),
    [hits, kept]
  )
  return {
    ...{ total: ids.length, read, state, error, hits: shown },
    stop() {
      stop.current?.abort()
      setState('stopped')
    }
  }
}
