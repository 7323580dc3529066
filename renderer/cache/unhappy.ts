import type { Sentiment } from '../../shared/contract/intelligence.ts'
import type { DirectoryIndex } from '../../shared/context/context-of.ts'
import { type Felt, openStreaks, type Streak } from '../../shared/intelligence/streaks.ts'
import { isViewed } from './summary.ts'
import type { FolderRow, WindowRow } from './types.ts'

/** What is known of mail, in a window of the app as in the keeper. */
export interface FeltMail {
  folders: ReadonlyMap<number, FolderRow>
  windows: ReadonlyMap<number, ReadonlyMap<number, WindowRow>>
  directory: DirectoryIndex
  /** The number of this address; undefined: in no mail. */
  person(address: string): number | undefined
  sentiment(mail: number): Sentiment | null
}

export interface Unhappy extends Streak {
  kind: 'contact' | 'lead' | 'account'
  name: string
}

/** Customers whose last mails were negative, `after` or more in a row: by contact or lead, and by account where several wrote. */
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
  const streaks = openStreaks(feltBy(mail, senders), after)
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

function feltBy(mail: FeltMail, senders: ReadonlyMap<number, string[]>): Map<string, Felt[]> {
  const felt = new Map<string, Felt[]>()
  const seen = new Set<number>()
  for (const [folder, windows] of mail.windows) {
    const row = mail.folders.get(folder)
    if (!row || !isViewed(row) || row.role === 'sent') continue
    for (const window of windows.values())
      for (let at = 0; at < window.id.length; at++) {
        const customers = senders.get(window.people[window.peopleAt[at]!]!)
        const id = window.id[at]!
        if (!customers || seen.has(id)) continue
        seen.add(id)
        const sentiment = mail.sentiment(id)
        if (!sentiment) continue
        for (const customer of customers) {
          const list = felt.get(customer)
          const one = { id, at: window.received[at]!, sentiment }
          if (list) list.push(one)
          else felt.set(customer, [one])
        }
      }
  }
  return felt
}
