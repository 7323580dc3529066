import type { MessageStructureObject } from 'imapflow'
import { Flag, type Part } from '../../shared/mail/message.ts'

/** More leaves than any honest mail has; the source still shows the rest. */
const mostParts = 500

/**
 * The leaves of a BODYSTRUCTURE in order, a message/rfc822 as one. The body that a reader sees is the first
 * text/plain and the first text/html that are not attachments; a text part with a file name is one, unless the
 * mail has nothing else to show. Never throws: what is missing or broken becomes '' or 0.
 */
export function partsOf(root: MessageStructureObject | undefined): Part[] {
  if (!root) return []
  const parts: Part[] = []
  walk(root, false)
  chooseBody(parts)
  return parts

  function walk(node: MessageStructureObject, inRelated: boolean): void {
    if (parts.length >= mostParts) return
    const type = (node.type || '').toLowerCase()
    if (type.startsWith('multipart/') && node.childNodes?.length) {
      for (const child of node.childNodes) walk(child, inRelated || type === 'multipart/related')
      return
    }
    const part = leaf(node, type)
    // a picture that the HTML shows is no attachment, whatever its disposition says
    if (inRelated && part.cid && part.type.startsWith('image/')) part.disposition = 'inline'
    parts.push(part)
  }
}

function leaf(node: MessageStructureObject, type: string): Part {
  const disposition = (node.disposition ?? '').toLowerCase()
  const name = node.dispositionParameters?.filename ?? node.parameters?.name ?? ''
  return {
    part: node.part ?? '1',
    type: /^[^/\s]+\/[^/\s]+$/.test(type) ? type : 'application/octet-stream',
    size: node.size ?? 0,
    encoding: (node.encoding ?? '').toLowerCase(),
    charset: (node.parameters?.charset ?? '').toLowerCase().slice(0, 60),
    name: String(name).slice(0, 500),
    cid: (node.id ?? '').replace(/^\s*<|>\s*$/g, '').slice(0, 300),
    disposition: disposition === 'attachment' ? 'attachment' : disposition ? 'inline' : '',
    body: ''
  }
}

function chooseBody(parts: Part[]): void {
  const text = parts.find((part) => part.type === 'text/plain' && isBody(part))
  const html = parts.find((part) => part.type === 'text/html' && isBody(part))
  if (text) text.body = 'text'
  if (html) html.body = 'html'
  if (text || html) return
  const first = parts[0]
  if (
    first &&
    first.disposition !== 'attachment' &&
    (first.type === 'text/plain' || first.type === 'text/html')
  ) {
    first.body = first.type === 'text/html' ? 'html' : 'text'
  }
}

function isBody(part: Part): boolean {
  return part.disposition !== 'attachment' && !part.name
}

/** Parts that belong to the mail's making and that nobody saves. */
const machinery = new Set([
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'text/x-amp-html',
  'text/calendar'
])

/** Flag.attachment when the structure has something to save, else 0. */
export function attachmentFlag(parts: Part[]): number {
  return parts.some(isAttachment) ? Flag.attachment : 0
}

function isAttachment(part: Part): boolean {
  if (part.body) return false
  if (part.disposition === 'attachment') return !machinery.has(part.type) || part.type === 'text/calendar'
  if (machinery.has(part.type)) return false
  if (part.type === 'message/rfc822') return true
  return part.name !== '' && !(part.cid && part.type.startsWith('image/'))
}
