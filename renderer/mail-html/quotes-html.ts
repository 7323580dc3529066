import { isAttribution, isForwardMark, isHeaderBlock, isOriginalMark } from '../../shared/mail/quote-words.ts'

/** Marks that mail programs leave on what they quote. `rest`: the quote goes on to the end of the mail. */
const marks: { selector: string; rest: boolean }[] = [
  { selector: '.gmail_quote_container, .gmail_quote', rest: false },
  { selector: 'blockquote[type="cite"], blockquote[cite]', rest: false },
  {
    selector:
      '.moz-cite-prefix + blockquote, .protonmail_quote, .tutanota_quote, .zmail_extra, .yahoo_quoted',
    rest: false
  },
  {
    selector: '#divRplyFwdMsg, #appendonsend, #OLK_SRC_BODY_SECTION, .OutlookMessageHeader, #stopSpelling',
    rest: true
  },
  { selector: '#mail-editor-reference-message-container, .ms-outlook-mobile-reference-message', rest: true },
  { selector: 'div[style*="border-top"]', rest: true },
  { selector: 'blockquote', rest: false }
]
const attributionClasses = '.gmail_attr, .moz-cite-prefix'

interface Found {
  element: Element
  rest: boolean
}

/** Moves what a reply quotes into a `details` that is closed. The document must not yet be sanitised. */
export function foldQuotes(body: Element, label: string): boolean {
  const found = find(body)
  if (found === null) return false
  let { element } = found
  element = climb(element, body)
  const first = withAttribution(element)
  const before = textBetween(body, null, first)
  if (before === '' || isForward(element, first)) return false
  const after = found.rest ? '' : textBetween(body, element, null)
  if (after !== '' && countQuotesAfter(body, element) > 0) return false

  const details = body.ownerDocument.createElement('details')
  details.className = 'sb-quoted'
  const summary = body.ownerDocument.createElement('summary')
  summary.className = 'sb-pill'
  summary.textContent = label
  first.parentNode!.insertBefore(details, first)
  details.append(summary)
  const last = found.rest || after === '' ? null : element.nextSibling
  let node: ChildNode | null = details.nextSibling
  while (node !== null && node !== last) {
    const next: ChildNode | null = node.nextSibling
    details.append(node)
    node = next
  }
  return true
}

function find(body: Element): Found | null {
  const candidates: Found[] = []
  for (const { selector, rest } of marks) {
    for (const element of body.querySelectorAll(selector)) {
      if (selector.startsWith('div[style') && !startsHeaderBlock(element)) continue
      candidates.push({ element, rest })
      break
    }
  }
  const written = findWritten(body)
  if (written !== null) candidates.push(written)
  let first: Found | null = null
  for (const one of candidates) {
    if (first === null || precedes(one.element, first.element)) first = one
  }
  return first
}

/** A paragraph that opens a quote by its words alone. */
function findWritten(body: Element): Found | null {
  let looked = 0
  for (const element of body.querySelectorAll('p, div, span, font, hr')) {
    if (++looked > 3000) return null
    if (element.tagName === 'HR') {
      const next = element.nextElementSibling
      if (next !== null && startsHeaderBlock(next)) return { element, rest: true }
      continue
    }
    const text = element.textContent ?? ''
    if (text.length > 2000 || text.length < 8) continue
    const line = text.trim()
    if (isOriginalMark(line)) return { element, rest: true }
    if (
      text.length < 300 &&
      isAttribution(line.replace(/\s+/g, ' ')) &&
      element.nextElementSibling !== null
    ) {
      const next = element.nextElementSibling
      if (next.matches('blockquote') || next.querySelector('blockquote') !== null)
        return { element: next, rest: false }
    }
    if (startsHeaderBlock(element)) return { element, rest: true }
  }
  return null
}

function startsHeaderBlock(element: Element): boolean {
  if ((element.textContent ?? '').length > 20_000) return false
  const lines = linesOf(element, 12)
  return lines.length > 2 && isHeaderBlock(lines, 0)
}

/** The first lines of an element's text, broken where blocks and <br> break them. */
function linesOf(element: Element, limit: number): string[] {
  const lines: string[] = ['']
  const walk = (node: Node): void => {
    if (lines.length > limit) return
    if (node.nodeType === 3) lines[lines.length - 1] += (node.nodeValue ?? '').replace(/\s+/g, ' ')
    else if (node instanceof Element || node.nodeType === 1) {
      const name = node.nodeName
      const block = /^(?:BR|P|DIV|TR|LI|TABLE|BLOCKQUOTE|H[1-6])$/.test(name)
      if (block) lines.push('')
      for (const child of node.childNodes) walk(child)
      if (block) lines.push('')
    }
  }
  for (const child of element.childNodes) walk(child)
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}

/** Up to where something else stands in front: the parts of a quote are often wrapped several times. */
function climb(element: Element, body: Element): Element {
  let at = element
  while (at.parentElement !== null && at.parentElement !== body) {
    const parent = at.parentElement
    if (textBetween(parent, null, at) !== '') break
    if (/^(?:TD|TH|TR|TBODY|TABLE|LI|UL|OL)$/.test(parent.tagName)) break
    at = parent
  }
  return at
}
function withAttribution(element: Element): Element {
  let at: Element = element
  let previous = element.previousElementSibling
  while (previous !== null && /^(?:BR|HR)$/.test(previous.tagName)) previous = previous.previousElementSibling
  if (previous === null) return at
  const text = (previous.textContent ?? '').replace(/\s+/g, ' ').trim()
  const between = textBetween(element.parentElement!, previous, element)
  if (
    between === '' &&
    (previous.matches(attributionClasses) || (isAttribution(text) && linesOf(previous, 20).length <= 2))
  )
    at = previous
  return at
}
function isForward(element: Element, first: Element): boolean {
  for (const one of [element, first]) {
    if (linesOf(one, 4).some((line, i) => i < 3 && isForwardMark(line))) return true
  }
  const previous = first.previousElementSibling
  return previous !== null && isForwardMark((previous.textContent ?? '').trim())
}
function countQuotesAfter(body: Element, element: Element): number {
  let count = 0
  for (const one of body.querySelectorAll('blockquote')) {
    if (!element.contains(one) && precedes(element, one)) count++
  }
  return count
}
function textBetween(root: Element, after: Element | null, before: Element | null): string {
  const range = root.ownerDocument.createRange()
  range.selectNodeContents(root)
  if (after !== null) range.setStartAfter(after)
  if (before !== null) range.setEndBefore(before)
  // an image is something said, too
  const text = range.toString().replace(/[\s\u200b\u00a0]+/g, '')
  return text
}
function precedes(a: Element, b: Element): boolean {
  return (a.compareDocumentPosition(b) & 4) !== 0
}
