import { useCallback, useRef, useState } from 'react'
import { runCommand } from '../app/commands.ts'
import { useBridge } from '../bridge-context.ts'

export interface Sample {
  running: boolean
  error: unknown
  start(): void
}

/** One click, no network, no account: then the mail. */
export function useSample(): Sample {
  const bridge = useBridge()
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const asked = useRef(false)
  const start = useCallback(() => {
    if (asked.current) return
    asked.current = true
    setRunning(true)
    setError(null)
    // its mail has its records, and may be here before the window knows of them
    history.replaceState(null, '', '#/mail/deals')
    bridge
      .call('sample.install', {})
      .then(() => void runCommand('go.mail'), setError)
      .finally(() => {
        asked.current = false
        setRunning(false)
      })
  }, [bridge])
  return { running, error, start }
}
