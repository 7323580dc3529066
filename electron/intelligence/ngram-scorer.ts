import type { Features } from './features.ts'
import { part, unpack } from './packed.ts'

/** A linear model over hashed features: open addressing, one byte a weight, one scale an output. */
export interface NgramScorer {
  outputs: number
  /** Adds to `scores`. */
  add(features: Pick<Features, 'hashes' | 'values'>, scores: Float32Array): void
  /** What each token adds to one output. */
  shares(features: Features, output: number, tokens: number): Float32Array
}

export function openNgrams(file: string): NgramScorer {
  const parts = unpack(file)
  const hashes = part(parts, 'hashes', Uint32Array)
  const weights = part(parts, 'weights', Int8Array)
  const scales = part(parts, 'scales', Float32Array)
  const outputs = scales.length
  let size = 1
  while (size < hashes.length * 2) size *= 2
  const slots = new Int32Array(size).fill(-1)
  const mask = size - 1
  for (let i = 0; i < hashes.length; i++) {
    let slot = hashes[i]! & mask
    while (slots[slot]! >= 0) slot = (slot + 1) & mask
    slots[slot] = i
  }
  const find = (hash: number): number => {
    let slot = hash & mask
    for (;;) {
      const at = slots[slot]!
      if (at < 0 || hashes[at] === hash) return at
      slot = (slot + 1) & mask
    }
  }
  return {
    outputs,
    add({ hashes: found, values }, scores) {
      const sums = new Float32Array(outputs)
      for (let k = 0; k < found.length; k++) {
        const at = find(found[k]!)
        if (at < 0) continue
        const value = values[k]!
        for (let o = 0; o < outputs; o++) sums[o]! += weights[at * outputs + o]! * value
      }
      for (let o = 0; o < outputs; o++) scores[o]! += sums[o]! * scales[o]!
    },
    shares({ hashes: found, values, origins }, output, tokens) {
      const shares = new Float32Array(tokens)
      for (let k = 0; k < found.length; k++) {
        const at = find(found[k]!)
        const token = origins[k]!
        if (at >= 0 && token >= 0)
          shares[token]! += weights[at * outputs + output]! * scales[output]! * values[k]!
      }
      return shares
    }
  }
}
