/**
 * What waiting means between people at work: Monday to Friday from 8 to 18, on the clock of this computer. A mail of
 * Friday evening that is answered on Monday at 9 waited an hour. Public holidays are not known and count as worked.
 */
export const opens = 8
export const closes = 18
/** A working day, ms. */
export const workday = (closes - opens) * 3600_000

/** Further than this nobody waits, days: what lies between is not looked through. */
const longest = 400

/** Working time between two moments, ms; 0 where the second is not the later one, or neither is at work. */
export function workingTime(from: number, to: number): number {
  if (!(to > from)) return 0
  const begin = new Date(from)
  let sum = 0
  for (let n = 0; n <= longest; n++) {
    // by the calendar, so that a day of 23 or 25 hours is one
    const at = (hour: number): Date =>
      new Date(begin.getFullYear(), begin.getMonth(), begin.getDate() + n, hour)
    if (at(0).getTime() >= to) break
    const day = at(12).getDay()
    if (day === 0 || day === 6) continue
    sum += Math.max(0, Math.min(to, at(closes).getTime()) - Math.max(from, at(opens).getTime()))
  }
  return sum
}

/** Midnight of a moment's day. */
export const dayOf = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0)

/** Days of the calendar between two moments: yesterday evening is one day before this morning. */
export const daysBetween = (from: number, to: number): number =>
  Math.round((dayOf(to) - dayOf(from)) / (24 * 3600_000))

/** The middle one; of an even number what lies between both. Null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  if (sorted.length === 0) return null
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
