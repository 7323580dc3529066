import { createHash } from 'node:crypto'

/** One body of a message, or several under a multipart. `type` has its parameters. */
export type Part =
  | {
      type: string
      headers?: [string, string][]
      body: Buffer
      encoding: 'quoted-printable' | 'base64' | '8bit' | '7bit'
    }
  | { type: string; headers?: [string, string][]; parts: Part[] }

export function textPart(type: string, text: string, charset: 'utf-8' | 'iso-8859-1' = 'utf-8'): Part {
  const lines = text.replace(/\r?\n/g, '\r\n')
  const body = Buffer.from(lines, charset === 'utf-8' ? 'utf8' : 'latin1')
  const plain = body.every((byte) => byte < 127) && lines.split('\r\n').every((line) => line.length < 900)
  return {
    type: `${type}; charset=${plain ? 'us-ascii' : charset}`,
    body,
    encoding: plain ? '7bit' : 'quoted-printable'
  }
}

export function multipart(kind: string, parts: Part[]): Part {
  return { type: `multipart/${kind}`, parts }
}

export function filePart(type: string, name: string, body: Buffer, inlineId?: string): Part {
  const headers: [string, string][] = [
    ['Content-Disposition', `${inlineId ? 'inline' : 'attachment'}; ${parameter('filename', name)}`]
  ]
  if (inlineId) headers.unshift(['Content-ID', `<${inlineId}>`])
  const encoded = isAscii(name) ? `name="${name}"` : `name="${words(name)}"`
  return { type: `${type}; ${encoded}`, headers, body, encoding: 'base64' }
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

/** RFC 2231 where the value is not plain. */
function parameter(name: string, value: string): string {
  if (isAscii(value)) return `${name}="${value}"`
  const encoded = encodeURIComponent(value).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`
  )
  return `${name}*=UTF-8''${encoded}`
}

/** RFC 2047: encoded words of at most 75 characters, never cut within a character. */
export function words(text: string): string {
  if (isAscii(text)) return text
  const chunks: string[] = []
  let chunk = ''
  for (const character of text) {
    if (Buffer.byteLength(chunk + character) > 42) {
      chunks.push(chunk)
      chunk = ''
    }
    chunk += character
  }
  chunks.push(chunk)
  return chunks.map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ')
}

export function address(name: string, mail: string): string {
  if (!name) return mail
  if (!isAscii(name)) return `${words(name)} <${mail}>`
  return /^[\w .'-]+$/.test(name) && !/[.]/.test(name)
    ? `${name} <${mail}>`
    : `"${name.replace(/["\\]/g, '\\$&')}" <${mail}>`
}

/** Breaks a list of tokens over lines. */
export function fold(tokens: string[], joint: string): string {
  let line = 0
  return tokens
    .map((token, i) => {
      const piece = i < tokens.length - 1 ? token + joint : token
      if (i > 0 && line + piece.length > 66) {
        line = piece.length
        return `\r\n ${piece}`
      }
      line += piece.length + 1
      return i > 0 ? ` ${piece}` : piece
    })
    .join('')
}

/** RFC 2045 6.7; a line never passes 76 characters. */
export function quotedPrintable(bytes: Buffer): string {
  const out: string[] = []
  let line = ''
  const put = (piece: string) => {
    if (line.length + piece.length > 75) {
      out.push(`${line}=`)
      line = ''
    }
    line += piece
  }
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number
    if (byte === 13 && bytes[i + 1] === 10) {
      out.push(line)
      line = ''
      i++
    } else if ((byte === 32 || byte === 9) && (i + 1 === bytes.length || bytes[i + 1] === 13)) {
      put(byte === 32 ? '=20' : '=09')
    } else if (byte === 61 || byte < 32 || byte > 126) {
      put(byte === 9 ? '\t' : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    } else put(String.fromCharCode(byte))
  }
  out.push(line)
  return out.join('\r\n')
}

function base64(bytes: Buffer): string {
  return (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')
}

function writePart(part: Part, seed: string, out: string[]): void {
  for (const [name, value] of part.headers ?? []) out.push(`${name}: ${value}\r\n`)
  if ('parts' in part) {
    const boundary = `=_${createHash('sha256').update(seed).digest('hex').slice(0, 24)}`
    const extra = part.type === 'multipart/related' ? `; type="text/html"` : ''
    out.push(`Content-Type: ${part.type}${extra};\r\n boundary="${boundary}"\r\n\r\n`)
    part.parts.forEach((inner, i) => {
      out.push(`--${boundary}\r\n`)
      writePart(inner, `${seed}.${i}`, out)
      out.push('\r\n')
    })
    out.push(`--${boundary}--\r\n`)
    return
  }
  out.push(`Content-Type: ${part.type.length > 60 ? part.type.replace('; ', ';\r\n ') : part.type}\r\n`)
  out.push(`Content-Transfer-Encoding: ${part.encoding}\r\n\r\n`)
  if (part.encoding === 'base64') out.push(base64(part.body))
  else if (part.encoding === 'quoted-printable') out.push(quotedPrintable(part.body))
  else out.push(part.body.toString('latin1'))
}

/** The bytes of a message. Header values are given encoded; `seed` names its boundaries. */
export function message(headers: [string, string][], body: Part, seed: string): Buffer {
  const out: string[] = []
  for (const [name, value] of headers) out.push(`${name}: ${value}\r\n`)
  out.push('MIME-Version: 1.0\r\n')
  writePart(body, seed, out)
  const text = out.join('')
  return Buffer.from(text.endsWith('\r\n') ? text : `${text}\r\n`, 'latin1')
}
