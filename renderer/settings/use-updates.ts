import { useEffect, useState } from 'react'
import type { UpdateState } from '../../shared/contract/update.ts'
import { useSession } from '../bridge-context.ts'

type Act = 'update.check' | 'update.cancel' | 'update.restart' | 'update.later'

export interface Updates {
  /** Null while it is read for the first time. */
  state: UpdateState | null
  run(act: Act): void
  set(on: boolean): void
}

/** What is known of newer versions, as main tells it. */
export function useUpdates(): Updates {
  const { bridge, connected } = useSession()
  const [state, setState] = useState<UpdateState | null>(null)
  useEffect(() => {
    if (connected) void bridge.call('update.state', {}).then(setState, () => undefined)
    return bridge.on('update.changed', setState)
  }, [bridge, connected])
  const take = (answer: Promise<UpdateState>): void => void answer.then(setState, () => undefined)
  return {
    state,
    run: (act) => take(bridge.call(act, {})),
    set(on) {
      setState((before) => before && { ...before, on })
      take(bridge.call('update.set', { on }))
    }
  }
}
