import type { Part } from '../../shared/mail/message.ts'
import type { AttachmentFile, ReaderMessage } from './model.ts'

/** Base64 makes four octets out of three, and breaks lines. */
export function decodedSize(part: Part): number {
  return part.encoding === 'base64' ? Math.round((part.size * 3) / 4 / 1.026) : part.size
}

const extensions: Record<string, string> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/html': 'html',
  'text/plain': 'txt',
  'image/jpeg': 'jpg',
  'application/pdf': 'pdf'
}

/** A name for a part that has none. Control signs and marks that turn the reading direction are taken out. */
export function partName(part: Part): string {
  const given = part.name.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim()
  if (given !== '') return given
  const kind = extensions[part.type] ?? part.type.split('/')[1]?.replace(/[^a-z0-9]+/g, '') ?? ''
  return `part-${part.part}${kind === '' || kind === 'octetstream' ? '' : `.${kind}`}`
}

/** Pictures that the body may show in place. */
export function inlineParts(message: Pick<ReaderMessage, 'parts'>): Part[] {
  return message.parts.filter((part) => part.cid !== '' && part.type.startsWith('image/'))
}

/** What is listed below the mail: every part that is not its body, but pictures that the body shows itself. */
export function attachmentFiles(
  message: Pick<ReaderMessage, 'parts'>,
  shownInline: ReadonlySet<string>
): AttachmentFile[] {
  return message.parts
    .filter((part) => part.body === '' && !(part.cid !== '' && shownInline.has(part.cid)))
    .filter(
      (part) =>
        !/^(?:multipart\/|application\/pgp-signature|application\/(?:x-)?pkcs7-signature)/.test(part.type)
    )
    .map((part) => ({ part, name: partName(part), size: decodedSize(part) }))
}

export type PreviewKind = 'image' | 'pdf' | 'text' | 'none'

/** How a file can be looked at here, by its type and name; what it holds decides nothing. */
export function previewKind(file: AttachmentFile): PreviewKind {
  const type = file.part.type
  const extension = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''
  if (
    /^image\/(?:png|jpe?g|gif|webp|bmp|avif)$/.test(type) ||
    /^(?:png|jpe?g|gif|webp|bmp|avif)$/.test(extension)
  )
    return 'image'
  if (type === 'application/pdf' || extension === 'pdf') return 'pdf'
  const texts = /^(?:txt|csv|log|md|ics|vcf|json|xml|eml|html?|tsv|ya?ml|ini|patch|diff)$/
  if (
    type.startsWith('text/') ||
    type === 'message/rfc822' ||
    type === 'message/delivery-status' ||
    texts.test(extension)
  )
    return 'text'
  return 'none'
}
