import type { LengthWords } from './length.ts'
import type { Day } from './calendar.ts'

/** What the mail's own date gives: the day and the minute of it on the sender's clock. */
export interface Reference {
  day: Day
  minute: number
  /** Whether 3/4 is March 4. */
  monthFirst: boolean
}

export type DaySaid =
  /** `which`: weeks from this one (`next week`), or how the weekday itself was named. */
  | { kind: 'weekday'; weekday: number; which?: 'coming' | 'next' | 'this' | 'last' | number }
  /** `guessed`: 3/4 as the sender's country writes it, which may be 4/3 all the same. */
  | { kind: 'date'; year?: number; month?: number; date: number; weekday?: number; guessed?: boolean }
  /** `loose`: today unless another day is named, as in "end of day Friday". */
  | { kind: 'other'; day(ref: Reference): Day | null; loose?: boolean }
  /** Said twice: "tomorrow, Thursday". Where the two differ nobody knows. */
  | { kind: 'both'; days: [DaySaid, DaySaid] }

export interface TimeSaid {
  /** Of the day; 1440 is its end. */
  minute: number
  /** Said on a clock of twelve hours without saying which half. */
  open?: boolean
}

export type DayPart = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night'

/** A stretch of the text that tells one part of a moment. */
export interface Piece {
  at: number
  end: number
  sure: number
  day?: DaySaid
  time?: TimeSaid
  part?: DayPart
  zone?: string
  minutes?: number
  /** "Between two and four": some time in it, of no length. */
  window?: boolean
  /** The minute counted from the mail's own: "in 30 minutes". */
  fromNow?: number
}

export interface Rule {
  pattern: RegExp
  read(match: RegExpExecArray, text: string): Omit<Piece, 'at' | 'end'> | null
}

export interface Grammar {
  rules: Rule[]
  /** What may stand between two pieces of one moment. */
  joint: RegExp
  /** What may stand between two moments that are offered for choice. */
  choice: RegExp
  /** Words before a moment that belong to it: the first group a deadline, the second a start, the third a point. */
  lead: RegExp
  /** Words before it that make it something else: the date of a document, what recurs, what is past. */
  refusal: RegExp
  /** The same behind it. */
  refusalAfter: RegExp
  /** What takes leave, up to a day that ends its line: "Bis morgen!" */
  farewell?: RegExp
  /** Words of time next to a moment that no rule read: whatever they say, it is not the moment alone. */
  unread: { before: RegExp; after: RegExp }

  length: RegExp
  lengths: LengthWords
  /** A count before a moment that moves its day, and how many letters it takes. */
  shift?(before: string): { words: number; move(day: Day): Day } | null
}

/** Swallows what recurs or spans days, so that no part of it is read as a day. */
export const noMoment = (): Omit<Piece, 'at' | 'end'> => ({
  sure: 0,
  day: { kind: 'other', day: () => null }
})

export const anyOf = (words: Record<string, unknown> | string[]): string =>
  (Array.isArray(words) ? words : Object.keys(words)).sort((a, b) => b.length - a.length).join('|')

/** A number as digits or as a word of the language. */
export const numberIn = (numbers: Record<string, number>, text: string | undefined): number | null => {
  if (text === undefined) return null
  const word = text.replace(/\.$/, '')
  return /^\d+$/.test(word) ? Number(word) : (numbers[word] ?? null)
}

export function timeAt(hour: number, minute: number, half?: string, open = false): TimeSaid | null {
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null
  const am = half?.startsWith('a')
  const pm = half?.startsWith('p')
  if (am || pm) {
    if (hour < 1 || hour > 12) return pm && hour < 24 && hour > 12 ? { minute: hour * 60 + minute } : null
    return { minute: ((hour % 12) + (pm ? 12 : 0)) * 60 + minute }
  }
  return { minute: hour * 60 + minute, ...(open && hour >= 1 && hour <= 12 ? { open: true } : {}) }
}

/** Two digits from 40 on are a year of birth, not one to plan for. */
export const fullYear = (text: string | undefined): number | undefined =>
  text === undefined
    ? undefined
    : text.length === 2
      ? (Number(text) < 40 ? 2000 : 1900) + Number(text)
      : Number(text)
