import { hashOf } from '../../../electron/intelligence/features.ts'
import { isWord, tokensOf } from '../../../electron/intelligence/tokens.ts'
import { rowsOf, scoreLinear, type Text, trainLinear, vocabularyOf } from '../../../training/linear.ts'

/** Words by one and two and letters 2 to 5, each hashed, nothing weighed: what any of ours has to beat. */
export function plainText(text: string): Text {
  const words = tokensOf(text)
    .map(({ text: word }) => word)
    .filter(isWord)
  const hashes: number[] = []
  for (const [i, word] of words.entries()) {
    hashes.push(hashOf(word))
    if (i > 0) hashes.push(hashOf(`${words[i - 1]} ${word}`))
    const bordered = `<${word}>`
    for (let size = 2; size <= 5; size++)
      for (let at = 0; at + size <= bordered.length; at++)
        hashes.push(hashOf(bordered.slice(at, at + size), 5))
  }
  const bucketed = hashes.map((hash) => hash % 262_144)
  return {
    hashes: [...bucketed, 262_144],
    values: [...bucketed.map(() => 2 / Math.sqrt(hashes.length || 1)), 0.5]
  }
}

/** Plain logistic regression, one against rest; gives the scores of the texts that it is asked. */
export function trainPlain(
  texts: readonly string[],
  targets: Float32Array,
  outputs: number
): (asked: readonly string[]) => Float32Array {
  const read = texts.map(plainText)
  const vocabulary = vocabularyOf(read, 1)
  const weights = trainLinear(rowsOf(read, vocabulary), targets, outputs, vocabulary.size, {
    rate: 0.1,
    epochs: 4,
    seed: 1,
    bayes: 0,
    decay: 0
  })
  return (asked) => scoreLinear(rowsOf(asked.map(plainText), vocabulary), weights, outputs)
}

const denied = /^(?:not|no|never|without|cannot|nothing|.+n't)$/
const stronger = new Set('very really so extremely absolutely totally too much'.split(' '))
/** VADER's words with its turn at a denial, its boost and its thresholds: 0 positive, 1 negative, 2 neutral. */
export function vaderOf(text: string, words: ReadonlyMap<string, number>): number {
  const tokens = tokensOf(text).map(({ text: word }) => word)
  let sum = 0
  for (const [i, token] of tokens.entries()) {
    let worth = words.get(token)
    if (worth === undefined) continue
    if (stronger.has(tokens[i - 1] ?? '')) worth += 0.293 * Math.sign(worth)
    if (tokens.slice(Math.max(0, i - 3), i).some((before) => denied.test(before))) worth *= -0.74
    sum += worth
  }
  sum += Math.sign(sum) * 0.292 * Math.min(4, [...text].filter((mark) => mark === '!').length)
  const compound = sum / Math.sqrt(sum * sum + 15)
  return compound >= 0.05 ? 0 : compound <= -0.05 ? 1 : 2
}

/** A word list as somebody would write it: any of them, and the intent holds. */
const listed: Record<string, RegExp> = {
  request:
    /\b(?:please|pls|can you|could you|let me know|send|bitte|könnten sie|merci de|pouvez|pourriez|svp|por favor|podría|puedes)\b/i,
  query: /\?/,
  complaint:
    /\b(?:complain|wrong|broken|disappoint|delay|fehler|defekt|reklam|enttäusch|erreur|panne|retard|déçu|error|retraso|queja|defect)/i,
  purchase:
    /\b(?:quote|price|order|buy|cost|angebot|preis|bestell|devis|prix|commande|tarif|precio|presupuesto|cotiza|pedido)/i
}
export const intentListed = (text: string, intent: string): boolean => listed[intent]?.test(text) ?? false

/** The name of the example that is nearest by TF-IDF over words. */
export function nearestNeighbour(examples: readonly [string, string][]): (text: string) => string {
  const bag = (text: string): Map<string, number> => {
    const counts = new Map<string, number>()
    for (const { text: word } of tokensOf(text))
      if (isWord(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
    return counts
  }
  const bags = examples.map(([, text]) => bag(text))
  const seen = new Map<string, number>()
  for (const one of bags) for (const word of one.keys()) seen.set(word, (seen.get(word) ?? 0) + 1)
  const weigh = (counts: Map<string, number>): Map<string, number> => {
    const vector = new Map(
      [...counts].map(([word, n]) => [
        word,
        n * Math.log((1 + bags.length) / (1 + (seen.get(word) ?? 0)) + 1)
      ])
    )
    const length = Math.hypot(...vector.values()) || 1
    return new Map([...vector].map(([word, value]) => [word, value / length]))
  }
  const vectors = bags.map(weigh)
  return (text) => {
    const asked = [...weigh(bag(text))]
    let best = 0
    let name = examples[0]?.[0] ?? ''
    for (const [i, vector] of vectors.entries()) {
      const near = asked.reduce((sum, [word, value]) => sum + value * (vector.get(word) ?? 0), 0)
      if (near > best) {
        best = near
        name = examples[i]![0]
      }
    }
    return name
  }
}
