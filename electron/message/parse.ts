import { Transform, type Readable, type TransformCallback } from 'node:stream'
import {
  MailParser,
  type AddressObject,
  type AttachmentStream,
  type EmailAddress,
  type HeaderValue,
  type MessageText
} from 'mailparser'
import { safeFileName } from '../../shared/mail/file-name.ts'
import type { Mailbox } from '../../shared/mail/message.ts'
import type { ParsedAttachment, ParsedSource } from '../../shared/mail/parsed.ts'
import { decodeByGuess, needsGuess } from './charset.ts'
import { printable, readDate, readHeaders } from './headers.ts'

/** What mailparser has inside and its types leave out; parse.test.ts holds it (the guess tests fail without it). */
interface Inside {
  decoder: { decodeStream(charset: string): Transform }
  processChunk(chunk: { type: string; charset?: string | false }, done: TransformCallback): void
}
const mark = 'x-guess:'

/**
 * Takes a message apart. `failed` is 'refused' where mailparser gives up (1,000 parts, 1 MB of headers): then the
 * headers are what our own reader could find. Never throws; may take for ever: run it where it can be stopped.
 */
export async function parseMessage(source: Uint8Array): Promise<ParsedSource> {
  try {
    return await readWhole(source)
  } catch {
    return { ...readHeaders(source), text: null, html: null, attachments: [], failed: 'refused' }
  }
}

async function readWhole(source: Uint8Array): Promise<ParsedSource> {
  const parser = new MailParser({
    skipHtmlToText: true,
    skipTextLinks: true,
    skipImageLinks: true,
    ignoreEmbedded: true,
    checksumAlgo: false
  })
  guessCharsets(parser as unknown as Inside)
  const attachments: ParsedAttachment[] = []
  let text: MessageText | null = null
  await new Promise<void>((resolve, reject) => {
    parser.on('error', reject)
    parser.on('end', resolve)
    parser.on('data', (found: AttachmentStream | MessageText) => {
      if (found.type === 'text') text = found
      else void keep(found).then((one) => attachments.push(one), reject)
    })
    parser.end(Buffer.from(source.buffer, source.byteOffset, source.byteLength))
  })
  return { ...headersOf(parser, source), ...bodyOf(text), attachments, failed: null }
}

async function keep(found: AttachmentStream): Promise<ParsedAttachment> {
  const bytes = await collect(found.content)
  found.release?.()
  return {
    bytes,
    name: safeFileName(found.filename ?? ''),
    type: printable(found.contentType).toLowerCase().slice(0, 200),
    cid: printable(found.cid ?? '').slice(0, 300),
    inline: found.related === true || found.contentDisposition === 'inline'
  }
}

async function collect(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return new Uint8Array(Buffer.concat(chunks))
}

function bodyOf(found: MessageText | null): Pick<ParsedSource, 'text' | 'html'> {
  return { text: found?.text || null, html: found?.html || null }
}

type Headers = Omit<ParsedSource, 'text' | 'html' | 'attachments' | 'failed'>

function headersOf(parser: MailParser, source: Uint8Array): Headers {
  const headers = parser.headers
  if (headers === false || headers.size === 0) return readHeaders(source)
  const subject = headers.get('subject')
  const dateLine =
    parser.headerLines === false ? undefined : parser.headerLines.find(({ key }) => key === 'date')
  const found: Headers = {
    subject: typeof subject === 'string' ? printable(subject) : '',
    from: mailboxes(headers.get('from')),
    to: mailboxes(headers.get('to')),
    cc: mailboxes(headers.get('cc')),
    // mailparser's own date is "now" where the field cannot be read
    date:
      dateLine === undefined
        ? null
        : readDate(dateLine.line.slice(dateLine.line.indexOf(':') + 1).replace(/\s+/g, ' '))
  }
  // raw 8-bit fields, which mailparser takes for UTF-8
  if (JSON.stringify(found).includes('\ufffd')) return { ...readHeaders(source), date: found.date }
  // an encoded word in an addr-spec, which mailparser leaves out: what is shown is the address as it was sent
  const hidden =
    headers.has('from') && (found.from.length === 0 || found.from.some(([, address]) => address === ''))
  return hidden ? { ...found, from: readHeaders(source).from } : found
}

function mailboxes(value: HeaderValue | undefined): Mailbox[] {
  const fields = (Array.isArray(value) ? value : [value]).filter(isAddresses)
  const flat = (list: EmailAddress[]): EmailAddress[] =>
    list.flatMap((one) => (one.group ? flat(one.group) : [one]))
  return fields
    .flatMap((field) => flat(field.value))
    .map(({ name, address }): Mailbox => [printable(name), printable(address ?? '')])
    .filter(([name, address]) => name !== '' || address !== '')
}

function isAddresses(value: unknown): value is AddressObject {
  return typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value)
}

/** mailparser takes text without a label for UTF-8 and refuses UTF-7: both go through our own decoder here. */
function guessCharsets(parser: Inside): void {
  const { decodeStream } = parser.decoder
  parser.decoder = {
    decodeStream: (charset) =>
      charset.startsWith(mark) ? guessing(charset.slice(mark.length)) : decodeStream(charset)
  }
  const processChunk = parser.processChunk.bind(parser)
  parser.processChunk = (chunk, done) => {
    if (chunk.type === 'node' && needsGuess(chunk.charset || '')) chunk.charset = mark + (chunk.charset || '')
    processChunk(chunk, done)
  }
}

function guessing(label: string): Transform {
  const chunks: Buffer[] = []
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
    flush(done) {
      done(null, Buffer.from(decodeByGuess(Buffer.concat(chunks), label)))
    }
  })
}
