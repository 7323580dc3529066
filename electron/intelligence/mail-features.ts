import { type Found, findPhrases } from './phrase-finder.ts'
import type { Language } from './language.ts'
import { type MailGroup, mailGroups, mailPhrases } from './mail-phrases.ts'
import { type SentenceScorer, sentenceOutputs } from './sentence-scorer.ts'
import { isWord, type Sentence, sentencesOf, withoutReply } from './tokens.ts'

/** A mail as the last step sees it: one row of numbers, and the phrases they came from. */
export interface MailFeatures {
  row: Float32Array
  found: Found[]
}
const kinds = mailGroups.length
/** What of a mail stands in one sentence. */
const pairKinds = 6
const general = 11 + pairKinds
/** Where what the sentence models say (English) begins, after phrases (how many of each group, and whether any; denied ones) and general marks. */
export const sentenceAt = 3 * kinds + general
export const mailSize = sentenceAt + 2 * (sentenceOutputs + 1) + 1

/** How many sentences are read: what a mail says, it says by then. */
const mostSentences = 150

export function mailFeatures(
  subject: string,
  text: string,
  language: Language,
  scorer: SentenceScorer
): MailFeatures {
  const whole = `${withoutReply(subject)}\n${text}`
  const sentences = sentencesOf(whole).slice(0, mostSentences)
  const row = new Float32Array(mailSize)
  const found: Found[] = []
  const counts = new Float32Array(2 * kinds)
  let words = 0
  let asked = 0
  let cried = 0
  let shouted = 0
  let trailing = 0
  let heard = 0
  const together = new Float32Array(pairKinds)
  let numbers = 0
  let endsAsking = 0
  for (const sentence of sentences) {
    const here = new Set<MailGroup>()
    for (const hit of findPhrases(sentence.tokens, language, mailPhrases)) {
      found.push(hit)
      counts[hit.group * 2 + (hit.negated ? 1 : 0)]! += 1
      here.add(mailGroups[hit.group]!)
    }
    const pairs = pairsOf(sentence, here)
    for (const [i, pair] of pairs.entries()) if (pair) together[i]! += 1
    endsAsking = hasMark(sentence) ? 1 : 0
    for (const { text: token, start, end } of sentence.tokens) {
      if (/^\d/.test(token)) numbers++
      if (token.startsWith('?')) asked++
      else if (token.startsWith('!')) cried += token.length
      else if (token === '…' || token.startsWith('..')) trailing++
      else if (isWord(token)) {
        words++
        if (
          end - start > 3 &&
          token !== whole.slice(start, end) &&
          whole.slice(start, end) === whole.slice(start, end).toUpperCase()
        )
          shouted++
      }
    }
    if (language !== 'en' || sentence.tokens.length < 2) continue
    const { scores, request } = scorer.score(sentence.tokens, whole)
    heard++
    for (let o = 0; o <= sentenceOutputs; o++) {
      const score = o < sentenceOutputs ? scores[o]! : request
      row[sentenceAt + o * 2]! += score
      const best = row[sentenceAt + o * 2 + 1]!
      row[sentenceAt + o * 2 + 1] = heard === 1 ? score : Math.max(best, score)
    }
  }
  if (heard > 0) for (let o = 0; o <= sentenceOutputs; o++) row[sentenceAt + o * 2]! /= heard
  for (let g = 0; g < kinds; g++) {
    row[g * 3] = Math.log1p(counts[g * 2]!)
    row[g * 3 + 1] = counts[g * 2]! > 0 ? 1 : 0
    row[g * 3 + 2] = Math.log1p(counts[g * 2 + 1]!)
  }
  const length = Math.log1p(words)
  const at = 3 * kinds
  row.set(
    [
      Math.log1p(asked),
      asked > 0 ? 1 : 0,
      Math.log1p(cried),
      cried > 0 ? 1 : 0,
      Math.log1p(shouted),
      length,
      Math.log1p(trailing)
    ],
    at
  )
  // of the words that judge, how many are kind
  const kind = counts[0]! + counts[4]! + counts[6]! + counts[8]! + counts[10]!
  const harsh = counts[2]! + counts[14]! + counts[16]! + counts[1]! + 0.5 * counts[24]!
  row[at + 7] = (kind - harsh) / (kind + harsh + 2)
  row[at + 8] = (kind - harsh) / (words + 20)
  row.set(together.map(Math.log1p), at + 9)
  row[at + 9 + pairKinds] = Math.log1p(numbers)
  row[at + 10 + pairKinds] = endsAsking
  row[mailSize - 1] = language === 'en' ? 1 : 0
  return { row, found }
}

const hasMark = ({ tokens }: Sentence): boolean => tokens.some(({ text }) => text.startsWith('?'))
/** A price that is asked for, an order with its number, what is wrong and since when: more than each by itself. */
function pairsOf(sentence: Sentence, here: ReadonlySet<MailGroup>): boolean[] {
  const has = (...names: MailGroup[]): boolean => names.some((name) => here.has(name))
  const asks = hasMark(sentence)
  return [
    asks && has('price'),
    asks && has('order', 'buy'),
    !asks && has('order') && sentence.tokens.some(({ text }) => /^\d/.test(text)),
    has('need') && has('price', 'buy'),
    has('tell') && has('price'),
    has('wrong', 'bad') && has('since', 'but')
  ]
}
