import { isStop, isWord, type Token } from './tokens.ts'

/** FNV-1a over the characters' codes. */
export function hashOf(text: string, seed = 0x811c9dc5): number {
  let hash = seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
export const mix = (a: number, b: number): number => {
  let hash = Math.imul(a ^ (b >>> 15) ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b)
  hash ^= hash >>> 13
  return hash >>> 0
}

const negators = new Set(
  `not no never none nothing nobody neither nor without cannot hardly barely isn't aren't wasn't weren't don't doesn't
  didn't won't wouldn't can't couldn't shouldn't haven't hasn't hadn't ain't dont doesnt didnt cant wont isnt wasnt
  nicht kein keine keinen keinem keiner nie niemals ohne nichts weder ne pas jamais aucun aucune sans rien ni nunca
  sin nada ningún ninguna tampoco jamás`.split(/\s+/)
)
/** How many words a negation reaches, when no mark ends it sooner. */
const reach = 3

/** Whether each token stands behind a negation. */
export function negated(tokens: readonly Token[]): boolean[] {
  let left = 0
  return tokens.map(({ text }) => {
    if (isStop(text)) left = 0
    const inside = left > 0
    if (left > 0 && isWord(text)) left--
    if (negators.has(text)) left = reach
    return inside
  })
}

const cache = new Map<string, Uint32Array>()
/** The hashes of the letters, 2 to 5, within one word and its borders. */
function lettersOf(word: string): Uint32Array {
  const known = cache.get(word)
  if (known) return known
  const bordered = `<${word}>`
  const hashes: number[] = []
  for (let size = 2; size <= 5; size++)
    for (let i = 0; i + size <= bordered.length; i++)
      hashes.push(hashOf(bordered.slice(i, i + size), 0x2f0b4c47))
  const found = Uint32Array.from(hashes)
  // a mail of made-up words must not fill the memory
  if (cache.size > 30_000) cache.clear()
  cache.set(word, found)
  return found
}

export interface Features {
  hashes: number[]
  /** One for each hash. */
  values: number[]
  /** Up to here, word i's own features stand together: which token a hash came from, -1 for none. */
  origins: number[]
}

/**
 * Words by one, two and three, letters within words, words behind a negation, capitals. Words and letters are each
 * scaled to one length, so that a long sentence does not outweigh a short one.
 */
export function featuresOf(
  tokens: readonly Token[],
  source: string,
  lexicon?: ReadonlyMap<string, number>
): Features {
  const words: number[] = []
  const wordFrom: number[] = []
  const letters: number[] = []
  const letterFrom: number[] = []
  const behind = negated(tokens)
  let before = 0x1234567
  let beforeThat = 0x7654321
  let good = 0
  let bad = 0
  let shouted = 0
  for (const [i, { text, start, end }] of tokens.entries()) {
    if (text === '\n') continue
    const own = hashOf(text)
    words.push(own, mix(before, own), mix(mix(beforeThat, before), own))
    wordFrom.push(i, i, i)
    if (behind[i]) {
      words.push(mix(0x6e6f74, own))
      wordFrom.push(i)
    }
    if (isWord(text)) {
      for (const hash of lettersOf(text)) {
        letters.push(hash)
        letterFrom.push(i)
      }
      if (
        end - start > 2 &&
        source.slice(start, end) === source.slice(start, end).toUpperCase() &&
        /\p{Lu}/u.test(source[start] ?? '')
      )
        shouted++
    }
    const worth = lexicon?.get(text)
    if (worth !== undefined) {
      const meant = behind[i] ? -0.74 * worth : worth
      if (meant > 0) good += meant
      else bad -= meant
    }
    beforeThat = before
    before = own
  }
  words.push(mix(before, 0x656e64))
  wordFrom.push(-1)
  const general: [string, number][] = [['bias', 1]]
  if (lexicon) {
    general.push(
      [`good${Math.min(8, Math.round(good * 1.5))}`, 1],
      [`bad${Math.min(8, Math.round(bad * 1.5))}`, 1]
    )
    general.push([`sum${Math.max(-6, Math.min(6, Math.round(good - bad)))}`, 1])
  }
  if (shouted > 0) general.push([`shout${Math.min(shouted, 3)}`, 1])
  general.push([`long${Math.min(6, Math.floor(Math.log2(tokens.length + 1)))}`, 0.5])
  const features: Features = { hashes: [], values: [], origins: [] }
  const add = (hashes: number[], from: number[], weight: number): void => {
    const scale = weight / Math.sqrt(hashes.length || 1)
    for (let i = 0; i < hashes.length; i++) {
      features.hashes.push(hashes[i]!)
      features.values.push(scale)
      features.origins.push(from[i]!)
    }
  }
  add(words, wordFrom, 2)
  add(letters, letterFrom, 2)
  for (const [name, value] of general) {
    features.hashes.push(hashOf(name, 0x67656e21))
    features.values.push(value * 0.5)
    features.origins.push(-1)
  }
  return features
}
