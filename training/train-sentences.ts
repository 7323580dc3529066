import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pack } from '../electron/intelligence/packed.ts'
import { piecesOf } from '../electron/intelligence/pieces.ts'
import { tokensOf } from '../electron/intelligence/tokens.ts'
import { type Convolution, scoreConvolution, trainConvolution, width } from './convolution.ts'
import { type Comment, readComments } from './goemotions.ts'
import { trainHead } from './head.ts'
import { readTexts, rowsOf, scoreLinear, trainLinear, type Vocabulary, vocabularyOf } from './linear.ts'
import { readVader } from './vader.ts'
import { dimensions, readVectors, type Vectors } from './vectors.ts'

const outputs = 11
const withLabels = 39
const linear = { rate: 0.1, epochs: 4, seed: 1, bayes: 0.7, decay: 0 }

function targetsOf(comments: readonly Comment[], size: number): Float32Array {
  const targets = new Float32Array(comments.length * size)
  for (const [i, { sentiment, emotions, labels }] of comments.entries()) {
    targets[i * size + sentiment] = 1
    for (const [j, value] of emotions.entries()) targets[i * size + 3 + j] = value
    if (size > outputs) for (const [j, value] of labels.entries()) targets[i * size + outputs + j] = value
  }
  return targets
}

/** One byte a weight; features that say next to nothing are left out. */
export function packNgrams(
  vocabulary: Vocabulary,
  weights: Float32Array,
  size: number,
  least: number
): Buffer {
  const scales = new Float32Array(size)
  for (let i = 0; i < weights.length; i++)
    scales[i % size] = Math.max(scales[i % size]!, Math.abs(weights[i]!))
  for (let o = 0; o < size; o++) scales[o] = Math.min(scales[o]!, 6) / 127 || 1
  const kept = [...vocabulary]
    .filter(([, column]) =>
      weights.subarray(column * size, (column + 1) * size).some((w) => Math.abs(w) >= least)
    )
    .sort(([a], [b]) => a - b)
  const bytes = new Int8Array(kept.length * size)
  for (const [i, [, column]] of kept.entries())
    for (let o = 0; o < size; o++)
      bytes[i * size + o] = Math.max(
        -127,
        Math.min(127, Math.round(weights[column * size + o]! / scales[o]!))
      )
  return pack({ hashes: Uint32Array.from(kept, ([hash]) => hash), weights: bytes, scales })
}

function writeConvolution(
  folder: string,
  model: Convolution,
  vectors: Vectors,
  used: ReadonlySet<string>
): void {
  const { filters: F, outputs: K } = model
  const words = [...vectors.index].filter(([word, i]) => i <= 12_000 || used.has(word))
  const row = width * F + outputs
  const projected = new Float32Array((words.length + 1) * row)
  for (const [w, at] of [0, ...words.map(([, i]) => i)].entries()) {
    const vector = model.table.subarray(at * dimensions, (at + 1) * dimensions)
    for (let d = 0; d < dimensions; d++) {
      for (let k = 0; k < width; k++)
        for (let f = 0; f < F; f++)
          projected[w * row + k * F + f]! += vector[d]! * model.kernel[(k * dimensions + d) * F + f]!
      for (let o = 0; o < outputs; o++)
        projected[w * row + width * F + o]! += vector[d]! * model.out[(F + d) * K + o]!
    }
  }
  const scales = new Float32Array(2)
  for (let i = 0; i < projected.length; i++) {
    const which = i % row < width * F ? 0 : 1
    scales[which] = Math.max(scales[which]!, Math.abs(projected[i]!))
  }
  scales[0] = Math.min(scales[0]!, 4) / 127
  scales[1]! /= 127
  const bytes = Int8Array.from(projected, (v, i) =>
    Math.max(-127, Math.min(127, Math.round(v / scales[i % row < width * F ? 0 : 1]!)))
  )
  const out = new Float32Array(F * outputs)
  for (let f = 0; f < F; f++) for (let o = 0; o < outputs; o++) out[f * outputs + o] = model.out[f * K + o]!
  writeFileSync(
    join(folder, 'convolution.bin'),
    pack({ projected: bytes, scales, bias: model.bias, out, outBias: model.outBias.slice(0, outputs) })
  )
  writeFileSync(join(folder, 'words.txt'), words.map(([word]) => word).join('\n') + '\n')
}

/** GoEmotions: n-grams, the convolution, and the small model over both, fitted on the dev part. */
export function trainSentences(folder: string, said: (line: string) => void): void {
  const vader = readVader()
  writeFileSync(join(folder, 'worth.txt'), [...vader].map((entry) => entry.join('\t')).join('\n') + '\n')
  const train = readComments('train')
  const dev = readComments('dev')
  const texts = readTexts(
    train.map(({ text }) => text),
    vader
  )
  const vocabulary = vocabularyOf(texts, 2)
  const weights = trainLinear(
    rowsOf(texts, vocabulary),
    targetsOf(train, outputs),
    outputs,
    vocabulary.size,
    linear
  )
  writeFileSync(join(folder, 'ngrams.bin'), packNgrams(vocabulary, weights, outputs, 0.02))
  const plain = scoreLinear(
    rowsOf(
      readTexts(
        dev.map(({ text }) => text),
        vader
      ),
      vocabulary
    ),
    weights,
    outputs
  )
  said(`n-grams: ${vocabulary.size} features`)

  const vectors = readVectors()
  const wordsOf = (text: string): string[] => piecesOf(tokensOf(text)).map(({ word }) => word)
  const places = (text: string): Uint32Array =>
    Uint32Array.from(wordsOf(text), (word) => vectors.index.get(word) ?? 0)
  const model = trainConvolution(
    train.map(({ text }) => places(text)),
    targetsOf(train, withLabels),
    vectors,
    {
      filters: 48,
      outputs: withLabels,
      epochs: 2,
      seed: 7,
      rate: 0.05,
      drop: 0.3
    }
  )
  const counts = new Map<string, number>()
  for (const { text } of train)
    for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  writeConvolution(
    folder,
    model,
    vectors,
    new Set([...counts].filter(([, n]) => n > 1).map(([word]) => word))
  )
  const wide = scoreConvolution(
    model,
    dev.map(({ text }) => places(text))
  )
  said('convolution: trained')

  const inputs = dev.map((_, i) =>
    Float32Array.from({ length: 2 * outputs }, (_, k) =>
      k < outputs ? plain[i * outputs + k]! : wide[i * withLabels + k - outputs]!
    )
  )
  const sentiment = trainHead(
    inputs,
    dev.map((c) => [0, 1, 2].map((k) => (k === c.sentiment ? 1 : 0))),
    { softmax: true, pull: 1e-3 }
  )
  const emotion = trainHead(
    inputs,
    dev.map((c) => c.emotions),
    { softmax: false, pull: 1e-3 }
  )
  const both = new Float32Array(2 * outputs * outputs)
  for (let k = 0; k < 2 * outputs; k++)
    for (let o = 0; o < outputs; o++)
      both[k * outputs + o] = o < 3 ? sentiment.weights[k * 3 + o]! : emotion.weights[k * 8 + o - 3]!
  writeFileSync(
    join(folder, 'both.bin'),
    pack({ weights: both, bias: Float32Array.of(...sentiment.bias, ...emotion.bias) })
  )
}
