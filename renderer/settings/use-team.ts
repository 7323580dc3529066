import { useEffect, useState } from 'react'
import type { TeamState } from '../../shared/contract/team.ts'
import { useBridge } from '../bridge-context.ts'

/** Where the workspace is, as it changes. Null until it is known. */
export function useTeam(): { team: TeamState | null; error: unknown; set(state: TeamState): void } {
  const bridge = useBridge()
  const [team, set] = useState<TeamState | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    void bridge.call('team.state', {}).then(set, setError)
    return bridge.on('team.changed', set)
  }, [bridge])
  return { team, error, set }
}
