import { useCallback, useEffect, useState } from 'react'
import type { FilterList } from '../../../shared/contract/filters.ts'
import type { Rule } from '../../../shared/filters/model.ts'
import { useBridge } from '../../bridge-context.ts'
import { showToast } from '../../ui/toast.ts'

export interface FilterEdit {
  /** Null until it is read. */
  list: FilterList | null
  error: unknown
  /** Saves the whole list; `said` is told, with an undo. @returns whether it was saved */
  save(change: (rules: Rule[]) => Rule[], said: string): Promise<boolean>
}

/** The rules of this computer, as they are now in every window. */
export function useFilters(): FilterEdit {
  const bridge = useBridge()
  const [list, setList] = useState<FilterList | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const off = bridge.on('filters.changed', setList)
    bridge.call('filters.list', {}).then(setList, setError)
    return off
  }, [bridge])

  const save = useCallback(
    async (change: (rules: Rule[]) => Rule[], said: string): Promise<boolean> => {
      setError(null)
      try {
        const before = await bridge.call('filters.list', {})
        const after = await bridge.call('filters.save', { rev: before.rev, rules: change(before.rules) })
        setList(after)
        const undo = (): void =>
          void bridge.call('filters.save', { rev: after.rev, rules: before.rules }).then(setList, setError)
        showToast({ text: said, undo })
        return true
      } catch (thrown) {
        setError(thrown)
        return false
      }
    },
    [bridge]
  )
  return { list, error, save }
}
