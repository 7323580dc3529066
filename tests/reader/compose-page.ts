import { Editor } from '@tiptap/core'
import { cleanPaste } from '../../renderer/compose/paste.ts'
import { htmlOf } from '../../renderer/compose/parts.ts'
import { losesFormatting, replacePlainSignature, toRich } from '../../renderer/compose/plain-mode.ts'
import { quotable } from '../../renderer/compose/quotable.ts'
import { mailSchema } from '../../renderer/compose/schema.ts'
import { plainOf } from '../../renderer/compose/text.ts'

/** What the tests call in the page: a real editor that opens HTML, shows it, and writes it for the mail. */
const composing = {
  edited(html: string): string {
    const element = document.createElement('div')
    document.body.append(element)
    return htmlOf(new Editor({ element, content: html, extensions: mailSchema(async () => null) }))
  },
  quoted(html: string): string {
    return composing.edited(
      `<div data-quote="">${quotable(html, { picture: (cid) => (cid === 'here' ? 'new@x' : null) })}</div>`
    )
  },
  own: (html: string): string => composing.edited(quotable(html, { picture: () => null, own: true })),
  pasted: (html: string): string => composing.edited(cleanPaste(html, (cid) => cid === 'mine@x')),
  clear: (): void => document.body.replaceChildren(),
  plainOf,
  toRich,
  losesFormatting,
  replacePlainSignature
}
Object.assign(window, { composing })
export type Composing = typeof composing
