import { useEffect, useRef, useState } from 'react'
import type { Preset } from '../../shared/contract/accounts.ts'
import type { SignInService } from '../../shared/contract/oauth.ts'
import { AppError } from '../../shared/errors.ts'
import { useSession } from '../bridge-context.ts'

/** As they were last read: a form does not begin with a password that it then takes away. */
let lastRead: SignInService[] = []

/** All services that sign in on their own page; empty until they are known. */
export function useSignInServices(): SignInService[] {
  const { bridge } = useSession()
  const [services, setServices] = useState(lastRead)
  useEffect(() => {
    void bridge.call('oauth.clients', {}).then(
      (read) => setServices((lastRead = read)),
      () => undefined
    )
  }, [bridge])
  return services
}

/** The one that a preset's mailboxes sign in at; null: none. */
export function serviceOf(services: SignInService[], preset: Preset | null): SignInService | null {
  return services.find(({ presets }) => preset !== null && presets.includes(preset.id)) ?? null
}

export interface BrowserWait {
  openAgain(): void
  stop(): void
}

/** The browser's part of signing in, from the button to the grant. Leaving the view calls it off. */
export function useBrowserSignIn() {
  const { bridge, info } = useSession()
  const [waiting, setWaiting] = useState<BrowserWait | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  function open(url: string): void {
    // the browser that is this shell's window opens the page itself
    if (info.shell === 'browser') window.open(url, '_blank', 'noopener')
    else void bridge.call('app.openLink', { url }).catch(() => undefined)
  }

  /** `service`: a preset's id. Null: it was called off. Throws what main says. */
  async function run(service: string, address: string): Promise<string | null> {
    running.current?.abort()
    const ended = new AbortController()
    running.current = ended
    const { signal } = ended
    try {
      const { flow, url } = await bridge.call('oauth.begin', { service, address }, { signal })
      open(url)
      setWaiting({ openAgain: () => open(url), stop: () => ended.abort() })
      return (await bridge.call('oauth.finish', { flow }, { signal })).grant
    } catch (error) {
      if (error instanceof AppError && error.code === 'contract.cancelled') return null
      throw error
    } finally {
      if (running.current === ended) setWaiting(null)
    }
  }
  return { waiting, run }
}
