import { isAttribution, isForwardMark, isHeaderBlock, isOriginalMark } from './quote-words.ts'

/**
 * The line at which a plain text mail begins to quote the mail it answers; null where nothing is to be folded:
 * no quote, nothing said before it, answers between the quoted lines, or a forwarded mail.
 */
export function quoteStart(lines: readonly string[]): number | null {
  const answered = answers(lines)
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (isForwardMark(line)) return null
    const marked = isOriginalMark(line) || isHeaderBlock(lines, i)
    const rule = /^_{10,}\s*$/.test(line) && isHeaderBlock(lines, nextFilled(lines, i + 1))
    if (marked || rule) return saidBefore(lines, i) ? i : null
    const length = attributionLength(lines, i)
    if (length > 0) {
      const next = nextFilled(lines, i + length)
      const quotedBelow = (lines[next] ?? '').startsWith('>')
      if (quotedBelow && answered[next]) return null
      return saidBefore(lines, i) ? i : null
    }
    if (line.startsWith('>') && !answered[i]) return saidBefore(lines, i) ? i : null
  }
  return null
}

/** How many lines the attribution at this line takes, wrapped ones counted; 0: none begins here. */
export function attributionLength(lines: readonly string[], at: number): number {
  if (lines[at]!.trim() === '' || lines[at]!.startsWith('>')) return 0
  let joined = ''
  for (let n = 1; n <= 3 && at + n <= lines.length; n++) {
    const line = lines[at + n - 1]!
    if (n > 1 && line.trim() === '') return 0
    joined += (n > 1 ? ' ' : '') + line.trim()
    if (isAttribution(joined) && (n === 1 || /\d/.test(lines[at]!))) return n
  }
  return 0
}
/** For each line: does the writer's own text come at or after it, before the signature? */
function answers(lines: readonly string[]): boolean[] {
  const found: boolean[] = []
  let below = false
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i]!
    if (line === '-- ') below = false
    else if (line.trim() !== '' && !line.startsWith('>')) below = true
    found[i] = below
  }
  return found
}
function saidBefore(lines: readonly string[], at: number): boolean {
  return lines.slice(0, at).some((line) => line.trim() !== '')
}
export function nextFilled(lines: readonly string[], from: number): number {
  let i = from
  while (i < lines.length && lines[i]!.trim() === '') i++
  return i
}
