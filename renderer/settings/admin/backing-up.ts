import { create } from 'zustand'
import type { Backup, TeamUser } from '../../../shared/contract/administration.ts'
import type { Bridge } from '../../../shared/contract/index.ts'
import type { Payload } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'

type Progress = Payload<'workspace.backUpProgress'>
interface BackingUp {
  /** Whose mail is backed up or saved now; one at a time. */
  running:
    | (Pick<Progress, 'stage' | 'folder' | 'done' | 'total'> & { user: string; name: string; stop(): void })
    | null
  /** The last one that ended here, and what the last one failed by. */
  done: Backup | null
  failed: { user: string; error: unknown } | null
  stopped: string | null
}

/** Goes on when the page is left. */
export const useBackingUp = create<BackingUp>(() => ({
  running: null,
  done: null,
  failed: null,
  stopped: null
}))

/** Runs what tells of its progress, and can be stopped. Answers null where it was, or it failed. */
export async function followed<T>(
  bridge: Bridge,
  { user, name, stage }: { user: string; name: string; stage: Progress['stage'] },
  work: (signal: AbortSignal) => Promise<T>
): Promise<T | null> {
  const { getState, setState } = useBackingUp
  if (getState().running) return null
  const ended = new AbortController()
  const begun = { user, name, stage, folder: '', done: 0, total: 0, stop: () => ended.abort() }
  setState({ running: begun, done: null, failed: null, stopped: null })
  const quiet = bridge.on('workspace.backUpProgress', ({ user: of, ...now }) => {
    if (of === user) setState(({ running }) => ({ running: running && { ...running, ...now } }))
  })
  try {
    return await work(ended.signal)
  } catch (error) {
    const stopped = error instanceof AppError && error.code === 'contract.cancelled'
    setState(stopped ? { stopped: user } : { failed: { user, error } })
    return null
  } finally {
    quiet()
    setState({ running: null })
  }
}

/** Begun again it goes on where it was cut off. */
export async function backUp(bridge: Bridge, user: string, name: string, withoutRest = false): Promise<void> {
  const done = await followed(bridge, { user, name, stage: 'counting' }, (signal) =>
    bridge.call('workspace.backUp', { user, withoutRest }, { signal })
  )
  if (done) useBackingUp.setState({ done })
}

/** More than what was published may be kept of this user: a mailbox can be signed in to. */
export const hasRest = ({ mailOff, mailboxes }: TeamUser): boolean =>
  mailOff !== null && mailboxes.some(({ protocol, mode }) => protocol === 'imap' && mode !== 'private')
