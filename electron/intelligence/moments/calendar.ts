/** A day as the number of days since 1970-01-01, free of zones. */
export type Day = number

const MS = 86_400_000

/** Null where the calendar has no such day. */
export function dayOf(year: number, month: number, date: number): Day | null {
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, date)
  const fits = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date
  return fits ? Math.floor(at.getTime() / MS) : null
}

export function partsOf(day: Day): { year: number; month: number; date: number } {
  const at = new Date(day * MS)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() }
}

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7

/** The Monday of the week (ISO 8601: weeks begin on Monday). */
export const mondayOf = (day: Day): Day => day - ((weekdayOf(day) + 6) % 7)

export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day)
  const index = year * 12 + (month - 1) + months
  const inYear = Math.floor(index / 12)
  const inMonth = (index % 12) + 1
  return dayOf(inYear, inMonth, Math.min(date, lengthOf(inYear, inMonth)))!
}

export const lengthOf = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate()

export function lastOfMonth(day: Day): Day {
  const { year, month } = partsOf(day)
  return dayOf(year, month, lengthOf(year, month))!
}

export function addWorkdays(day: Day, count: number): Day {
  let at = day
  for (let left = Math.min(count, 400); left > 0;) {
    at++
    if (weekdayOf(at) % 6 !== 0) left--
  }
  return at
}

/** `2026-03-12`, with `T10:30` where minutes of the day are given. */
export function wallTime(day: Day, minute: number | null): string {
  const { year, month, date } = partsOf(day)
  const two = (value: number): string => String(value).padStart(2, '0')
  const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`
  return minute === null ? text : `${text}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** The last day of a period; a week ends for business on its Friday. */
export function periodEnd(day: number, period: string, next = false): number | null {
  const { year, month: at } = partsOf(day)
  if (period === 'month') return lastOfMonth(next ? addMonths(day, 1) : day)
  if (period === 'quarter')
    return lastOfMonth(addMonths(dayOf(year, Math.floor((at - 1) / 3) * 3 + 3, 1)!, next ? 3 : 0))
  if (period === 'year') return dayOf(year + (next ? 1 : 0), 12, 31)
  if (period === 'week') {
    const friday = mondayOf(day) + 4
    return friday < day || next ? friday + 7 : friday
  }
  return day
}

/** The last day of a month by its number, of this year or the next that has it to come. */
export function endOf(day: number, at: number, year?: string): number | null {
  const now = partsOf(day)
  const first = dayOf(year ? Number(year) : now.year + (at < now.month ? 1 : 0), at, 1)
  return first === null ? null : lastOfMonth(first)
}

/** The nth such weekday of a month; the last one for -1. Without a year the month's own or, once it has gone by, the next. */
export function nthWeekday(
  today: Day,
  nth: number,
  weekday: number,
  { month, year, ahead = 0 }: { month?: number | undefined; year?: number | undefined; ahead?: number }
): Day | null {
  const base = partsOf(addMonths(today, ahead))
  const at = month ?? base.month
  const first = dayOf(year ?? base.year + (month !== undefined && month < base.month ? 1 : 0), at, 1)
  if (first === null) return null
  const last = lastOfMonth(first)
  if (nth < 0) return last - ((weekdayOf(last) - weekday + 7) % 7)
  const day = first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1)
  return day <= last ? day : null
}

/** The next such weekday, never today. */
export const coming = (today: Day, weekday: number): Day => today + ((weekday - weekdayOf(today) + 6) % 7) + 1
