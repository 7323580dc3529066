/** One `key="value"` of a msgFilterRules.dat. */
export interface Attribute {
  /** Lower case. */
  key: string
  value: string
  line: number
}

/**
 * Reads the attributes of a file as Thunderbird does: `\"` is a quote, `\\` a backslash that keeps the next sign from
 * meaning anything; a value ends at its quote or at the end of the line.
 * @returns `stoppedAt`: the line of something that is no attribute; nothing behind it was read
 */
export function readAttributes(text: string): { attributes: Attribute[]; stoppedAt: number | null } {
  const attributes: Attribute[] = []
  const start = /\s*([^\s="]{1,99})\s*=\s*"/y
  let line = 1
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; ;) {
    start.lastIndex = at
    const found = start.exec(text)
    if (!found) {
      const rest = text.slice(at)
      line += count(rest.slice(0, rest.length - rest.trimStart().length))
      return { attributes, stoppedAt: rest.trim() === '' ? null : line }
    }
    line += count(found[0])
    let value = ''
    for (at = start.lastIndex; at < text.length; at++) {
      const sign = text[at]!
      if (sign === '"' || sign === '\r' || sign === '\n') break
      if (sign === '\\' && text[at + 1] === '"') value += text[++at]
      else if (sign === '\\' && text[at + 1] === '\\') {
        value += sign
        at += 2
        if (at < text.length) value += text[at]
      } else value += sign
    }
    if (text[at] === '"') at++
    attributes.push({ key: found[1]!.toLowerCase(), value, line })
  }
}

const count = (text: string): number => text.split('\n').length - 1

/** As Thunderbird writes it: quotes are escaped, and nothing else; a line is a line. */
export function writeAttribute(key: string, value: string): string {
  return `${key}="${value.replace(/[\r\n]+/g, ' ').replaceAll('"', '\\"')}"\n`
}
