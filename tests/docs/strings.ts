/**
 * Every string in a source, as its fixed parts: one of a plain string, more where a template is filled. Strings within
 * what fills a template stand for themselves.
 */
export function stringsOf(source: string): string[][] {
  const found: string[][] = []
  let at = 0

  /** Behind the opening quote; an apostrophe of a comment is closed by no quote on its line. */
  function readPlain(quote: string): void {
    const end = endOf(quote)
    if (end < 0) return
    found.push([unescaped(source.slice(at, end))])
    at = end + 1
  }
  function endOf(quote: string): number {
    for (let i = at; i < source.length && source[i] !== '\n'; i++) {
      if (source[i] === '\\') i++
      else if (source[i] === quote) return i
    }
    return -1
  }
  function readTemplate(): void {
    const parts = ['']
    while (at < source.length) {
      const one = source[at++]!
      if (one === '`') break
      if (one === '\\') parts[parts.length - 1] += source[at++] ?? ''
      else if (one === '$' && source[at] === '{') {
        at++
        readCode('}')
        parts.push('')
      } else parts[parts.length - 1] += one
    }
    found.push(parts)
  }
  function readCode(until: string | null): void {
    let depth = 0
    while (at < source.length) {
      const one = source[at++]!
      if (one === "'" || one === '"') readPlain(one)
      else if (one === '`') readTemplate()
      else if (one === '{') depth++
      else if (one === '}' && depth-- === 0 && until !== null) return
    }
  }
  readCode(null)
  return found
}

const unescaped = (text: string): string => text.replaceAll(/\\(.)/g, '$1')
