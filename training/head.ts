/** Softmax or one-against-rest over a few dense numbers, by whole-batch descent with a pull to 0: small and the same each time. */
export interface Head {
  /** [input][output] */
  weights: Float32Array
  bias: Float32Array
}
export function trainHead(
  inputs: readonly Float32Array[],
  targets: readonly (readonly number[])[],
  {
    softmax,
    pull,
    rounds = 400,
    rate = 0.5
  }: { softmax: boolean; pull: number; rounds?: number; rate?: number }
): Head {
  const n = inputs.length
  const D = inputs[0]!.length
  const K = targets[0]!.length
  const centre = new Float64Array(D)
  const spread = new Float64Array(D)
  for (const x of inputs) for (let d = 0; d < D; d++) centre[d]! += x[d]! / n
  for (const x of inputs) for (let d = 0; d < D; d++) spread[d]! += (x[d]! - centre[d]!) ** 2 / n
  for (let d = 0; d < D; d++) spread[d] = Math.sqrt(spread[d]!) || 1
  const w = new Float64Array(D * K)
  const b = new Float64Array(K)
  const step = new Float64Array(D * K).fill(1e-8)
  const bStep = new Float64Array(K).fill(1e-8)
  const g = new Float64Array(D * K)
  const gb = new Float64Array(K)
  const scaled = inputs.map((x) => Float64Array.from(x, (v, d) => (v - centre[d]!) / spread[d]!))
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < w.length; i++) g[i] = pull * w[i]!
    gb.fill(0)
    for (let i = 0; i < n; i++) {
      const x = scaled[i]!
      const said = new Float64Array(b)
      for (let d = 0; d < D; d++) for (let k = 0; k < K; k++) said[k]! += x[d]! * w[d * K + k]!
      const p = softmax ? softmaxOf(said) : said.map((v) => 1 / (1 + Math.exp(-v)))
      for (let k = 0; k < K; k++) {
        const slope = (p[k]! - targets[i]![k]!) / n
        gb[k]! += slope
        for (let d = 0; d < D; d++) g[d * K + k]! += slope * x[d]!
      }
    }
    for (let i = 0; i < w.length; i++) {
      step[i] = 0.9 * step[i]! + 0.1 * g[i]! ** 2
      w[i]! -= (rate * 0.05 * g[i]!) / (Math.sqrt(step[i]!) + 1e-3)
    }
    for (let k = 0; k < K; k++) {
      bStep[k] = 0.9 * bStep[k]! + 0.1 * gb[k]! ** 2
      b[k]! -= (rate * 0.05 * gb[k]!) / (Math.sqrt(bStep[k]!) + 1e-3)
    }
  }
  const head: Head = { weights: new Float32Array(D * K), bias: new Float32Array(K) }
  for (let k = 0; k < K; k++) {
    let bias = b[k]!
    for (let d = 0; d < D; d++) {
      head.weights[d * K + k] = w[d * K + k]! / spread[d]!
      bias -= (w[d * K + k]! * centre[d]!) / spread[d]!
    }
    head.bias[k] = bias
  }
  return head
}
export function softmaxOf(values: ArrayLike<number>): number[] {
  const all = Array.from(values)
  const top = Math.max(...all)
  const powers = all.map((v) => Math.exp(v - top))
  const sum = powers.reduce((a, v) => a + v, 0)
  return powers.map((v) => v / sum)
}
export function applyHead({ weights, bias }: Head, x: Float32Array): number[] {
  const K = bias.length
  const said: number[] = Array.from(bias)
  for (let d = 0; d < x.length; d++) for (let k = 0; k < K; k++) said[k]! += x[d]! * weights[d * K + k]!
  return said
}
