/** One word of what was typed, and where it must stand. */
export interface Term {
  word: string
  where: 'anywhere' | 'people' | 'subject'
  /** Typed in quotes: these words in this order, no beginnings of words. */
  exact: boolean
}

/** `from:anna "price list" terms`: each part must be found; the last word and any unquoted one match beginnings of words. */
export function parseQuery(typed: string): Term[] {
  const terms: Term[] = []
  for (const [, field, quoted, plain] of typed.matchAll(
    /(?:(from|to|with|subject):)?(?:"([^"]*)"|(\S+))/gi
  )) {
    const word = (quoted ?? plain ?? '').trim()
    if (!/[\p{L}\p{N}]/u.test(word)) continue
    const lower = field?.toLowerCase()
    terms.push({
      word,
      where: lower === undefined ? 'anywhere' : lower === 'subject' ? 'subject' : 'people',
      exact: quoted !== undefined
    })
  }
  return terms
}

/** An FTS5 string (no operator in it can act) and, for words of two letters and more, a prefix of it. */
export function ftsOf(term: Term): string {
  const quoted = `"${term.word.replaceAll('"', '""')}"`
  return term.exact || [...term.word].length < 2 ? quoted : `${quoted}*`
}
