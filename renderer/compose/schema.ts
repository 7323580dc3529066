import { type Extensions, Extension, Mark, mergeAttributes, Node } from '@tiptap/core'
import StarterKit from '@tiptap/starter-kit'

/**
 * What mail is made of beyond the words that a rep writes: tables, boxes and looks, so that a quote or a pasted table
 * stays what it was. An element that is not in this schema, or an attribute, has no way into the text.
 */

const keptStyles =
  /^(?:color|background-color|font(?:-.*)?|line-height|letter-spacing|text-(?:align.*|decoration.*|indent|transform)|vertical-align|white-space(?:-.*)?|(?:padding|margin|border)(?:-.*)?|(?:min-|max-)?width|height|list-style-type|direction)$/

/** Of an element's own style what says how words look, and nothing that loads, moves or covers. */
export function looksOf(element: HTMLElement): string | null {
  const given = element.getAttribute('style')
  if (!given) return null
  const scratch = element.ownerDocument.createElement('div')
  scratch.style.cssText = given
  for (const name of [...scratch.style]) {
    const value = scratch.style.getPropertyValue(name)
    if (!keptStyles.test(name) || /url\(|[\\<]/i.test(value) || toldByMark(name, value))
      scratch.style.removeProperty(name)
  }
  return scratch.style.cssText || null
}

/** Bold, italic, underlined and struck through are marks of the editor: said twice they would add up. */
function toldByMark(name: string, value: string): boolean {
  if (name === 'font-weight') return /^(?:bold|[5-9]\d\d$)/.test(value)
  if (name === 'font-style') return value === 'italic'
  return /^text-decoration(?:-line)?$/.test(name) && /underline|line-through/.test(value)
}

const style = { default: null, parseHTML: looksOf }

function given(...names: string[]) {
  const attributes = names.map((name) => [
    name,
    { default: null, parseHTML: (element: HTMLElement) => element.getAttribute(name) }
  ])
  return { style, ...Object.fromEntries(attributes) }
}

const looksOfBlocks = Extension.create({
  name: 'looks',
  addGlobalAttributes: () => [
    {
      types: ['paragraph', 'heading', 'blockquote', 'bulletList', 'orderedList', 'listItem'],
      attributes: given('align', 'dir')
    },
    { types: ['link'], attributes: { style } }
  ]
})

const holdsBlocks =
  ':scope > :is(address,article,aside,blockquote,center,div,dl,dd,dt,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,main,nav,ol,p,section,table,ul)'

/** A line that is no paragraph: a `div` of words. */
const line = Node.create({
  name: 'line',
  group: 'block',
  content: 'inline*',
  addAttributes: () => given('align', 'dir'),
  parseHTML: () => [
    {
      tag: 'div, dt, dd, address, center',
      getAttrs: (element) => (element.querySelector(holdsBlocks) ? false : null)
    }
  ],
  renderHTML: ({ HTMLAttributes }) => ['div', HTMLAttributes, 0]
})

const box = Node.create({
  name: 'box',
  group: 'block',
  content: 'block+',
  addAttributes: () => given('align', 'dir'),
  parseHTML: () => [
    {
      tag: 'div, center',
      getAttrs: (element) => (element.querySelector(holdsBlocks) ? null : false)
    }
  ],
  renderHTML: ({ HTMLAttributes }) => ['div', HTMLAttributes, 0]
})

const table = Node.create({
  name: 'table',
  group: 'block',
  content: 'row+',
  isolating: true,
  addAttributes: () =>
    given('width', 'height', 'align', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'dir'),
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]]
})

const row = Node.create({
  name: 'row',
  content: 'cell+',
  addAttributes: () => given('align', 'valign', 'bgcolor', 'height'),
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: ({ HTMLAttributes }) => ['tr', HTMLAttributes, 0]
})

const cell = Node.create({
  name: 'cell',
  content: 'block+',
  isolating: true,
  addAttributes: () => ({
    ...given('colspan', 'rowspan', 'width', 'height', 'align', 'valign', 'bgcolor', 'dir'),
    head: {
      default: false,
      parseHTML: (element: HTMLElement) => element.tagName === 'TH',
      rendered: false
    }
  }),
  parseHTML: () => [{ tag: 'td' }, { tag: 'th' }],
  renderHTML: ({ node, HTMLAttributes }) => [node.attrs['head'] ? 'th' : 'td', HTMLAttributes, 0]
})

const look = Mark.create({
  name: 'look',
  // a span within a span adds to it
  excludes: '',
  addAttributes: () => ({ style }),
  parseHTML: () => [{ tag: 'span[style]', getAttrs: (element) => (looksOf(element) ? null : false) }],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes, 0]
})

const raised = Mark.create({
  name: 'raised',
  addAttributes: () => ({
    tag: {
      default: 'sub',
      parseHTML: (element: HTMLElement) => element.tagName.toLowerCase(),
      rendered: false
    }
  }),
  parseHTML: () => ['sub', 'sup', 'small', 'big'].map((tag) => ({ tag })),
  renderHTML: ({ mark, HTMLAttributes }) => [mark.attrs['tag'] as string, HTMLAttributes, 0]
})

function part(name: string, attribute: string): Node {
  return Node.create({
    name,
    group: 'block',
    content: 'block+',
    defining: true,
    isolating: true,
    // before the boxes
    priority: 200,
    parseHTML: () => [{ tag: `div[${attribute}]`, priority: 80 }],
    renderHTML: () => ['div', { [attribute]: '' }, 0]
  })
}

/** The account's signature and the mail that is answered stand in the text as nodes of their own. */
const signaturePart = part('signature', 'data-signature')
const quotePart = part('quoted', 'data-quote')

export interface PictureOptions {
  /** An address in this window for the picture of a Content-ID; null: it is not here. */
  source(cid: string): Promise<string | null>
}

/** A picture between the words: known by its Content-ID, so there is no address in the text that could load. */
const picture = Node.create<PictureOptions>({
  name: 'picture',
  group: 'inline',
  inline: true,
  draggable: true,
  addOptions: () => ({ source: async () => null }),
  addAttributes: () => ({
    ...given('alt', 'width', 'height', 'align'),
    cid: {
      default: null,
      parseHTML: (element: HTMLElement) => element.getAttribute('src')?.replace(/^cid:/i, '') ?? null,
      rendered: false
    }
  }),
  parseHTML: () => [{ tag: 'img[src^="cid:" i]' }],
  // without an address: this is also what stands in the window for a moment before its view does, and after
  renderHTML: ({ node, HTMLAttributes }) => [
    'img',
    mergeAttributes({ 'data-cid': node.attrs['cid'] as string }, HTMLAttributes)
  ],
  addNodeView() {
    return ({ node, HTMLAttributes }) => {
      const dom = document.createElement('img')
      for (const [name, value] of Object.entries(HTMLAttributes)) {
        if (value !== null && value !== undefined) dom.setAttribute(name, String(value))
      }
      let gone = false
      let shown: string | null = null
      const drop = (): void => {
        if (shown?.startsWith('blob:')) URL.revokeObjectURL(shown)
      }
      void this.options.source(node.attrs['cid'] as string).then((url) => {
        shown = url
        if (gone) drop()
        else if (url) dom.src = url
        else dom.dataset['missing'] = ''
      })
      return {
        dom,
        destroy() {
          gone = true
          drop()
        }
      }
    }
  }
})

/** All that can stand in the text of a mail. */
export function mailSchema(source: PictureOptions['source']): Extensions {
  return [
    StarterKit.configure({
      link: { openOnClick: false, protocols: ['mailto', 'tel'] },
      codeBlock: false,
      trailingNode: false
    }),
    ...[looksOfBlocks, line, box, table, row, cell, look, raised, signaturePart, quotePart],
    picture.configure({ source })
  ]
}
