import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import { AppError, fromWire, toWire } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'
import { workerFile } from '../worker-file.ts'
import type { FromWorker, ImapCalls, ImapEvents, ImapStreams, ToWorker } from './protocol.ts'

export interface ImapEngine {
  call<N extends keyof ImapCalls>(name: N, input: ImapCalls[N][0]): Promise<ImapCalls[N][1]>
  /** Pieces as the consumer takes them; leaving the loop early ends the transfer. */
  stream<N extends keyof ImapStreams>(name: N, input: ImapStreams[N]): AsyncGenerator<Uint8Array>
  /** It runs, and may know accounts. */
  started(): boolean
  /** Starts the worker before its first call, which then does not wait for its code. */
  warm(): void
  close(): Promise<void>
}

export interface EngineListeners {
  event<E extends keyof ImapEvents>(name: E, payload: ImapEvents[E]): void
  /** A connection logs in by a token. Throws auth.* where only the rep can help, net.* where waiting does. */
  accessToken(account: string, refused: string | null): Promise<string>
  /** The worker died and a new one will start: it knows no account yet. */
  lost(): void
}

/**
 * Rows of headers live for milliseconds: swept early they cost nothing more, and left to lie they fill 192 MB, which is
 * what Node allows on a large machine. What lives longer is not bounded by it.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 12 }

interface Pending {
  done(value: unknown): void
  failed(error: AppError): void
  piece?(bytes: Uint8Array): void
}

/** Main's side of the IMAP worker. */
export function createImapEngine(
  host: Pick<Host, 'resourcesFolder' | 'log'>,
  listeners: EngineListeners
): ImapEngine {
  return createEngine(host.log, listeners, {
    protocol: 'imap',
    file: workerFile(import.meta.url, './worker.ts', 'imap-worker.js'),
    // read here: what lies in a package's archive is not to be had in every thread
    data: (): unknown => ({
      names: JSON.parse(readFileSync(join(host.resourcesFolder, 'folder-names.json'), 'utf8')) as unknown
    })
  })
}

/** A worker that speaks a mail protocol, which starts with the first call and is started again if it dies. */
export function createEngine(
  log: Host['log'],
  listeners: EngineListeners,
  of: { protocol: string; file: URL; data(): unknown; limits?: ResourceLimits }
): ImapEngine {
  const pending = new Map<number, Pending>()
  let worker: Worker | null = null
  let count = 0
  let closed = false

  function running(): Worker {
    if (closed) throw new AppError('net.closed', { reason: 'closed' })
    if (worker) return worker
    const made = new Worker(of.file, { workerData: of.data(), resourceLimits: of.limits ?? resourceLimits })
    made.on('message', (message: FromWorker) => {
      if (message.kind === 'ask') void tell(made, message)
      else receive(message)
    })
    made.on('error', (error) =>
      log.error(`${of.protocol}.workerFailed`, { name: error instanceof Error ? error.name : 'unknown' })
    )
    made.on('exit', (code) => {
      if (worker !== made) return
      worker = null
      if (!closed) log.error(`${of.protocol}.workerExited`, { code })
      const waiting = [...pending.values()]
      pending.clear()
      for (const one of waiting) one.failed(new AppError('net.closed', { reason: 'worker' }))
      if (!closed) listeners.lost()
    })
    return (worker = made)
  }

  async function tell(to: Worker, ask: Extract<FromWorker, { kind: 'ask' }>): Promise<void> {
    const answer = await listeners.accessToken(ask.account, ask.refused).then(
      (token) => ({ token }),
      (error: unknown) => ({ error: toWire(error) })
    )
    to.postMessage({ kind: 'told', id: ask.id, answer } satisfies ToWorker)
  }

  function receive(message: Exclude<FromWorker, { kind: 'ask' }>): void {
    if (message.kind === 'event') {
      listeners.event(message.name, message.payload as never)
      return
    }
    const one = pending.get(message.id)
    if (!one) return
    if (message.kind === 'piece') {
      one.piece?.(message.bytes)
      return
    }
    pending.delete(message.id)
    if (message.kind === 'done') one.done(message.value)
    else one.failed(fromWire(message.error))
  }

  const post = (message: ToWorker) => running().postMessage(message)

  return {
    call: (name, input) =>
      new Promise((resolve, reject) => {
        const id = ++count
        pending.set(id, { done: (value) => resolve(value as never), failed: reject })
        try {
          post({ kind: 'call', id, name, input })
        } catch (error) {
          pending.delete(id)
          reject(error)
        }
      }),
    async *stream(name, input) {
      const id = ++count
      const queue: Uint8Array[] = []
      let ended = false
      let error: AppError | null = null
      let wake: () => void = () => undefined
      pending.set(id, {
        done: () => ((ended = true), wake()),
        failed: (failure) => ((error = failure), wake()),
        piece: (bytes) => (queue.push(bytes), wake())
      })
      post({ kind: 'stream', id, name, input })
      try {
        for (;;) {
          const bytes = queue.shift()
          if (bytes) {
            yield bytes
            post({ kind: 'pull', id })
          } else if (error) throw error
          else if (ended) return
          else await new Promise<void>((resolve) => (wake = resolve))
        }
      } finally {
        pending.delete(id)
        if (!ended && !error && worker) post({ kind: 'cancel', id })
      }
    },
    started: () => worker !== null,
    warm: () => void running(),
    async close() {
      closed = true
      const old = worker
      await old?.terminate()
    }
  }
}
