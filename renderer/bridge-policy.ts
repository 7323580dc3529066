import { useEffect, useState } from 'react'
import type { Policy } from '../shared/contract/accounts.ts'
import type { ErrorParams } from '../shared/errors.ts'
import { useSession } from './bridge-context.ts'

/** What the administrator lets this rep do; null for the moment until it is known. Main refuses by the same. */
export function usePolicy(): Policy | null {
  const { bridge, connected } = useSession()
  const [policy, setPolicy] = useState<Policy | null>(null)
  useEffect(() => {
    if (!connected) return
    void bridge.call('accounts.policy', {}).then(setPolicy, () => undefined)
    return bridge.on('accounts.policyChanged', setPolicy)
  }, [bridge, connected])
  return policy
}

/** The refusal that main would answer with, to be said before anything was typed; null: mailboxes may be connected. */
export function refusalOf(
  policy: Policy | null
): { code: 'accounts.notAllowed'; params: ErrorParams } | null {
  if (policy === null || policy.mayConfigure) return null
  return { code: 'accounts.notAllowed', params: { why: 'profile', profile: policy.profile } }
}
