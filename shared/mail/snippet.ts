import { wordsOf } from './words-of.ts'
import type { TextRow } from './message.ts'

/** Characters of a snippet: what a wide row shows. */
const length = 140

/** The first words of a mail, on one line, without quotes. */
export function snippetOf(row: Pick<TextRow, 'text' | 'html'>): string {
  const source = row.text?.trim() ? fromText(row.text) : row.html ? fromHtml(row.html) : ''
  return source.slice(0, length)
}

function fromText(text: string): string {
  const words: string[] = []
  let size = 0
  for (const line of text.slice(0, 6000).split('\n')) {
    if (line.startsWith('>')) continue
    const trimmed = line.trim()
    if (!trimmed) continue
    if (/^-- ?$/.test(line.replace('\r', ''))) break
    words.push(trimmed)
    size += trimmed.length + 1
    if (size > length) break
  }
  return words.join(' ').replace(/\s+/g, ' ')
}

/** Enough of the words of HTML for one line. */
export function fromHtml(html: string): string {
  return wordsOf(html.slice(0, 60_000), true)
}
