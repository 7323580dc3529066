import type { Editor } from '@tiptap/core'
import { DOMParser as Reader, DOMSerializer, type Node, type Schema } from '@tiptap/pm/model'

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

/** Writes a text as HTML for a mail or the clipboard: only there a picture has its address (RFC 2392). */
export function writerOf(schema: Schema): DOMSerializer {
  const nodes = DOMSerializer.nodesFromSchema(schema)
  const marks = DOMSerializer.marksFromSchema(schema)
  const plain = nodes['picture']!
  return new DOMSerializer(
    {
      ...nodes,
      picture(node) {
        const [tag, attributes] = plain(node) as [string, Record<string, unknown>]
        const { 'data-cid': cid, ...rest } = attributes
        return [tag, { src: `cid:${String(cid)}`, ...rest }]
      }
    },
    marks
  )
}

/** What was written out before: a block that did not change is the same object. */
const written = new WeakMap<Node, string>()

/** The text as HTML, written in a document without a window: no address in it is ever asked for. */
export function htmlOf(editor: Editor): string {
  const serializer = writerOf(editor.schema)
  const inert = document.implementation.createHTMLDocument('')
  let html = ''
  editor.state.doc.forEach((block) => {
    let one = written.get(block)
    if (one === undefined) {
      const holder = inert.createElement('div')
      holder.append(serializer.serializeNode(block, { document: inert }))
      one = holder.innerHTML
      written.set(block, one)
    }
    html += one
  })
  return html
}
