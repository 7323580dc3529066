import type { Emotion, Intent, Sentiment } from '../../shared/contract/intelligence.ts'
import { smallWords } from './language.ts'
import { type MailGroup, mailGroups } from './mail-phrases.ts'
import { isWord, type Token } from './tokens.ts'

/** Log-odds, below which a word alone is no reason: mails of any kind have such words. */
const wordFloor = 0.9
/** Of what the first reason weighs, below which another is none. */
const besideFirst = 0.2
const most = 3
/** Words of a reason, unless a phrase has more. */
const longest = 6
/** What follows says what is asked for. */
const asks: readonly MailGroup[] = ['ask', 'tell', 'question', 'buy', 'order', 'price', 'need', 'lost']
const harsh: readonly MailGroup[] = ['bad', 'let down', 'angry', 'wrong']
const kind: readonly MailGroup[] = ['good', 'thanks', 'eager', 'happy', 'trust']
/** Whose phrases can be a reason for an answer: one of thanks may weigh for a complaint, and explains none. */
const explains: Record<Answer, readonly MailGroup[]> = {
  positive: kind,
  negative: [...harsh, 'lost'],
  happy: kind,
  enthusiastic: ['eager', 'happy', 'good', 'buy'],
  grateful: ['thanks', 'good', 'happy'],
  trusting: ['trust', 'good'],
  confused: ['lost', 'question', 'wrong'],
  dissatisfied: [...harsh, 'flaw'],
  frustrated: [...harsh, 'flaw'],
  neutral: [],
  request: ['ask', 'tell'],
  query: ['question', 'lost', 'ask'],
  purchase: ['buy', 'order', 'price', 'need', 'question', 'ask'],
  complaint: [...harsh, 'flaw']
}
export type Answer = Sentiment | Emotion | Intent
/** Beside smallWords: words that say nothing by themselves, of the four languages. */
const empty = new Set(
  `i'd you've you'd they've he's she's what's who's there's here's let's doesn't won't wouldn't couldn't shouldn't haven't hasn't wasn't aren't someone somebody something anyone anybody anything everyone everything nothing these which while also really much many such even ever else though because during since until within between around through across like well thing things
  jemand etwas alles einmal dabei damit davon dazu daran wegen wäre hätte würde wurden seine seinen seiner diesem diesen dieser jede jeder jedes alle allem allen ganz etwa eben doch denn
  quelqu'un quelque quelques chose lequel laquelle cela celui celle ceux j'en n'ai n'a m'en d'en c'était était elles leur puis aucun aucune
  alguien algo cada cual cuales otro otra otros otras mismo misma eso esos esas`.split(/\s+/)
)

/** Small words that are a reason nevertheless. */
const said = new Set(['thanks', 'thank', 'danke', 'dank', 'merci', 'gracias'])

interface Span {
  first: number
  /** The last token of it. */
  last: number
  worth: number
}

/** Whether somebody would take the word for a reason. */
const tells = ({ text }: Token): boolean =>
  said.has(text) || (/^\p{L}{3}/u.test(text) && !smallWords.has(text) && !empty.has(text))

/**
 * The phrases and words that spoke most for an answer, as they stand in the mail, whole words always: phrases that touch
 * are one, a word that asks takes along what it asks for, and what nobody would take for a reason is left out.
 * @param shares what each token adds @param phraseWorth what each of a group's phrases adds
 */
export function reasonsOf(
  whole: string,
  all: readonly Token[],
  found: readonly { start: number; end: number; group: number; negated: boolean }[],
  shares: Float32Array,
  answer: Answer,
  phraseWorth: (group: number, negated: boolean) => number
): string[] {
  const byStart = new Map(all.map(({ start }, at) => [start, at]))
  const byEnd = new Map(all.map(({ end }, at) => [end, at]))
  const phrases: Span[] = []
  const named = explains[answer].map((group) => mailGroups.indexOf(group))
  const asking = asks.map((group) => mailGroups.indexOf(group))
  for (const { start, end, group, negated } of found) {
    if (!named.includes(group)) continue
    const [first, last] = [byStart.get(start), byEnd.get(end)]
    const worth = phraseWorth(group, negated)
    if (first === undefined || last === undefined || worth <= 0 || !isWord(all[last]!.text)) continue
    phrases.push({ ...(asking.includes(group) ? withObject(all, first, last) : { first, last }), worth })
  }
  const spans = joined(phrases)
  const inside = new Set(spans.flatMap(({ first, last }) => all.slice(first, last + 1)))
  all.forEach((token, at) => {
    const worth = shares[at]!
    if (worth >= wordFloor && token.end - token.start > 3 && tells(token) && !inside.has(token))
      spans.push({ first: at, last: at, worth })
  })
  const chosen: string[] = []
  let top = 0
  for (const { first, last, worth } of spans.sort((a, b) => b.worth - a.worth)) {
    if (chosen.length === most || worth < top * besideFirst) break
    const text = textOf(whole, all, first, last)
    if (text === null || chosen.some((other) => isSame(other.toLowerCase(), text.toLowerCase()))) continue
    chosen.push(text)
    top ||= worth
  }
  return chosen
}

/** One stands in the other, or both are forms of one word. */
const isSame = (a: string, b: string): boolean =>
  a.includes(b) || b.includes(a) || (!b.includes(' ') && a.startsWith(b.slice(0, 4)))

/** As far as the next word that tells, within its clause; a word behind which none is takes those before it. */
function withObject(all: readonly Token[], first: number, last: number): { first: number; last: number } {
  const isPart = (at: number): boolean => all[at] !== undefined && isWord(all[at].text)
  for (let at = last + 1; isPart(at) && at - first < longest; at++)
    if (tells(all[at]!)) return { first, last: at }
  let from = first
  if (first === last)
    for (let at = first - 1; first - at <= 3 && isPart(at); at--) {
      from = at
      if (tells(all[at]!)) break
    }
  return { first: from, last }
}

/** Those that overlap or stand side by side are one. */
function joined(spans: readonly Span[]): Span[] {
  const one: Span[] = []
  for (const span of spans.toSorted((a, b) => a.first - b.first || a.last - b.last)) {
    const before = one.at(-1)
    const fits = before && Math.max(span.last, before.last) - before.first < longest
    if (before && span.first <= before.last + (fits ? 1 : 0)) {
      before.last = Math.max(before.last, span.last)
      before.worth += span.worth
    } else one.push({ ...span })
  }
  return one
}

/** Without small words at its end; null where no word of it tells, nor is it a saying of several words ("let down"). */
function textOf(whole: string, all: readonly Token[], first: number, last: number): string | null {
  const own = all.slice(first, last + 1)
  const telling = own.findLastIndex(tells)
  const long = own.findLastIndex(({ text }) => text.length > 3)
  const end = Math.max(telling, long)
  if (telling < 0 && (end < 1 || own.length > 3)) return null
  if (end === 0 && own[0]!.text.length < 4) return null
  const text = whole.slice(own[0]!.start, own[end]!.end).replace(/\s+/gu, ' ')
  return text.length <= 120 ? text : null
}
