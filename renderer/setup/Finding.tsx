import { Loader } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Finding as Result } from '../../shared/contract/accounts.ts'
import { useBridge } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { setup } from '../words/en/setup.ts'
import styles from './Setup.module.css'

const words = setup.lookup

/** Asks the network about a domain that is on no list, and says what goes out for it. Skip ends it at once. */
export function Finding({ address, onDone }: { address: string; onDone(result: Result | null): void }) {
  const bridge = useBridge()
  const done = useRef(onDone)
  done.current = onDone
  useEffect(() => {
    const stop = new AbortController()
    bridge.call('accounts.find', { address }, { signal: stop.signal }).then(
      (result) => !stop.signal.aborted && done.current(result),
      () => !stop.signal.aborted && done.current(null)
    )
    return () => stop.abort()
  }, [bridge, address])
  return (
    <div className={styles.finding} role="status">
      <Loader size={22} aria-hidden="true" />
      <h1 id="setup-title" className={styles.findingTitle}>
        {words.title(address.slice(address.lastIndexOf('@') + 1))}
      </h1>
      <p className={styles.findingText}>{words.text}</p>
      <Button autoFocus onClick={() => onDone(null)}>
        {words.skip}
      </Button>
    </div>
  )
}
