import type { Cache } from './cache.ts'
import type { Mailbox } from '../../shared/mail/message.ts'
import { peoplePage } from './types.ts'

export interface Suggestion {
  mailbox: Mailbox
  /** What the CRM knows of it; null for an address that only mail knows. */
  kind: 'contact' | 'lead' | 'colleague' | null
  accountName: string
}

/** Recipients by what was typed: CRM records first, then people of past mail. Matches the start of any word of name or address. */
export async function suggestRecipients(cache: Cache, typed: string, limit = 8): Promise<Suggestion[]> {
  const words = typed.trim().toLowerCase()
  if (!words) return []
  const found = new Map<string, Suggestion>()
  const matches = (name: string, address: string): boolean =>
    address.startsWith(words) ||
    name
      .toLowerCase()
      .split(/[\s,.@]+/)
      .some((word) => word.startsWith(words)) ||
    name.toLowerCase().startsWith(words)
  for (const entry of cache.ledger.directory.entries.values()) {
    if (found.size >= limit) break
    if (matches(entry.name, entry.address))
      found.set(entry.address, {
        mailbox: [entry.name, entry.address],
        kind: entry.kind,
        accountName: entry.accountName
      })
  }
  if (found.size < limit) {
    const pages = await cache.mail.people.toArray()
    for (let p = pages.length - 1; p >= 0 && found.size < limit; p--) {
      const page = pages[p]!
      for (let i = 0; i < Math.min(page.addresses.length, peoplePage) && found.size < limit; i++) {
        const address = page.addresses[i]!
        const name = page.names[i] ?? ''
        if (
          !found.has(address) &&
          !cache.ledger.own.addresses.has(address) &&
          !/(^|[._-])no-?reply/.test(address) &&
          matches(name, address)
        ) {
          found.set(address, { mailbox: [name, address], kind: null, accountName: '' })
        }
      }
    }
  }
  return [...found.values()]
}
