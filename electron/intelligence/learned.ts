import { emotions, intents, type Learned, type Said, sentiments } from '../../shared/contract/intelligence.ts'
import { hashOf } from './features.ts'
import { smallWords } from './language.ts'
import { mailOutputs } from './mail-combine.ts'
import { readOwnText } from './own-text.ts'
import { isWord, tokensOf } from './tokens.ts'

/** What corrected mails say of another one, for each of the model's outputs. */
export interface Leaning {
  /** Added to the log-odds; no more than `strongest` either way. */
  bias: number[]
  /** How many corrected mails spoke for it. */
  like: number[]
}
/** A thin layer over the model: mails that are alike follow those that the rep corrected, all others stay. */
export interface Layer {
  lean(subject: string, own: string): Leaning | null
}

/** Log-odds that any number of corrections reach at most. */
const strongest = 6
/** Corrections that would have to say the contrary: one mail alone moves little unless it is nearly the same. */
const prior = 1
/** Mails that share less than this are not alike: what every mail shares stays below it. */
const alike = 0.3
const longest = 4000
/** Beginnings of words stand for their forms. */
const stem = 7

type Vector = Map<number, number>

/** Deterministic: the same examples make the same layer. */
export function learnFrom(examples: Learned['examples']): Layer {
  const vectors = examples.map(({ subject, text, from: [name, address] }) =>
    vectorOf(subject, readOwnText(text, { from: `${name} <${address}>` }).own)
  )
  const postings = new Map<number, [example: number, weight: number][]>()
  vectors.forEach((vector, example) => {
    for (const [feature, weight] of vector) {
      const list = postings.get(feature)
      if (list) list.push([example, weight])
      else postings.set(feature, [[example, weight]])
    }
  })
  const votes = examples.map(({ said }) => votesOf(said))
  return {
    lean(subject, own) {
      const nearness = new Float64Array(examples.length)
      for (const [feature, weight] of vectorOf(subject, own))
        for (const [example, other] of postings.get(feature) ?? []) nearness[example]! += weight * other
      const near = [...nearness.entries()].filter(([, cosine]) => cosine > alike)
      if (near.length === 0) return null
      const total = new Array<number>(mailOutputs).fill(0)
      const spoke = new Array<number>(mailOutputs).fill(0)
      const like = new Array<number>(mailOutputs).fill(0)
      for (const [example, cosine] of near) {
        const worth = (cosine - alike) / (1 - alike)
        for (const [output, vote] of votes[example]!) {
          spoke[output]! += worth
          total[output]! += worth * vote
          if (vote > 0) like[output]!++
        }
      }
      return { bias: total.map((sum, k) => (strongest * sum) / (spoke[k]! + prior)), like }
    }
  }
}

/** For each output that the rep spoke of: 1 that it is so, 0 that something else is, -1 that it is not. */
function votesOf({ sentiment, emotion, intents: wanted }: Said): [output: number, vote: number][] {
  return [
    ...(sentiment ? sentiments.map((one, k): [number, number] => [k, one === sentiment ? 1 : 0]) : []),
    ...(emotion ? emotions.map((one, k): [number, number] => [3 + k, one === emotion ? 1 : 0]) : []),
    ...(wanted ? intents.map((one, k): [number, number] => [11 + k, wanted.includes(one) ? 1 : -1]) : [])
  ]
}

/** Hashed words and pairs of words that say what a mail is about, of length one. */
function vectorOf(subject: string, own: string): Vector {
  const counts: Vector = new Map()
  const add = (key: string, weight: number): void => {
    const hash = hashOf(key)
    counts.set(hash, (counts.get(hash) ?? 0) + weight)
  }
  let before = ''
  const name = subject.slice(0, 1000).replace(/^(?:\s*(?:re|aw|fw|fwd|wg|tr|rv)\s*:)+/i, '')
  for (const { text } of tokensOf(`${name}\n${own.slice(0, longest)}`)) {
    if (!isWord(text) || text.startsWith('[')) continue
    if (smallWords.has(text)) continue
    const word = text.slice(0, stem)
    add(word, /^\d/.test(text) ? 0.3 : 1)
    if (before) add(`${before} ${word}`, 0.5)
    before = word
  }
  let length = 0
  for (const [feature, count] of counts) {
    const weight = Math.sqrt(count)
    counts.set(feature, weight)
    length += weight * weight
  }
  for (const [feature, weight] of counts) counts.set(feature, weight / Math.sqrt(length))
  return counts
}
