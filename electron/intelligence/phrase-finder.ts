import { negated } from './features.ts'
import { phrases } from './phrases.ts'
import { type Token, tokensOf } from './tokens.ts'

export interface Found {
  group: number
  start: number
  end: number
  /** Stands behind a negation. */
  negated: boolean
}
interface Entry {
  group: number
  words: string[]
  /** The last word is only a beginning. */
  open: boolean
}
type Spoken = keyof typeof phrases
/** Phrases of each group by language; a group's number is its place. */
export type Book = Record<Spoken, Record<string, string[]>>

/** By the first word, or by its beginning where the phrase is one open word. */
interface Index {
  whole: Map<string, Entry[]>
  begun: Map<string, Entry[]>
}
const indexes = new Map<Book[Spoken], Index>()

function indexOf(lists: Book[Spoken]): Index {
  const known = indexes.get(lists)
  if (known) return known
  const index: Index = { whole: new Map(), begun: new Map() }
  for (const [group, list] of Object.values(lists).entries())
    for (const phrase of new Set(list)) {
      const open = phrase.endsWith('*')
      const words = tokensOf(open ? phrase.slice(0, -1) : phrase).map(({ text }) => text)
      const first = words[0]
      if (first === undefined) continue
      const map = open && words.length === 1 ? index.begun : index.whole
      map.set(first, [...(map.get(first) ?? []), { group, words, open }])
    }
  indexes.set(lists, index)
  return index
}

const wordAt = (tokens: readonly Token[], i: number): string => tokens[i]?.text ?? ''
/** What stands behind l', d', qu'. */
const unelided = (word: string): string => word.slice(word.indexOf("'") + 1)

export function findPhrases(tokens: readonly Token[], language: Spoken, book: Book = phrases): Found[] {
  const { whole, begun } = indexOf(book[language])
  const behind = negated(tokens)
  const found: Found[] = []
  const take = (entry: Entry, i: number): void => {
    const last = i + entry.words.length - 1
    for (let k = 1; k < entry.words.length; k++) {
      const word = wordAt(tokens, i + k)
      const wanted = entry.words[k]!
      if (word === wanted || (k === entry.words.length - 1 && entry.open && word.startsWith(wanted))) continue
      return
    }
    found.push({ group: entry.group, start: tokens[i]!.start, end: tokens[last]!.end, negated: behind[i]! })
  }
  for (let i = 0; i < tokens.length; i++) {
    const word = wordAt(tokens, i)
    const forms = language === 'fr' && word.includes("'") ? [word, unelided(word)] : [word]
    for (const form of forms) {
      for (const entry of whole.get(form) ?? []) take(entry, i)
      for (let size = 2; size <= Math.min(form.length, 14); size++)
        for (const entry of begun.get(form.slice(0, size)) ?? []) take(entry, i)
    }
  }
  return found
}
