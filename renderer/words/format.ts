/** Numbers, dates and sizes as the rep's system writes them. The clock is given, so that tests hold still. */
const locale = typeof navigator === 'undefined' ? 'en-GB' : navigator.language

const day = 86_400_000
const cached = new Map<string, Intl.DateTimeFormat>()
function format(options: Intl.DateTimeFormatOptions, of: string): Intl.DateTimeFormat {
  const key = `${of} ${JSON.stringify(options)}`
  let made = cached.get(key)
  if (!made) cached.set(key, (made = new Intl.DateTimeFormat(of, options)))
  return made
}

function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0)
}

/** Today's hour, the weekday within 6 days, then `20 Nov`, then `Nov 2025`. */
export function shortDate(ms: number, now = Date.now(), of = locale): string {
  const today = startOfDay(now)
  if (ms >= today && ms < today + day) return clock(ms, of)
  if (ms < today && startOfDay(ms) >= startOfDay(today - 6 * day))
    return format({ weekday: 'short' }, of).format(ms)
  const sameYear = new Date(ms).getFullYear() === new Date(now).getFullYear()
  const recent = ms > now - 300 * day && ms < now + 300 * day
  if (sameYear || recent) return format({ day: 'numeric', month: 'short' }, of).format(ms)
  return format({ month: 'short', year: 'numeric' }, of).format(ms)
}

export function clock(ms: number, of = locale): string {
  return format({ hour: '2-digit', minute: '2-digit' }, of).format(ms)
}

/** 25 November 2025 */
export function longDate(ms: number, of = locale): string {
  return format({ day: 'numeric', month: 'long', year: 'numeric' }, of).format(ms)
}

/** Wed 25 Nov 2025, 14:00 */
export function fullDate(ms: number, of = locale): string {
  return format(
    { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    of
  ).format(ms)
}

export function count(value: number, of = locale): string {
  return value.toLocaleString(of)
}

/** Whole units where there are no cents: €48,000. An unknown currency is written before the number. */
export function money(amount: number, currency: string, of = locale): string {
  const digits = Number.isInteger(amount) ? 0 : 2
  try {
    return new Intl.NumberFormat(of, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits
    }).format(amount)
  } catch {
    return `${currency} ${amount.toLocaleString(of)}`.trim()
  }
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** 412 KB, 3.4 MB; by 1,000 as disks and providers count. */
export function fileSize(bytes: number, of = locale): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  const digits = unit >= 2 && value < 10 ? 1 : 0
  return `${value.toLocaleString(of, { maximumFractionDigits: digits })} ${units[unit]}`
}
