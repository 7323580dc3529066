import type { Draft } from '../cache/index.ts'
import { compose as words } from '../words/en/compose.ts'
import { plainOf, richLines } from './text.ts'

/** A draft without HTML is a plain text mail: no other mark is needed, and none can be lost. */
export function isPlain(draft: Pick<Draft, 'html'>): boolean {
  return draft.html === ''
}

const formatting =
  'b, strong, i, em, u, s, code, sub, sup, small, big, h1, h2, h3, h4, h5, h6, table, img, [style], [align], [bgcolor]'

/** Whether plain text would say less than this HTML. Lists, quotes and links are told in signs. */
export function losesFormatting(html: string): boolean {
  return new DOMParser().parseFromString(html, 'text/html').body.querySelector(formatting) !== null
}

/** The same mail without HTML. Pictures that the rep put in go along as files, those of the quote do not. */
export function toPlain(draft: Draft): Pick<Draft, 'html' | 'text' | 'attachments'> {
  const page = new DOMParser().parseFromString(draft.html, 'text/html')
  const own = [...page.querySelectorAll('img')]
    .filter((image) => image.closest('[data-quote]') === null)
    .map((image) => image.getAttribute('src'))
  return {
    html: '',
    text: plainOf(draft.html),
    attachments: draft.attachments
      .filter((file) => file.cid === '' || own.includes(`cid:${file.cid}`))
      .map((file) => ({ ...file, cid: '' }))
  }
}

export function plainSignature(signature: string): string {
  return signature.trim() ? `-- \n${signature.trim()}` : ''
}

/** @param signature of the account, as HTML and as it stands in plain text; '' where there is none */
export function toRich(text: string, signature: { html: string; plain: string }): string {
  const at = signature.plain ? text.indexOf(signature.plain) : -1
  if (at < 0) return withQuote(text)
  const before = text.slice(0, at).trimEnd()
  const after = text.slice(at + signature.plain.length).replace(/^\n+/, '')
  return `${richLines(before)}${signature.html}${after ? withQuote(after, '') : ''}`
}

/** What begins with a quote, or is passed on, is one part to the end. */
function withQuote(text: string, empty = '<p></p>'): string {
  const lines = text.split('\n')
  const mark = lines.findIndex((line) => line.includes(`-- ${words.forwarded} --`))
  const quote = lines.findIndex((line) => line.startsWith('>'))
  // the line above says who wrote it
  const start = mark >= 0 ? mark : quote > 0 && lines[quote - 1]!.trim() ? quote - 1 : quote
  if (start < 0) return richLines(text)
  const own = lines.slice(0, start).join('\n').trimEnd()
  return `${own ? richLines(own) : empty}<div data-quote="">${richLines(lines.slice(start).join('\n'))}</div>`
}

/** Another account's signature in the place of the one before; one that was taken out stays out. */
export function replacePlainSignature(text: string, before: string, now: string): string {
  if (before) {
    if (!text.includes(before)) return text
    return text
      .replace(before, () => now)
      .replace(/\n{3,}/g, '\n\n')
      .trimEnd()
  }
  return now ? `${text.trimEnd()}\n\n${now}` : text
}
