import type { Bridge, Output } from '../../../shared/contract/index.ts'
import type { CustomIntents } from '../../../shared/contract/intelligence.ts'
import type { DefinedIntent } from '../../../shared/contract/intents.ts'
import {
  intentKey,
  intentProblems,
  type IntentProblem,
  tidyIntent
} from '../../../shared/intelligence/intents.ts'
import { newKey, typedOf } from './drafts.ts'
import { nameOf } from './preview.ts'

export type Sentence = Output<'intelligence.sentences'>['sentences'][number]

/** Offered of a mail; the longest mail is not read out. */
const offered = 6
/** Fewer words are a greeting or a name. */
const leastWords = 3

/** All that are defined, on or off: an intent that is off learns, too. */
export function rulesOf(intents: readonly DefinedIntent[]): CustomIntents {
  const rules = intents.map(({ id, examples, unlike, words, must }) => ({
    id,
    examples,
    unlike,
    words,
    must
  }))
  return { name: nameOf(rules), intents: rules }
}

/** What says something: no greeting, no name. */
const telling = (sentences: readonly Sentence[]): Sentence[] =>
  sentences.filter(
    ({ sentence }) => sentence.split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length >= leastWords
  )

/** The nearest to the intent first; without one, as the mail has them. */
export function likelyOf(sentences: readonly Sentence[], intent: string | null): string[] {
  const near = ({ near: to }: Sentence): number => (intent === null ? 0 : (to[intent] ?? 0))
  return telling(sentences)
    .toSorted((a, b) => near(b) - near(a))
    .slice(0, offered)
    .map(({ sentence }) => sentence)
}

/** The intent that a mail's sentences are nearest to. */
export function nearestOf(sentences: readonly Sentence[]): string | null {
  const all = telling(sentences).flatMap(({ near }) => Object.entries(near))
  return all.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null
}

/** The intent that an example is for: the chosen one, unless it was deleted meanwhile, else the nearest; `newKey`: a new one. */
export function targetOf(
  chosen: string | undefined,
  sentences: readonly Sentence[],
  intents: readonly Pick<DefinedIntent, 'id'>[]
): string {
  const near = nearestOf(sentences)
  const there = (id: string): boolean => id === newKey || intents.some((one) => one.id === id)
  if (chosen !== undefined && there(chosen)) return chosen
  return near !== null && there(near) ? near : (intents[0]?.id ?? newKey)
}

/** What Settings would say of it. */
export function problemsOf(
  intent: DefinedIntent,
  sentence: string,
  others: readonly DefinedIntent[]
): IntentProblem[] {
  return intentProblems({ ...typedOf(intent), examples: [...intent.examples, sentence] }, others)
}

/** Throws what workspace.saveIntent does. */
export function addExample(bridge: Bridge, intent: DefinedIntent, sentence: string): Promise<DefinedIntent> {
  return saveExamples(bridge, intent, [...intent.examples, sentence])
}

/** Takes this one back and leaves what others changed since. */
export async function takeBackExample(bridge: Bridge, id: string, sentence: string): Promise<void> {
  const { intents } = await bridge.call('workspace.intents', {})
  const intent = intents.find((one) => one.id === id)
  const kept = intent?.examples.filter((one) => intentKey(one) !== intentKey(sentence))
  if (intent && kept!.length < intent.examples.length) await saveExamples(bridge, intent, kept!)
}

function saveExamples(bridge: Bridge, intent: DefinedIntent, examples: string[]): Promise<DefinedIntent> {
  const { id, rev, on } = intent
  return bridge.call('workspace.saveIntent', { id, rev, on, ...tidyIntent({ ...typedOf(intent), examples }) })
}
