import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { combine, type Combined, mailOutputs, softmax } from '../electron/intelligence/mail-combine.ts'
import { mailFeatures, mailSize, sentenceAt } from '../electron/intelligence/mail-features.ts'
import { pack } from '../electron/intelligence/packed.ts'
import { openSentences } from '../electron/intelligence/sentence-scorer.ts'
import { applyHead, type Head, trainHead } from './head.ts'
import {
  readTexts,
  rowsOf,
  scoreLinear,
  type Text,
  trainLinear,
  type Vocabulary,
  vocabularyOf
} from './linear.ts'
import { calibrationError, f1, f1Of, mean, steadyThreshold } from './measures.ts'
import { randomOf, shuffled } from './random.ts'
import { readSalesMails, type SalesMail } from './sales-mails.ts'
import { packNgrams } from './train-sentences.ts'

const folds = 5
/** Which numbers each head may use: with some 1,000 mails, what a head does not need only misleads it. Chosen by folds. */
const allowed = {
  sentiment: (d: number): boolean => d < sentenceAt + 6 || d === mailSize - 1,
  emotion: (d: number): boolean => d < sentenceAt,
  intents: (d: number): boolean => d < sentenceAt || d === mailSize - 1 || (d - sentenceAt) % 2 === 0
}

interface Example {
  mail: SalesMail
  /** The labels of the other mails lean to no emotion. */
  isMore: boolean
  row: Float32Array
  text: Text
}
interface Trained {
  head: Head
  vocabulary: Vocabulary
  words: Float32Array
}

export function train(examples: readonly Example[]): Trained {
  const fit = (
    allow: (d: number) => boolean,
    targets: number[][],
    softmaxed: boolean,
    pull: number,
    from = examples
  ): Head =>
    trainHead(
      from.map(({ row }) => row.map((value, d) => (allow(d) ? value : 0))),
      targets,
      { softmax: softmaxed, pull }
    )
  const felt = examples.filter(({ isMore }) => !isMore)
  const heads = [
    fit(
      allowed.sentiment,
      examples.map(({ mail }) => [0, 1, 2].map((k) => (mail.sentiment === k ? 1 : 0))),
      true,
      0.06
    ),
    fit(
      allowed.emotion,
      felt.map(({ mail }) => shareOut(mail.emotions)),
      true,
      0.04,
      felt
    ),
    fit(
      allowed.intents,
      examples.map(({ mail }) => [0, 1, 2, 3].map((k) => (mail.intents.includes(k) ? 1 : 0))),
      false,
      0.06
    )
  ]
  const head: Head = {
    weights: new Float32Array(mailSize * mailOutputs),
    bias: new Float32Array(mailOutputs)
  }
  let at = 0
  for (const { weights, bias } of heads) {
    for (let d = 0; d < mailSize; d++)
      for (let k = 0; k < bias.length; k++)
        head.weights[d * mailOutputs + at + k] = weights[d * bias.length + k]!
    head.bias.set(bias, at)
    at += bias.length
  }
  const texts = examples.map(({ text }) => text)
  const vocabulary = vocabularyOf(texts, 2)
  const targets = new Float32Array(examples.length * mailOutputs)
  for (const [i, { mail }] of examples.entries()) {
    targets[i * mailOutputs + mail.sentiment] = 1
    for (const k of mail.emotions) targets[i * mailOutputs + 3 + k] = 1
    for (const k of mail.intents) targets[i * mailOutputs + 11 + k] = 1
  }
  const words = trainLinear(rowsOf(texts, vocabulary), targets, mailOutputs, vocabulary.size, {
    rate: 0.05,
    epochs: 10,
    seed: 1,
    bayes: 0.7,
    decay: 0
  })
  return { head, vocabulary, words }
}
/** The strongest counts for most. */
function shareOut(strongest: readonly number[]): number[] {
  return Array.from({ length: 8 }, (_, k) =>
    strongest[0] === k ? (strongest.length > 1 ? 0.7 : 1) : strongest.includes(k) ? 0.3 : 0
  )
}
interface Judged {
  mail: SalesMail
  head: number[]
  words: Float32Array
}
/** What is said of mails by what others taught. */
function judge(from: readonly Example[], to: readonly Example[]): Judged[] {
  const { head, vocabulary, words } = train(from)
  return to.map(({ row, text, mail }) => ({
    mail,
    head: applyHead(head, row),
    words: scoreLinear(rowsOf([text], vocabulary), words, mailOutputs)
  }))
}
const combined = ({ head, words }: Judged, shift: readonly number[] = [0, 0, 0]): Combined =>
  combine(
    head.map((score, k) => score + (shift[k] ?? 0)),
    words
  )
/**
 * What each sentiment's score lacks where mail is as it comes. What only teaches is neutral for the most part, which
 * makes the heads too slow to take a mail for anything else.
 */
function shiftOf(judged: readonly Judged[]): { shift: number[]; temperature: number } {
  const scores = judged.map((one) => combined(one).sentiment)
  let slope = 1
  const shift = [0, 0, 0]
  for (let round = 0; round < 2000; round++) {
    let turn = 0
    const pull = [0, 0, 0]
    for (const [i, { mail }] of judged.entries())
      for (const [k, p] of softmax(scores[i]!.map((score, c) => slope * score + shift[c]!)).entries()) {
        const off = (p - (mail.sentiment === k ? 1 : 0)) / judged.length
        pull[k]! += off
        turn += off * scores[i]![k]!
      }
    slope *= Math.exp(-0.3 * turn * slope)
    for (const k of shift.keys()) shift[k]! -= pull[k]!
  }
  const middle = mean(shift)
  return { shift: shift.map((value) => (value - middle) / slope), temperature: 1 / slope }
}

/** One number by which scores are divided, so that they are as sure as they are right. */
function temperatureOf(scores: readonly number[][], given: readonly number[]): number {
  let best = { at: 1, loss: Infinity }
  for (let at = 0.4; at < 4; at += 0.05) {
    const loss = mean(scores.map((said, i) => -Math.log(softmax(said, at)[given[i]!]! + 1e-9)))
    if (loss < best.loss) best = { at, loss }
  }
  return best.at
}
/** Slope and shift of a logistic over one score (Platt). */
function slopeOf(scores: readonly number[], given: readonly boolean[]): [number, number] {
  let a = 1
  let b = 0
  for (let round = 0; round < 2000; round++) {
    let ga = 0
    let gb = 0
    for (let i = 0; i < scores.length; i++) {
      const slope = 1 / (1 + Math.exp(-(a * scores[i]! + b))) - (given[i] ? 1 : 0)
      ga += (slope * scores[i]!) / scores.length
      gb += slope / scores.length
    }
    a -= 0.2 * ga
    b -= 0.2 * gb
  }
  return [a, b]
}

/** Our own mails: heads over phrases and sentences, and their words. Calibrated and reported by what was not learned from. */
export function trainMails(folder: string, said: (line: string) => void): void {
  const scorer = openSentences(folder)
  const examplesOf = (part: 'train' | 'more' | 'further'): Example[] => {
    const mails = readSalesMails(part)
    const texts = readTexts(mails.map(({ subject, text }) => `${subject}\n${text}`))
    return mails.map((mail, i) => ({
      mail,
      isMore: part === 'more',
      text: texts[i]!,
      row: mailFeatures(mail.subject, mail.text, mail.language, scorer).row
    }))
  }
  const first = examplesOf('train')
  const more = examplesOf('more')
  const further = examplesOf('further')
  // what is chosen is chosen by mails as they come and by every other one of the further ones; the others only teach
  const examples = [...first, ...further.filter((_, i) => i % 2 === 1)]
  const teaching = [...more, ...further.filter((_, i) => i % 2 === 0)]
  // cut in folds three times, so that no threshold hangs on one cut
  const read: Judged[] = []
  for (const seed of [1, 2, 3]) {
    const order = [...shuffled(examples.length, randomOf(seed))].map((i) => examples[i]!)
    for (let fold = 0; fold < folds; fold++)
      read.push(
        ...judge(
          [...order.filter((_, i) => i % folds !== fold), ...teaching],
          order.filter((_, i) => i % folds === fold)
        )
      )
  }
  // how often mail is good, bad or neither: train.jsonl is as it comes
  const asItComes = new Set(first.map(({ mail }) => mail))
  const { shift } = shiftOf(read.filter(({ mail }) => asItComes.has(mail)))
  const judged = read.map((one) => combined(one, shift))
  const mails = read.map(({ mail }) => mail)
  const sentiments = judged.map(({ sentiment }) => sentiment)
  const emotions = judged.map(({ emotion }) => emotion)
  // as sure as one may be of somebody whose mails were never seen
  const strange = judge([...more, ...further], first)
  const temperatures = Float32Array.of(
    shiftOf(strange).temperature,
    temperatureOf(
      strange.map((one) => combined(one).emotion),
      strange.map(({ mail }) => mail.emotions[0]!)
    )
  )
  const thresholds = new Float32Array(4)
  const slopes = new Float32Array(8)
  const intentF1 = [0, 1, 2, 3].map((k) => {
    const scores = judged.map(({ intents }) => intents[k]!)
    const given = mails.map(({ intents }) => intents.includes(k))
    thresholds[k] = steadyThreshold(scores, given)
    slopes.set(slopeOf(scores, given), k * 2)
    return f1(
      given,
      scores.map((score) => score >= thresholds[k]!)
    )
  })
  const top = (values: readonly number[]): number => values.indexOf(Math.max(...values))
  const right = sentiments.map((scores, i) => top(scores) === mails[i]!.sentiment)
  said(
    `mails, by folds: sentiment ${mean(
      f1Of(
        mails.map((m) => m.sentiment),
        sentiments.map(top),
        3
      )
    ).toFixed(3)}, emotion ${mean(
      f1Of(
        mails.map((m) => m.emotions[0]!),
        emotions.map(top),
        8
      )
    ).toFixed(3)}, intents ${mean(intentF1).toFixed(3)}, calibration ${calibrationError(
      sentiments.map((scores) => Math.max(...softmax(scores, temperatures[0]))),
      right
    ).toFixed(3)}`
  )
  const { head, vocabulary, words } = train([...first, ...more, ...further])
  for (const [k, value] of shift.entries()) head.bias[k]! += value
  writeFileSync(join(folder, 'mail-words.bin'), packNgrams(vocabulary, words, mailOutputs, 0.02))
  writeFileSync(join(folder, 'mail.bin'), pack({ ...head, temperatures, slopes, thresholds }))
}
