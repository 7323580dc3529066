import { type Editor, Node } from '@tiptap/core'
import { DOMParser as Reader } from '@tiptap/pm/model'

function part(name: string, attribute: string): Node {
  return Node.create({
    name,
    group: 'block',
    content: 'block+',
    defining: true,
    isolating: true,
    parseHTML: () => [{ tag: `div[${attribute}]` }],
    renderHTML: () => ['div', { [attribute]: '' }, 0]
  })
}

/** The account's signature and the mail that is answered stand in the text as nodes of their own. */
export const signaturePart = part('signature', 'data-signature')
export const quotePart = part('quoted', 'data-quote')

/**
 * Puts another account's signature where the old one stood; where there was none, before the quote. One that the rep
 * took out stays out.
 */
export function replaceSignature(editor: Editor, before: string, now: string): void {
  const { doc, schema, tr } = editor.state
  let old: { from: number; to: number } | null = null
  let quote = doc.content.size
  doc.forEach((node, offset) => {
    if (node.type.name === 'signature') old ??= { from: offset, to: offset + node.nodeSize }
    if (node.type.name === 'quoted') quote = Math.min(quote, offset)
  })
  if (!old && before) return
  const page = new DOMParser().parseFromString(now, 'text/html')
  const place = old ?? { from: quote, to: quote }
  const words = now ? Reader.fromSchema(schema).parse(page.body).content : null
  // the text may not be left without a paragraph
  if (words) editor.view.dispatch(tr.replaceWith(place.from, place.to, words))
  else if (place.to > place.from && doc.childCount > 1) editor.view.dispatch(tr.delete(place.from, place.to))
}

/** Whether the cursor stands in the quote, or there is one at all. */
export function quoteState(editor: Editor): { present: boolean; inside: boolean } {
  let present = false
  editor.state.doc.forEach((node) => {
    if (node.type.name === 'quoted') present = true
  })
  const { $from, empty } = editor.state.selection
  return { present, inside: empty && $from.depth > 0 && $from.node(1).type.name === 'quoted' }
}
