import type { DirectoryEntry } from '../contract/workspace.ts'
import { domainOf, normalAddress } from './address.ts'
import {
  addressCode,
  claimOf,
  codeOfClaim,
  contextCode,
  entryOf,
  folderOf,
  noClaim,
  type DirectoryIndex,
  type OwnSide
} from './context-code.ts'
import type { ContextFolder, Reason } from './reason.ts'

export * from './context-code.ts'
export type { ContextFolder, Reason } from './reason.ts'

/** Addresses of a mail's header fields, in any spelling. */
export interface Participants {
  from: readonly string[]
  to: readonly string[]
  cc: readonly string[]
  bcc: readonly string[]
}

/** The SalesInbox folder's code (0..4) of one mail, without its reason. */
export function contextCodeOf(participants: Participants, index: DirectoryIndex, own: OwnSide): number {
  let claim = leastClaim(participants.from, noClaim, index, own)
  claim = leastClaim(participants.to, claim, index, own)
  claim = leastClaim(participants.cc, claim, index, own)
  return codeOfClaim(leastClaim(participants.bcc, claim, index, own))
}

function leastClaim(
  addresses: readonly string[],
  start: number,
  index: DirectoryIndex,
  own: OwnSide
): number {
  let best = start
  for (let i = 0; i < addresses.length && best > 0; i++) {
    const claim = claimOf(addressCode(addresses[i] ?? '', index, own))
    if (claim < best) best = claim
  }
  return best
}

/**
 * Which SalesInbox folder a mail belongs to, and why: an open deal's contact before any contact, a contact before a
 * lead, a lead before strangers, and colleagues only where nobody else is in the mail. The reason names the first
 * participant (From, To, Cc, Bcc) that decided it.
 */
export function contextOf(
  participants: Participants,
  index: DirectoryIndex,
  own: OwnSide
): { folder: ContextFolder; reason: Reason } {
  const code = contextCodeOf(participants, index, own)
  return { folder: folderOf(code), reason: reasonOf(participants, code, index, own) }
}

/** The reason for a folder that is known already. */
export function reasonOf(
  participants: Participants,
  code: number,
  index: DirectoryIndex,
  own: OwnSide
): Reason {
  const all = [participants.from, participants.to, participants.cc, participants.bcc].flat()
  const deciding = all.filter((address) => addressCode(address, index, own) === code)
  const first = deciding[0]
  if (first === undefined) return { kind: 'onlyYou' }
  if (code !== contextCode.other) return reasonOfAddress(first, index, own)
  // A stranger at a known account says more than one from nowhere.
  return reasonOfAddress(deciding.find((one) => accountOf(one, index) !== null) ?? first, index, own)
}

/** What is to be said of one address. */
export function reasonOfAddress(address: string, index: DirectoryIndex, own: OwnSide): Reason {
  const normal = normalAddress(address)
  const code = addressCode(normal, index, own)
  if (code === contextCode.self) return { kind: 'onlyYou' }
  const entry = entryOf(normal, index)
  if (entry) return reasonOfEntry(normal, entry)
  const domain = domainOf(normal)
  if (code === contextCode.colleague) return { kind: 'colleague', address: normal, name: '', by: 'domain' }
  const account = accountOf(normal, index)
  return account === null
    ? { kind: 'unknown', address: normal }
    : { kind: 'knownDomain', address: normal, domain, accountName: account }
}

function reasonOfEntry(address: string, entry: DirectoryEntry): Reason {
  const { name, record, accountName } = entry
  if (entry.kind === 'colleague') return { kind: 'colleague', address, name, by: 'user' }
  const deal = entry.kind === 'contact' ? entry.deals[0] : undefined
  if (!deal) return { kind: entry.kind, address, name, record, accountName }
  return {
    kind: 'deal',
    address,
    name,
    record,
    role: deal.role,
    deal: deal.id,
    dealName: deal.name,
    stage: deal.stage,
    moreDeals: entry.deals.length - 1
  }
}

/** The account at the address's domain or a domain above it (`mail.acme.example` is Acme's). */
function accountOf(address: string, index: DirectoryIndex): string | null {
  for (let domain = domainOf(address); domain.includes('.'); domain = domain.slice(domain.indexOf('.') + 1)) {
    const name = index.accountDomains.get(domain)
    if (name !== undefined) return name
  }
  return null
}
