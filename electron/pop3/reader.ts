import { AppError } from '../../shared/errors.ts'

/** Octets of a status line. RFC 2449 allows 512; a server that says more is no POP3 server, or wants to fill memory. */
const longestLine = 8 * 1024

/** The bytes of an answer, as they came from the wire; nothing is ever read as text that is not a line of the protocol. */
export interface Reader {
  /** A line without its CRLF. Throws mail.protocol for one that does not end. */
  line(): Promise<string>
  /**
   * A multi-line answer (RFC 1939 section 3): each piece without the dots that were put in, up to the line of one dot,
   * which is not part of it; the last CRLF is. A piece is taken before the next is read.
   */
  block(take: (piece: Buffer) => void | Promise<void>): Promise<void>
  /** What has come and was not asked for; it is forgotten. */
  discard(): Buffer
}

const carriageReturn = 0x0d
const lineFeed = 0x0a
const crlf = Buffer.from('\r\n')
const stop = Buffer.from('\r\n.')

/** @param next the next bytes of the wire; throws when it ended, broke or fell silent */
export function createReader(next: () => Promise<Buffer>): Reader {
  let rest: Buffer = Buffer.alloc(0)

  async function more(): Promise<void> {
    const bytes = await next()
    rest = rest.length ? Buffer.concat([rest, bytes]) : bytes
  }

  async function line(): Promise<string> {
    for (;;) {
      const end = rest.indexOf(lineFeed)
      if (end > longestLine || (end < 0 && rest.length > longestLine))
        throw new AppError('mail.protocol', { detail: 'line' })
      if (end >= 0) {
        const text = rest.toString('utf8', 0, rest[end - 1] === carriageReturn ? end - 1 : end)
        rest = rest.subarray(end + 1)
        return text
      }
      await more()
    }
  }

  async function block(take: (piece: Buffer) => void | Promise<void>): Promise<void> {
    // a dot may stand in the first line: the CRLF of the status line, which is no part of the answer, goes before it
    let bytes: Buffer = Buffer.concat([crlf, rest])
    let skipped = crlf.length
    for (;;) {
      const { pieces, left, ended } = unstuff(bytes)
      const piece = joined(pieces)
      const own = piece.subarray(Math.min(skipped, piece.length))
      skipped -= piece.length - own.length
      if (own.length) await take(own)
      rest = left
      if (ended) return
      await more()
      bytes = rest
    }
  }

  return {
    line,
    block,
    discard() {
      const said = rest
      rest = Buffer.alloc(0)
      return said
    }
  }
}

/** What may be the beginning of CRLF, dot, CRLF is left until more has come. */
function unstuff(bytes: Buffer): { pieces: Buffer[]; left: Buffer; ended: boolean } {
  const pieces: Buffer[] = []
  let from = 0
  for (;;) {
    const at = bytes.indexOf(stop, from)
    if (at < 0) {
      const end = bytes.length - held(bytes, from)
      pieces.push(bytes.subarray(from, end))
      return { pieces, left: bytes.subarray(end), ended: false }
    }
    const [first, second] = [bytes[at + 3], bytes[at + 4]]
    if (first === undefined || (first === carriageReturn && second === undefined)) {
      pieces.push(bytes.subarray(from, at))
      return { pieces, left: bytes.subarray(at), ended: false }
    }
    pieces.push(bytes.subarray(from, at + 2))
    if (first === carriageReturn && second === lineFeed)
      return { pieces, left: bytes.subarray(at + 5), ended: true }
    from = at + 3
  }
}

function held(bytes: Buffer, from: number): number {
  const last = bytes.at(-1)
  if (bytes.length > from && last === carriageReturn) return 1
  return bytes.length > from + 1 && last === lineFeed && bytes.at(-2) === carriageReturn ? 2 : 0
}

function joined(pieces: Buffer[]): Buffer {
  const [first] = pieces
  return pieces.length === 1 && first ? first : Buffer.concat(pieces)
}
