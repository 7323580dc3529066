import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Output } from '../../shared/contract/index.ts'
import type { CustomMark } from '../../shared/contract/intelligence.ts'
import type { IntentRule } from '../../shared/contract/intents.ts'
import { hashOf } from './features.ts'
import { isWord, sentencesOf, tokensOf, withoutReply } from './tokens.ts'

/** What mails say anyway: what is rare there tells intents apart. */
export interface Background {
  weigh(counts: Counts): Vector
  vectors: readonly Vector[]
}
export interface CustomReader {
  /** The intents of a mail, surest first, each with its surest sentence. Linear in the text. */
  read(mail: { subject: string; text: string }): CustomMark[]
  /** The sentences of a mail in its order, and how near each is to each usable intent, by its id. */
  sentences(mail: { subject: string; text: string }): Output<'intelligence.sentences'>['sentences']
  /** The nearest to one sentence, whether it reaches its threshold or not; null: no intent is usable. */
  nearest(sentence: string): string | null
}

/** Lengths in characters. Of a mail no more is read, and of an intent no more is learned from. */
const most = {
  text: 20_000,
  sentences: 150,
  sentence: 600,
  kept: 300,
  examples: 50,
  unlike: 100,
  intents: 30
}
/** Fewer say nothing. */
const least = 3
/** What nothing of any length reaches by chance. */
const floor = 0.12

/** Raised when this file reads otherwise. */
const rules = 1

type Counts = Map<number, number>
/** Of length one. */
interface Vector {
  hashes: Uint32Array
  values: Float32Array
}

function countsOf(text: string): Counts {
  const counts: Counts = new Map()
  const add = (hash: number, worth: number): void => void counts.set(hash, (counts.get(hash) ?? 0) + worth)
  let before = ''
  for (const { text: word } of tokensOf(text.slice(0, most.sentence))) {
    if (!isWord(word)) continue
    add(hashOf(word), 1)
    if (before) add(hashOf(`${before} ${word}`), 0.7)
    before = word
    // endings differ, stems do not
    const bordered = `<${word}>`
    for (let size = 3; size <= 5; size++)
      for (let i = 0; i + size <= bordered.length; i++) add(hashOf(bordered.slice(i, i + size), 7), 0.35)
  }
  return counts
}

/** Sentences of mails of all kinds. @param folder resources/intelligence */
export function readSentences(folder: string): string[] {
  return readFileSync(join(folder, 'sentences.txt'), 'utf8').trim().split('\n')
}
/** Changes with anything that a mark depends on beside the intents. */
export const customName = (sentences: readonly string[]): string =>
  `${hashOf(sentences.join('\n')).toString(36)}.${rules}`

/** The same sentences make the same reader. */
export function openBackground(sentences: readonly string[]): Background {
  const all = sentences.map(countsOf)
  const seen: Counts = new Map()
  for (const counts of all) for (const hash of counts.keys()) seen.set(hash, (seen.get(hash) ?? 0) + 1)
  const rarity = (hash: number): number => Math.log((all.length + 1) / ((seen.get(hash) ?? 0) + 0.5))
  function weigh(counts: Counts): Vector {
    const vector = { hashes: Uint32Array.from(counts.keys()), values: new Float32Array(counts.size) }
    let length = 0
    let at = 0
    for (const [hash, count] of counts) {
      const value = (1 + Math.log(1 + count)) * Math.min(1, count) * rarity(hash)
      vector.values[at++] = value
      length += value * value
    }
    const scale = 1 / (Math.sqrt(length) || 1)
    for (let i = 0; i < at; i++) vector.values[i]! *= scale
    return vector
  }
  return { weigh, vectors: all.map(weigh) }
}

interface Learned {
  id: string
  words: string[]
  must: boolean
  /** Its sentences among all that were learned from: the examples, then what is unlike. */
  first: number
  unlike: number
  end: number
  threshold: number
}
interface Near {
  /** To its examples and their centre. */
  near: number
  /** To the nearest example, and to the nearest of those that it is not. */
  example: number
  unlike: number
}

const usable = (texts: readonly string[], most: number): string[] => [
  ...new Set(
    texts.slice(0, most).filter((text) => tokensOf(text.slice(0, 600)).some(({ text: word }) => isWord(word)))
  )
]

/**
 * Learns each intent by itself, in one go: what one of them marks does not hang on the others. Its threshold lies between
 * what its own examples reach, each left out in turn, and the most that sentences of the background do.
 */
export function readCustom(intents: readonly IntentRule[], background: Background): CustomReader {
  const learned: Learned[] = []
  const sentences: Vector[] = []
  const centres: Centre[] = []
  for (const { id, examples, unlike, words, must } of intents) {
    const own = usable(examples, most.examples)
    if (own.length < least || learned.length === most.intents) continue
    const vectors = own.map((text) => background.weigh(countsOf(text)))
    const others = usable(unlike, most.unlike).map((text) => background.weigh(countsOf(text)))
    const first = sentences.length
    sentences.push(...vectors, ...others)
    centres.push(centreOf(vectors))
    learned.push({
      ...{ id, must, first, unlike: first + own.length, end: sentences.length, threshold: 0 },
      words: words.map((word) => ` ${wordsOf(word)} `).filter((word) => word.trim() !== '')
    })
  }
  // one look for each feature of a sentence: which sentences have it, and which centres
  const postings = new Map<number, number[]>()
  const post = (hash: number, of: number, value: number): void => {
    const list = postings.get(hash)
    if (list) list.push(of, value)
    else postings.set(hash, [of, value])
  }
  for (const [of, { hashes, values }] of sentences.entries())
    hashes.forEach((hash, i) => post(hash, of, values[i]!))
  for (const [of, centre] of centres.entries())
    for (const [hash, value] of centre.values) post(hash, sentences.length + of, value)

  /** How near a sentence is to each of `sentences`, then to each centre. */
  const cosines = new Float64Array(sentences.length + centres.length)
  function compare({ hashes, values }: Vector): void {
    cosines.fill(0)
    for (let i = 0; i < hashes.length; i++) {
      const list = postings.get(hashes[i]!)
      if (list) for (let k = 0; k < list.length; k += 2) cosines[list[k]!]! += values[i]! * list[k + 1]!
    }
  }
  function nearness(vector: Vector): Near[] {
    compare(vector)
    return learned.map(({ first, unlike, end }, of) => {
      const [example, second] = twoLargest(cosines.subarray(first, unlike))
      const [other] = twoLargest(cosines.subarray(unlike, end))
      return { near: nearOf(cosines[sentences.length + of]!, example, second), example, unlike: other }
    })
  }
  /** How near one example is to the others of its intent. */
  function leftOut(of: number, example: number): number {
    const { first, unlike } = learned[of]!
    compare(sentences[example]!)
    const { length } = centres[of]!
    const toSum = cosines[sentences.length + of]! * length
    const middle = (toSum - 1) / (Math.sqrt(length * length - 2 * toSum + 1) || 1)
    cosines[example] = 0
    return nearOf(middle, ...twoLargest(cosines.subarray(first, unlike)))
  }

  const reached = learned.map(() => new Float64Array(background.vectors.length))
  for (const [i, vector] of background.vectors.entries())
    nearness(vector).forEach(({ near }, of) => (reached[of]![i] = near))
  for (const [of, one] of learned.entries()) {
    const own = Array.from({ length: one.unlike - one.first }, (_, i) => leftOut(of, one.first + i))
    const quarter = own.sort((a, b) => a - b)[Math.floor(own.length * 0.25)]!
    // but for two, which may well be what is looked for
    const chance = reached[of]!.sort().at(-3) ?? 0
    one.threshold = Math.max(floor, (quarter + chance) / 2)
  }

  return {
    read({ subject, text }) {
      const whole = wholeOf(subject, text)
      const found = new Map<string, CustomMark>()
      const wanted = learned.filter(({ must }) => must)
      const all = wanted.length > 0 ? ` ${wordsOf(whole)} ` : ''
      const barred = new Set(wanted.filter(({ words }) => !words.some((word) => all.includes(word))))
      for (const { text: sentence } of sentencesOf(whole).slice(0, most.sentences)) {
        const counts = countsOf(sentence)
        if (counts.size === 0) continue
        const said = learned.some(({ words, must }) => words.length > 0 && !must)
          ? ` ${wordsOf(sentence)} `
          : ''
        for (const [of, { near, example, unlike }] of nearness(background.weigh(counts)).entries()) {
          const { id, threshold, words, must } = learned[of]!
          const leans = !must && words.some((word) => said.includes(word)) ? threshold / 2 : 0
          const sure = sureOf((near + leans) / threshold)
          // nearer to what it is not: not even the surest sentence of its kind
          if (near + leans < threshold || unlike >= example || barred.has(learned[of]!)) continue
          if (sure > (found.get(id)?.sure ?? 0)) found.set(id, { id, sure, sentence: shortOf(sentence) })
        }
      }
      return [...found.values()].sort((a, b) => b.sure - a.sure)
    },
    sentences({ subject, text }) {
      const found = new Map<string, Record<string, number>>()
      for (const { text: sentence } of sentencesOf(wholeOf(subject, text)).slice(0, most.sentences)) {
        const counts = countsOf(sentence)
        if (counts.size === 0) continue
        const near = nearness(background.weigh(counts)).map((one, of) => [learned[of]!.id, one.near] as const)
        found.set(shortOf(sentence), Object.fromEntries(near))
      }
      return [...found].map(([sentence, near]) => ({ sentence, near }))
    },
    nearest(sentence) {
      const near = nearness(background.weigh(countsOf(sentence)))
      let best = -1
      near.forEach((one, of) => {
        if (best < 0 || one.near > near[best]!.near) best = of
      })
      return learned[best]?.id ?? null
    }
  }
}

const wholeOf = (subject: string, text: string): string =>
  `${withoutReply(subject.slice(0, 1000))}\n${text.slice(0, most.text)}`

/** What words stand in it, a blank between: phrases are found by what stands beside each other. */
const wordsOf = (text: string): string =>
  tokensOf(text)
    .map(({ text: word }) => word)
    .filter(isWord)
    .join(' ')

/** How often it is right so far above its threshold: between intents of one trade (train part of banking77) and mail of any kind. */
const sureOf = (above: number): number => Math.min(0.99, 1 / (1 + Math.exp(3 * (1.3 - above))))

/** As it is shown, and kept where it is rejected. */
const shortOf = (sentence: string): string => sentence.replace(/\s+/g, ' ').trim().slice(0, most.kept).trim()

const nearOf = (centre: number, first: number, second: number): number =>
  0.6 * centre + 0.25 * first + 0.15 * second

function twoLargest(values: Float64Array): [number, number] {
  let first = 0
  let second = 0
  for (const value of values)
    if (value > first) {
      second = first
      first = value
    } else if (value > second) second = value
  return [first, second]
}

interface Centre {
  /** Of length one. */
  values: Map<number, number>
  /** Of the sum that it was made of. */
  length: number
}
function centreOf(vectors: readonly Vector[]): Centre {
  const sum = new Map<number, number>()
  for (const { hashes, values } of vectors)
    hashes.forEach((hash, i) => sum.set(hash, (sum.get(hash) ?? 0) + values[i]!))
  let square = 0
  for (const value of sum.values()) square += value * value
  const length = Math.sqrt(square) || 1
  for (const [hash, value] of sum) sum.set(hash, value / length)
  return { values: sum, length }
}
