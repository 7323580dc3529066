import { imageAddress } from './addresses.ts'

/** Counts what a mail asks to load, and answers what each address becomes. One for each mail and showing. */
export interface Ledger {
  /** The address to put in place of this one; null: take it out. */
  image(raw: string, tiny?: boolean): string | null
  /** Addresses that were held back, each counted once. */
  blocked: Set<string>
  /** Those among all remote addresses that only a machine can see. */
  trackers: Set<string>
  /** Content-IDs that are shown in place. */
  inline: Set<string>
}

export interface Consent {
  /** The rep asked for remote content, or trusts the sender. */
  remote: boolean
  /** Where the file of a Content-ID is shown; null: there is none. */
  inline: (cid: string) => string | null
}

export function createLedger(consent: Consent): Ledger {
  const blocked = new Set<string>()
  const trackers = new Set<string>()
  const inline = new Set<string>()
  return {
    blocked,
    trackers,
    inline,
    image(raw, tiny = false) {
      const address = imageAddress(raw)
      switch (address.kind) {
        case 'none':
          return null
        case 'data':
          return address.url
        case 'cid': {
          const shown = consent.inline(address.cid)
          if (shown !== null) inline.add(address.cid)
          return shown
        }
        case 'remote':
          if (tiny) trackers.add(address.url)
          if (consent.remote) return address.url
          blocked.add(address.url)
          return null
      }
    }
  }
}
