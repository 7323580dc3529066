import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emotions, intents, sentiments, type Felt } from '../../shared/contract/intelligence.ts'
import { type Features, featuresOf } from './features.ts'
import { languageOfTokens } from './language.ts'
import type { Leaning } from './learned.ts'
import { combine, mailOutputs, softmax } from './mail-combine.ts'
import { mailFeatures, type MailFeatures, mailSize } from './mail-features.ts'
import { openNgrams } from './ngram-scorer.ts'
import { part, unpack } from './packed.ts'
import { openSentences } from './sentence-scorer.ts'
import { reasonsOf } from './reasons.ts'
import { type Token, tokensOf, withoutReply } from './tokens.ts'

export interface Classifier {
  /** Changes with any byte of the weights. */
  model: string
  /** @param leaning what the rep's corrections of alike mails say */
  classify(mail: { subject: string; text: string }, leaning?: Leaning | null): Felt
}
/** Characters that are read of a mail. */
const readable = 20_000
/** In the order of the outputs. */
const answers = [...sentiments, ...emotions, ...intents]
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))
const nothing: Felt = { language: null, sentiment: null, emotion: null, intents: [] }

/** The files of the manifest, each as it was trained; throws where one is not. */
export function checkModel(folder: string): string {
  const text = readFileSync(join(folder, 'manifest.json'))
  const { files } = JSON.parse(text.toString()) as { files: Record<string, string> }
  for (const [name, sum] of Object.entries(files)) {
    const found = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
    if (found !== sum) throw new Error(`The model's ${name} is not what was trained`)
  }
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** @param folder resources/intelligence */
export function openClassifier(folder: string): Classifier {
  const model = checkModel(folder)
  const sentences = openSentences(folder)
  const words = openNgrams(join(folder, 'mail-words.bin'))
  const parts = unpack(join(folder, 'mail.bin'))
  const weights = part(parts, 'weights', Float32Array)
  const bias = part(parts, 'bias', Float32Array)
  const temperatures = part(parts, 'temperatures', Float32Array)
  const slopes = part(parts, 'slopes', Float32Array)
  const thresholds = part(parts, 'thresholds', Float32Array)

  function classify(
    { subject, text }: { subject: string; text: string },
    leaning: Leaning | null = null
  ): Felt {
    const cut = text.slice(0, readable)
    const name = subject.slice(0, 1000)
    const tokens = tokensOf(cut)
    const language = languageOfTokens(tokens) ?? languageOfTokens([...tokensOf(name), ...tokens])
    if (language === null) return nothing
    const read = mailFeatures(name, cut, language, sentences)
    const whole = `${name}\n${cut}`
    const all = tokensOf(whole)
    // phrases count from the subject without its Re:
    const shift = name.length - withoutReply(name).length
    const features = featuresOf(all, whole)
    const head = new Float32Array(bias)
    for (let d = 0; d < mailSize; d++) {
      const value = read.row[d]!
      if (value !== 0) for (let o = 0; o < mailOutputs; o++) head[o]! += value * weights[d * mailOutputs + o]!
    }
    const said = new Float32Array(mailOutputs)
    words.add(features, said)
    const combined = combine(head, said)
    const because = (output: number): string[] => reasons(read, whole, all, shift, features, output)
    const leans = (output: number): number => leaning?.bias[output] ?? 0
    const like = (output: number): { like?: number } => {
      const mails = leans(output) > 0 ? (leaning?.like[output] ?? 0) : 0
      return mails > 0 ? { like: mails } : {}
    }
    const leant = (scores: readonly number[], first: number, temperature = 1): number[] =>
      softmax(scores.map((score, k) => score / temperature + leans(first + k)))
    const feeling = best(leant(combined.sentiment, 0, temperatures[0]))
    const emotion = best(leant(combined.emotion, 3, temperatures[1]))
    return {
      language,
      sentiment: {
        value: sentiments[feeling.at]!,
        sure: feeling.sure,
        because: feeling.at === 2 ? [] : because(feeling.at),
        ...like(feeling.at)
      },
      emotion: {
        value: emotions[emotion.at]!,
        sure: emotion.sure,
        because: emotion.at === 7 ? [] : because(3 + emotion.at),
        ...like(3 + emotion.at)
      },
      intents: intents.flatMap((value, k) => {
        const slope = slopes[k * 2]!
        const score = combined.intents[k]! + leans(11 + k) / Math.max(slope, 0.1)
        if (score < thresholds[k]!) return []
        const sure = sigmoid(score * slope + slopes[k * 2 + 1]!)
        return [{ value, sure, because: because(11 + k), ...like(11 + k) }]
      })
    }
  }

  /** What spoke most for one output. */
  function reasons(
    { row, found }: MailFeatures,
    whole: string,
    all: readonly Token[],
    shift: number,
    features: Features,
    output: number
  ): string[] {
    const count = (of: number, negated: boolean): number =>
      found.filter((one) => one.group === of && one.negated === negated).length
    const worthOf = (group: number, negated: boolean): number => {
      const at = group * 3
      const part = (d: number): number => row[d]! * weights[d * mailOutputs + output]!
      return (negated ? part(at + 2) : part(at) + part(at + 1)) / count(group, negated)
    }
    const shifted = found.map((one) => ({ ...one, start: one.start + shift, end: one.end + shift }))
    return reasonsOf(
      whole,
      all,
      shifted,
      words.shares(features, output, all.length),
      answers[output]!,
      worthOf
    )
  }
  return { model, classify }
}

function best(shares: readonly number[]): { at: number; sure: number } {
  const sure = Math.max(...shares)
  return { at: shares.indexOf(sure), sure }
}
