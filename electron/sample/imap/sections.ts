/** A MIME part as it lies in the message: byte strings, CRLF kept. */
export interface Node {
  header: string
  body: string
}

export function split(raw: string): Node {
  if (raw.startsWith('\r\n')) return { header: '\r\n', body: raw.slice(2) }
  const end = raw.indexOf('\r\n\r\n')
  return end < 0 ? { header: raw, body: '' } : { header: raw.slice(0, end + 4), body: raw.slice(end + 4) }
}

/** Value of the first field of that name, unfolded. */
export function field(header: string, name: string): string {
  const found = new RegExp(`^${name}[ \\t]*:((?:.|\\r\\n[ \\t])*)`, 'im').exec(header)
  return (found?.[1] ?? '').replace(/\r\n/g, '').trim()
}

/** The named fields as they stand, or all others; ends with the empty line. */
export function fields(header: string, names: string[], others: boolean): string {
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  const rows = header.replace(/(\r\n)+$/, '').split(/\r\n(?![ \t])/)
  const kept = rows.filter(
    (row) => row && wanted.has((row.split(':')[0] ?? '').trim().toLowerCase()) !== others
  )
  return kept.map((row) => `${row}\r\n`).join('') + '\r\n'
}

export function typeOf(node: Node): string {
  return (field(node.header, 'content-type').split(';')[0] ?? '').trim().toLowerCase() || 'text/plain'
}

/** Parts of a multipart in order (RFC 2046 5.1.1); none for anything else. */
export function children(node: Node): Node[] {
  const type = field(node.header, 'content-type')
  const boundary = /boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i.exec(type)
  const mark = boundary?.[1] ?? boundary?.[2]
  if (!/^multipart\//i.test(type) || !mark) return []
  const parts: Node[] = []
  const body = `\r\n${node.body}`
  const line = `\r\n--${mark}`
  let start = -1
  for (let at = body.indexOf(line); at >= 0; at = body.indexOf(line, at + line.length)) {
    const tail = body.slice(at + line.length, at + line.length + 2)
    const end = body.indexOf('\r\n', at + line.length)
    if (tail !== '--' && body.slice(at + line.length, end < 0 ? undefined : end).trim() !== '') continue
    if (start >= 0) parts.push(split(body.slice(start, at)))
    if (tail === '--' || end < 0) return parts
    start = end + 2
  }
  if (start >= 0) parts.push(split(body.slice(start)))
  return parts
}

/** RFC 9051 6.4.5.1; null where the message has no such part. */
export function section(raw: string, path: number[], key: string, names: string[] = []): string | null {
  let node = split(raw)
  let nested = true
  for (const number of path) {
    if (typeOf(node) === 'message/rfc822' && !nested) node = split(node.body)
    const parts = children(node)
    const next = parts.length ? parts[number - 1] : number === 1 ? node : undefined
    if (!next) return null
    node = next
    nested = false
  }
  if (key === 'MIME') return path.length ? node.header : null
  if (key === '') return path.length ? node.body : raw
  const inner = path.length ? (typeOf(node) === 'message/rfc822' ? split(node.body) : null) : node
  if (!inner) return null
  if (key === 'HEADER') return inner.header
  if (key === 'TEXT') return inner.body
  if (key === 'HEADER.FIELDS') return fields(inner.header, names, false)
  if (key === 'HEADER.FIELDS.NOT') return fields(inner.header, names, true)
  return null
}

function decode(body: string, encoding: string, charset: string): string {
  let bytes: Buffer
  if (encoding === 'base64') bytes = Buffer.from(body, 'base64')
  else if (encoding === 'quoted-printable') {
    bytes = Buffer.from(
      body
        .replace(/[ \t]*=\r\n/g, '')
        .replace(/=([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      'latin1'
    )
  } else bytes = Buffer.from(body, 'latin1')
  try {
    return new TextDecoder(charset || 'utf-8').decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}

/** All that a person would read in it. */
export function readable(node: Node): string {
  const parts = children(node)
  if (parts.length) return parts.map(readable).join('\n')
  if (!typeOf(node).startsWith('text/')) return ''
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(field(node.header, 'content-type'))?.[1] ?? ''
  return decode(node.body, field(node.header, 'content-transfer-encoding').toLowerCase(), charset)
}

/** RFC 2047 words read. */
export function decodeWords(text: string): string {
  return text
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_all, charset: string, kind: string, body: string) =>
      kind.toLowerCase() === 'b'
        ? decode(body, 'base64', charset)
        : decode(body.replace(/_/g, ' '), 'quoted-printable', charset)
    )
}
