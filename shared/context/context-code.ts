import type { Directory, DirectoryEntry } from '../contract/workspace.ts'
import { asciiDomain, domainOf, normalAddress, withoutTag } from './address.ts'
import { isPublicDomain } from './public-domains.ts'
import type { ContextFolder } from './reason.ts'

/** What one address means, and (deal to other) the SalesInbox folder of a mail, as a small number to store. */
export const contextCode = { deal: 0, contact: 1, lead: 2, colleague: 3, other: 4, self: 5 } as const
export type ContextCode = (typeof contextCode)[keyof typeof contextCode]

const folders: readonly ContextFolder[] = ['deals', 'contacts', 'leads', 'colleagues', 'others', 'others']
export function folderOf(code: number): ContextFolder {
  return folders[code] ?? 'others'
}

/** The directory made ready for millions of questions. Immutable: a new directory gets a new index. */
export interface DirectoryIndex {
  readonly version: number
  readonly entries: ReadonlyMap<string, DirectoryEntry>
  /** The organisation's domains, without public ones. */
  readonly ownDomains: ReadonlySet<string>
  /** Domain of a known account -> the account's name. */
  readonly accountDomains: ReadonlyMap<string, string>
}

/** The rep: addresses of the connected mailboxes and the domains where everybody is a colleague. */
export interface OwnSide {
  readonly addresses: ReadonlySet<string>
  readonly domains: ReadonlySet<string>
}

/** Normal spelling, and no public mail domain: two strangers at one mail service are no colleagues. */
export function ownSide(addresses: Iterable<string>, domains: Iterable<string> = []): OwnSide {
  return {
    addresses: new Set([...addresses].map(normalAddress)),
    domains: new Set([...domains].map(asciiDomain).filter((domain) => !isPublicDomain(domain)))
  }
}

/** A user of the organisation is never outside, even where an address book import also made a contact of them. */
function weight(entry: DirectoryEntry): number {
  if (entry.kind === 'colleague') return 0
  if (entry.kind === 'contact') return entry.deals.length > 0 ? 1 : 2
  return 3
}

export function indexDirectory(directory: Directory): DirectoryIndex {
  const entries = new Map<string, DirectoryEntry>()
  for (const entry of directory.entries) {
    const address = normalAddress(entry.address)
    const known = entries.get(address)
    if (!known || weight(entry) < weight(known)) entries.set(address, entry)
  }
  const accountDomains = new Map<string, string>()
  for (const [domain, name] of directory.accountDomains) {
    const ascii = asciiDomain(domain)
    if (!isPublicDomain(ascii) && !accountDomains.has(ascii)) accountDomains.set(ascii, name)
  }
  const own = directory.ownDomains.map(asciiDomain).filter((domain) => !isPublicDomain(domain))
  return { version: directory.version, entries, ownDomains: new Set(own), accountDomains }
}

export const emptyIndex: DirectoryIndex = indexDirectory({
  version: 0,
  entries: [],
  ownDomains: [],
  accountDomains: []
})

/** The entry of an address or, where it carries a tag, of the address without it. */
export function entryOf(address: string, index: DirectoryIndex): DirectoryEntry | undefined {
  const normal = normalAddress(address)
  const entry = index.entries.get(normal)
  if (entry) return entry
  const bare = withoutTag(normal)
  return bare === null ? undefined : index.entries.get(bare)
}

/**
 * What one address means. A record somebody made stands before the rule by domain, so a contact whose address is at an
 * own domain stays a contact.
 */
export function addressCode(address: string, index: DirectoryIndex, own: OwnSide): ContextCode {
  const normal = normalAddress(address)
  if (own.addresses.has(normal)) return contextCode.self
  const entry = index.entries.get(normal)
  if (entry) return entryCode(entry)
  const bare = withoutTag(normal)
  if (bare !== null) {
    if (own.addresses.has(bare)) return contextCode.self
    const tagged = index.entries.get(bare)
    if (tagged) return entryCode(tagged)
  }
  const domain = domainOf(normal)
  return own.domains.has(domain) || index.ownDomains.has(domain) ? contextCode.colleague : contextCode.other
}

function entryCode(entry: DirectoryEntry): ContextCode {
  if (entry.kind === 'contact') return entry.deals.length > 0 ? contextCode.deal : contextCode.contact
  return entry.kind === 'lead' ? contextCode.lead : contextCode.colleague
}

/** Smaller claims first. A stranger outranks a colleague: only where all are colleagues is a mail among colleagues. */
const claims = new Uint8Array([0, 1, 2, 4, 3, 5])
const byClaim = new Uint8Array([0, 1, 2, 4, 3, 4])

/** The claim of one address code; the smallest of a mail's claims is the mail's. For loops that must not allocate. */
export function claimOf(code: number): number {
  return claims[code] ?? 3
}
/** Where to start the search for the smallest claim: a mail with nobody but the rep. */
export const noClaim = 5
/** The context code (0..4) of a mail whose smallest claim this is. */
export function codeOfClaim(claim: number): number {
  return byClaim[claim] ?? contextCode.other
}

/** The context code (0..4) of a mail from the codes of all its addresses. A mail of the rep alone is `other`. */
export function combine(codes: Iterable<number>): number {
  let best = noClaim
  for (const code of codes) {
    const claim = claims[code] ?? 3
    if (claim < best) best = claim
    if (best === 0) break
  }
  return codeOfClaim(best)
}
