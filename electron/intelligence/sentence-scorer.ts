import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { openConvolution } from './convolution-scorer.ts'
import { featuresOf } from './features.ts'
import { openNgrams } from './ngram-scorer.ts'
import { part, unpack } from './packed.ts'
import { requestCues } from './request-cues.ts'
import type { Token } from './tokens.ts'

/** 3 sentiments, then 8 emotions, in the contract's order. */
export const sentenceOutputs = 11

export interface SentenceScores {
  /** Log-odds, 3 and 8. */
  scores: Float32Array
  /** Log-odds that it asks the reader to do something. */
  request: number
}
export interface SentenceScorer {
  score(tokens: readonly Token[], source: string): SentenceScores
  shares(tokens: readonly Token[], source: string, output: number): Float32Array
}

export function readWorth(file: string): Map<string, number> {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return new Map(lines.map((line) => line.split('\t')).map(([word = '', worth]) => [word, Number(worth)]))
}

/** English sentences: two models of one task, and a small one over both that was fitted on the dev part. */
export function openSentences(folder: string): SentenceScorer {
  const file = (name: string): string => join(folder, name)
  const worth = readWorth(file('worth.txt'))
  const ngrams = openNgrams(file('ngrams.bin'))
  const request = openNgrams(file('request.bin'))
  const convolve = openConvolution(file('convolution.bin'), file('words.txt'))
  const both = unpack(file('both.bin'))
  const weights = part(both, 'weights', Float32Array)
  const bias = part(both, 'bias', Float32Array)
  const n = sentenceOutputs
  const raw = new Float32Array(2 * n)
  const asked = new Float32Array(1)
  return {
    score(tokens, source) {
      const features = featuresOf(tokens, source, worth)
      raw.fill(0)
      asked.fill(0)
      ngrams.add(features, raw.subarray(0, n))
      convolve(tokens, raw.subarray(n))
      request.add(features, asked)
      request.add(requestCues(tokens), asked)
      const scores = new Float32Array(bias)
      for (let o = 0; o < n; o++) for (let k = 0; k < 2 * n; k++) scores[o]! += weights[k * n + o]! * raw[k]!
      return { scores, request: asked[0]! }
    },
    shares: (tokens, source, output) =>
      ngrams.shares(featuresOf(tokens, source, worth), output, tokens.length)
  }
}
