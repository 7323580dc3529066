import type { OwnText, TextBlock } from '../../shared/intelligence/signature.ts'
import { isClosing, isDisclaimer, isDivider, isLeftover, isPhoneLine } from './closings.ts'
import { lineKinds, type LineKind } from './line-kinds.ts'
import { readSender, type Sender } from './names.ts'
import { signatureStart, signOffStart } from './sign-off.ts'

/** Characters of a mail that are read; what is longer is no letter. */
export const readable = 200_000

/**
 * What the sender wrote themselves, apart from what closes, quotes, forwards and warns.
 * `text` is plain text as the cache holds it; lines of the answer count in it. Linear in the text.
 */
export function readOwnText(text: string, { from }: { from: string }): OwnText {
  const lines = text.slice(0, readable).replace(/\r\n?/g, '\n').split('\n')
  // what the patterns see of a line: enough of any line that people write, and little of what is no line at all
  const seen = lines.map((line) => (line.length > 600 ? line.slice(0, 600) : line))
  const kinds = lineKinds(seen)
  const sender = readSender(from)
  const tail = readTail(seen, kinds, sender)
  const cut = new Set<number>()
  for (const block of [tail.signOff, tail.signature, tail.disclaimer, tail.phoneLine])
    if (block) for (let i = block.firstLine; i < block.endLine; i++) cut.add(i)
  const own = lines.filter((line, i) => kinds[i] === 'own' && !cut.has(i) && !isLeftover(seen[i]!))
  const forwardedAt = kinds.indexOf('forwarded')
  return {
    own: joined(own),
    signOff: tail.signOff,
    signature: tail.signature,
    quoted: lines
      .filter((_, i) => kinds[i] === 'quoted')
      .join('\n')
      .trim(),
    forwarded: forwardedAt < 0 ? null : blockOf(lines, forwardedAt, kinds.lastIndexOf('forwarded') + 1),
    disclaimer: tail.disclaimer,
    phoneLine: tail.phoneLine
  }
}

/** One empty line at most between paragraphs, no rule at the end. */
function joined(lines: readonly string[]): string {
  const kept: string[] = []
  for (const line of lines)
    if (line.trim() !== '' || (kept.length > 0 && kept.at(-1)!.trim() !== '')) kept.push(line)
  while (kept.length > 0 && (kept.at(-1)!.trim() === '' || /^\s*[-_=]{5,200}\s*$/.test(kept.at(-1)!)))
    kept.pop()
  return kept.join('\n').trim()
}

type Tail = Pick<OwnText, 'signOff' | 'signature' | 'disclaimer' | 'phoneLine'>

/** The last own stretch first: an answer below the quote, then one above it. */
function readTail(lines: readonly string[], kinds: readonly LineKind[], sender: Sender): Tail {
  const stretches = stretchesOf(lines, kinds)
  let fallback: Tail | null = null
  for (const stretch of stretches.slice(-6).reverse()) {
    const tail = tailOf(lines, stretch, sender)
    if (tail.signOff && (fallback === null || tail.signature)) return tail
    fallback ??= tail
  }
  return fallback ?? { signOff: null, signature: null, disclaimer: null, phoneLine: null }
}

/** The filled own lines between quotes. */
function stretchesOf(lines: readonly string[], kinds: readonly LineKind[]): number[][] {
  const stretches: number[][] = []
  let current: number[] = []
  for (let i = 0; i < lines.length; i++) {
    if (kinds[i] === 'own') {
      if (lines[i]!.trim() !== '') current.push(i)
    } else if (current.length > 0) {
      stretches.push(current)
      current = []
    }
  }
  if (current.length > 0) stretches.push(current)
  return stretches
}

function tailOf(lines: readonly string[], stretch: readonly number[], sender: Sender): Tail {
  const recent = stretch.slice(-60)
  const phoneAt = recent.slice(-14).find((index) => isPhoneLine(lines[index]!))
  const filled = stretch.filter(
    (index) => index !== phoneAt && !(index >= recent[0]! && isLeftover(lines[index]!))
  )
  const phoneLine = phoneAt === undefined ? null : blockOf(lines, phoneAt, phoneAt + 1)
  const warned = disclaimerStart(lines, filled)
  const letter = warned === null ? filled : filled.slice(0, warned)
  const start = signOffStart(lines, letter, sender)
  const end = letter.at(-1)
  const long = warned !== null && filled.slice(warned).reduce((size, i) => size + lines[i]!.length, 0) >= 120
  if (warned !== null && start === null && !long) {
    // a sentence of the letter that only sounds like a notice
    return {
      ...signed(lines, filled, signOffStart(lines, filled, sender), sender),
      disclaimer: null,
      phoneLine
    }
  }
  const disclaimer = warned === null ? null : blockOf(lines, filled[warned]!, filled.at(-1)! + 1)
  if (end === undefined) return { signOff: null, signature: null, disclaimer, phoneLine }
  return { ...signed(lines, letter, start, sender), disclaimer, phoneLine }
}

function signed(
  lines: readonly string[],
  filled: readonly number[],
  start: number | null,
  sender: Sender
): Pick<OwnText, 'signOff' | 'signature'> {
  if (start === null) return { signOff: null, signature: null }
  const block = filled.filter((index) => index >= start)
  const end = block.at(-1)! + 1
  const first = signatureStart(lines, block, sender)
  return {
    signOff: blockOf(lines, start, end),
    signature: first === null ? null : blockOf(lines, first, end)
  }
}

/** Place among `filled` of the first line of the notice at the end; null: none. */
function disclaimerStart(lines: readonly string[], filled: readonly number[]): number | null {
  const from = Math.max(1, filled.length - 60)
  for (let at = from; at < filled.length; at++) {
    if (!isDisclaimer(lines[filled[at]!]!)) continue
    if (filled.slice(at + 1).some((index) => isClosing(lines[index]!))) continue
    let start = at
    while (start > 1 && filled[start]! - filled[start - 1]! === 1 && isProse(lines[filled[start - 1]!]!))
      start--
    if (start > 1 && isDivider(lines[filled[start - 1]!]!) && lines[filled[start - 1]!] !== '-- ') start--
    return start
  }
  return null
}
function isProse(line: string): boolean {
  return line.length > 55 && !/[|·•@]|\d{5}/.test(line) && /\p{Ll}{3,} \p{Ll}{2,} \p{Ll}{2,}/u.test(line)
}

function blockOf(lines: readonly string[], firstLine: number, endLine: number): TextBlock {
  return { firstLine, endLine, text: lines.slice(firstLine, endLine).join('\n').trimEnd() }
}
