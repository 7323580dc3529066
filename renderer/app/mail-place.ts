import { useEffect } from 'react'
import { type Ledger, placesOf, type Source, useCache } from '../cache/index.ts'
import { sameSource, useInbox } from '../inbox/index.ts'

export interface MailPlace {
  source: Source | null
  mail: number | null
}
const contexts = ['deals', 'contacts', 'leads', 'colleagues', 'others']

/** `#/mail/deals/123`, `#/mail/folder-7`, `#/mail/outbox` or `#/mail/unhappy`; searches and people are not kept. */
export function placeHash(source: Source, mail: number | null): string | null {
  const name =
    source.kind === 'context'
      ? contexts[source.code]
      : source.kind === 'folder'
        ? `folder-${source.folder}`
        : source.kind === 'outbox' || source.kind === 'unhappy'
          ? source.kind
          : undefined
  return name === undefined ? null : `#/mail/${name}${mail === null ? '' : `/${mail}`}`
}

export function parsePlace(hash: string): MailPlace {
  const [page, name = '', mail = ''] = hash.replace(/^#\/?/, '').split('/')
  if (page !== 'mail') return { source: null, mail: null }
  const folder = /^folder-(\d+)$/.exec(name)?.[1]
  const code = contexts.indexOf(name)
  return {
    source: folder
      ? { kind: 'folder', folder: Number(folder) }
      : code >= 0
        ? { kind: 'context', code }
        : name === 'outbox' || name === 'unhappy'
          ? { kind: name }
          : null,
    mail: /^\d+$/.test(mail) ? Number(mail) : null
  }
}

/** Where the very first look goes: to the deals or, while the CRM knows nobody, to the inbox. Null: not known yet. */
export function firstPlace({
  loaded,
  directory,
  folders
}: Pick<Ledger, 'loaded' | 'directory' | 'folders'>): Source | null {
  if (!loaded) return null
  if (directory.entries.size > 0) return { kind: 'context', code: 0 }
  const inbox = [...folders.values()].find((folder) => folder.role === 'inbox')
  return inbox ? { kind: 'folder', folder: inbox.id } : null
}

/** Keeps the address in step with the list, so that a reload comes back to the same mail. */
export function useMailPlace(): void {
  const { ledger } = useCache()
  useEffect(() => {
    const { source, mail } = parsePlace(location.hash)
    const inbox = useInbox.getState()
    if (source && !sameSource(source, inbox.source)) inbox.go(source)
    let off = (): void => undefined
    const restore = (): void => {
      const place = mail === null ? undefined : placesOf(ledger, mail)[0]
      if (!place || mail === null) return
      off()
      if (useInbox.getState().at === null) useInbox.getState().stand({ id: mail, thread: place.thread })
    }
    if (mail !== null && useInbox.getState().at === null) {
      off = ledger.subscribe(restore)
      restore()
    }
    const write = ({ source: now, at }: { source: Source; at: { id: number } | null }): void => {
      const hash = placeHash(now, at?.id ?? null)
      const { hash: before } = location
      if (hash && (before === '' || before.startsWith('#/mail')) && before !== hash)
        history.replaceState(null, '', hash)
    }
    const unfollow = useInbox.subscribe(write)
    // a link to a place, or an address that was typed
    const follow = (): void => {
      const there = parsePlace(location.hash).source
      if (there) useInbox.getState().go(there)
    }
    window.addEventListener('hashchange', follow)
    let decided = (): void => undefined
    const begin = (): void => {
      const first = firstPlace(ledger)
      if (!first) return
      decided()
      if (useInbox.getState().source === inbox.source) inbox.go(first)
      write(useInbox.getState())
    }
    if (source || inbox.at !== null) {
      if (mail === null) write(useInbox.getState())
    } else {
      decided = ledger.subscribe(begin)
      begin()
    }
    return () => {
      off()
      decided()
      unfollow()
      window.removeEventListener('hashchange', follow)
    }
  }, [ledger])
}
