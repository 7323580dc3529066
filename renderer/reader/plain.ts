import { depthOf, looksFlowed, unflow } from '../../shared/mail/flowed.ts'
import { quoteStart } from '../../shared/mail/quotes.ts'

/**
 * Plain text as HTML for the frame, made readable: links, quote levels, a dimmed signature, flowed lines joined,
 * what a reply quotes folded behind `fold` (null: left open). It is sanitised like any other HTML.
 */
export function plainToHtml(text: string, fold: string | null): string {
  const given = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n')
  const lines = looksFlowed(given) ? unflow(given) : given
  const start = fold === null ? null : quoteStart(lines)
  const said = start === null ? lines : trimEnd(lines.slice(0, start))
  const quoted = start === null ? [] : lines.slice(start)
  const folded =
    quoted.length === 0
      ? ''
      : `<details class="sb-quoted"><summary class="sb-pill">${escape(fold ?? '')}</summary>${blocks(quoted)}</details>`
  const kind = looksDrawn(lines) ? 'sb-plain sb-drawn' : 'sb-plain'
  return `<div class="${kind}">${blocks(said)}${folded}</div>`
}

/** Tables and drawings made of signs, which only stand in letters of one width. */
function looksDrawn(lines: readonly string[]): boolean {
  let drawn = 0
  for (const line of lines.slice(0, 400)) {
    if (
      line.length < 300 &&
      /\S {3,}\S.* {3,}\S|\t\S.*\t|[+|][-=+|]{6,}|[│┌└├─]{3,}|^\s*\|.*\|.*\|/.test(line)
    )
      drawn++
  }
  return drawn >= 3
}

function blocks(lines: readonly string[]): string {
  let html = ''
  let at = 0
  while (at < lines.length) {
    if (/^-- ?$/.test(lines[at]!)) {
      let end = at + 1
      while (end < lines.length && !lines[end]!.startsWith('>')) end++
      html += `<div class="sb-signature">${linkify(lines.slice(at, end).join('\n'))}</div>`
      at = end
      continue
    }
    const depth = depthOf(lines[at]!)
    let end = at + 1
    while (end < lines.length && depthOf(lines[end]!) === depth && !/^-- ?$/.test(lines[end]!)) end++
    const block = lines.slice(at, end)
    if (depth === 0) html += `<div class="sb-lines">${linkify(block.join('\n'))}</div>`
    else {
      const bare = block.map((line) => line.replace(/^(?:> ?)*>? ?/, '')).join('\n')
      const inner = `<div class="sb-lines">${linkify(bare)}</div>`
      const level = Math.min(depth, 6)
      html += '<blockquote class="sb-quote">'.repeat(level) + inner + '</blockquote>'.repeat(level)
    }
    at = end
  }
  return html
}

const address =
  /(https?:\/\/[^\s<>"'`]+|www\.[\w-]+\.[^\s<>"'`]+|mailto:[^\s<>"'`]+|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9})/gi

function linkify(text: string): string {
  let html = ''
  let from = 0
  for (const match of text.matchAll(address)) {
    const found = match[0].slice(0, 2000)
    const whole = withoutTail(found)
    html += escape(text.slice(from, match.index))
    const target = /^(?:https?:|mailto:)/i.test(whole)
      ? whole
      : whole.includes('@') && !/^www\./i.test(whole)
        ? `mailto:${whole}`
        : `https://${whole}`
    html += `<a href="${escape(target)}">${escape(whole)}</a>`
    from = match.index + whole.length
  }
  return html + escape(text.slice(from))
}
const brackets = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}']
] as const
/** Signs that end the sentence rather than the address. A bracket stays where its other half is inside. */
function withoutTail(found: string): string {
  let whole = found.replace(/[.,;:!?'"*_~»”’…]+$/, '')
  for (const [open, close] of brackets) {
    while (whole.endsWith(close) && whole.split(open).length < whole.split(close).length) {
      whole = whole.slice(0, -1).replace(/[.,;:!?]+$/, '')
    }
  }
  return whole
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
function trimEnd(lines: readonly string[]): string[] {
  const kept = [...lines]
  while (kept.length > 0 && kept[kept.length - 1]!.trim() === '') kept.pop()
  return kept
}
