import { startTransition, useEffect, useState } from 'react'
import { useCache } from './context.ts'

/** Renders again when anything changed that a list could show; at most four times a second while mail streams in. */
export function useLedgerVersion(): number {
  const { ledger } = useCache()
  const [version, setVersion] = useState(ledger.version)
  useEffect(() => {
    const follow = (): void => startTransition(() => setVersion(ledger.version))
    follow()
    return ledger.subscribe(follow)
  }, [ledger])
  return version
}
