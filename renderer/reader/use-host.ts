import { createElement, useMemo } from 'react'
import { ownAddresses } from '../../shared/identity.ts'
import { runNamed } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import type { ReaderHost } from './host.ts'
import { PersonalLine } from './PersonalLine.tsx'

/** The window around the reader, as it is now. */
export function useHost(): ReaderHost {
  const { bridge, info, accounts, preferences, setPreferences } = useSession()
  const own = useMemo(
    () => accounts.flatMap(ownAddresses).map((address) => address.toLowerCase()),
    [accounts]
  )
  return useMemo(
    () => ({
      bridge,
      run: (command, argument) => void runNamed(command, argument),
      browser: info.shell === 'browser',
      own,
      trustedSenders: preferences.trustedSenders,
      trustSender: (address) => setPreferences({ trustedSenders: [...preferences.trustedSenders, address] }),
      note: (message) => createElement(PersonalLine, { message })
    }),
    [bridge, info.shell, own, preferences.trustedSenders, setPreferences]
  )
}
