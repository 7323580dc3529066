import type { SharingRule } from '../contract/sharing-rule.ts'
import { asciiDomain, domainOf, normalAddress, withoutTag } from './address.ts'
import type { DirectoryIndex, OwnSide } from './context-code.ts'
import type { Participants } from './context-of.ts'

/** What one address says for or against sharing a mail; those of all its addresses, or-ed, decide. */
export const shareMark = { record: 1, deal: 2, chosen: 4, named: 8, barred: 16 } as const

/** A rule made ready for millions of questions. */
export interface SharingTest {
  /** Of an address in any spelling. */
  marksOf(address: string): number
  /** Whether a mail is shared whose addresses have these marks together. */
  shares(marks: number): boolean
  /** The same of a mail that was filed on a record by hand: the record need not be in it. */
  sharesFiled(marks: number, record: string, kind: string): boolean
}

/** Addresses and @domains, each in one spelling. */
export function spelledEntries(entries: readonly string[]): string[] {
  const spelled = entries.map((entry) =>
    entry.startsWith('@') ? `@${asciiDomain(entry.slice(1))}` : normalAddress(entry)
  )
  return [...new Set(spelled)]
}

/**
 * Holds mails against a rule before they leave this computer. The database judges again by the same, and knows more:
 * which deal a mail goes with.
 * @param excluded the administrator's entries, which bind everybody
 */
export function sharingTest(
  rule: SharingRule,
  index: DirectoryIndex,
  own: OwnSide,
  excluded: readonly string[] = []
): SharingTest {
  const { mode, records } = rule
  const custom = mode === 'custom'
  const barred = new Set(spelledEntries([...rule.never, ...excluded]))
  const named = new Set(custom ? spelledEntries(rule.people) : [])
  const chosen = new Set(custom && records === 'chosen' ? rule.chosen : [])
  const needed =
    shareMark.record |
    (named.size > 0 ? shareMark.named : 0) |
    (custom && records === 'deals' ? shareMark.deal : 0) |
    (custom && records === 'chosen' ? shareMark.chosen : 0)

  function marksOf(spelling: string): number {
    const address = normalAddress(spelling)
    let marks = isListed(address, barred) ? shareMark.barred : 0
    if (isListed(address, named)) marks |= shareMark.named
    // the rep is in every mail: a record made of them would share all of it
    if (own.addresses.has(address) || own.addresses.has(withoutTag(address) ?? '')) return marks
    const entry = index.entries.get(address)
    if (!entry || entry.kind === 'colleague') return marks
    marks |= shareMark.record
    if (entry.deals.length > 0) marks |= shareMark.deal
    const picked =
      chosen.has(entry.record) ||
      (entry.account !== null && chosen.has(entry.account)) ||
      entry.deals.some(({ id }) => chosen.has(id))
    return picked ? marks | shareMark.chosen : marks
  }
  return {
    marksOf,
    shares: (marks) => mode !== 'private' && (marks & shareMark.barred) === 0 && (marks & needed) === needed,
    sharesFiled(marks, record, kind) {
      if (mode === 'private' || (marks & shareMark.barred) !== 0) return false
      if (!custom) return true
      if (named.size > 0 && (marks & shareMark.named) === 0) return false
      return records === 'all' || (records === 'deals' && kind === 'deal') || chosen.has(record)
    }
  }
}

/** The address itself, its domain, or one above it. */
function isListed(address: string, entries: ReadonlySet<string>): boolean {
  if (entries.size === 0) return false
  if (entries.has(address)) return true
  for (let domain = domainOf(address); domain !== '';) {
    if (entries.has(`@${domain}`)) return true
    const dot = domain.indexOf('.')
    domain = dot < 0 ? '' : domain.slice(dot + 1)
  }
  return false
}

/**
 * Whether a mail is shared. Who is only in Bcc can forbid it, but never makes it a record's: the other owners of the
 * mail do not know of them.
 */
export function sharedOn(mail: Participants, test: SharingTest): boolean {
  return test.shares(marksOfMail(mail, test))
}

/** What the addresses of a mail say together. */
export function marksOfMail(mail: Participants, test: SharingTest): number {
  let marks = 0
  for (const list of [mail.from, mail.to, mail.cc]) for (const one of list) marks |= test.marksOf(one)
  for (const one of mail.bcc) marks |= test.marksOf(one) & shareMark.barred
  return marks
}
