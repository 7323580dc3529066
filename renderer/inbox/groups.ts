import type { List } from '../cache/index.ts'
import { inbox as words } from '../words/en/inbox.ts'

/** A label over the rows from `first` on. */
export interface Group {
  label: string
  first: number
}

const day = 86_400_000
const month = new Intl.DateTimeFormat(undefined, { month: 'long' })
const monthYear = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' })

/** Today, Yesterday, This week, Last week, then months: found by halving, so a hundred thousand rows cost some 20 looks each. */
export function groupsOf(list: List, now: number): Group[] {
  const groups: Group[] = []
  let at = 0
  while (at < list.length) {
    const { label, from } = periodOf(list.row(at).received, now)
    groups.push({ label, first: at })
    at = firstBefore(list, from, at + 1)
  }
  return groups
}

/** The first row from `low` on that is older than `time`. */
function firstBefore(list: List, time: number, low: number): number {
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list.row(middle).received < time) high = middle
    else low = middle + 1
  }
  return low
}

function periodOf(received: number, now: number): { label: string; from: number } {
  const today = new Date(now).setHours(0, 0, 0, 0)
  const weekday = (new Date(now).getDay() + 6) % 7
  const week = new Date(today - weekday * day).setHours(0, 0, 0, 0)
  const lastWeek = new Date(week - 7 * day + day / 2).setHours(0, 0, 0, 0)
  const yesterday = new Date(today - day / 2).setHours(0, 0, 0, 0)
  if (received >= today) return { label: words.today, from: today }
  if (received >= yesterday) return { label: words.yesterday, from: yesterday }
  if (received >= week) return { label: words.thisWeek, from: week }
  if (received >= lastWeek) return { label: words.lastWeek, from: lastWeek }
  const date = new Date(received)
  const from = new Date(date.getFullYear(), date.getMonth(), 1).getTime()
  // the days of a month that "last week" took are not labelled twice: the month goes on below it
  const sameYear = date.getFullYear() === new Date(now).getFullYear()
  return { label: (sameYear ? month : monthYear).format(date), from }
}
