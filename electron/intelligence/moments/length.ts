import type { Grammar } from './pieces.ts'
import { numberIn } from './pieces.ts'

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

function lengthIn(text: string, grammar: Grammar, last: boolean): number | null {
  const found = [...text.matchAll(grammar.length)]
  const match = last ? found.at(-1) : found[0]
  if (!match) return null
  const [, count, second, third, half] = match
  // "one and a half hours", "une heure et demie"
  const unit = grammar.halfBehind ? second : third
  const andHalf = grammar.halfBehind ? third : second
  if (half) return 30
  const value = /^(?:half an|une demi|eine halbe|media|demi)/.test(count ?? '')
    ? 0.5
    : numberIn(grammar.numbers, count)
  if (value === null || value <= 0) return null
  const minutes = (value + (andHalf ? 0.5 : 0)) * (/^(?:h|st|u)/.test(unit ?? '') ? 60 : 1)
  return minutes >= 5 && minutes <= 600 ? Math.round(minutes) : null
}
