import { createContext, useContext } from 'react'
import type { Account } from '../shared/contract/accounts.ts'
import type { Preferences } from '../shared/contract/app.ts'
import type { Bridge, Output } from '../shared/contract/index.ts'
import type { ManagedSettings } from '../shared/managed.ts'

/** What every view may ask for: the core, who the rep is, and what the rep chose. */
export interface Session {
  bridge: Bridge
  info: Output<'app.info'>
  /** In the window's order; those that are being removed are not among them. */
  accounts: Account[]
  preferences: Preferences
  /** What the organisation has fixed; main refuses by the same. */
  managed: ManagedSettings
  /** Shows at once; main keeps it. */
  setPreferences(patch: Partial<Preferences>): void
  /** False while the core cannot be reached. */
  connected: boolean
}

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('No SessionContext above this view')
  return session
}

export function useBridge(): Bridge {
  return useSession().bridge
}
