import type { Mailbox } from '../../shared/mail/message.ts'
import { decodeByGuess } from './charset.ts'

export interface HeadersRead {
  subject: string
  from: Mailbox[]
  to: Mailbox[]
  cc: Mailbox[]
  /** ms since 1970 */
  date: number | null
}

const mostBytes = 128 * 1024
const mostMailboxes = 500

/** What can be said of a message that no parser likes. Takes time in proportion to its first 128 KB at most. */
export function readHeaders(source: Uint8Array): HeadersRead {
  const fields = splitFields(decodeByGuess(source.subarray(0, mostBytes), ''))
  return {
    subject: decodeWords(fields.get('subject') ?? ''),
    from: readMailboxes(fields.get('from') ?? ''),
    to: readMailboxes(fields.get('to') ?? ''),
    cc: readMailboxes(fields.get('cc') ?? ''),
    date: readDate(fields.get('date') ?? '')
  }
}

/** ms since 1970; null where it cannot be read, never "now". */
export function readDate(value: string): number | null {
  const time = Date.parse(
    value
      .slice(0, 200)
      .replace(/\([^()]*\)/g, ' ')
      .trim()
  )
  return Number.isFinite(time) ? time : null
}

/** The first field of each name, unfolded. */
function splitFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  let name = ''
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line === '') {
      if (fields.size > 0) break
      continue
    }
    if (/^[ \t]/.test(line)) {
      if (name !== '') fields.set(name, `${fields.get(name) ?? ''} ${line.trim()}`)
      continue
    }
    const colon = line.indexOf(':')
    const found = colon > 0 && colon < 80 ? line.slice(0, colon).trim().toLowerCase() : ''
    name = found === '' || fields.has(found) ? '' : found
    if (name !== '') fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

/** Encoded words of RFC 2047. A charset that is not known leaves the word as it came. */
export function decodeWords(value: string): string {
  const joined = value.replace(/(\?=)[ \t]+(?==\?)/g, '$1')
  return printable(
    joined.replace(
      /=\?([^?*\s]{1,40})(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi,
      (whole, charset: string, kind: string, data: string) => {
        const bytes =
          kind.toLowerCase() === 'b'
            ? Buffer.from(data, 'base64')
            : Buffer.from(
                data
                  .replace(/_/g, ' ')
                  .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
                'latin1'
              )
        try {
          return new TextDecoder(charset).decode(bytes)
        } catch {
          return whole
        }
      }
    )
  )
}

/** One line for a list: no controls, no marks that turn text around. */
export function printable(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
      .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '')
      .trim()
      .toWellFormed()
  )
}

/** Address list of RFC 5322, read in one pass: what is in quotes or comments never becomes an address. */
export function readMailboxes(value: string): Mailbox[] {
  const found: Mailbox[] = []
  let words = ''
  let comment = ''
  let address: string | null = null
  const finish = (): void => {
    const bare = (address ?? (/^[^\s@]+@[^\s@]+$/.test(words.trim()) ? words : '')).trim()
    const name = decodeWords(address === null && bare !== '' ? comment : words || comment)
    if (bare !== '' || name !== '') found.push([name, printable(bare)])
    words = comment = ''
    address = null
  }
  for (let at = 0; at < value.length && found.length < mostMailboxes; at++) {
    const letter = value[at] ?? ''
    if (letter === '"') {
      const [text, end] = readQuoted(value, at)
      words += text
      at = end
    } else if (letter === '(') {
      const [text, end] = readComment(value, at)
      comment += text
      at = end
    } else if (letter === '<') {
      const end = value.indexOf('>', at)
      address = value.slice(at + 1, end === -1 ? undefined : end).trim()
      at = end === -1 ? value.length : end
    } else if (letter === ',' || letter === ';') finish()
    else if (letter === ':' && address === null && !words.includes('@')) words = ''
    else words += letter
  }
  finish()
  return found
}

function readQuoted(value: string, start: number): [text: string, end: number] {
  let text = ''
  let at = start + 1
  for (; at < value.length && value[at] !== '"'; at++) {
    if (value[at] === '\\') at++
    text += value[at] ?? ''
  }
  return [text, at]
}

function readComment(value: string, start: number): [text: string, end: number] {
  let depth = 0
  let text = ''
  let at = start
  for (; at < value.length; at++) {
    const letter = value[at] ?? ''
    if (letter === '\\') text += value[++at] ?? ''
    else if (letter === '(' && depth++ === 0) continue
    else if (letter === ')' && --depth === 0) break
    else text += letter
  }
  return [text, at]
}
