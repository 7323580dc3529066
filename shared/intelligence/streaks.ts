import type { Sentiment } from '../contract/intelligence.ts'

/** A mail that a customer wrote, as far as its mood goes. */
export interface Felt {
  id: number
  /** ms since 1970 */
  at: number
  sentiment: Sentiment
}

/** A customer's negative mails in a row, up to now. */
export interface Streak {
  /** The record: a contact, a lead or an account. */
  customer: string
  /** Oldest first; neutral ones between them are not in it. */
  mails: number[]
  /** When the last of them came. */
  at: number
}

/**
 * The streaks that are open: negative mails in a row, `after` or more. A positive mail ends one, a neutral one does not,
 * and our own answers are not in it at all.
 * @param of each customer's mails in any order
 */
export function openStreaks(of: ReadonlyMap<string, readonly Felt[]>, after: number): Streak[] {
  const streaks: Streak[] = []
  for (const [customer, felt] of of) {
    const mails: number[] = []
    let at = 0
    for (const mail of felt.toSorted((a, b) => b.at - a.at || b.id - a.id)) {
      if (mail.sentiment === 'positive') break
      if (mail.sentiment !== 'negative') continue
      mails.push(mail.id)
      at = Math.max(at, mail.at)
    }
    if (mails.length >= after) streaks.push({ customer, mails: mails.toReversed(), at })
  }
  return streaks.sort((a, b) => b.at - a.at)
}

/** Names a streak for as long as it lasts: an alert is given once for each. */
export function streakKey({ customer, mails }: Streak): string {
  return `${customer}/${mails[0]}`
}
