import { featuresOf } from '../electron/intelligence/features.ts'
import { tokensOf } from '../electron/intelligence/tokens.ts'
import { randomOf, shuffled } from './random.ts'

/** Rows of sparse numbers: of row i, columns[starts[i]] up to columns[starts[i + 1]]. */
export interface Rows {
  starts: Uint32Array
  columns: Uint32Array
  values: Float32Array
}
export type Vocabulary = Map<number, number>

export interface Text {
  hashes: number[]
  values: number[]
}
export const readTexts = (texts: readonly string[], lexicon?: ReadonlyMap<string, number>): Text[] =>
  texts.map((text) => featuresOf(tokensOf(text), text, lexicon))

/** The features that stand in at least `least` of the texts, numbered in the order they are met. */
export function vocabularyOf(texts: readonly Text[], least: number): Vocabulary {
  const seen = new Map<number, number>()
  for (const { hashes } of texts)
    for (const hash of new Set(hashes)) seen.set(hash, (seen.get(hash) ?? 0) + 1)
  const vocabulary: Vocabulary = new Map()
  for (const [hash, count] of seen) if (count >= least) vocabulary.set(hash, vocabulary.size)
  return vocabulary
}

export function rowsOf(texts: readonly Text[], vocabulary: Vocabulary): Rows {
  const starts = new Uint32Array(texts.length + 1)
  const columns: number[] = []
  const values: number[] = []
  for (const [i, { hashes, values: given }] of texts.entries()) {
    for (let k = 0; k < hashes.length; k++) {
      const column = vocabulary.get(hashes[k]!)
      if (column === undefined) continue
      columns.push(column)
      values.push(given[k]!)
    }
    starts[i + 1] = columns.length
  }
  return { starts, columns: Uint32Array.from(columns), values: Float32Array.from(values) }
}

export interface LinearOptions {
  rate: number
  epochs: number
  seed: number
  /** How much log-count ratios scale the features: 0 not at all. */
  bayes: number
  /** Pulls weights to 0 at each touch. */
  decay: number
}

/**
 * One against rest for each output, by AdaGrad in a fixed order; the last half's weights averaged by epoch.
 * @param targets row by row, 0 to 1, `outputs` each
 */
export function trainLinear(
  rows: Rows,
  targets: Float32Array,
  outputs: number,
  size: number,
  options: LinearOptions
): Float32Array {
  const count = rows.starts.length - 1
  const scale = bayesScale(rows, targets, outputs, size, options.bayes)
  const weights = new Float32Array(size * outputs)
  const squares = new Float32Array(size * outputs).fill(1e-2)
  const averaged = new Float32Array(size * outputs)
  const random = randomOf(options.seed)
  const logits = new Float64Array(outputs)
  let taken = 0
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const row of shuffled(count, random)) {
      const from = rows.starts[row]!
      const to = rows.starts[row + 1]!
      logits.fill(0)
      for (let k = from; k < to; k++) {
        const base = rows.columns[k]! * outputs
        const value = rows.values[k]!
        for (let o = 0; o < outputs; o++) logits[o]! += weights[base + o]! * scale[base + o]! * value
      }
      for (let o = 0; o < outputs; o++)
        logits[o] = 1 / (1 + Math.exp(-logits[o]!)) - targets[row * outputs + o]!
      for (let k = from; k < to; k++) {
        const base = rows.columns[k]! * outputs
        const value = rows.values[k]!
        for (let o = 0; o < outputs; o++) {
          const at = base + o
          const slope = logits[o]! * value * scale[at]! + options.decay * weights[at]!
          squares[at]! += slope * slope
          weights[at]! -= (options.rate * slope) / Math.sqrt(squares[at]!)
        }
      }
    }
    if (epoch >= Math.floor(options.epochs / 2)) {
      taken++
      for (let i = 0; i < weights.length; i++) averaged[i]! += weights[i]!
    }
  }
  for (let i = 0; i < averaged.length; i++) averaged[i] = (averaged[i]! / taken) * scale[i]!
  return averaged
}

/** |log((p + 1) / |p|) - log((q + 1) / |q|)| of each feature and output (Wang and Manning 2012), mixed with 1. */
function bayesScale(
  rows: Rows,
  targets: Float32Array,
  outputs: number,
  size: number,
  share: number
): Float32Array {
  const scale = new Float32Array(size * outputs).fill(1)
  if (share === 0) return scale
  const count = rows.starts.length - 1
  const yes = new Float32Array(size * outputs)
  const all = new Float32Array(size)
  const total = new Float64Array(outputs)
  for (let row = 0; row < count; row++) {
    for (let o = 0; o < outputs; o++) total[o]! += targets[row * outputs + o]!
    for (let k = rows.starts[row]!; k < rows.starts[row + 1]!; k++) {
      all[rows.columns[k]!]! += 1
      for (let o = 0; o < outputs; o++) yes[rows.columns[k]! * outputs + o]! += targets[row * outputs + o]!
    }
  }
  for (let f = 0; f < size; f++)
    for (let o = 0; o < outputs; o++) {
      const p = (yes[f * outputs + o]! + 1) / (total[o]! + 1)
      const q = (all[f]! - yes[f * outputs + o]! + 1) / (count - total[o]! + 1)
      scale[f * outputs + o] = 1 - share + share * Math.min(4, Math.abs(Math.log(p / q)))
    }
  return scale
}

export function scoreLinear(rows: Rows, weights: Float32Array, outputs: number): Float32Array {
  const count = rows.starts.length - 1
  const scores = new Float32Array(count * outputs)
  for (let row = 0; row < count; row++)
    for (let k = rows.starts[row]!; k < rows.starts[row + 1]!; k++)
      for (let o = 0; o < outputs; o++)
        scores[row * outputs + o]! += weights[rows.columns[k]! * outputs + o]! * rows.values[k]!
  return scores
}
