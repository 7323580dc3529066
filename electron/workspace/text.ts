/** Lower case without accents, so that "Muller" finds "Müller". */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim()
}

/** What lists are ordered by. Ordered by code point on every engine, whatever the server's collation is. */
export function sortingOf(name: string): string {
  return fold(name).replace(/\s+/g, ' ')
}

/** What a search looks at: all that stands between blanks, an address's domain, and each word of them, a blank before each. */
export function wordsOf(...texts: readonly string[]): string {
  const found = new Set<string>()
  for (const text of texts) {
    for (const part of fold(text).split(/\s+/)) {
      found.add(part)
      found.add(part.slice(part.lastIndexOf('@') + 1))
      for (const word of part.split(/[^\p{L}\p{N}]+/u)) found.add(word)
    }
  }
  found.delete('')
  return [...found].map((word) => ` ${word}`).join('')
}

/** The patterns for LIKE that a search's words make; all must match. At most 8 words count. */
export function patternsOf(search: string): string[] {
  const words = fold(search)
    .split(/\s+/)
    .filter((word) => word !== '')
  return words.slice(0, 8).map((word) => `% ${word.replace(/[\\%_]/g, '\\$&')}%`)
}
