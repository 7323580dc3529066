import type { OwnPromise } from '../../shared/contract/promises.ts'
import type { Mailbox } from '../../shared/mail/message.ts'

/** What one own mail promises; of a mail that promises nothing too: it was read. */
export interface PromiseRow {
  /** Our number of the mail. */
  mail: number
  /** `promiseRules` that read it. */
  rules: number
  thread: number
  sent: number
  subject: string
  /** The first few of To and Cc. */
  to: Mailbox[]
  promises: KeptPromise[]
}

export interface KeptPromise extends Pick<OwnPromise, 'what' | 'words' | 'due'> {
  /** What the rep did with it is remembered by: `suggestionKey`. */
  key: string
  /** The later mail that keeps it. */
  kept: { mail: number; how: NonNullable<OwnPromise['kept']>['how'] } | null
  /** The mails of other conversations that it was held against. */
  elsewhere?: string
}

/** An older mail promises nothing that is still waited for, ms. */
export const promisesFor = 60 * 24 * 3600_000

/** One that is not kept, as views show it. */
export interface OpenPromise extends Pick<KeptPromise, 'key' | 'what' | 'words'> {
  mail: number
  thread: number
  sent: number
  subject: string
  to: Mailbox[]
  /** ms since 1970, of a day its last moment; null: no day was said. */
  due: number | null
  /** No hour was said. */
  dayOnly: boolean
}

/**
 * What is not kept by a mail, the most overdue first, those without a day last.
 * @param handled keys of those that the rep did, dismissed, or made a task of
 */
export function openPromisesOf(
  rows: readonly PromiseRow[],
  handled: { has(key: string): boolean },
  now: number
): OpenPromise[] {
  const found = new Map<string, OpenPromise>()
  for (const { mail, thread, sent, subject, to, promises } of rows) {
    if (sent < now - promisesFor) continue
    for (const { key, what, words, due, kept } of promises) {
      if (kept || handled.has(key)) continue
      const ends = due && (due.at ?? endOf(due.start))
      const dayOnly = due !== null && due.at === null
      found.set(key, { key, what, words, mail, thread, sent, subject, to, due: ends, dayOnly })
    }
  }
  return [...found.values()].sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity) || a.sent - b.sent)
}

/** The last moment of a day on the rep's clock; null: it is none. */
function endOf(day: string): number | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)/.exec(day) ?? []
  return year ? new Date(+year, +month! - 1, +date! + 1).getTime() - 1 : null
}
