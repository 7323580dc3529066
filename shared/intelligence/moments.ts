/** A date, or a date with a time, that a text names. */
export interface Moment {
  /** The words as they stand in the text, and where. */
  words: string
  index: number
  /** `2026-03-12T10:30`, or `2026-03-12` where only a day is said: on the clock of `zone`. */
  start: string
  /** The sender's own: an IANA name, or `UTC+02:00` where no more is known. */
  zone: string
  /** The instant in ms; null where only a day is said. */
  at: number | null
  /** The length, where one is said. */
  minutes: number | null
  /** `by`: not later than; `from`: not before; `on`: then. */
  edge: 'by' | 'from' | 'on'
  /** 0 to 1. */
  confidence: number
}
