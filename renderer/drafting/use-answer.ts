import { useEffect, useRef, useState } from 'react'
import type { DraftingQuestion, DraftingSettings } from '../../shared/contract/drafting.ts'
import { useBridge } from '../bridge-context.ts'
import { AppError } from '../../shared/errors.ts'

export interface Answer {
  state: 'unasked' | 'waiting' | 'done' | 'stopped' | 'failed'
  text: string
  /** The model stopped at its own limit. */
  atLimit: boolean
  error: unknown
}
const unasked: Answer = { state: 'unasked', text: '', atLimit: false, error: null }

/** One question to the model server, and its answer as it comes. Leaving closes the connection. */
export function useAnswer(
  question: DraftingQuestion,
  { address, model }: DraftingSettings
): { answer: Answer; send(): void; stop(): void } {
  const bridge = useBridge()
  const [answer, setAnswer] = useState(unasked)
  const ending = useRef<AbortController | null>(null)
  useEffect(() => () => ending.current?.abort(), [])

  function send(): void {
    if (ending.current) return
    const ask = crypto.randomUUID()
    const end = (ending.current = new AbortController())
    setAnswer({ ...unasked, state: 'waiting' })
    const off = bridge.on('drafting.piece', (piece) => {
      if (piece.ask !== ask || end.signal.aborted) return
      setAnswer((before) => ({ ...before, text: before.text + piece.text }))
    })
    bridge
      .call('drafting.ask', { ask, address, model, question }, { signal: end.signal })
      .then(
        ({ text, end: how }) => setAnswer({ state: 'done', text, atLimit: how === 'length', error: null }),
        (error: unknown) => {
          const stopped = error instanceof AppError && error.code === 'contract.cancelled'
          setAnswer((before) => ({ ...before, state: stopped ? 'stopped' : 'failed', error }))
        }
      )
      .finally(off)
  }
  return { answer, send, stop: () => ending.current?.abort() }
}
