import { useMantineColorScheme } from '@mantine/core'
import { type ReactNode, startTransition, useEffect, useMemo, useState } from 'react'
import type { Preferences } from '../../shared/contract/app.ts'
import { type Session, SessionContext } from '../bridge-context.ts'
import { type Cache, CacheContext, openCache } from '../cache/index.ts'
import type { Started } from './start.ts'

/** Keeps what main told at the start up to date for all views. */
export function SessionProvider({ started, children }: { started: Started; children: ReactNode }) {
  const { bridge, info, managed } = started
  const cache = useStandingCache(started.cache)
  const [accounts, setAccounts] = useState(started.accounts)
  const [preferences, setPreferences] = useState(started.preferences)
  const [connected, setConnected] = useState(true)
  useEffect(() => {
    const offs = [
      // the first account turns the page over: drawn bit by bit, so that nothing stands still
      bridge.on('accounts.changed', (given) => startTransition(() => setAccounts(given))),
      bridge.on('app.preferencesChanged', setPreferences),
      bridge.onConnection((on) => {
        setConnected(on)
        if (!on) return
        void bridge.call('accounts.list', {}).then(setAccounts)
        void bridge.call('app.preferences', {}).then(setPreferences)
      })
    ]
    // what came between the first look at them and this moment
    setAccounts(started.accounts)
    setPreferences(started.preferences)
    return () => offs.forEach((off) => off())
  }, [bridge, started])
  const { setColorScheme } = useMantineColorScheme()
  const { theme } = preferences
  useEffect(() => setColorScheme(theme === 'system' ? 'auto' : theme), [theme, setColorScheme])
  const session = useMemo<Session>(
    () => ({
      bridge,
      info,
      managed,
      connected,
      preferences,
      accounts: accounts
        .filter((account) => account.state !== 'removing')
        .sort((a, b) => a.position - b.position),
      setPreferences(patch: Partial<Preferences>) {
        setPreferences((before) => ({ ...before, ...patch }))
        void bridge.call('app.setPreferences', patch).then(setPreferences, () => undefined)
      }
    }),
    [bridge, info, managed, connected, preferences, accounts]
  )
  return (
    <SessionContext value={session}>
      <CacheContext value={cache} key={cache.turn}>
        {children}
      </CacheContext>
    </SessionContext>
  )
}

/** Between two tries to open the databases again, ms. */
const openAgain = 1000

/** The cache, opened anew where the browser closed it: what stands in the window's stores outlives it. */
function useStandingCache(first: Cache): Cache {
  const [cache, setCache] = useState(first)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const open = async (): Promise<void> => {
      const fresh = openCache(cache.installId)
      try {
        await Promise.all([fresh.mail.open(), fresh.outbox.open()])
        setCache(fresh)
        cache.close()
      } catch {
        // no room to open them yet
        fresh.close()
        timer = setTimeout(() => void open(), openAgain)
      }
    }
    cache.onLost(() => {
      timer = setTimeout(() => void open(), openAgain)
    })
    return () => {
      if (timer) clearTimeout(timer)
    }
  }, [cache])
  return cache
}
