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
  targets: Float32Array
): { vocabulary: Vocabulary; weights: Float32Array } {
  const vocabulary = vocabularyOf(texts, 1)
  const rows = rowsOf(texts, vocabulary)
  const [one, other] = [0, 0.7].map((bayes) =>
    trainLinear(rows, targets, 1, vocabulary.size, { rate: 0.05, epochs: 4, seed: 1, decay: 0, bayes })
  )
  return { vocabulary, weights: one!.map((weight, i) => (weight + other![i]!) / 2) }
}

/** Which sentences are held out in each of five folds, and which are learned from. */
export function foldsOf(count: number): { held: number[]; learned: number[] }[] {
  const order = [...shuffled(count, randomOf(3))]
  return Array.from({ length: 5 }, (_, fold) => ({
    held: order.filter((_, i) => i % 5 === fold),
    learned: order.filter((_, i) => i % 5 !== fold)
  }))
}

/**
 * What to learn of the sentences `learned`: half what is written beside them, half what a larger model says of them, that
 * knows meaning, did not learn from the sentence itself, nor from any that is held out. It evens out labels that differ
 * for the same kind of sentence.
 */
function targetsOf(asked: readonly Asked[], learned: readonly number[], column: number): Float32Array {
  const taught = readFileSync(join(import.meta.dirname, 'data/request-teacher/ask.tsv'), 'utf8').split('\n')
  return Float32Array.from(learned, (i) => {
    const said = Number(taught[i]!.split('\t')[column])
    return ((asked[i]!.asks ? 1 : 0) + 1 / (1 + Math.exp(-said))) / 2
  })
}

/**
 * How many of the sentences ask for something where the model is used: four in ten of the mails that we learn from do, so
 * of the sentences of such a mail at most a third; of Ask0729, which was gathered for its requests, nearly half.
 */
const share = 1 / 3

/** Parakweet: whether a sentence asks for something. The threshold comes from folds of what it learns from. */
export function trainRequest(folder: string, said: (line: string) => void): void {
  const asked = readAsks('Ask0729-fixed')
  const texts = textsOf(asked)
  const folds = foldsOf(asked.length)
  const learn = (learned: readonly number[], column: number): ReturnType<typeof train> =>
    train(
      learned.map((i) => texts[i]!),
      targetsOf(asked, learned, column)
    )
  const scores: number[] = []
  for (const [fold, { held, learned }] of folds.entries()) {
    const { vocabulary, weights } = learn(learned, fold)
    for (const i of held) scores[i] = scoreLinear(rowsOf([texts[i]!], vocabulary), weights, 1)[0]!
  }
  const best = bestThreshold(
    scores,
    asked.map(({ asks }) => asks),
    share
  )
  said(`request, by folds, a third asking: F1 ${best.f1.toFixed(3)} above ${best.threshold.toFixed(3)}`)
  const { vocabulary, weights } = learn([...shuffled(asked.length, randomOf(3))], folds.length)
  // the threshold is 0 for whoever asks the model
  const bias = vocabulary.get(biasHash)
  if (bias !== undefined) weights[bias]! -= best.threshold / biasWorth
  writeFileSync(join(folder, 'request.bin'), packNgrams(vocabulary, weights, 1, 0.01))
}
const biasHash = hashOf('bias', 0x67656e21)
const biasWorth = 0.5
