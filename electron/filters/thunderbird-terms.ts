/** One term of a condition as it stands: `AND (subject,contains,x)`. */
export interface RawTerm {
  or: boolean
  attribute: string
  /** The attribute stood in quotes: the name of a header. */
  isHeader: boolean
  operator: string
  value: string
  /** With its brackets, for what nobody here understands. */
  text: string
}

/** @returns null for what is no condition; [] for `ALL` */
export function readTerms(condition: string): RawTerm[] | null {
  if (condition.trim() === 'ALL') return []
  const terms: RawTerm[] = []
  for (let at = 0; condition.slice(at).trim() !== '';) {
    const open = condition.indexOf('(', at)
    if (open < 0) return null
    // Thunderbird itself looks for no more than the O
    const or = condition.slice(at, open).includes('O')
    const close = closing(condition, open + 1)
    if (close < 0) return null
    const term = termOf(condition.slice(open + 1, close), or)
    if (!term) return null
    terms.push(term)
    at = close + 1
  }
  return terms.length > 0 ? terms : null
}

function closing(text: string, from: number): number {
  let quoted = false
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\' && text[at + 1] === '"') at++
    else if (text[at] === '"') quoted = !quoted
    else if (text[at] === ')' && !quoted) return at
  }
  return -1
}

function termOf(inner: string, or: boolean): RawTerm | null {
  const [, quotedName, name, operator, rest] =
    /^\s*(?:"([^"]+)"|([^",]+)),\s*([^,]+)(?:,([\s\S]*))?$/.exec(inner) ?? []
  if (operator === undefined) return null
  const value = rest ?? ''
  const quoted = /^\s*"([\s\S]*)"\s*$/.exec(value)
  return {
    or,
    attribute: (quotedName ?? name ?? '').trim().toLowerCase(),
    isHeader: quotedName !== undefined,
    operator: operator.trim().toLowerCase(),
    value: (quoted?.[1] ?? value).replaceAll('\\"', '"'),
    text: `(${inner})`
  }
}

export function writeTerm(or: boolean, attribute: string, operator: string, value: string): string {
  const escaped = value.replaceAll('"', '\\"')
  const plain = !/^[\s"]|\)/.test(value)
  return `${or ? 'OR' : 'AND'} (${attribute},${operator},${plain ? escaped : `"${escaped}"`})`
}
