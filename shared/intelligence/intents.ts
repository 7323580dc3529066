/** An intent that an administrator defines. What of it is read is `IntentRule`; the name is for people. */
export interface IntentDraft {
  name: string
  /** What mails of it say, a sentence each. */
  examples: string[]
  /** Sentences that resemble the examples and are something else. */
  unlike: string[]
  /** Words and short phrases that speak for it; with `must`, one of them has to stand in the mail. */
  words: string[]
  must: boolean
}

/** Lengths in characters. */
export const intentLimits = {
  intents: 30,
  name: 40,
  least: 3,
  examples: 50,
  example: 300,
  unlike: 100,
  words: 30,
  word: 40
}
/** Names that the built-in ones have, in any spelling. */
const taken = ['request', 'query', 'complaint', 'purchase', 'purchase inquiry']

/** What is wrong, and where: `at` counts from 0 within the field; null: the field as a whole. */
export interface IntentProblem {
  field: 'name' | 'examples' | 'words'
  at: number | null
  kind: 'empty' | 'taken' | 'few' | 'many' | 'long' | 'noWords' | 'same' | 'unlike' | 'sameAs' | 'noneToNeed'
  /** How many there are; the line, from 1, that says the same; or the name of the other intent. */
  of?: number | string
}

/** Two spellings of one sentence or name. */
export const intentKey = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()

const hasWord = (text: string): boolean => /[\p{L}\p{N}]{2}/u.test(text)

/** All that is wrong with what was typed, field by field. @param others the other intents of the workspace */
export function intentProblems(
  draft: IntentDraft,
  others: readonly Pick<IntentDraft, 'name' | 'examples'>[]
): IntentProblem[] {
  return [...ofName(draft.name, others), ...ofExamples(draft, others), ...ofWords(draft)]
}

function ofName(name: string, others: readonly { name: string }[]): IntentProblem[] {
  const key = intentKey(name)
  const say = (kind: IntentProblem['kind'], of?: string): IntentProblem[] => [
    { field: 'name', at: null, kind, ...(of !== undefined && { of }) }
  ]
  if (key === '') return say('empty')
  if (name.trim().length > intentLimits.name) return say('long')
  const other = others.find((one) => intentKey(one.name) === key)
  return other || taken.includes(key) ? say('taken', other?.name ?? name.trim()) : []
}

function ofExamples(
  { examples, unlike }: IntentDraft,
  others: readonly Pick<IntentDraft, 'name' | 'examples'>[]
): IntentProblem[] {
  const problems: IntentProblem[] = []
  const say = (at: number | null, kind: IntentProblem['kind'], of?: number | string): void =>
    void problems.push({ field: 'examples', at, kind, ...(of !== undefined && { of }) })
  const keys = examples.map(intentKey)
  const contrary = new Set(unlike.map(intentKey))
  keys.forEach((key, at) => {
    if (key === '') return
    const first = keys.indexOf(key)
    if (examples[at]!.trim().length > intentLimits.example) say(at, 'long')
    else if (!hasWord(key)) say(at, 'noWords')
    else if (first < at) say(at, 'same', first + 1)
    else if (contrary.has(key)) say(at, 'unlike')
  })
  const distinct = new Set(keys.filter(hasWord))
  if (distinct.size < intentLimits.least) say(null, 'few', distinct.size)
  if (distinct.size > intentLimits.examples) say(null, 'many', distinct.size)
  const same = others.find((other) => {
    const theirs = new Set(other.examples.map(intentKey))
    return theirs.size === distinct.size && [...theirs].every((key) => distinct.has(key))
  })
  if (same && distinct.size > 0) say(null, 'sameAs', same.name)
  return problems
}

function ofWords({ words, must }: IntentDraft): IntentProblem[] {
  const said = words.filter((word) => word.trim() !== '')
  const say = (kind: IntentProblem['kind'], of?: string): IntentProblem[] => [
    { field: 'words', at: null, kind, ...(of !== undefined && { of }) }
  ]
  const long = said.find((word) => word.trim().length > intentLimits.word)
  if (long) return say('long', long.trim().slice(0, intentLimits.word))
  const mute = said.find((word) => !hasWord(word))
  if (mute) return say('noWords', mute.trim())
  if (said.length > intentLimits.words) return say('many')
  return must && said.length === 0 ? say('noneToNeed') : []
}

/** As it is kept: without blanks around, empty and repeated entries. */
export function tidyIntent({ name, examples, unlike, words, must }: IntentDraft): IntentDraft {
  const full = (all: readonly string[]): string[] => {
    const found = new Map<string, string>()
    for (const text of all) {
      const key = intentKey(text)
      if (key !== '' && !found.has(key)) found.set(key, text.replace(/\s+/gu, ' ').trim())
    }
    return [...found.values()]
  }
  const kept = full(words)
  return {
    name: name.replace(/\s+/gu, ' ').trim(),
    examples: full(examples),
    unlike: full(unlike).slice(-intentLimits.unlike),
    words: kept,
    must: must && kept.length > 0
  }
}
