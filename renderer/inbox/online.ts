import { useSyncExternalStore } from 'react'
import { useSyncStates } from '../cache/index.ts'

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** Codes that mean: there is no way to the server, rather than a server that says no. */
const unreachable = new Set([
  'net.unreachable',
  'net.nameNotFound',
  'net.timeout',
  'net.refused',
  'net.closed'
])

/** False while the system has no network or no account reaches its server. */
export function useOnline(): boolean {
  const system = useSyncExternalStore(subscribe, () => navigator.onLine)
  const states = [...useSyncStates().values()]
  const waiting = states.filter((one) => one.state === 'waiting' && unreachable.has(one.error?.code ?? ''))
  return system && (states.length === 0 || waiting.length < states.length)
}
