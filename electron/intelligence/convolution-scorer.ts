import { readFileSync } from 'node:fs'
import { part, unpack } from './packed.ts'
import { piecesOf } from './pieces.ts'
import type { Token } from './tokens.ts'

const width = 3

/** Words in threes; each word's product with the filters was taken at training, so that a sentence only costs sums. */
export function openConvolution(
  file: string,
  wordFile: string
): (tokens: readonly Token[], scores: Float32Array) => void {
  const parts = unpack(file)
  const projected = part(parts, 'projected', Int8Array)
  const scales = part(parts, 'scales', Float32Array)
  const bias = part(parts, 'bias', Float32Array)
  const out = part(parts, 'out', Float32Array)
  const outBias = part(parts, 'outBias', Float32Array)
  const filters = bias.length
  const outputs = outBias.length
  const row = width * filters + outputs
  // place 0 stands for unknown words
  const words = new Map(
    readFileSync(wordFile, 'utf8')
      .trimEnd()
      .split('\n')
      .map((word, i) => [word, i + 1])
  )
  const here = new Float32Array(filters)
  const best = new Float32Array(filters)
  return (tokens, scores) => {
    const places = piecesOf(tokens).map(({ word }) => (words.get(word) ?? 0) * row)
    best.fill(0)
    for (let o = 0; o < outputs; o++) scores[o]! += outBias[o]!
    for (let p = 0; p < places.length; p++) {
      here.set(bias)
      for (let k = 0; k < width; k++) {
        const word = places[p + k - 1]
        if (word === undefined) continue
        const base = word + k * filters
        for (let f = 0; f < filters; f++) here[f]! += projected[base + f]! * scales[0]!
      }
      for (let f = 0; f < filters; f++) if (here[f]! > best[f]!) best[f] = here[f]!
      const mean = places[p]! + width * filters
      for (let o = 0; o < outputs; o++) scores[o]! += (projected[mean + o]! * scales[1]!) / places.length
    }
    for (let f = 0; f < filters; f++) {
      const value = best[f]!
      if (value > 0) for (let o = 0; o < outputs; o++) scores[o]! += value * out[f * outputs + o]!
    }
  }
}
