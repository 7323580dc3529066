import { randomUUID } from 'node:crypto'
import type { Settings } from './host.ts'

/** Names this data folder's databases in the browser's storage; made once. */
export function installIdOf(settings: Settings): string {
  const known = settings.get<string>('installId')
  if (known) return known
  const fresh = randomUUID()
  settings.set('installId', fresh)
  return fresh
}
