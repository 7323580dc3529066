import type { Random } from './random.ts'

const minute = 60_000
const opens = 8 * 60
const closes = 18 * 60

function weekend(day: Date): boolean {
  return day.getDay() === 0 || day.getDay() === 6
}

/** Local midnight of the n-th working day before (n > 0) or after (n < 0) the day of `from`; 0: that day itself. */
export function workingDay(from: number, n: number): Date {
  const day = new Date(from)
  day.setHours(0, 0, 0, 0)
  const step = n > 0 ? -1 : 1
  for (let left = Math.abs(n); left > 0;) {
    day.setDate(day.getDate() + step)
    if (!weekend(day)) left--
  }
  return day
}

export function at(day: Date, minutes: number): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), 0, minutes).getTime()
}

/** `minutes` of working time (08:00 to 18:00, Monday to Friday) after `from`. */
export function workingTime(from: number, minutes: number): number {
  let day = workingDay(from, 0)
  let clock = Math.round((from - day.getTime()) / minute)
  if (weekend(day) || clock > closes) {
    day = workingDay(day.getTime(), -1)
    clock = opens
  }
  clock = Math.max(clock, opens) + minutes
  while (clock > closes) {
    clock -= closes - opens
    day = workingDay(day.getTime(), -1)
  }
  return at(day, clock)
}

/** A moment of a working day, `daysBack` working days ago. */
export function someTime(now: number, daysBack: number, random: Random): number {
  const minutes =
    random.between(0, 9) < 8 ? random.between(8 * 60 + 5, 17 * 60 + 25) : random.between(7 * 60, 19 * 60 + 40)
  return at(workingDay(now, daysBack), minutes) + random.between(0, 59) * 1000
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number) => String(n).padStart(2, '0')

/** Minutes east of UTC of this computer at that moment. */
export function localOffset(time: number): number {
  return -new Date(time).getTimezoneOffset()
}

/** RFC 5322 date-time at an offset in minutes east of UTC. */
export function mailDate(time: number, offset: number): string {
  const d = new Date(time + offset * minute)
  const sign = offset < 0 ? '-' : '+'
  const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`
  return (
    `${days[d.getUTCDay()]}, ${two(d.getUTCDate())} ${months[d.getUTCMonth()]} ${d.getUTCFullYear()} ` +
    `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} ${zone}`
  )
}

/** RFC 9051 date-time, in the local time of this computer. */
export function internalDate(time: number): string {
  const [, day, month, year, clock, zone] = mailDate(time, localOffset(time)).split(' ')
  return `${day}-${month}-${year} ${clock} ${zone}`
}

/** YYYY-MM-DD of the local day. */
export function isoDay(time: number): string {
  const d = new Date(time)
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`
}

/** ISO 8601 basic form in UTC, as iCalendar wants it. */
export function calendarTime(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '')
}
