import { randomOf, shuffled } from './random.ts'
import { dimensions, type Vectors } from './vectors.ts'

export const width = 3

/** Words in threes, the strongest of each filter, beside the mean of all words: to `outputs` logits. */
export interface Convolution {
  table: Float32Array
  /** [place][dimension][filter] */
  kernel: Float32Array
  bias: Float32Array
  /** [filter, then dimension][output] */
  out: Float32Array
  outBias: Float32Array
  filters: number
  outputs: number
}
export interface ConvolutionOptions {
  filters: number
  outputs: number
  epochs: number
  seed: number
  rate: number
  drop: number
}

export function trainConvolution(
  texts: readonly Uint32Array[],
  targets: Float32Array,
  vectors: Vectors,
  options: ConvolutionOptions,
  heard: (model: Convolution, epoch: number) => void = () => undefined
): Convolution {
  const { filters: F, outputs: K, seed } = options
  const D = dimensions
  const random = randomOf(seed)
  const sown = (n: number, size: number): Float32Array =>
    Float32Array.from({ length: n }, () => (random() * 2 - 1) * size)
  const model: Convolution = {
    table: vectors.table.slice(),
    kernel: sown(width * D * F, 0.12),
    bias: new Float32Array(F),
    out: sown((F + D) * K, 0.1),
    outBias: new Float32Array(K).fill(-2),
    filters: F,
    outputs: K
  }
  const steps = {
    table: new Float32Array(vectors.table.length / D).fill(0.05),
    kernel: new Float32Array(model.kernel.length).fill(1e-3),
    bias: new Float32Array(F).fill(1e-3),
    out: new Float32Array(model.out.length).fill(1e-2),
    outBias: new Float32Array(K).fill(1e-2)
  }
  const gKernel = new Float32Array(model.kernel.length)
  const gBias = new Float32Array(F)
  const gOut = new Float32Array(model.out.length)
  const gOutBias = new Float32Array(K)
  const pooled = new Float32Array(F + D)
  const gPooled = new Float32Array(F + D)
  const at = new Int32Array(F)
  const row = new Float32Array(F)
  const slope = new Float32Array(K)
  const gWord = new Float32Array(D)
  const batch = 24
  let inBatch = 0
  let rate = options.rate
  const { table, kernel, out } = model

  const update = (weights: Float32Array, gradient: Float32Array, squares: Float32Array): void => {
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i]!
      if (g === 0) continue
      squares[i]! += g * g
      weights[i]! -= (rate * g) / Math.sqrt(squares[i]!)
      gradient[i] = 0
    }
  }
  const moveWord = (word: number): void => {
    let sum = 0
    for (let d = 0; d < D; d++) sum += gWord[d]! * gWord[d]!
    steps.table[word]! += sum / D
    const by = (rate * 0.5) / Math.sqrt(steps.table[word]!)
    for (let d = 0; d < D; d++) table[word * D + d]! -= by * gWord[d]!
  }

  for (let epoch = 0; epoch < options.epochs; epoch++) {
    rate = options.rate * (1 - (0.8 * epoch) / options.epochs)
    for (const index of shuffled(texts.length, random)) {
      const words = texts[index]!
      const n = words.length
      if (n === 0) continue
      poolOf(model, words, pooled, at, row)
      // what is dropped now makes the rest stand alone
      const keep = 1 - options.drop
      for (let j = 0; j < F + D; j++) {
        gPooled[j] = 0
        if (random() >= keep) {
          pooled[j] = 0
          if (j < F) at[j] = -1
        } else pooled[j]! /= keep
      }
      for (let k = 0; k < K; k++) {
        let logit = model.outBias[k]!
        for (let j = 0; j < F + D; j++) logit += pooled[j]! * out[j * K + k]!
        slope[k] = 1 / (1 + Math.exp(-logit)) - targets[index * K + k]!
        gOutBias[k]! += slope[k]!
      }
      for (let j = 0; j < F + D; j++) {
        if (pooled[j] === 0) continue
        let g = 0
        for (let k = 0; k < K; k++) {
          gOut[j * K + k]! += slope[k]! * pooled[j]!
          g += slope[k]! * out[j * K + k]!
        }
        gPooled[j] = g / keep
      }
      for (let f = 0; f < F; f++) {
        const place = at[f]!
        if (place < 0) continue
        const g = gPooled[f]!
        gBias[f]! += g
        for (let k = 0; k < width; k++) {
          const p = place + k - 1
          if (p < 0 || p >= n) continue
          const word = words[p]! * D
          for (let d = 0; d < D; d++) gKernel[(k * D + d) * F + f]! += g * table[word + d]!
        }
      }
      // words move only a little, and by what reached them through the filters and the mean
      for (let p = 0; p < n; p++) {
        for (let d = 0; d < D; d++) gWord[d] = gPooled[F + d]! / n
        for (let f = 0; f < F; f++) {
          const k = p - at[f]! + 1
          if (at[f]! < 0 || k < 0 || k >= width) continue
          const g = gPooled[f]!
          for (let d = 0; d < D; d++) gWord[d]! += g * kernel[(k * D + d) * F + f]!
        }
        moveWord(words[p]!)
      }
      if (++inBatch < batch) continue
      inBatch = 0
      update(kernel, gKernel, steps.kernel)
      update(model.bias, gBias, steps.bias)
      update(out, gOut, steps.out)
      update(model.outBias, gOutBias, steps.outBias)
    }
    heard(model, epoch)
  }
  return model
}

/** Fills the filters' strongest values (0 or more) and the mean vector; `at`: where each was found, -1 for none. */
function poolOf(
  { table, kernel, bias, filters: F }: Convolution,
  words: Uint32Array,
  pooled: Float32Array,
  at: Int32Array,
  row: Float32Array
): void {
  const D = dimensions
  const n = words.length
  pooled.fill(0)
  at.fill(-1)
  for (let place = 0; place < n; place++) {
    row.set(bias)
    for (let k = 0; k < width; k++) {
      const p = place + k - 1
      if (p < 0 || p >= n) continue
      const word = words[p]! * D
      for (let d = 0; d < D; d++) {
        const value = table[word + d]!
        const base = (k * D + d) * F
        for (let f = 0; f < F; f++) row[f]! += value * kernel[base + f]!
      }
    }
    for (let f = 0; f < F; f++)
      if (row[f]! > pooled[f]!) {
        pooled[f] = row[f]!
        at[f] = place
      }
    const word = words[place]! * D
    for (let d = 0; d < D; d++) pooled[F + d]! += table[word + d]! / n
  }
}

export function scoreConvolution(model: Convolution, texts: readonly Uint32Array[]): Float32Array {
  const { filters: F, outputs: K } = model
  const pooled = new Float32Array(F + dimensions)
  const at = new Int32Array(F)
  const row = new Float32Array(F)
  const scores = new Float32Array(texts.length * K)
  for (const [i, words] of texts.entries()) {
    poolOf(model, words, pooled, at, row)
    for (let k = 0; k < K; k++) {
      let logit = model.outBias[k]!
      for (let j = 0; j < F + dimensions; j++) logit += pooled[j]! * model.out[j * K + k]!
      scores[i * K + k] = logit
    }
  }
  return scores
}
