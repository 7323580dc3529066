import { reader as words } from '../words/en/reader.ts'

const day = 24 * 60 * 60 * 1000
// made once: a formatter costs more than a hundred dates written by it
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' })
const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const dayMonthYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })

/** The date in a mail's header: Today 09:31, Yesterday 09:31, Mon 16:05, 20 Nov 09:31, 20 Nov 2025 09:31. */
export function mailDate(at: number, now: number = Date.now()): string {
  if (!isDate(at)) return ''
  const time = clock.format(at)
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  if (at >= midnight && at < midnight + day) return `${words.today} ${time}`
  if (at >= midnight - day && at < midnight) return `${words.yesterday} ${time}`
  if (at >= midnight - 6 * day && at < midnight) return `${weekday.format(at)} ${time}`
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return `${(sameYear ? dayMonth : dayMonthYear).format(at)} ${time}`
}

export function fullDate(at: number): string {
  return isDate(at) ? whole.format(at) : ''
}

/** What a mail claims may be no date at all, and a formatter throws on it. */
function isDate(at: number): boolean {
  return !Number.isNaN(new Date(at).getTime())
}

/** 412 KB, 3.1 MB; 1 KB is 1,000 octets, as file managers count. */
export function fileSize(octets: number): string {
  if (octets < 1000) return `${octets} B`
  if (octets < 1_000_000) return `${Math.round(octets / 1000)} KB`
  if (octets < 1_000_000_000) return `${(octets / 1_000_000).toFixed(octets < 10_000_000 ? 1 : 0)} MB`
  return `${(octets / 1_000_000_000).toFixed(1)} GB`
}
