import { hashOf } from './features.ts'
import { findPhrases } from './phrase-finder.ts'
import { beginningsOf, skeletonOf } from './sentence-shape.ts'
import type { Token } from './tokens.ts'

const worth = 0.5
/** The length of all that tells the shape together, so that a long sentence does not outweigh a short one. */
const shapeWorth = 2.5

/** What tells a request beside its words: its shape, how it and its clauses begin, how it ends, who is addressed. English. */
export function requestCues(tokens: readonly Token[]): { hashes: number[]; values: number[] } {
  const words = tokens.map(({ text }) => text)
  const cues = new Set(findPhrases(tokens, 'en').map(({ group }) => `group:${group}`))
  cues
    .add(`first:${words[0]}`)
    .add(`first:${words[0]} ${words[1]}`)
    .add(`last:${words.at(-1)}`)
  if (words.includes('?')) cues.add('question')
  const please = words.findIndex((word) => word === 'please' || word === 'pls')
  if (please >= 0) cues.add(`please:${words[please + 1]}`)
  for (const [i, word] of words.entries()) {
    if (word === 'you' || word === 'your')
      cues
        .add('you')
        .add(`before-you:${words[i - 1]}`)
        .add(`after-you:${words[i + 1]}`)
    const before = words[i - 1]
    if (before === undefined || /^(?:[,:;-]|and|or|to)$/.test(before)) cues.add(`clause:${word}`)
  }
  const hashes = [...cues].map((cue) => hashOf(cue, 0x63756573))
  const values = hashes.map(() => worth)
  const shaped = words.filter((word) => word !== '\n')
  for (const shape of [skeletonOf(shaped), beginningsOf(shaped)])
    for (const hash of shape) {
      hashes.push(hash)
      values.push(shapeWorth / Math.sqrt(shape.size))
    }
  return { hashes, values }
}
