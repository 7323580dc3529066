import { useSyncStates } from '../cache/index.ts'
import { useSystemOnline } from '../ui/system-online.ts'

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
  const system = useSystemOnline()
  const states = [...useSyncStates().values()]
  const waiting = states.filter((one) => one.state === 'waiting' && unreachable.has(one.error?.code ?? ''))
  return system && (states.length === 0 || waiting.length < states.length)
}
