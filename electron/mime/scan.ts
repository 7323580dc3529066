import { parseHeaderValue } from 'nodemailer/lib/mime-funcs'
import { parseHeader } from './headers.ts'

/** A part of a message, and where its body lies in the message's bytes. */
export interface Scanned {
  /** Section number of RFC 9051 6.4.5; '' for a multipart at the top. */
  part: string
  /** Lower case. */
  type: string
  parameters: Record<string, string>
  /** By lower-case name, unfolded. */
  fields: Map<string, string>
  start: number
  end: number
  children: Scanned[]
}

export interface Scan {
  push(chunk: Uint8Array): void
  /** The message's structure. Called once, after the last chunk. */
  end(): Scanned
}

/** Of a header that is longer no more is read. */
const mostHeader = 1024 * 1024
/** More than any honest mail has; what follows is not looked into. */
const mostParts = 1000
const deepest = 50
/** A longer line is no boundary (RFC 2046 5.1.1: 70, and white space). */
const longestBoundary = 1000

interface Multipart {
  node: Scanned
  boundary: Buffer
}

/**
 * Finds the parts of a message as its bytes come by, one look at each, and keeps none but headers: a message of any
 * size costs the memory of its headers. Never throws; what is broken is told as well as it can be.
 */
export function scanMessage(): Scan {
  const root = emptyNode('')
  const open: Multipart[] = []
  /** The header that is being read; null: in a body. */
  let header: { bytes: Buffer; length: number } | null = emptyHeader()
  let node: Scanned | null = root
  let count = 1
  let size = 0
  /** The last of the bytes that came, as far as they are not looked at; in a body it begins with a line feed. */
  let rest: Buffer = Buffer.alloc(0)

  const offset = (): number => size - rest.length
  function drop(length: number): void {
    if (length > 0) rest = rest.subarray(length)
  }

  function readHeader(of: { bytes: Buffer; length: number }): boolean {
    const looked = of.length
    const needed = of.length + rest.length
    if (needed > of.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, of.bytes.length * 2))
      of.bytes.copy(larger, 0, 0, of.length)
      of.bytes = larger
    }
    rest.copy(of.bytes, of.length)
    of.length = needed
    rest = rest.subarray(rest.length)
    const bytes = of.bytes.subarray(0, of.length)
    const close = endOfHeader(bytes, looked)
    if (close < 0 && of.length < mostHeader) return false
    const length = close < 0 ? of.length : close
    rest = bytes.subarray(length - 1)
    openBody(bytes.subarray(0, length), offset() + 1)
    return true
  }

  function openBody(bytes: Buffer, start: number): void {
    header = null
    if (!node) return
    node.start = start
    node.fields = parseHeader(bytes)
    const { value, params } = parseHeaderValue(node.fields.get('content-type') ?? '', { stripComments: true })
    node.type = value.trim().toLowerCase() || 'text/plain'
    node.parameters = params
    if (!node.type.startsWith('multipart/')) return
    const { boundary } = params
    if (boundary && open.length < deepest) open.push({ node, boundary: Buffer.from(`--${boundary}`) })
    else node.type = 'text/plain'
  }

  function readBody(ended: boolean): boolean {
    if (open.length === 0) {
      drop(rest.length)
      return false
    }
    for (let from = 0; ; from++) {
      const begin = rest.indexOf('\n--', from)
      if (begin < 0) {
        // what may be the beginning of one: CR LF -
        if (!ended) drop(rest.length - 3)
        return false
      }
      const close = rest.indexOf(0x0a, begin + 3)
      if (close < 0 && !ended && rest.length - begin < longestBoundary) {
        drop(begin - 1)
        return false
      }
      const line = rest.subarray(begin + 1, close < 0 ? rest.length : close)
      const found = line.length < longestBoundary ? matching(open, line) : null
      if (found) {
        // the line break before a boundary is the boundary's
        closeAt(offset() + begin - (rest[begin - 1] === 0x0d ? 1 : 0), found.index)
        drop(close < 0 ? rest.length : found.last ? close : close + 1)
        if (found.last) open.length = found.index
        else openPart(open[found.index]!.node)
        return rest.length > 0
      }
      from = begin
    }
  }

  /** Ends the part that is open, and the multiparts inside of this one. */
  function closeAt(end: number, index: number): void {
    for (const { node: inner } of open.slice(index + 1)) inner.end = Math.max(inner.start, end)
    if (node && node !== open[index]!.node) node.end = Math.max(node.start, end)
    open.length = index + 1
    node = null
  }

  function openPart(parent: Scanned): void {
    if (count >= mostParts) {
      open.length = 0
      return
    }
    count++
    const number = parent.children.length + 1
    node = emptyNode(parent.part ? `${parent.part}.${number}` : String(number))
    parent.children.push(node)
    header = emptyHeader()
  }

  const read = (ended: boolean): void => {
    while (rest.length > 0 && (header ? readHeader(header) : readBody(ended)));
  }

  return {
    push(chunk) {
      size += chunk.length
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      rest = rest.length ? Buffer.concat([rest, bytes]) : bytes
      read(false)
      // the chunk is the caller's: what is kept of it is a copy
      rest = Buffer.from(rest)
    },
    end() {
      read(true)
      if (header) openBody(header.bytes.subarray(0, header.length), size)
      for (const one of [...open.map(({ node: multipart }) => multipart), node, root])
        if (one) one.end = Math.max(one.start, size)
      // a multipart without a part is shown as the text that it is
      if (root.children.length === 0) root.part = '1'
      if (root.children.length === 0 && root.type.startsWith('multipart/')) root.type = 'text/plain'
      return root
    }
  }
}

function emptyNode(part: string): Scanned {
  return { part, type: 'text/plain', parameters: {}, fields: new Map(), start: 0, end: 0, children: [] }
}

function emptyHeader(): { bytes: Buffer; length: number } {
  return { bytes: Buffer.allocUnsafe(4096), length: 0 }
}

/** Where a header ends, its empty line included; -1: not yet. @param looked so many octets were looked at before */
function endOfHeader(bytes: Buffer, looked: number): number {
  if (bytes[0] === 0x0a) return 1
  if (bytes[0] === 0x0d && bytes[1] === 0x0a) return 2
  for (let at = bytes.indexOf(0x0a, Math.max(0, looked - 3)); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at + 1] === 0x0a) return at + 2
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) return at + 3
  }
  return -1
}

/** The innermost multipart whose boundary this line is. */
function matching(open: Multipart[], line: Buffer): { index: number; last: boolean } | null {
  for (let index = open.length - 1; index >= 0; index--) {
    const { boundary } = open[index]!
    if (!line.subarray(0, boundary.length).equals(boundary)) continue
    const tail = line.toString('latin1', boundary.length)
    if (/^--\s*$/.test(tail)) return { index, last: true }
    if (/^\s*$/.test(tail)) return { index, last: false }
  }
  return null
}
