import { useCallback, useEffect, useRef, useState } from 'react'
import type { Organisation } from '../../shared/contract/workspace.ts'
import { AppError } from '../../shared/errors.ts'
import { useSession } from '../bridge-context.ts'
import { showToast } from '../ui/toast.ts'

export type Change = Partial<Pick<Organisation, 'name' | 'ownDomains' | 'currency'>> & {
  stages?: { id: string; name: string; outcome: Organisation['stages'][number]['outcome'] }[]
  moved?: Record<string, string>
}

export interface Saving {
  /** Null while it is read for the first time. */
  organisation: Organisation | null
  error: unknown
  /** Saves at once and says so; `undo` unless it cannot be taken back. Answers whether it was saved. */
  save(change: Change, said: string, undo?: boolean): Promise<boolean>
}

/** The organisation's settings, read anew when anybody changes a record. */
export function useOrganisation(): Saving {
  const { bridge } = useSession()
  const [organisation, setOrganisation] = useState<Organisation | null>(null)
  const [error, setError] = useState<unknown>(null)
  const newest = useRef(organisation)

  const take = useCallback((read: Organisation): void => {
    newest.current = read
    setOrganisation(read)
  }, [])
  const read = useCallback(() => {
    void bridge.call('workspace.organisation', {}).then(take, setError)
  }, [bridge, take])
  useEffect(() => {
    read()
    return bridge.on('workspace.changed', read)
  }, [bridge, read])

  const save = useCallback(
    async (change: Change, said: string, undo = true): Promise<boolean> => {
      const before = newest.current
      if (!before) return false
      const { name, ownDomains, currency, rev } = before
      setError(null)
      try {
        take(await bridge.call('workspace.setOrganisation', { name, ownDomains, currency, rev, ...change }))
      } catch (thrown) {
        setError(thrown)
        if (thrown instanceof AppError && thrown.code === 'workspace.conflict') read()
        return false
      }
      const back = Object.fromEntries(
        Object.keys(change).map((key) => [key, before[key as keyof Organisation]])
      ) as Change
      showToast({ text: said, ...(undo ? { undo: () => void save(back, said, false) } : {}) })
      return true
    },
    [bridge, read, take]
  )
  return { organisation, error, save }
}
