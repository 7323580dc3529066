import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FileStore } from './store.ts'
import type { Addresses } from './addresses.ts'
import { anything, attachmentDisposition, safeType } from './safe-type.ts'

export interface ServeRequest {
  /** The path of the address, without a query. */
  path: string
  range?: string | null
}
export interface ServeAnswer {
  status: number
  headers: Record<string, string>
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>
}

const always = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-DNS-Prefetch-Control': 'off'
}

/**
 * The CSP of a mail's frame. Consent lets pictures load from the network and nothing else: fonts, styles and
 * media stay out, since what a rep asks for is to see the pictures.
 * @param inline prefix of the addresses of its own pictures, with a closing slash
 */
export function frameCsp(remote: boolean, inline: string | null): string {
  const pictures = ['data:', ...(inline === null ? [] : [inline]), ...(remote ? ['https:', 'http:'] : [])]
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src ${pictures.join(' ')}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'"
  ].join('; ')
}

/** Answers the addresses that files.frame, files.inline and files.address gave; null for all others. */
export function createServe(deps: { origin: () => string; store: FileStore; addresses: Addresses }) {
  const { store, addresses } = deps

  function frame(token: string): ServeAnswer | null {
    const entry = addresses.frame(token)
    if (entry === null) return null
    const inline = entry.inline === null ? null : `${deps.origin()}/mail/${entry.inline}/`
    const headers = {
      ...always,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': String(entry.html.length),
      'Content-Security-Policy': frameCsp(entry.remote, inline)
    }
    return { status: 200, headers, body: entry.html }
  }

  async function file(
    where: { account: string; hash: string; type: string; download: string | null },
    range: string | null
  ): Promise<ServeAnswer | null> {
    const handle = await open(store.path(where.account, where.hash), 'r').catch(() => null)
    if (handle === null) return null
    const size = (await handle.stat()).size
    const type = safeType(where.type)
    const headers: Record<string, string> = {
      ...always,
      'Content-Type': where.download === null ? type : anything,
      'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
      'Accept-Ranges': 'bytes'
    }
    if (where.download !== null || type === anything) {
      headers['Content-Disposition'] = attachmentDisposition(where.download ?? 'file')
    }
    const wanted = parseRange(range, size)
    if (wanted === 'unsatisfiable') {
      await handle.close()
      return {
        status: 416,
        headers: { ...headers, 'Content-Range': `bytes */${size}` },
        body: new Uint8Array(0)
      }
    }
    const [first, last] = wanted ?? [0, size - 1]
    headers['Content-Length'] = String(last - first + 1)
    if (wanted !== null) headers['Content-Range'] = `bytes ${first}-${last}/${size}`
    const status = wanted === null ? 200 : 206
    if (size === 0) {
      await handle.close()
      return { status, headers, body: new Uint8Array(0) }
    }
    const stream = handle.createReadStream({
      start: first,
      end: last,
      autoClose: true,
      highWaterMark: 64 * 1024
    })
    return { status, headers, body: Readable.toWeb(stream) as ReadableStream<Uint8Array> }
  }

  return async function serve(request: ServeRequest): Promise<ServeAnswer | null> {
    const found = /^\/(mail|file)\/([\w-]{24})(?:\/(\d{1,3}))?$/.exec(request.path)
    if (found === null) return null
    const [, kind, token = '', index] = found
    const range = request.range ?? null
    if (kind === 'mail' && index === undefined) return frame(token)
    if (kind === 'mail') {
      const entry = addresses.inline(token)
      const item = entry?.items[Number(index)]
      return entry === null || item === undefined
        ? null
        : file({ account: entry.account, ...item, download: null }, range)
    }
    const entry = index === undefined ? addresses.file(token) : null
    return entry === null ? null : file(entry, range)
  }
}

/** One range of RFC 9110 14.1.2; null: send the whole (none asked, several, or another unit). */
export function parseRange(
  header: string | null,
  size: number
): [first: number, last: number] | 'unsatisfiable' | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (found === null) return null
  const [, from = '', to = ''] = found
  if (from === '' && to === '') return null
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'unsatisfiable' : [size - length, size - 1]
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return null
  return first >= size ? 'unsatisfiable' : [first, last]
}
