import { anyOf, numberIn, type Grammar } from './pieces.ts'

/** The words of a language for lengths; lists are parts of a regular expression. */
export interface LengthWords {
  numbers: Record<string, number>
  hours: string
  minutes: string
  /** "and a half", which stands before the unit or behind it. */
  andHalf: string
  /** Lengths in a word of their own, in minutes. */
  whole: Record<string, number>
  /** What makes it no length of a meeting: before it ("in", "ago"), and behind. */
  notAfter: string[]
  notBefore: string[]
}

export const lengthPattern = (words: LengthWords): RegExp =>
  new RegExp(
    `${words.notAfter.map((word) => `(?<!\\b${word} )`).join('')}(?<![\\d.,:/-])\\b` +
      `(?:(${anyOf(words.whole)})|(\\d{1,3}|${anyOf(words.numbers)})[ -]?(?:${words.andHalf}[ -]?)?(?:(${words.hours})|${words.minutes}))\\b` +
      `(?! (?:${words.notBefore.join('|')})\\b)(?: ${words.andHalf}\\b)?`,
    'gu'
  )

/** The length said next to a moment: in its sentence or the one behind ("An hour should do it."), never beyond another moment. */
export function lengthNear(
  folded: string,
  { at, end }: { at: number; end: number },
  from: number,
  to: number,
  grammar: Grammar
): number | null {
  const behind = folded.slice(end, Math.min(to, end + 110))
  const ahead = folded.slice(Math.max(from, at - 70), at)
  return (
    lengthIn(behind.split(/\n\s*\n/)[0]!, grammar, false) ??
    lengthIn(ahead.split(/[.!?\n]\s/).at(-1)!, grammar, true)
  )
}

function lengthIn(text: string, { lengths, length }: Grammar, last: boolean): number | null {
  const found = [...text.matchAll(length)]
  const match = last ? found.at(-1) : found[0]
  if (!match) return null
  const [words, whole, count, hours] = match
  if (whole) return lengths.whole[whole] ?? null
  const value = numberIn(lengths.numbers, count)
  if (value === null) return null
  const half = new RegExp(lengths.andHalf, 'u').test(words) ? 0.5 : 0
  const minutes = Math.round((value + half) * (hours ? 60 : 1))
  return minutes >= 5 && minutes <= 600 ? minutes : null
}
