import type { Period } from '../../shared/contract/accounts.ts'

/** A row of `meta`, key `period/<account>`: from when on the mail of an account is kept here. */
export interface KeptSince {
  /** The wish that this stands for, as JSON. */
  period: string
  /** ms since 1970; null: from the beginning. */
  since: number | null
  /** What is older is out of sight and on its way off the disk, but for `staying` mail (excess.ts). */
  dropping?: boolean
}

/** `since` of an account whose mail is not kept at all. A number, because cursors cross the contract. */
export const nothing = Number.MAX_SAFE_INTEGER

export function periodKey(account: string): string {
  return `period/${account}`
}

/** A fixed start for a period counted in months: it does not wander from day to day, so a complete folder stays complete. */
export function startOf(period: Period, now: number): number | null {
  if ('everything' in period) return null
  if ('from' in period) return period.from
  const day = new Date(now)
  day.setHours(0, 0, 0, 0)
  day.setMonth(day.getMonth() - period.months)
  return day.getTime()
}

/** Whether `a` keeps less than `b`. */
export function isLater(a: number | null, b: number | null): boolean {
  return a !== null && (b === null || a > b)
}
