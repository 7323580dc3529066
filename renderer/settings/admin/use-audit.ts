import { useEffect, useState } from 'react'
import type { AuditEntry } from '../../../shared/contract/administration.ts'
import { useAnswer } from '../../bridge-answer.ts'
import { useBridge } from '../../bridge-context.ts'

/** A page of the audit trail. */
const limit = 100

/** The audit trail page by page; the newest are read anew as things change, what was read below them stays. */
export function useAudit(refused: boolean): {
  entries: AuditEntry[] | undefined
  error: unknown
  /** undefined: there is none. */
  more: (() => void) | undefined
} {
  const bridge = useBridge()
  const { value, error } = useAnswer('workspace.audit', refused ? null : { limit })
  const [known, setKnown] = useState<{ entries: AuditEntry[]; next: number | null }>()
  const [failed, setFailed] = useState<unknown>()
  useEffect(() => {
    if (!value) return
    setKnown((before) => {
      const last = value.entries.at(-1)?.id ?? 0
      const overlaps = before && (before.entries[0]?.id ?? 0) >= last
      // more came than a page holds: begun anew, so that nothing is missing in between
      if (!before || !overlaps) return value
      return {
        entries: [...value.entries, ...before.entries.filter(({ id }) => id < last)],
        next: before.next
      }
    })
  }, [value])
  async function more(before: number): Promise<void> {
    setFailed(undefined)
    try {
      const read = await bridge.call('workspace.audit', { before, limit })
      setKnown((had) => had && { entries: [...had.entries, ...read.entries], next: read.next })
    } catch (thrown) {
      setFailed(thrown)
    }
  }
  const next = known?.next ?? null
  return {
    entries: known?.entries,
    error: failed ?? error,
    more: next === null ? undefined : () => void more(next)
  }
}
