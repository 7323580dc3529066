import { coming, dayOf, lastOfMonth, mondayOf, partsOf, weekdayOf, type Day } from './calendar.ts'
import type { DaySaid, DayPart, Reference, TimeSaid } from './pieces.ts'

export interface Sure<T> {
  value: T
  /** What the saying leaves open, taken off the confidence. */
  doubt: number
}

/**
 * The day meant. `deadline`: nobody sets one in the past, so a date that has gone by this year is next year's.
 * `nearNext`: "next Friday", said on a Monday, is the one of this week in that language (null: nobody can tell).
 */
export function resolveDay(
  said: DaySaid,
  ref: Reference,
  deadline: boolean,
  nearNext: boolean | null
): Sure<Day> | null {
  if (said.kind === 'other') {
    const value = said.day(ref)
    return value === null ? null : { value, doubt: 0 }
  }
  if (said.kind === 'both') {
    const [first, second] = said.days.map((each) => resolveDay(each, ref, deadline, nearNext))
    if (!first || !second) return first ?? second ?? null
    // a bare weekday never means today, but "today, Thursday" does
    const named = said.days.find((each) => each.kind === 'weekday')
    const agree =
      first.value === second.value || (named?.kind === 'weekday' && named.weekday === weekdayOf(first.value))
    return agree ? first : { value: first.value, doubt: 0.6 }
  }
  if (said.kind === 'weekday') return resolveWeekday(said, ref, nearNext)
  return resolveDate(said, ref, deadline)
}

function resolveWeekday(
  { weekday, which }: DaySaid & { kind: 'weekday' },
  ref: Reference,
  nearNext: boolean | null
): Sure<Day> {
  const inWeek = (weeks: number): Day => mondayOf(ref.day) + 7 * weeks + ((weekday + 6) % 7)
  const next = coming(ref.day, weekday)
  if (typeof which === 'number') return { value: inWeek(which), doubt: 0 }
  if (which === 'this') return { value: inWeek(0), doubt: 0 }
  if (which === 'last') return { value: next - 7 === ref.day ? ref.day - 7 : next - 7, doubt: 0 }
  if (which === 'next') {
    const following = inWeek(1)
    if (following === next || next === ref.day + 7) return { value: next, doubt: 0 }
    return nearNext === true
      ? { value: next, doubt: 0.05 }
      : { value: following, doubt: nearNext === null ? 0.3 : 0.05 }
  }
  return { value: next, doubt: next === ref.day + 7 && which !== 'coming' ? 0.1 : 0 }
}

function resolveDate(said: DaySaid & { kind: 'date' }, ref: Reference, deadline: boolean): Sure<Day> | null {
  const now = partsOf(ref.day)
  const fits = (day: Day | null): day is Day =>
    day !== null && (said.weekday === undefined || weekdayOf(day) === said.weekday)
  if (said.month === undefined) {
    // the 27th: of this month, or the next that has it
    for (let ahead = 0; ahead < 3; ahead++) {
      const first = dayOf(now.year, now.month, 1)! + 0
      const at = ahead === 0 ? now : partsOf(lastOfMonth(ahead === 1 ? first : lastOfMonth(first) + 1) + 1)
      const day = dayOf(at.year, at.month, said.date)
      if (fits(day) && day >= ref.day) return { value: day, doubt: ahead > 1 ? 0.2 : 0 }
    }
    return null
  }
  const years = said.year === undefined ? [now.year - 1, now.year, now.year + 1] : [said.year]
  // a weekday settles which number is the month, unless it fits both
  const both =
    said.guessed &&
    said.weekday !== undefined &&
    years.some((year) => fits(dayOf(year, said.date, said.month!)))
  if (said.year !== undefined) {
    const day = dayOf(said.year, said.month, said.date)
    // a weekday that is wrong leaves open which of the two was meant
    return day === null ? null : { value: day, doubt: fits(day) && !both ? 0 : 0.6 }
  }
  const near = years.map((year) => dayOf(year, said.month!, said.date))
  if (said.weekday !== undefined) {
    const chosen = near.filter(fits).sort((a, b) => Math.abs(a - ref.day) - Math.abs(b - ref.day))[0]
    if (chosen !== undefined) return { value: chosen, doubt: both ? 0.6 : 0 }
  }
  const doubt = said.weekday === undefined ? 0 : 0.6
  const [past, same, next] = near
  if (same !== null && same !== undefined && same >= ref.day) {
    // in January, "December 19" is the last one
    if (past !== null && past !== undefined && !deadline && ref.day - past < 60 && same - ref.day > 270)
      return { value: past, doubt }
    return { value: same, doubt: doubt + (same - ref.day > 200 ? 0.1 : 0) }
  }
  if (same !== null && same !== undefined && ref.day - same <= (deadline ? 30 : 150))
    return { value: same, doubt }
  return next === null || next === undefined ? null : { value: next, doubt: doubt + (deadline ? 0.05 : 0.1) }
}

/** The minute of the day meant. An hour from 1 to 6 alone is in the afternoon: nobody meets at three in the night. */
export function resolveTime(time: TimeSaid, part: DayPart | undefined): Sure<number> {
  if (!time.open) return { value: time.minute, doubt: 0 }
  const late = part === 'afternoon' || part === 'evening' || part === 'night'
  const half = time.minute % 720
  if (late) return { value: half + 720, doubt: 0 }
  if (part === 'morning') return { value: half, doubt: 0 }
  if (half < 60) return { value: half + 720, doubt: 0.02 }
  // from six to eight people work out, and sit at dinner
  if (half < 7 * 60) return { value: half + 720, doubt: half < 6 * 60 ? 0.02 : 0.3 }
  return { value: half, doubt: half < 7.5 * 60 ? 0.3 : half < 8 * 60 ? 0.15 : 0.02 }
}
