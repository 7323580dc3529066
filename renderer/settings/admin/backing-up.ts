import { create } from 'zustand'
import type { Backup } from '../../../shared/contract/administration.ts'
import type { Bridge } from '../../../shared/contract/index.ts'

interface BackingUp {
  /** Whose mail is backed up now; one at a time. */
  running: { user: string; name: string; done: number; total: number } | null
  /** The last one that ended here, and what the last one failed by. */
  done: Backup | null
  failed: { user: string; error: unknown } | null
}

/** Goes on when the page is left. */
export const useBackingUp = create<BackingUp>(() => ({ running: null, done: null, failed: null }))

/** Begun again it goes on where it was cut off. */
export async function backUp(bridge: Bridge, user: string, name: string): Promise<void> {
  const { getState, setState } = useBackingUp
  if (getState().running) return
  setState({ running: { user, name, done: 0, total: 0 }, done: null, failed: null })
  const stop = bridge.on('workspace.importProgress', ({ done, total }) =>
    setState(({ running }) => ({ running: running && { ...running, done, total } }))
  )
  try {
    setState({ done: await bridge.call('workspace.backUp', { user }) })
  } catch (error) {
    setState({ failed: { user, error } })
  } finally {
    stop()
    setState({ running: null })
  }
}
