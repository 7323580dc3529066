import { create } from 'zustand'
import type { OwnWindow } from '../../shared/contract/desktop.ts'
import type { RecordKind } from '../../shared/contract/records.ts'
import { ownAddress, parseOwnAddress } from '../../shared/own-window.ts'

/** Where the window is. In the address's hash, so that Back works and a reload stays. */
export type Route =
  | { page: 'mail' }
  | { page: 'setup' }
  /** `mail`: one that a colleague shares, read on the record's page. */
  | { page: 'records'; kind: RecordKind; id: string | null; mail?: string }
  /** `kind`: the list that it was opened from. */
  | { page: 'import'; kind: RecordKind }
  | { page: 'promises' }
  /** `part`: the section of the page that is brought in sight; without an id that of the first of its kind. */
  | { page: 'settings'; section: string; id: string | null; part?: string }
  /** A window of its own, which shows this and nothing else for as long as it is open. */
  | { page: 'window'; shown: OwnWindow }

const kinds: readonly string[] = ['user', 'lead', 'contact', 'account', 'deal', 'activity']

export function parseRoute(hash: string): Route {
  const shown = parseOwnAddress(hash)
  if (shown) return { page: 'window', shown }
  const [page, first, second, third, fourth] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent)
  if (page === 'setup') return { page: 'setup' }
  if (page === 'import')
    return { page, kind: first && kinds.includes(first) ? (first as RecordKind) : 'contact' }
  if (page === 'promises') return { page: 'promises' }
  if (page === 'records' && first && kinds.includes(first))
    return {
      page: 'records',
      kind: first as RecordKind,
      id: second || null,
      ...(second && third === 'mail' && fourth ? { mail: fourth } : {})
    }
  if (page === 'settings')
    return { page, section: first || 'accounts', id: second || null, ...(third ? { part: third } : {}) }
  return { page: 'mail' }
}

export function hashOf(route: Route): string {
  if (route.page === 'window') return ownAddress(route.shown)
  const parts =
    route.page === 'records'
      ? ['records', route.kind, route.id, ...(route.mail ? ['mail', route.mail] : [])]
      : route.page === 'settings'
        ? ['settings', route.section, route.part ? (route.id ?? '') : route.id, route.part ?? null]
        : route.page === 'import'
          ? ['import', route.kind]
          : [route.page]
  return `#/${parts
    .filter((part) => part !== null)
    .map(encodeURIComponent)
    .join('/')}`
}

export const useRoute = create<Route>(() => parseRoute(typeof location === 'undefined' ? '' : location.hash))

export function go(route: Route): void {
  const hash = hashOf(route)
  // the mail page writes its own place behind `#/mail`
  const there = location.hash === hash || (route.page === 'mail' && location.hash.startsWith('#/mail/'))
  if (!there) location.hash = hash
  useRoute.setState(route, true)
}

export function followAddress(): () => void {
  const onChange = (): void => useRoute.setState(parseRoute(location.hash), true)
  window.addEventListener('hashchange', onChange)
  // it may have changed while the window was loading, when nobody listened
  if (hashOf(parseRoute(location.hash)) !== hashOf(useRoute.getState())) onChange()
  return () => window.removeEventListener('hashchange', onChange)
}
