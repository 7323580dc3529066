import { randomOf } from './random.ts'

/** F1 of each class, where each row has exactly one. */
export function f1Of(given: readonly number[], said: readonly number[], classes: number): number[] {
  return Array.from({ length: classes }, (_, c) =>
    f1(
      given.map((g) => g === c),
      said.map((s) => s === c)
    )
  )
}
export function f1(given: readonly boolean[], said: readonly boolean[]): number {
  let both = 0
  let either = 0
  for (let i = 0; i < given.length; i++) {
    if (given[i] && said[i]) both++
    either += (given[i] ? 1 : 0) + (said[i] ? 1 : 0)
  }
  return either === 0 ? 0 : (2 * both) / either
}
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / (values.length || 1)

/**
 * The threshold with the best F1.
 * @param share of what is true where it is used, 0 to 1, if another than here
 */
export function bestThreshold(
  scores: readonly number[],
  given: readonly boolean[],
  share?: number
): { threshold: number; f1: number } {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]!)
  const total = given.filter(Boolean).length
  // how much one that is not counts beside one that is
  const other = share === undefined ? 1 : ((1 - share) / share) * (total / (given.length - total))
  let hits = 0
  let best = { threshold: Infinity, f1: 0 }
  for (let k = 0; k < order.length; k++) {
    if (given[order[k]!]) hits++
    const value = (2 * hits) / (hits + other * (k + 1 - hits) + total)
    const here = scores[order[k]!]!
    const next = k + 1 < order.length ? scores[order[k + 1]!]! : here - 1
    if (value > best.f1 && next < here) best = { threshold: (here + next) / 2, f1: value }
  }
  return best
}

/** The middle one of the best thresholds of resamples: it does not hang on single mails. */
export function steadyThreshold(scores: readonly number[], given: readonly boolean[], draws = 41): number {
  const random = randomOf(1)
  const found = Array.from({ length: draws }, () => {
    const drawn = scores.map(() => Math.floor(random() * scores.length))
    return bestThreshold(
      drawn.map((i) => scores[i]!),
      drawn.map((i) => given[i]!)
    ).threshold
  })
  return found.sort((a, b) => a - b)[draws >> 1]!
}

/** Expected calibration error over ten equal steps: |right - sure|, weighed by how many fall in each. */
export function calibrationError(sure: readonly number[], right: readonly boolean[], steps = 10): number {
  const bins = Array.from({ length: steps }, () => ({ n: 0, sure: 0, right: 0 }))
  for (let i = 0; i < sure.length; i++) {
    const bin = bins[Math.min(steps - 1, Math.floor(sure[i]! * steps))]!
    bin.n++
    bin.sure += sure[i]!
    if (right[i]) bin.right++
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.right - bin.sure), 0) / (sure.length || 1)
}
