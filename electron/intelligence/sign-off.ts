import { isClosing, isDivider, nameAfterClosing } from './closings.ts'
import { likeliestStart, reach, scoreTail, type ScoredLine } from './line-scorer.ts'
import { fold, headOf, isOfSender, nameIn, type Sender } from './names.ts'
import { hasLegalForm } from './companies.ts'
import { titleStrength } from './titles.ts'

const contact = /\S@\S+\.\S|https?:\/\/|www\.|\d[\d\s().\-/]{5,}\d/

/** Whether the line is the sender's name, or as much of it as people sign with ("Fergus", "Ihre Miriam", "jo", "T."). */
export function isShortName(line: string, sender: Sender): boolean {
  const text = line
    .trim()
    .replace(/^(?:ihre?|euer|eure|dein|deine|votre|ton|ta|tu|su|your|yours,?|-+|–|—)\s*(?=\p{Lu})/iu, '')
    .replace(/[\p{P}\p{Extended_Pictographic}\s]+$/u, '')
  if (text.length === 0 || text.length > 40) return false
  const words = fold(text)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
  if (words.length === 0 || words.length > 4) return false
  const known = words.filter((word) => isOfSender(word, sender) || isJoined(word, sender)).length
  const others = words.filter((word) => word.length > 1).length - known
  if (known > 0 && others <= 1) return true
  if (words.length <= 4 && /^\p{Lu}\.?(?:[\s-]?\p{Lu}\.?){0,3}x{0,3}$/u.test(text)) return true
  const [only] = words
  if (words.length !== 1 || only!.length > 3) return false
  return (
    [...sender.words].some((word) => word.startsWith(only![0]!)) && /^\p{Lu}?x{0,3}$|^\p{L}{2,3}$/u.test(text)
  )
}

/** "JohnAnderson". */
function isJoined(word: string, { words }: Sender): boolean {
  return (
    word.length > 7 && [...words].some((one) => word.startsWith(one) && words.has(word.slice(one.length)))
  )
}

/**
 * The index of the first line of what closes a text: closing, name, signature. `filled` are the text's filled lines.
 * Null where it just ends.
 */
export function signOffStart(
  lines: readonly string[],
  filled: readonly number[],
  sender: Sender
): number | null {
  if (filled.length === 0) return null
  const scored = scoreTail(lines, filled, sender)
  const divided = startAtDivider(lines, scored)
  if (divided !== null) return upwards(lines, scored, divided, sender)
  const at = likeliestStart(scored)
  if (at === null) return null
  let start = at
  while (start < scored.length && isLoose(lines, scored, start, sender)) start++
  if (start >= scored.length || !isEvident(lines, scored.slice(start), sender)) return null
  return upwards(lines, scored, start, sender)
}

/** A sentence at the top of the likeliest block is none of it, nor a wish or a thanks that ends the paragraph above. */
function isLoose(
  lines: readonly string[],
  scored: readonly ScoredLine[],
  at: number,
  sender: Sender
): boolean {
  const index = scored[at]!.index
  const line = lines[index]!
  const before = scored[at - 1]
  const after = scored[at + 1]
  const gapAfter = after !== undefined && after.index - index > 1
  if (isClosing(line)) return gapAfter && endsParagraph(line, index, before)
  if (nameAfterClosing(line) > 0 || isShortName(line, sender) || contact.test(line)) return false
  if (isShortName(headOf(line), sender) && headOf(line).length < line.trim().length) return false
  if (/[.!?:]$/.test(line.trim()) && line.trim().split(/\s+/).length > 7) return true
  if (!gapAfter || titleStrength(line) > 0 || isDivider(line)) return false
  const next = lines[after.index]!
  return !hasLegalForm(line) && (isClosing(next) || isShortName(next, sender))
}

/** "Thank you very much." as the last words of a paragraph rather than a closing of its own. */
function endsParagraph(line: string, index: number, before: ScoredLine | undefined): boolean {
  return /\.\s*$/.test(line) && before !== undefined && before.index === index - 1
}

function startAtDivider(lines: readonly string[], scored: readonly ScoredLine[]): number | null {
  for (let at = 0; at < scored.length - 1; at++) {
    const line = lines[scored[at]!.index]!
    if (!isDivider(line)) continue
    const below = scored.slice(at + 1).filter(({ index }) => !isDivider(lines[index]!))
    if (below.length === 0 || below.length >= reach - 5) continue
    if (line === '-- ' && at + 26 > scored.length) return at
    const sum = below.reduce((total, { odds }) => total + Math.max(-4, Math.min(4, odds)), 0)
    const wordy = below.some(({ index }) => lines[index]!.trim().split(/\s+/).length > 14)
    const listed = below.some(({ odds }) => odds < -3)
    if (sum > 0 && !wordy && !listed) return at
    if (
      below.length === 1 &&
      /^\s*--\s*$/.test(line) &&
      /^\p{L}{2,20}(?: \p{L}{1,20}){0,2}$/u.test(lines[below[0]!.index]!.trim())
    )
      return at
  }
  return null
}

function isShort(line: string): boolean {
  return line.trim().length <= 40 && line.trim().split(/\s+/).length <= 3
}

/** Closing and first name right above belong to it. */
function upwards(
  lines: readonly string[],
  scored: readonly ScoredLine[],
  from: number,
  sender: Sender
): number {
  let start = from
  const divided = isDivider(lines[scored[from]!.index]!)
  for (let at = from - 1; at >= 0 && from - at <= 4; at--) {
    const { index } = scored[at]!
    const line = lines[index]!
    const before = scored[at - 1]
    if (isClosing(line)) {
      if (endsParagraph(line, index, before)) break
      start = at
    } else if (divided && isShort(line) && before !== undefined && isClosing(lines[before.index]!)) start = at
    else if (!isShortName(line, sender)) break
    else if (at === 0 || divided) start = at
  }
  return scored[start]!.index
}

/** Something in it must say who: a closing alone, or a short last line, is no sign-off. */
function isEvident(lines: readonly string[], block: readonly ScoredLine[], sender: Sender): boolean {
  let closed = false
  const stranger = block.length < 4 && sender.words.size > 0
  for (const [at, { index }] of block.entries()) {
    const line = lines[index]!
    if (isClosing(line)) {
      closed = true
      continue
    }
    if (isShortName(line, sender) || nameAfterClosing(line) > 0) return true
    if (nameIn(line) !== null && (closed || !stranger)) return true
    const head = headOf(line)
    if (head.length < line.trim().length && isShortName(head, sender)) return true
    if (at === block.length - 1 && isLoneName(lines, index)) return true
    if (/^\s*(?:https?:\/\/|www\.)\S+\s*$/.test(line)) continue
    if (contact.test(line) && (block.length > 1 || /[|·•,]/.test(line))) return true
    if (titleStrength(line) === 2 || hasLegalForm(line)) return true
    if (closed && line.trim().length <= 40 && line.trim().split(/\s+/).length <= 4) return true
  }
  return false
}

/** "Bert", "Christian and Steve": under an empty line below a finished sentence, whoever the header names. */
function isLoneName(lines: readonly string[], index: number): boolean {
  const text = lines[index]!.trim()
  if (
    text.length > 24 ||
    !/^\p{Lu}[\p{L}-]{1,15}(?: (?:and|und|et|y|&) \p{Lu}[\p{L}-]{1,15})?[.,]?$/u.test(text)
  )
    return false
  if (index < 2 || lines[index - 1]!.trim() !== '') return false
  let above = index - 1
  while (above > 0 && lines[above]!.trim() === '') above--
  return /[.!?)…:;]\s*$/.test(lines[above]!) || lines[above]!.length > 60
}

/** "Au plaisir," or "Yours sincerely in Christ,": a few words and a comma right over the sender's name. */
function isAnyClosing(line: string, next: string, sender: Sender): boolean {
  const text = line.trim()
  if (!/^\p{L}[^|\d@]{2,40},$/u.test(text) || text.split(/\s+/).length > 5 || isShortName(text, sender))
    return false
  return isShortName(headOf(next), sender)
}

/**
 * The first line of the block that says who the sender is, among the sign-off's filled lines: the delimiter, the
 * whole name, or a bare first name where nothing more follows.
 */
export function signatureStart(
  lines: readonly string[],
  block: readonly number[],
  sender: Sender
): number | null {
  const divider = block.findIndex((index) => isDivider(lines[index]!))
  if (divider >= 0 && divider < block.length - 1) return block[divider]!
  let at = 0
  while (at < block.length && isClosing(lines[block[at]!]!)) at++
  const rest = block.slice(at)
  for (let i = 0; i < rest.length; i++) {
    const line = lines[rest[i]!]!
    const after = nameAfterClosing(line)
    const text = after > 0 ? line.slice(after) : line
    const next = rest[i + 1]
    if (isClosing(line) || (next !== undefined && isAnyClosing(line, lines[next]!, sender))) continue
    if (nameIn(text) === null && isShortName(text, sender)) {
      // "Gruß Sven" and "Ihre Beate" hold other words too
      if (
        next === undefined &&
        (after > 0 || /^(?:ihre?|euer|eure|deine?|votre|ton|ta|tu|su|your)\s/i.test(text))
      )
        continue
      // a first name over the whole name
      if (next !== undefined && nameIn(headOf(lines[next]!)) !== null) continue
      return rest[i]!
    }
    if (after > 0 && nameIn(text, 2) === null && !/[,|·]/.test(text) && next === undefined) return null
    return rest[i]!
  }
  return null
}
