import { useState } from 'react'
import { useReaderHost } from './host.ts'
import type { ReaderBody, ReaderMessage } from './model.ts'

/** Fetches a mail whose text was cut, and parses it whole in main. */
export function useWhole(message: ReaderMessage): {
  body: ReaderBody | null
  busy: boolean
  failed: boolean
  load(): void
} {
  const { bridge } = useReaderHost()
  const [whole, setWhole] = useState<{ id: number; body: ReaderBody } | null>(null)
  const [said, setSaid] = useState<{ id: number; state: 'idle' | 'busy' | 'failed' } | null>(null)
  const { id, account, folder, uidValidity, uid } = message
  const setState = (state: 'idle' | 'busy' | 'failed') => setSaid({ id, state })
  const state = said?.id === id ? said.state : 'idle'
  const load = () => {
    setState('busy')
    void (async () => {
      try {
        const { hash } = await bridge.call('mail.source', { account, folder, uidValidity, uid })
        const { text, html, failed } = await bridge.call('files.parse', { account, hash })
        setWhole({ id, body: { text, html, truncated: false, failed } })
        setState('idle')
      } catch {
        setState('failed')
      }
    })()
  }
  const body = whole !== null && whole.id === id ? whole.body : null
  return { body, busy: state === 'busy', failed: state === 'failed', load }
}
