import type { Sentiment } from '../contract/intelligence.ts'

/** A mail's number in the cache, or its id in the workspace where a colleague alone has it. */
export type FeltId = number | string

/** A mail that a customer wrote, as far as its mood goes. */
export interface Felt {
  id: FeltId
  /** ms since 1970 */
  at: number
  sentiment: Sentiment
}

/** A customer's negative mails in a row, up to now. */
export interface Streak {
  /** The record: a contact, a lead or an account. */
  customer: string
  /** Oldest first; neutral ones between them are not in it. */
  mails: FeltId[]
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
    const mails: FeltId[] = []
    let at = 0
    for (const mail of felt.toSorted(newestFirst)) {
      if (mail.sentiment === 'positive') break
      if (mail.sentiment !== 'negative') continue
      mails.push(mail.id)
      at = Math.max(at, mail.at)
    }
    if (mails.length >= after) streaks.push({ customer, mails: mails.toReversed(), at })
  }
  return streaks.sort((a, b) => b.at - a.at)
}

function newestFirst(a: Felt, b: Felt): number {
  if (a.at !== b.at) return b.at - a.at
  if (typeof a.id === 'number' && typeof b.id === 'number') return b.id - a.id
  return String(a.id) < String(b.id) ? 1 : -1
}

/**
 * Names a streak for as long as it lasts, once for each of its mails: it is the same one as long as one name is. A mail
 * that a colleague had first keeps that name when it comes here too.
 * @param shared ids in the workspace by numbers in the cache
 */
export function streakNames({ customer, mails }: Streak, shared: ReadonlyMap<number, string>): string[] {
  return mails.flatMap((id) => {
    const also = typeof id === 'number' ? shared.get(id) : undefined
    return [id, ...(also === undefined ? [] : [also])].map((one) => `${customer}/${one}`)
  })
}
