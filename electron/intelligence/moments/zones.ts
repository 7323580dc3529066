import type { Day } from './calendar.ts'

/** What people write for a zone. Seasonal abbreviations stand for the place: "10am EST" in July means New York's clock. */
const names: Record<string, string> = {
  utc: 'UTC',
  gmt: 'UTC',
  cet: 'Europe/Berlin',
  cest: 'Europe/Berlin',
  mez: 'Europe/Berlin',
  mesz: 'Europe/Berlin',
  bst: 'Europe/London',
  'uk time': 'Europe/London',
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  eastern: 'America/New_York',
  ct: 'America/Chicago',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  central: 'America/Chicago',
  mt: 'America/Denver',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  mountain: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pacific: 'America/Los_Angeles',
  eet: 'Europe/Helsinki',
  wet: 'Europe/Lisbon',
  msk: 'Europe/Moscow',
  ist: 'Asia/Kolkata',
  sgt: 'Asia/Singapore',
  jst: 'Asia/Tokyo',
  aest: 'Australia/Sydney',
  aedt: 'Australia/Sydney'
}
const places: Record<string, string> = {
  berlin: 'Europe/Berlin',
  paris: 'Europe/Paris',
  madrid: 'Europe/Madrid',
  london: 'Europe/London',
  zurich: 'Europe/Zurich',
  wien: 'Europe/Vienna',
  vienna: 'Europe/Vienna',
  'new york': 'America/New_York',
  chicago: 'America/Chicago',
  denver: 'America/Denver',
  'los angeles': 'America/Los_Angeles',
  mexico: 'America/Mexico_City',
  bogota: 'America/Bogota',
  lima: 'America/Lima',
  'buenos aires': 'America/Argentina/Buenos_Aires',
  montreal: 'America/Toronto',
  toronto: 'America/Toronto',
  sydney: 'Australia/Sydney',
  tokyo: 'Asia/Tokyo',
  singapore: 'Asia/Singapore'
}
const cities = Object.keys(places).join('|')

/** Stands straight behind a time of day. On folded text. */
export const zonePattern = new RegExp(
  `(?:(?:utc|gmt) ?([+-]\\d{1,2})(?::?(\\d{2}))?(?!\\d)` +
    `|\\b(${Object.keys(names).join('|')})\\b(?: (?:standard |daylight )?time\\b)?` +
    `|\\b(${cities}) time\\b|\\b(?:heure de|hora de|uhr|zeit) (${cities})\\b|\\b(${cities})er zeit\\b)`,
  'gu'
)

export function zoneNamed(match: RegExpExecArray | RegExpMatchArray): string | null {
  if (match[1]) {
    const hours = Number(match[1])
    const minutes = Math.abs(hours) * 60 + Number(match[2] ?? 0)
    return minutes > 14 * 60 ? null : fixedZone(match[1].startsWith('-') ? -minutes : minutes)
  }
  if (match[3]) return names[match[3]] ?? null
  return places[match[4] ?? match[5] ?? match[6] ?? ''] ?? null
}

export function fixedZone(offset: number): string {
  const minutes = Math.abs(offset)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `UTC${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Minutes ahead of UTC at that instant. */
export function offsetAt(zone: string, at: number): number {
  const fixed = /^UTC([+-])(\d\d):(\d\d)$/.exec(zone)
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]))
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric'
    })
    formats.set(zone, format)
  }
  const value: Record<string, number> = {}
  for (const part of format.formatToParts(at)) value[part.type] = Number(part.value)
  const wall = Date.UTC(value['year']!, value['month']! - 1, value['day']!, value['hour']!, value['minute']!)
  return Math.round((wall - Math.floor(at / 60_000) * 60_000) / 60_000)
}

/**
 * The instant of a wall time. A time that the clock jumps over is read with the offset before the jump (02:30 becomes
 * 03:30); of two that the clock repeats, the first.
 */
export function instantOf(zone: string, day: Day, minute: number): number {
  const wall = day * 86_400_000 + minute * 60_000
  const before = offsetAt(zone, wall - 86_400_000)
  const after = offsetAt(zone, wall + 86_400_000)
  const first = wall - before * 60_000
  if (before === after || offsetAt(zone, first) === before) return first
  const second = wall - after * 60_000
  return offsetAt(zone, second) === after ? second : first
}

/** Where people who write a language are likely to sit; the first whose clock showed the mail's offset that day. */
const likely: Record<string, string[]> = {
  en: [
    'Europe/London',
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Los_Angeles',
    'Asia/Kolkata',
    'Asia/Singapore',
    'Australia/Sydney',
    'Europe/Berlin'
  ],
  de: ['Europe/Berlin'],
  fr: ['Europe/Paris', 'America/Toronto'],
  es: [
    'Europe/Madrid',
    'America/Mexico_City',
    'America/Bogota',
    'America/Argentina/Buenos_Aires',
    'America/Santiago'
  ]
}

/**
 * A mail tells its sender's offset, not the zone, and the offset alone is wrong after the next change of clocks.
 * `known` (the rep's own zone, for mail that they sent) comes first; nothing that fits: the bare offset.
 */
export function zoneOf(offset: number, at: number, language: string, known?: string): string {
  for (const zone of known ? [known, ...(likely[language] ?? [])] : (likely[language] ?? []))
    if (offsetAt(zone, at) === offset) return zone
  return fixedZone(offset)
}
