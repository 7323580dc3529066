import { useSyncExternalStore } from 'react'

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** False while the system has no network at all. */
export function useSystemOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine)
}
