import { useEffect, useRef, useState } from 'react'
import type { Preset } from '../../../shared/contract/accounts.ts'
import { AppError } from '../../../shared/errors.ts'
import { useAnswer } from '../../bridge-answer.ts'
import { useSession } from '../../bridge-context.ts'

/** Signing in on the service's own page, where SalesInbox is registered at it. Leaving the view calls it off. */
export function useServicePage(preset: Preset | null) {
  const { bridge, info } = useSession()
  const clients = useAnswer('oauth.clients', {}).value ?? []
  const [waiting, setWaiting] = useState(false)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const client = clients.find(({ presets, clientId }) => clientId && preset && presets.includes(preset.id))
  return {
    /** Its name; null: there is no such page. */
    service: client?.name ?? null,
    waiting,
    stop: (): void => running.current?.abort(),
    /** Answers a grant; null: it was called off. */
    async run(address: string): Promise<string | null> {
      const ended = new AbortController()
      running.current = ended
      const { signal } = ended
      setWaiting(true)
      try {
        const { flow, url } = await bridge.call(
          'oauth.begin',
          { service: preset?.id ?? '', address },
          { signal }
        )
        // the browser that is this shell's window opens the page itself
        if (info.shell === 'browser') window.open(url, '_blank', 'noopener')
        else void bridge.call('app.openLink', { url }).catch(() => undefined)
        return (await bridge.call('oauth.finish', { flow }, { signal })).grant
      } catch (error) {
        if (error instanceof AppError && error.code === 'contract.cancelled') return null
        throw error
      } finally {
        setWaiting(false)
      }
    }
  }
}
