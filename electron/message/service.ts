import { open, stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import type { Content } from '../../shared/contract/mail.ts'
import { diskError } from '../../shared/disk-error.ts'
import { AppError, fromWire } from '../../shared/errors.ts'
import type { ParsedSource, ParseFailure } from '../../shared/mail/parsed.ts'
import type { Host } from '../host/host.ts'
import { workerFile } from '../worker-file.ts'
import type { CompileOptions } from './compile.ts'
import { readHeaders } from './headers.ts'
import { ready, type Answer, type Job, type JobResult } from './protocol.ts'

/** Larger mails are shown by their headers and source only. */
const largest = 150 * 1024 * 1024
const headBytes = 128 * 1024

export interface MessagesDeps {
  host: Pick<Host, 'log'>
  /** ms for one message, in a thread that has started; nothing but an end of the thread stops a parse. */
  deadline?: number
}

type Request = { kind: 'parse'; path: string } | Omit<Extract<Job, { kind: 'compile' }>, 'id'>
type Outcome = JobResult | ParseFailure

export type MessagesService = ReturnType<typeof createMessages>

/** MIME in and MIME out, in one warm worker thread that is ended and made anew when a message holds it too long. */
export function createMessages(deps: MessagesDeps) {
  const { log } = deps.host
  const deadline = deps.deadline ?? 10_000
  const warm = new WeakSet<Worker>()
  let worker: Worker | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let lastId = 0
  let closed = false

  function start(): Worker {
    const made = new Worker(workerFile(import.meta.url, './worker.ts', 'message-worker.js'), {
      resourceLimits: { maxOldGenerationSizeMb: 768 }
    })
    made.unref()
    // an error between two jobs must not end the process; 'exit' follows it
    made.on('error', () => undefined)
    made.on('exit', () => {
      if (worker === made) worker = null
    })
    return made
  }

  /** One at a time, so that a deadline is a message's own. */
  function run(request: Request): Promise<Outcome> {
    const next = queue.then(() => (closed ? 'crashed' : attempt(request)))
    queue = next.catch(() => undefined)
    return next
  }

  async function attempt(request: Request): Promise<Outcome> {
    worker ??= start()
    const current = worker
    const id = ++lastId
    const outcome = await new Promise<Outcome | AppError>((resolve) => {
      let timer: NodeJS.Timeout | undefined
      const settle = (result: Outcome | AppError): void => {
        clearTimeout(timer)
        current.off('message', heard).off('error', crashed).off('exit', crashed)
        resolve(result)
      }
      const begin = (): void => {
        timer = setTimeout(() => settle('deadline'), deadline)
        const job: Job = { ...request, id }
        current.postMessage(
          job,
          request.kind === 'compile' ? request.files.map((bytes) => bytes.buffer as ArrayBuffer) : []
        )
      }
      const heard = (message: Answer | typeof ready): void => {
        if (message === ready) {
          warm.add(current)
          begin()
        } else if (message.id === id) settle(message.kind === 'error' ? fromWire(message.error) : message)
      }
      const crashed = (): void => settle('crashed')
      current.on('message', heard).on('error', crashed).on('exit', crashed)
      if (warm.has(current)) begin()
    })
    if (outcome === 'deadline' || outcome === 'crashed') {
      log.warn('message.stopped', { reason: outcome, kind: request.kind })
      worker = null
      await current.terminate()
    }
    if (outcome instanceof AppError) throw outcome
    return outcome
  }

  /** Takes apart the message in this file; `failed` says why where only headers could be read. Throws disk errors only. */
  async function parse(path: string): Promise<ParsedSource> {
    const { size } = await stat(path).catch(refuse)
    const outcome: Outcome = size > largest ? 'large' : await run({ kind: 'parse', path })
    if (typeof outcome !== 'string' && outcome.kind === 'parse') return outcome.message
    const failed = typeof outcome === 'string' ? outcome : 'crashed'
    return { ...readHeaders(await readHead(path)), text: null, html: null, attachments: [], failed }
  }

  /**
   * The bytes of a mail for SMTP and, with `keepBcc`, for APPEND. Throws send.badAddress, and what `readFile` throws.
   * @param readFile the bytes of an attachment by its hash; they are taken over
   */
  async function compile(
    content: Content,
    readFile: (hash: string) => Promise<Uint8Array>,
    options: CompileOptions = {}
  ): Promise<Uint8Array> {
    const files: Uint8Array[] = []
    for (const { hash } of content.attachments) files.push(ownBuffer(await readFile(hash)))
    const outcome = await run({ kind: 'compile', content, files, options })
    if (typeof outcome !== 'string' && outcome.kind === 'compile') return outcome.bytes
    throw new AppError('app.internal', {
      detail: `compile: ${typeof outcome === 'string' ? outcome : outcome.kind}`
    })
  }

  async function close(): Promise<void> {
    closed = true
    const ending = worker
    worker = null
    await ending?.terminate()
  }

  return { parse, compile, close }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r').catch(refuse)
  try {
    const bytes = new Uint8Array(headBytes)
    const { bytesRead } = await file.read(bytes, 0, headBytes, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function refuse(error: unknown): never {
  throw diskError(error)
}

/** A view of a pool, or of a buffer shared with others, cannot be handed over. */
function ownBuffer(bytes: Uint8Array): Uint8Array {
  const whole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
  return whole ? bytes : new Uint8Array(bytes)
}
