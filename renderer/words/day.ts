/** A day without an hour (YYYY-MM-DD) as the rep writes it: `31 Dec`, with the year when it is far. It is the same day in every time zone. */
export function dayText(day: string, now = Date.now(), of?: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const noon = new Date(year, month - 1, date, 12).getTime()
  const distance = Math.abs(noon - now)
  const far = distance > 300 * 86_400_000
  return new Intl.DateTimeFormat(of ?? localeOf(), {
    ...(far ? { year: 'numeric' } : {}),
    day: 'numeric',
    month: 'short'
  }).format(noon)
}

/** An hour of a day to come: `Fri 27 Nov, 14:00`. */
export function timeText(ms: number, of?: string): string {
  return new Intl.DateTimeFormat(of ?? localeOf(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit'
  }).format(ms)
}

/** A day with its weekday: `Fri 4 Dec`. */
export function weekdayText(ms: number, of?: string): string {
  return new Intl.DateTimeFormat(of ?? localeOf(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short'
  }).format(ms)
}

/** What a `datetime-local` field holds, in the rep's own time zone. */
export function fieldTime(ms: number): string {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000)
  return date.toISOString().slice(0, 16)
}

function localeOf(): string {
  return typeof navigator === 'undefined' ? 'en-GB' : navigator.language
}
