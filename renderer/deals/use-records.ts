import { useEffect, useRef, useState } from 'react'
import type { AnyRecord, RecordKind } from '../../shared/contract/records.ts'
import { useBridge } from '../bridge-context.ts'

export type Order = 'name' | 'changed' | 'date'
export interface Ask {
  kind: RecordKind
  search: string
  order: Order
  open: boolean
}
export interface Records {
  /** undefined: not here yet. */
  rows: AnyRecord[] | undefined
  total: number | null
  error: unknown
  /** Reads the next page; undefined when there is none. */
  more: (() => void) | undefined
  again(): void
}

const page = 50
/** What one call may ask for: as much of a long list as was open is read anew after a change. */
const most = 200

/** A list that grows page by page and is read anew when a record changes. */
export function useRecords(ask: Ask): Records {
  const bridge = useBridge()
  const key = JSON.stringify(ask)
  const [known, setKnown] = useState<{
    key: string
    rows: AnyRecord[]
    next: string | null
    total: number | null
  }>()
  const [error, setError] = useState<unknown>()
  const [turn, setTurn] = useState(0)
  const shown = known?.key === key ? known : undefined
  const length = useRef(0)
  length.current = shown?.rows.length ?? 0
  useEffect(() => bridge.on('workspace.changed', () => setTurn((before) => before + 1)), [bridge])
  useEffect(() => {
    const stop = new AbortController()
    const limit = Math.min(most, Math.max(page, length.current))
    bridge.call('workspace.list', { ...ask, limit }, { signal: stop.signal }).then(
      ({ rows, next, total }) => {
        if (stop.signal.aborted) return
        setKnown({ key, rows, next, total })
        setError(undefined)
      },
      (thrown: unknown) => {
        if (!stop.signal.aborted) setError(thrown)
      }
    )
    return () => stop.abort()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for ask
  }, [bridge, key, turn])

  async function more(): Promise<void> {
    if (!shown?.next) return
    try {
      const { rows, next } = await bridge.call('workspace.list', { ...ask, cursor: shown.next, limit: page })
      setKnown((before) =>
        before?.key === key && before.next === shown.next
          ? { ...before, rows: [...before.rows, ...rows], next }
          : before
      )
    } catch (thrown) {
      setError(thrown)
    }
  }
  return {
    rows: shown?.rows,
    total: shown?.total ?? null,
    error,
    more: shown?.next ? () => void more() : undefined,
    again: () => setTurn((before) => before + 1)
  }
}
