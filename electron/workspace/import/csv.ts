/** A row with the line of the file it begins on (the first line is 1); quoted fields may run over several. */
export interface Row {
  line: number
  cells: string[]
}

export const delimiters = [',', ';', '\t', '|'] as const

/**
 * Reads CSV by RFC 4180, and what programs really write: any of four delimiters, LF, CR or CRLF, quotes within a
 * field that does not begin with one, a last line without an end. Empty lines are left out.
 */
export function parseCsv(text: string, delimiter = delimiterOf(text)): Row[] {
  const rows: Row[] = []
  let cells: string[] = []
  let line = 1
  let start = 1
  let at = 0
  const endRow = () => {
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: start, cells })
    cells = []
    start = line
  }
  while (at < text.length) {
    const field = text[at] === '"' ? quoted(text, at) : null
    if (field) line += linesIn(field.value)
    const from = field ? field.end : at
    at = bare(text, from, delimiter)
    cells.push((field?.value ?? '') + text.slice(from, at))
    const mark = text[at]
    if (mark === delimiter) {
      at++
      // A delimiter at the very end of the file is followed by one more, empty field.
      if (at === text.length) cells.push('')
      continue
    }
    if (mark !== undefined) {
      at += mark === '\r' && text[at + 1] === '\n' ? 2 : 1
      line++
    }
    endRow()
  }
  endRow()
  return rows
}

/** The end of a field without quotes: the next delimiter or end of line. */
function bare(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length) {
    const char = text[at]
    if (char === delimiter || char === '\n' || char === '\r') return at
    at++
  }
  return at
}

/** A field that begins with a quote; `""` within it is one quote. Null where none ends it: then it is a mere sign. */
function quoted(text: string, from: number): { value: string; end: number } | null {
  let value = ''
  let at = from + 1
  for (;;) {
    const next = text.indexOf('"', at)
    if (next < 0) return null
    value += text.slice(at, next)
    if (text[next + 1] !== '"') return { value, end: next + 1 }
    value += '"'
    at = next + 2
  }
}

function linesIn(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1
}

/** The delimiter that cuts the first lines into the most fields of a steady number. */
export function delimiterOf(text: string): string {
  const separator = /^sep=(.)[\r\n]/.exec(text)
  if (separator?.[1]) return separator[1]
  const head = text.slice(0, 20_000)
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const rows = parseCsv(head, delimiter).slice(0, 20)
    const width = rows[0]?.cells.length ?? 0
    const steady = rows.filter(({ cells }) => cells.length === width).length / Math.max(rows.length, 1)
    const score = (width - 1) * steady
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
