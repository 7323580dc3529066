import { sanitise } from '../mail-html/sanitise.ts'
import { inlineStyles } from './inline-styles.ts'

const blocks =
  'address,article,aside,blockquote,center,dd,details,div,dl,dt,fieldset,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,table,td,th,tr,ul'
const ownMarks = ['data-signature', 'data-quote']
const largest = 2_000_000

export interface Carried {
  /** The Content-ID under which a picture of the mail goes along; null: it does not. */
  picture(cid: string): string | null
  /** A draft of ours, whose signature and quote stay known as such. */
  own?: boolean
}

/**
 * A mail's HTML as it may stand in the editor: its tables and looks stay, nothing in it loads, runs or submits, and
 * the only pictures are those that go along. What we change is changed first; the sanitiser has the last word.
 */
export function quotable(html: string, { picture, own = false }: Carried): string {
  const page = new DOMParser().parseFromString(html.slice(0, largest), 'text/html')
  inlineStyles(page)
  tidy(page)
  const clean = sanitise(page.documentElement.outerHTML, {
    remote: false,
    fold: null,
    recolour: false,
    inline: (cid) => {
      const carried = picture(cid)
      return carried === null ? null : `cid:${carried}`
    },
    ...(own ? { marks: ownMarks } : {})
  }).html
  // the sanitiser's own element for <body>, where that said nothing
  return (/^<div>[\s\S]*<\/div>$/.test(clean) ? clean.slice(5, -6) : clean) || '<p></p>'
}

/** Makes of what mail programs write what the editor's schema can hold (schema.ts). */
function tidy(page: Document): void {
  for (const element of page.querySelectorAll<HTMLElement>('[hidden], [style*="display"]')) {
    if (element.hidden || element.style.display === 'none') element.remove()
  }
  for (const font of page.querySelectorAll('font')) restyle(font)
  for (const element of page.querySelectorAll<HTMLElement>('pre, [style*="white-space"]')) {
    if (element.tagName === 'PRE' || /^(?:pre|break)/.test(element.style.whiteSpace)) keepLines(element)
  }
  for (const caption of page.querySelectorAll('caption')) {
    const line = page.createElement('div')
    line.append(...caption.childNodes)
    caption.closest('table')?.before(line)
    caption.remove()
  }
  for (const row of page.querySelectorAll('tr')) if (row.cells.length === 0) row.remove()
  for (const table of page.querySelectorAll('table')) if (!table.querySelector('tr')) table.remove()
  for (const element of [...page.querySelectorAll<HTMLElement>('td, th, blockquote, div, center'), page.body])
    lineUp(element)
}

const sizes = ['', 'x-small', 'small', 'medium', 'large', 'x-large', 'xx-large']

function restyle(font: Element): void {
  const span = font.ownerDocument.createElement('span')
  span.style.color = font.getAttribute('color') ?? ''
  span.style.fontFamily = font.getAttribute('face') ?? ''
  span.style.fontSize = sizes[Number(font.getAttribute('size'))] ?? ''
  const style = `${span.getAttribute('style') ?? ''};${font.getAttribute('style') ?? ''}`
  if (style !== ';') span.setAttribute('style', style)
  span.append(...font.childNodes)
  font.replaceWith(span)
}

/** Line ends that count, as elements. */
function keepLines(element: HTMLElement): void {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  for (const text of texts) {
    const lines = text.data.split('\n')
    if (lines.length === 1) continue
    text.replaceWith(...lines.flatMap((line, i) => (i === 0 ? [line] : [page(element, 'br'), line])))
  }
  if (element.tagName !== 'PRE') return
  const block = page(element, 'div')
  block.setAttribute(
    'style',
    `font-family: monospace; ${element.getAttribute('style') ?? ''}; white-space: pre-wrap`
  )
  block.append(...element.childNodes)
  element.replaceWith(block)
}

function page(near: Node, tag: string): HTMLElement {
  return near.ownerDocument!.createElement(tag)
}

/** Words that stand between blocks become lines of their own: an element holds either words or blocks. */
function lineUp(element: HTMLElement): void {
  const children = [...element.childNodes]
  const hasBlocks = children.some(isBlock)
  if (!hasBlocks && /^(?:DIV|CENTER)$/.test(element.tagName)) return
  let line: HTMLElement | null = null
  for (const child of children) {
    if (isBlock(child)) {
      line = null
      continue
    }
    if (line === null) {
      if (child.nodeType === Node.COMMENT_NODE || /^\s*$/.test(child.textContent ?? '-')) {
        if (child.nodeType !== Node.ELEMENT_NODE) {
          child.remove()
          continue
        }
      }
      line = page(element, 'div')
      child.before(line)
    }
    line.append(child)
  }
}

function isBlock(node: Node): boolean {
  return node instanceof Element || node.nodeType === Node.ELEMENT_NODE
    ? (node as Element).matches(blocks) || (node as Element).querySelector(blocks) !== null
    : false
}
