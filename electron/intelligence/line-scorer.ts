import model from '../../resources/intelligence/signature-lines.json' with { type: 'json' }
import { lineFeatures } from './line-features.ts'
import type { Sender } from './names.ts'

/** Filled lines from the end that can belong to a sign-off. */
export const reach = 30

const weights = new Map<string, number>(Object.entries(model.weights))

export interface ScoredLine {
  index: number
  /** Log odds that the line belongs to the sign-off. */
  odds: number
}

/** The last filled lines of a text, each by its features. `filled` are indices into `lines`, ascending. */
export function featuresOfTail(
  lines: readonly string[],
  filled: readonly number[],
  sender: Sender
): { index: number; features: string[] }[] {
  const first = Math.max(0, filled.length - reach)
  return filled.slice(first).map((index, at) => {
    const before = filled[first + at - 1]
    const place = {
      below: filled.length - 1 - first - at,
      above: first + at,
      gapBefore: before !== undefined && index - before > 1,
      previous: before === undefined ? null : lines[before]!
    }
    return { index, features: lineFeatures(lines[index]!, place, sender) }
  })
}

export function scoreTail(lines: readonly string[], filled: readonly number[], sender: Sender): ScoredLine[] {
  return featuresOfTail(lines, filled, sender).map(({ index, features }) => ({
    index,
    odds: features.reduce((sum, name) => sum + (weights.get(name) ?? 0), 0)
  }))
}

/** Where the sign-off begins by the lines' odds: the start with the largest sum to the end; null: none. */
export function likeliestStart(scored: readonly ScoredLine[]): number | null {
  let best: number | null = null
  let most = model.start
  let sum = 0
  for (let at = scored.length - 1; at >= 0; at--) {
    sum += Math.max(-8, Math.min(8, scored[at]!.odds))
    if (sum > most) {
      most = sum
      best = at
    }
  }
  return best
}
