import { normalAddress } from '../../shared/context/address.ts'
import type { Sentiment } from '../../shared/contract/intelligence.ts'
import type { DirectoryIndex } from '../../shared/context/context-of.ts'
import { type Felt, openStreaks, type Streak } from '../../shared/intelligence/streaks.ts'
import { isViewed } from './summary.ts'
import type { FolderRow, WindowRow } from './types.ts'
import type { KeptMood } from './verdicts-db.ts'

/** What is known of mail, in a window of the app as in the keeper. */
export interface FeltMail {
  folders: ReadonlyMap<number, FolderRow>
  windows: ReadonlyMap<number, ReadonlyMap<number, WindowRow>>
  directory: DirectoryIndex
  /** The number of this address; undefined: in no mail. */
  person(address: string): number | undefined
  sentiment(mail: number): Sentiment | null
  /** Of colleagues' mail. */
  shared: readonly KeptMood[]
}

export interface Unhappy extends Streak {
  kind: 'contact' | 'lead' | 'account'
  name: string
}

/**
 * Customers that the rep has mail with, whose last mails to the team were negative, `after` or more in a row: by contact
 * or lead, and by account where several wrote. Own and colleagues' mail count in one order, a mail that both have once.
 */
export function unhappyOf(mail: FeltMail, after: number): Unhappy[] {
  const senders = new Map<number, string[]>()
  const named = new Map<string, Pick<Unhappy, 'kind' | 'name'>>()
  for (const [address, entry] of mail.directory.entries) {
    if (entry.kind === 'colleague') continue
    const person = mail.person(address)
    if (person === undefined) continue
    const customers = [entry.record]
    named.set(entry.record, { kind: entry.kind, name: entry.name })
    if (entry.account) {
      customers.push(entry.account)
      named.set(entry.account, { kind: 'account', name: entry.accountName })
    }
    senders.set(person, customers)
  }
  const felt = ownFelt(mail, senders)
  addShared(felt, mail, named)
  const of = new Map([...felt].map(([customer, mails]) => [customer, [...mails.values()]]))
  const streaks = openStreaks(of, after)
  // an account of which one person alone complains is that person's streak
  const alone = new Set(
    streaks.filter(({ customer }) => named.get(customer)?.kind !== 'account').map(mailsOf)
  )
  return streaks.flatMap((streak) => {
    const of = named.get(streak.customer)
    return !of || (of.kind === 'account' && alone.has(mailsOf(streak))) ? [] : [{ ...streak, ...of }]
  })
}

const mailsOf = ({ mails }: Streak): string => mails.join()

/** By customer and mail. */
type FeltBy = Map<string, Map<Felt['id'], Felt>>

function add(felt: FeltBy, customer: string, one: Felt): void {
  const mails = felt.get(customer)
  if (!mails) felt.set(customer, new Map([[one.id, one]]))
  else if (!mails.has(one.id)) mails.set(one.id, one)
}

function ownFelt(mail: FeltMail, senders: ReadonlyMap<number, string[]>): FeltBy {
  const felt: FeltBy = new Map()
  for (const [folder, windows] of mail.windows) {
    const row = mail.folders.get(folder)
    if (!row || !isViewed(row) || row.role === 'sent') continue
    for (const window of windows.values())
      for (let at = 0; at < window.id.length; at++) {
        const customers = senders.get(window.people[window.peopleAt[at]!]!)
        const id = window.id[at]!
        const sentiment = customers && mail.sentiment(id)
        if (!sentiment) continue
        for (const customer of customers) add(felt, customer, { id, at: window.received[at]!, sentiment })
      }
  }
  return felt
}

/** What was read here goes before what a colleague's app read of the same mail. */
function addShared(felt: FeltBy, mail: FeltMail, named: ReadonlyMap<string, unknown>): void {
  for (const { sender, own, mail: id, sent, sentiment } of mail.shared) {
    const entry = mail.directory.entries.get(normalAddress(sender))
    if (!entry || entry.kind === 'colleague' || !sentiment) continue
    for (const customer of [entry.record, entry.account])
      if (customer && named.has(customer)) add(felt, customer, { id: own ?? id, at: sent, sentiment })
  }
}
