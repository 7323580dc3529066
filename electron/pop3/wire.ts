import type net from 'node:net'
import { AppError } from '../../shared/errors.ts'
import { fromPop3, refused } from './errors.ts'
import { createReader } from './reader.ts'

/** A list of all messages is a few megabytes where there are a hundred thousand. */
const mostListed = 64 * 1024 * 1024
/** Slower than this, octets a second, no answer comes: what drips would hold a mailbox locked for ever. */
const slowest = 1000

export interface Wire {
  /**
   * Says a command and reads its answer. Commands may be given while others are out; each gets its own answer, in
   * order. Without PIPELINING the next is said when the one before was answered. Throws AppError; what ends the
   * connection ends every command that is out.
   * @param take the pieces of a multi-line answer; without it the answer is one line
   * @param expected octets that are to come, as far as known: an answer that is too slow for them ends
   * @returns the text after +OK
   */
  say(command: string, take?: Take | null, expected?: number): Promise<string>
  /** A multi-line answer that is text. */
  list(command: string): Promise<string>
  /** AUTH (RFC 5034): each challenge is answered with a line of base64. */
  converse(command: string, respond: (challenge: string) => string): Promise<string>
  /** The server said that it takes commands before it answered others. */
  pipelining: boolean
  readonly usable: boolean
  /** Takes over another socket, TLS put on this one; what was read before is forgotten. */
  upgrade(secure: (plain: net.Socket) => Promise<net.Socket>): Promise<void>
  greeting(deadline: number): Promise<string>
  close(): void
}
type Take = (piece: Buffer) => void | Promise<void>

/** @param silence ms without a byte while an answer is owed */
export function createWire(first: net.Socket, silence: number): Wire {
  let socket = first
  let chunks = chunksOf(socket)
  let ended: AppError | null = null
  let wait = silence
  /** ms since 1970; an answer that takes longer ends. */
  let latest = Infinity
  let pipelining = false
  let before: Promise<unknown> = Promise.resolve()

  function end(error: unknown): AppError {
    ended ??= fromPop3(error)
    socket.destroy()
    return ended
  }

  async function next(): Promise<Buffer> {
    if (ended) throw ended
    const left = Math.max(0, Math.min(wait, latest - Date.now()))
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(end(new AppError('net.timeout'))), left)
    })
    try {
      const { value, done } = await Promise.race([chunks.next(), late])
      if (done) throw end(new AppError('net.closed'))
      return value
    } catch (error) {
      throw end(error)
    } finally {
      clearTimeout(timer)
    }
  }
  const reader = createReader(next)

  /** One after another: an answer belongs to the command whose turn it is. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = before.then(work)
    before = mine.catch(() => undefined)
    return mine
  }

  function write(command: string): void {
    if (ended) throw ended
    if (/[\r\n\0]/.test(command)) throw new AppError('mail.protocol', { detail: 'command' })
    socket.write(`${command}\r\n`)
  }

  async function status(command: string): Promise<string> {
    const line = await reader.line()
    if (/^\+OK(?=\s|$)/i.test(line)) return line.slice(4).trim()
    const word = command.split(' ', 1)[0]?.toUpperCase() ?? ''
    if (/^-ERR(?=\s|$)/i.test(line)) throw refused(line.slice(5).trim(), word)
    throw end(new AppError('mail.protocol', { detail: 'status', command: word }))
  }

  function say(command: string, take: Take | null = null, expected = 0): Promise<string> {
    const ahead = pipelining
    try {
      if (ahead) write(command)
    } catch (error) {
      return Promise.reject(fromPop3(error))
    }
    return inTurn(async () => {
      if (!ahead) write(command)
      latest = Date.now() + 2 * silence + (expected / slowest) * 1000
      const text = await status(command)
      if (take) {
        let failure: unknown = null
        await reader
          .block(async (piece) => {
            if (failure) return
            try {
              await take(piece)
            } catch (error) {
              // a disk that is full: nobody reads the rest, and the next command would wait for it
              failure = error
              end(new AppError('net.closed', { reason: 'given up' }))
            }
          })
          .catch((error: unknown) => {
            throw failure ?? error
          })
        if (failure) throw failure
      }
      return text
    })
  }

  return {
    say,
    async list(command) {
      const pieces: Buffer[] = []
      let size = 0
      await say(command, (piece) => {
        size += piece.length
        if (size > mostListed) throw new AppError('mail.protocol', { detail: 'list' })
        pieces.push(piece)
      })
      return Buffer.concat(pieces).toString('utf8')
    },
    converse: (command, respond) =>
      inTurn(async () => {
        write(command)
        latest = Date.now() + 2 * silence
        for (let round = 0; round < 4; round++) {
          const line = await reader.line()
          if (/^\+OK(?=\s|$)/i.test(line)) return line.slice(4).trim()
          if (/^-ERR/i.test(line)) throw refused(line.slice(5).trim(), 'AUTH')
          if (!line.startsWith('+')) break
          write(respond(line.slice(1).trim()))
        }
        throw end(new AppError('mail.protocol', { detail: 'AUTH' }))
      }),
    get pipelining() {
      return pipelining
    },
    set pipelining(on) {
      pipelining = on
    },
    get usable() {
      return ended === null
    },
    upgrade: (secure) =>
      inTurn(async () => {
        // the iterator of before must not take what is TLS
        chunks.stop()
        reader.discard()
        while (socket.read() !== null);
        socket = await secure(socket).catch((error: unknown) => {
          throw end(error)
        })
        chunks = chunksOf(socket)
      }),
    greeting: (deadline) =>
      inTurn(async () => {
        wait = deadline
        latest = Date.now() + deadline
        const first = await reader.line().catch((error: unknown) => {
          const known = fromPop3(error)
          throw known.params.detail === 'line' ? new AppError('net.wrongProtocol') : known
        })
        wait = silence
        if (/^\+OK/i.test(first)) return first.slice(4).trim()
        if (/^-ERR/i.test(first)) throw refused(first.slice(5).trim(), '')
        throw end(new AppError('net.wrongProtocol', { greeting: first.slice(0, 60) }))
      }),
    close: () => void end(new AppError('net.closed', { reason: 'closed' }))
  }
}

interface Chunks {
  next(): Promise<{ value: Buffer; done: false } | { value: null; done: true }>
  stop(): void
}

/** What comes from a socket, read no faster than it is taken. */
function chunksOf(socket: net.Socket): Chunks {
  let wake: () => void = () => undefined
  let failed: Error | null = null
  let closed = false
  const readable = () => wake()
  const onError = (error: Error) => ((failed = error), wake())
  const onEnd = () => ((closed = true), wake())
  socket.on('readable', readable).on('error', onError).on('end', onEnd).on('close', onEnd)
  return {
    async next() {
      for (;;) {
        const value = socket.read() as Buffer | null
        if (value) return { value, done: false }
        if (failed) throw failed
        if (closed || socket.destroyed) return { value: null, done: true }
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    stop() {
      socket.off('readable', readable).off('error', onError).off('end', onEnd).off('close', onEnd)
      socket.on('error', () => undefined)
    }
  }
}
