import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf } from '../electron/intelligence/features.ts'
import { requestCues } from '../electron/intelligence/request-cues.ts'
import { tokensOf } from '../electron/intelligence/tokens.ts'
import {
  readTexts,
  rowsOf,
  scoreLinear,
  type Text,
  trainLinear,
  type Vocabulary,
  vocabularyOf
} from './linear.ts'
import { bestThreshold } from './measures.ts'
import { randomOf, shuffled } from './random.ts'
import { packNgrams } from './train-sentences.ts'
import { readVader } from './vader.ts'

export interface Asked {
  text: string
  asks: boolean
}
export function readAsks(part: 'Ask0729-fixed' | 'testSet-qualifiedBatch-fixed'): Asked[] {
  return readFileSync(join(import.meta.dirname, `data/parakweet/${part}.txt`), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => ({ asks: line.startsWith('Yes'), text: line.slice(line.indexOf('\t') + 1) }))
}
function textsOf(asked: readonly Asked[]): Text[] {
  const plain = readTexts(
    asked.map(({ text }) => text),
    readVader()
  )
  return plain.map(({ hashes, values }, i) => {
    const cues = requestCues(tokensOf(asked[i]!.text))
    return { hashes: [...hashes, ...cues.hashes], values: [...values, ...cues.values] }
  })
}
/** Once with log-count ratios and once without: the mean of two that err differently. */
function train(
  texts: readonly Text[],
  asked: readonly Asked[]
): { vocabulary: Vocabulary; weights: Float32Array } {
  const vocabulary = vocabularyOf(texts, 1)
  const rows = rowsOf(texts, vocabulary)
  const targets = Float32Array.from(asked, ({ asks }) => (asks ? 1 : 0))
  const [one, other] = [0, 0.7].map((bayes) =>
    trainLinear(rows, targets, 1, vocabulary.size, { rate: 0.05, epochs: 4, seed: 1, decay: 0, bayes })
  )
  return { vocabulary, weights: one!.map((weight, i) => (weight + other![i]!) / 2) }
}

/**
 * How many of the sentences ask for something where the model is used: four in ten of the mails that we learn from do, so
 * of the sentences of such a mail at most a third; of Ask0729, which was gathered for its requests, nearly half.
 */
const share = 1 / 3

/** Parakweet: whether a sentence asks for something. The threshold comes from folds of what it learns from. */
export function trainRequest(folder: string, said: (line: string) => void): void {
  const all = readAsks('Ask0729-fixed')
  const asked = [...shuffled(all.length, randomOf(3))].map((i) => all[i]!)
  const texts = textsOf(asked)
  const scores: number[] = []
  for (let fold = 0; fold < 5; fold++) {
    const learns = (i: number): boolean => i % 5 !== fold
    const { vocabulary, weights } = train(
      texts.filter((_, i) => learns(i)),
      asked.filter((_, i) => learns(i))
    )
    for (let i = fold; i < asked.length; i += 5)
      scores[i] = scoreLinear(rowsOf([texts[i]!], vocabulary), weights, 1)[0]!
  }
  const best = bestThreshold(
    scores,
    asked.map(({ asks }) => asks),
    share
  )
  said(`request, by folds, a third asking: F1 ${best.f1.toFixed(3)} above ${best.threshold.toFixed(3)}`)
  const { vocabulary, weights } = train(texts, asked)
  // the threshold is 0 for whoever asks the model
  const bias = vocabulary.get(biasHash)
  if (bias !== undefined) weights[bias]! -= best.threshold / biasWorth
  writeFileSync(join(folder, 'request.bin'), packNgrams(vocabulary, weights, 1, 0.01))
}
const biasHash = hashOf('bias', 0x67656e21)
const biasWorth = 0.5
