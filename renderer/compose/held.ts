import { useEffect, useState } from 'react'
import { useCache } from '../cache/index.ts'
import { useCompose } from './store.ts'

/** `elsewhere`: another window writes this draft; two that save would undo each other's words. */
export type Held = 'waiting' | 'mine' | 'elsewhere'

/** Another window that is just closing is waited for so long, ms, before the rep is told of it. */
const patience = 400

/** One window at a time writes a draft. What had to wait goes on with the words that were saved last. */
export function useHeld(draft: string): Held {
  const cache = useCache()
  const [held, setHeld] = useState<{ draft: string; held: Held }>({ draft, held: 'waiting' })
  useEffect(() => {
    const stop = new AbortController()
    let late = false
    let release = (): void => undefined
    const timer = setTimeout(() => {
      late = true
      setHeld({ draft, held: 'elsewhere' })
    }, patience)
    navigator.locks
      .request(`salesinbox-${cache.installId}-draft-${draft}`, { signal: stop.signal }, async () => {
        clearTimeout(timer)
        if (late) await takeNewest()
        if (stop.signal.aborted) return
        setHeld({ draft, held: 'mine' })
        await new Promise<void>((done) => (release = done))
      })
      .catch(() => undefined)

    async function takeNewest(): Promise<void> {
      const newest = await cache.outbox.drafts.get(draft)
      const { draft: open, change, close } = useCompose.getState()
      if (open?.id !== draft || stop.signal.aborted) return
      if (newest?.state === 'editing') change(newest)
      else close()
    }
    return () => {
      clearTimeout(timer)
      stop.abort()
      release()
    }
  }, [cache, draft])
  return held.draft === draft ? held.held : 'waiting'
}
