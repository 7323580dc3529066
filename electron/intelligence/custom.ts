import { hashOf } from './features.ts'
import { isWord, tokensOf } from './tokens.ts'

/** An intent that an administrator names: what mails of it look like. */
export interface CustomIntent {
  id: string
  examples: readonly string[]
  /** Words that speak for it whatever the examples say. */
  words?: readonly string[]
}
export type CustomProblem =
  | { kind: 'empty'; id: string }
  | { kind: 'too-few'; id: string; examples: number }
  | { kind: 'too-many'; id: string; examples: number }
  | { kind: 'same-as'; id: string; other: string }
  | { kind: 'too-many-intents'; id: string }
export interface CustomReader {
  problems: CustomProblem[]
  /** The intents that the text reaches, surest first. */
  read(text: string): { id: string; sure: number }[]
  /** The nearest, whether it reaches its threshold or not; null: no intent is usable. */
  nearest(text: string): string | null
}

export const customLimits = { intents: 30, least: 3, examples: 200, characters: 2000 }

type Vector = Map<number, number>

function countsOf(text: string): Vector {
  const counts: Vector = new Map()
  const add = (hash: number, worth: number): void => void counts.set(hash, (counts.get(hash) ?? 0) + worth)
  let before = ''
  for (const { text: word } of tokensOf(text.slice(0, customLimits.characters))) {
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
function weighed(counts: Vector, rarity: Vector, unseen: number): Vector {
  let length = 0
  const vector: Vector = new Map()
  for (const [hash, count] of counts) {
    const value = (1 + Math.log(1 + count)) * Math.min(1, count) * (rarity.get(hash) ?? unseen)
    vector.set(hash, value)
    length += value * value
  }
  const scale = 1 / (Math.sqrt(length) || 1)
  for (const [hash, value] of vector) vector.set(hash, value * scale)
  return vector
}
function product(a: Vector, b: Vector): number {
  const [short, long] = a.size < b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [hash, value] of short) sum += value * (long.get(hash) ?? 0)
  return sum
}

interface Usable {
  id: string
  vectors: Vector[]
  centre: Vector
  words: Set<string>
  threshold: number
}

/** Which examples are usable, and what is wrong with the others. Costs no more than the limits allow. */
function check(intents: readonly CustomIntent[]): {
  usable: { id: string; examples: string[]; words: Set<string> }[]
  problems: CustomProblem[]
} {
  const problems: CustomProblem[] = []
  const usable: { id: string; examples: string[]; words: Set<string>; key: string }[] = []
  for (const { id, examples, words = [] } of intents) {
    if (usable.length >= customLimits.intents) {
      problems.push({ kind: 'too-many-intents', id })
      continue
    }
    if (examples.length > customLimits.examples)
      problems.push({ kind: 'too-many', id, examples: examples.length })
    const kept = examples
      .slice(0, customLimits.examples)
      .map((text) => text.slice(0, customLimits.characters).trim())
      .filter((text) => tokensOf(text).some(({ text: word }) => isWord(word)))
    const distinct = [...new Set(kept.map((text) => text.toLowerCase()))].sort()
    if (distinct.length === 0) problems.push({ kind: 'empty', id })
    else if (distinct.length < customLimits.least)
      problems.push({ kind: 'too-few', id, examples: distinct.length })
    else {
      const key = distinct.join('\n')
      const same = usable.find((one) => one.key === key)
      if (same) problems.push({ kind: 'same-as', id, other: same.id })
      else
        usable.push({
          id,
          examples: distinct,
          words: new Set(words.slice(0, 100).map((word) => word.toLowerCase())),
          key
        })
    }
  }
  return { usable, problems }
}

function centreOf(vectors: readonly Vector[], without = -1): Vector {
  const sum: Vector = new Map()
  for (const [i, vector] of vectors.entries())
    if (i !== without) for (const [hash, value] of vector) sum.set(hash, (sum.get(hash) ?? 0) + value)
  let length = 0
  for (const value of sum.values()) length += value * value
  const scale = 1 / (Math.sqrt(length) || 1)
  for (const [hash, value] of sum) sum.set(hash, value * scale)
  return sum
}

/** Nearness to the intent's centre, and to its two nearest examples. */
function nearness(vector: Vector, centre: Vector, vectors: readonly Vector[], without = -1): number {
  let first = 0
  let second = 0
  for (const [i, other] of vectors.entries()) {
    if (i === without) continue
    const near = product(vector, other)
    if (near > first) {
      second = first
      first = near
    } else if (near > second) second = near
  }
  return 0.6 * product(vector, centre) + 0.25 * first + 0.15 * second
}

/** Learns from the examples in one go; the threshold of each is what its own examples, each left out in turn, still reach. */
export function readCustom(intents: readonly CustomIntent[]): CustomReader {
  const { usable, problems } = check(intents)
  const counts = usable.map(({ examples }) => examples.map(countsOf))
  const rarity: Vector = new Map()
  let total = 0
  for (const group of counts)
    for (const one of group) {
      total++
      for (const hash of one.keys()) rarity.set(hash, (rarity.get(hash) ?? 0) + 1)
    }
  for (const [hash, n] of rarity) rarity.set(hash, Math.log((total + 1) / (n + 0.5)))
  // a feature that no example has can only lengthen the vector
  const unseen = Math.log(total + 1) * 0.5
  const ready: Usable[] = usable.map(({ id, words }, g) => {
    const vectors = counts[g]!.map((one) => weighed(one, rarity, unseen))
    return { id, words, vectors, centre: centreOf(vectors), threshold: 0 }
  })
  for (const one of ready) {
    // each left out in turn; at most 40, which is enough for a quarter
    const looked = one.vectors.slice(0, 40)
    const own = looked
      .map((vector, i) => nearness(vector, centreOf(looked, i), looked, i))
      .sort((a, b) => a - b)
    const others = ready.filter((other) => other !== one).flatMap(({ vectors }) => vectors.slice(0, 10))
    const foreign = others.map((vector) => nearness(vector, one.centre, looked)).sort((a, b) => b - a)
    const reached = own[Math.floor(own.length * 0.25)] ?? 1
    one.threshold = Math.max(0.08, reached, foreign[Math.floor(foreign.length * 0.05)] ?? 0)
  }
  const scoresOf = (text: string): { id: string; near: number; threshold: number }[] => {
    const counted = countsOf(text)
    if (counted.size === 0) return []
    const vector = weighed(counted, rarity, unseen)
    const words = new Set(tokensOf(text.slice(0, customLimits.characters)).map(({ text: word }) => word))
    return ready
      .map(({ id, centre, vectors, threshold, words: wanted }) => ({
        id,
        threshold,
        near:
          nearness(vector, centre, vectors) +
          ([...wanted].some((word) => words.has(word)) ? threshold * 0.5 : 0)
      }))
      .sort((a, b) => b.near - a.near)
  }
  return {
    problems,
    read: (text) =>
      scoresOf(text)
        .filter(({ near, threshold }) => near >= threshold)
        .map(({ id, near, threshold }) => ({
          id,
          sure: 1 / (1 + Math.exp((-6 * (near - threshold)) / threshold))
        })),
    nearest: (text) => scoresOf(text)[0]?.id ?? null
  }
}
