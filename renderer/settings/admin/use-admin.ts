import { useEffect, useState } from 'react'
import type { CallName, Input } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { useAnswer } from '../../bridge-answer.ts'
import { useBridge } from '../../bridge-context.ts'
import { showToast } from '../../ui/toast.ts'
import type { Team } from './decisions.ts'

/** When mailboxes were last synced is told to nobody; it is asked for anew so often, ms. */
const rest = 20_000

export interface Admin {
  team: Team | undefined
  /** For administrators only. */
  refused: boolean
  error: unknown
  /** Saves at once and says so. Answers whether it was saved. */
  act<N extends CallName>(name: N, input: Input<N>, said: string, undo?: () => void): Promise<boolean>
}

/** What administrators see of everybody, as it changes. */
export function useAdmin(): Admin {
  const bridge = useBridge()
  const { value: team, error, again } = useAnswer('workspace.team', {})
  const [failed, setFailed] = useState<unknown>()
  useEffect(() => {
    const timer = setInterval(again, rest)
    return () => clearInterval(timer)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `again` does the same each time
  }, [])
  return {
    team,
    refused: error instanceof AppError && error.code === 'workspace.notAllowed',
    error: failed ?? error,
    async act(name, input, said, undo) {
      setFailed(undefined)
      try {
        await bridge.call(name, input)
      } catch (thrown) {
        setFailed(thrown)
        return false
      }
      again()
      showToast({ text: said, ...(undo && { undo }) })
      return true
    }
  }
}
