import { quoteStart } from '../../shared/mail/quotes.ts'

/** Signs that cannot be seen or that turn others around: what the rep is shown must be all that is sent. */
const unseen = /\p{Default_Ignorable_Code_Point}|\p{Cf}|(?![\t\n])\p{Cc}|[\u2028\u2029]/gu

export function visible(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unseen, '')
}

/** The same on one line: names and subjects are their sender's words too. */
export function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, ' ').trim().slice(0, 200)
}

const quotes =
  'blockquote, .gmail_quote, .gmail_quote_container, .gmail_attr, .moz-cite-prefix, .protonmail_quote, .yahoo_quoted, .tutanota_quote, .zmail_extra'
/** From here to the end of the mail. */
const restIsQuote =
  '#divRplyFwdMsg, #appendonsend, #OLK_SRC_BODY_SECTION, .OutlookMessageHeader, #mail-editor-reference-message-container, .ms-outlook-mobile-reference-message'
const silent = 'style, script, title, template, noscript, head, [hidden]'
const blocks = new Set(
  'P DIV TR LI UL OL TABLE H1 H2 H3 H4 H5 H6 HR PRE SECTION ARTICLE HEADER FOOTER CENTER'.split(' ')
)
const hidden = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])/i

/** What the writer of a mail wrote, as plain text: without what it quotes, and without what no reader sees. */
export function ownWords({ text, html }: { text: string | null; html: string | null }): string {
  const plain = visible(text?.trim() ? text : html ? linesOfHtml(html) : '')
  const lines = plain.split('\n').map((line) => line.trimEnd())
  const own = lines.slice(0, quoteStart(lines) ?? lines.length)
  return own
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Nothing in it loads or runs: the document has no window. */
function linesOfHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html.slice(0, 400_000), 'text/html')
  for (const element of body.querySelectorAll('[style]'))
    if (hidden.test(element.getAttribute('style') ?? '')) element.remove()
  for (const element of body.querySelectorAll(silent)) element.remove()
  // a forwarded mail alone is all that its sender sends
  const before = body.textContent
  const whole = body.cloneNode(true) as HTMLElement
  const rest = body.querySelector(restIsQuote)
  if (rest) {
    const range = body.ownerDocument.createRange()
    range.setStartBefore(rest)
    range.setEndAfter(body.lastChild ?? rest)
    range.deleteContents()
  }
  for (const element of body.querySelectorAll(quotes)) element.remove()
  const said = (body.textContent ?? '').trim() !== '' || (before ?? '').trim() === ''
  return linesIn(said ? body : whole)
}

function linesIn(node: Node): string {
  let text = ''
  for (const child of node.childNodes) {
    if (child.nodeType === 3) text += (child.textContent ?? '').replace(/\s+/g, ' ')
    else if (child.nodeName === 'BR') text += '\n'
    else if (child.nodeName === 'TD' || child.nodeName === 'TH') text += `${linesIn(child)} `
    else if (blocks.has(child.nodeName)) text += `\n${linesIn(child)}\n`
    else text += linesIn(child)
  }
  return text.replace(/[ \t]*\n[ \t]*/g, '\n')
}
