import { isForwardMark, isHeaderBlock, isOriginalMark } from '../../shared/mail/quote-words.ts'
import { attributionLength, nextFilled } from '../../shared/mail/quotes.ts'

export type LineKind = 'own' | 'quoted' | 'forwarded'

const alsoForwarded =
  /^[\s>]*(?:[-_]{2,}\s*)?(?:Forwarded by|Transféré par|Weitergeleitet von|Reenviado por) .{2,80}?\d/i
const zoho = /^\s*-{2,}\s*On .{5,120} wrote\s*-{2,}\s*$/

/** Which lines the sender wrote, which are quoted, which passed on. One pass; linear. */
export function lineKinds(lines: readonly string[]): LineKind[] {
  const kinds = lines.map((line): LineKind => (line.startsWith('>') ? 'quoted' : 'own'))
  let said = false
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (kinds[i] !== 'own' || line.trim() === '') continue
    if (line.length > 2000) {
      said = true
      continue
    }
    if (isForwardMark(line) || alsoForwarded.test(line)) {
      markFrom(lines, kinds, i, i + 1, 'forwarded')
      if (!lines[nextFilled(lines, i + 1)]?.startsWith('>')) break
      continue
    }
    if (isOriginalMark(line) || zoho.test(line) || headerBlock(lines, i)) {
      kinds.fill(said ? 'quoted' : 'forwarded', i)
      break
    }
    const length = attributionLength(lines, i)
    if (length > 0 && isSure(lines, i, length)) {
      markFrom(lines, kinds, i, i + length, 'quoted')
      if (!lines[nextFilled(lines, i + length)]?.startsWith('>')) break
      i += length - 1
      continue
    }
    said = true
  }
  joinWrapped(lines, kinds)
  return kinds
}

/** All that follows, or where it is marked by ">" only that. */
function markFrom(
  lines: readonly string[],
  kinds: LineKind[],
  start: number,
  body: number,
  kind: LineKind
): void {
  const next = nextFilled(lines, body)
  if (lines[next]?.startsWith('>')) {
    let end = next
    while (end < lines.length && (lines[end]!.startsWith('>') || lines[end]!.trim() === '')) end++
    kinds.fill(kind, start, end)
  } else kinds.fill(kind, start)
}

/** Without ">" below it, everything after the line would go: it must name a day, a time or an address. */
function isSure(lines: readonly string[], at: number, length: number): boolean {
  if (lines[nextFilled(lines, at + length)]?.startsWith('>')) return true
  return /\d{1,2}[:h.]\d{2}|\d{4}|@/.test(lines.slice(at, at + length).join(' '))
}

function headerBlock(lines: readonly string[], at: number): boolean {
  if (isHeaderBlock(lines, at)) return true
  const line = lines[at]!
  return /^\s*_{10,}\s*$/.test(line) && isHeaderBlock(lines, nextFilled(lines, at + 1))
}

/** The end of a long quoted line that a mail program broke without a new ">". */
function joinWrapped(lines: readonly string[], kinds: LineKind[]): void {
  for (let i = 1; i + 1 < lines.length; i++) {
    if (kinds[i] !== 'own' || kinds[i - 1] !== 'quoted' || !lines[i + 1]!.startsWith('>')) continue
    if (lines[i - 1]!.length >= 60 && lines[i]!.trim() !== '' && lines[i]!.length < 60) kinds[i] = 'quoted'
  }
}
