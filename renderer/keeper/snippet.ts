import type { TextRow } from '../../shared/mail/message.ts'

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

/** Enough of the words of HTML for one line. Shown as text only, never as markup. */
export function fromHtml(html: string): string {
  return html
    .slice(0, 60_000)
    .replace(/<(style|script|title|head)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replace(/<blockquote[\s\S]*$/i, ' ')
    .replace(/<[^>]*(>|$)/g, ' ')
    .replace(/&(nbsp|zwnj|zwj|shy|#8203|#847);?/gi, ' ')
    .replace(/&amp;/gi, '&')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&#(\d+);/g, (_, code: string) => safeChar(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => safeChar(parseInt(code, 16)))
    .replace(/(?:\s|\u200b|\u034f|\u00ad)+/g, ' ')
    .trim()
}

function safeChar(code: number): string {
  return code > 31 && code < 0x110000 ? String.fromCodePoint(code) : ' '
}
