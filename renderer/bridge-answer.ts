import { useEffect, useState } from 'react'
import type { CallName, Input, Output } from '../shared/contract/index.ts'
import { useBridge } from './bridge-context.ts'

export interface Answer<T> {
  /** undefined: not here yet. Stays while it is asked for anew. */
  value: T | undefined
  /** Of the last try; the value before it may still be shown. */
  error: unknown
  again(): void
}

/**
 * What a call of the workspace answers, asked again whenever a record changes. `input` null: nothing is asked.
 * Another input starts from nothing, so that one record's facts never stand under another's name.
 */
export function useAnswer<N extends CallName>(name: N, input: Input<N> | null): Answer<Output<N>> {
  const bridge = useBridge()
  const key = input === null ? null : JSON.stringify([name, input])
  const [known, setKnown] = useState<{ key: string | null; value?: Output<N>; error?: unknown }>({
    key: null
  })
  const [turn, setTurn] = useState(0)
  useEffect(() => bridge.on('workspace.changed', () => setTurn((before) => before + 1)), [bridge])
  useEffect(() => bridge.onConnection((on) => on && setTurn((before) => before + 1)), [bridge])
  useEffect(() => {
    if (key === null || input === null) return
    const stop = new AbortController()
    bridge.call(name, input, { signal: stop.signal }).then(
      (value) => {
        if (!stop.signal.aborted) setKnown({ key, value })
      },
      (error: unknown) => {
        if (stop.signal.aborted) return
        setKnown((before) => ({ ...(before.key === key ? before : { key }), error }))
      }
    )
    return () => stop.abort()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for name and input
  }, [bridge, key, turn])
  const now = known.key === key ? known : undefined
  return { value: now?.value, error: now?.error, again: () => setTurn((before) => before + 1) }
}
