import { policy, type Policy } from '../../shared/contract/accounts.ts'
import type { Sharing } from '../../shared/contract/sharing-rule.ts'
import { AppError } from '../../shared/errors.ts'
import type { Settings } from '../host/host.ts'

const key = 'policy'
/** Between a change of the workspace and a look at it, ms: an import changes it many times. */
const settle = 300
/** Between two tries to reach the workspace, ms. */
const retryAfter = 30_000

export interface PolicyDeps {
  settings: Settings
  /** The rep's own addresses, those of the default account first. */
  addresses(): string[]
  /** Throws workspace.unavailable. */
  read(addresses: string[]): Promise<Policy>
  changed(now: Policy): void
}

/**
 * What the administrator lets this rep do, as the workspace said last: connecting a mailbox waits for no database, and
 * what was refused stays refused while the workspace is out of reach.
 */
export function createPolicy(deps: PolicyDeps) {
  const kept = policy.safeParse(deps.settings.get(key))
  let known: Policy = kept.success
    ? kept.data
    : { mayConfigure: true, profile: 'Administrator', sharing: 'choice' }
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  async function refresh(): Promise<void> {
    clearTimeout(timer)
    try {
      const now = await deps.read(deps.addresses())
      if (closed || JSON.stringify(now) === JSON.stringify(known)) return
      known = now
      deps.settings.set(key, now)
      deps.changed(now)
    } catch {
      later(retryAfter)
    }
  }

  function later(ms: number): void {
    clearTimeout(timer)
    if (closed) return
    timer = setTimeout(() => void refresh(), ms)
    timer.unref()
  }

  return {
    now: (): Policy => known,
    refresh,
    /** A record or an account changed: who the rep is may be another one. */
    stale: (): void => later(settle),
    later,
    /** Throws accounts.notAllowed. */
    requireConfigure(): void {
      if (!known.mayConfigure)
        throw new AppError('accounts.notAllowed', { why: 'profile', profile: known.profile })
    },
    /** Throws accounts.notAllowed. */
    requireSharing(): void {
      if (known.sharing !== 'choice')
        throw new AppError('accounts.notAllowed', { why: 'sharing', sharing: known.sharing })
    },
    /** For what takes back what a mailbox shares. Throws sharing.locked. */
    requireUnlocked(own: Sharing): void {
      const now = known.sharing === 'choice' ? own : known.sharing
      if (known.locked && now !== 'private') throw new AppError('sharing.locked')
    },
    close(): void {
      closed = true
      clearTimeout(timer)
    }
  }
}
export type PolicyService = ReturnType<typeof createPolicy>
