import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { TeamState } from '../../shared/contract/team.ts'
import { AppError, fromWire, type WireError } from '../../shared/errors.ts'
import type { Log } from '../host/host.ts'
import { workerFile } from '../worker-file.ts'
import type { FromWorker, ToWorker, WorkerData } from './wire.ts'

/** How long a worker that failed to start is left alone, growing with each failure. */
const waits = [1_000, 5_000, 30_000, 120_000]

/** A first start makes the database: 3.5 s on a machine that does nothing else, 20 s on one that builds software. */
const startDeadline = 60_000
/** Somebody who quits waits so long, ms, for a start that is under way. */
const longestStart = 10_000

/**
 * Bytes of WebAssembly that a function runs before it is compiled anew and better, ten times the usual: PGlite's start
 * alone reached that with hundreds of functions, two seconds of all processors right after each start of the app.
 */
const tieringBudget = 130_000_000

export interface ClientEvents {
  changed(version: number): void
  progress(done: number, total: number): void
  backUp(user: string, done: number, total: number): void
  mail(buckets: number[] | null): void
  reach(reach: TeamState['reach'], problem: WireError | null): void
  news(news: TeamState['news']): void
}
export interface Client {
  /** Starts the worker if it does not run. Safe to call at any time. */
  start(): void
  /** Throws workspace.unavailable when the worker does not start, does not answer within `deadline` ms of its start, or dies. */
  call(message: Omit<ToWorker, 'id'>, deadline: number, signal?: AbortSignal): Promise<unknown>
  close(): Promise<void>
}

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}
interface Running {
  worker: Worker
  ready: Promise<void>
}

/** Main's end of the workspace's thread: starts it when it is needed, and anew when it died. */
export function createClient(data: WorkerData, events: ClientEvents, log: Log): Client {
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  let running: Running | undefined
  let failures = 0
  let notBefore = 0
  let lastFailure: Error | undefined

  function start(): Running {
    if (running) return running
    if (lastFailure && Date.now() < notBefore) throw lastFailure
    const begun = performance.now()
    setFlagsFromString(`--wasm-tiering-budget=${tieringBudget}`)
    const worker = new Worker(workerFile(import.meta.url, './worker.ts', 'workspace-worker.js'), {
      workerData: data,
      name: 'workspace',
      // what a question leaves behind is swept early: the database itself lies in WebAssembly's memory
      resourceLimits: { maxYoungGenerationSizeMb: 12 }
    })
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
    // Whoever waits for it gets the error; nobody may wait.
    ready.catch(() => undefined)
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') {
        failures = 0
        lastFailure = undefined
        log.info('workspace.ready', { ms: Math.round(performance.now() - begun) })
        resolve()
      } else if (message.kind === 'failed') {
        lastFailure = startError(fromWire(message.error))
        log.error('workspace.failed', { code: message.error.code, detail: message.detail })
        reject(lastFailure)
      } else settle(message)
    })
    worker.on('error', (error) => log.error('workspace.died', { detail: error.name }))
    worker.on('exit', (code) => {
      const error = lastFailure ?? new AppError('workspace.unavailable', { why: 'died' })
      if (code !== 0) {
        lastFailure = error
        notBefore = Date.now() + (waits[Math.min(failures, waits.length - 1)] ?? 0)
        failures++
      }
      reject(error)
      for (const { reject: refuse } of waiting.values()) refuse(error)
      waiting.clear()
      running = undefined
    })
    running = { worker, ready }
    return running
  }

  function settle(message: FromWorker): void {
    if (message.kind === 'changed') events.changed(message.version)
    if (message.kind === 'progress') events.progress(message.done, message.total)
    if (message.kind === 'backUp') events.backUp(message.user, message.done, message.total)
    if (message.kind === 'mail') events.mail(message.buckets)
    if (message.kind === 'reach') events.reach(message.reach, message.problem)
    if (message.kind === 'news') events.news(message.news)
    if (message.kind !== 'answer' && message.kind !== 'refused') return
    const one = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.kind === 'answer') one?.resolve(message.result)
    else {
      if (message.error.code === 'app.internal') log.error('workspace.call', { detail: message.detail })
      one?.reject(fromWire(message.error))
    }
  }

  async function send(
    { worker }: Running,
    message: Omit<ToWorker, 'id'>,
    deadline: number,
    signal?: AbortSignal
  ): Promise<unknown> {
    const id = nextId++
    const answer = new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ ...message, id })
    })
    return within(answer, deadline, signal)
  }

  return {
    start: () => {
      try {
        start()
      } catch {
        // It failed a moment ago; the next call says so.
      }
    },
    async call(message, deadline, signal) {
      const begun = start()
      await within(begun.ready, startDeadline, signal)
      return send(begun, message, deadline, signal)
    },
    async close() {
      if (!running) return
      const { worker } = running
      // A start that is cut off harms no data, but a thread that ends while its engine is compiled can take the process along.
      await within(running.ready, longestStart)
        .then(() => running && send(running, { name: 'close', input: null }, 5_000))
        .catch(() => undefined)
      await worker.terminate()
    }
  }
}

const knownStarts = new Set(['disk.locked', 'disk.full', 'workspace.newer', 'workspace.notMigrated'])

function startError(error: AppError): AppError {
  return knownStarts.has(error.code)
    ? error
    : new AppError('workspace.unavailable', { why: 'failed' }, { cause: error })
}

/** The promise, or the error of whatever ends the wait before it. */
async function within<T>(work: Promise<T>, deadline: number, signal?: AbortSignal): Promise<T> {
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new AppError('workspace.unavailable', { why: 'slow' })), deadline)
  const cancel = () => reject(new AppError('contract.cancelled'))
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel)
  try {
    return await Promise.race([work, ended])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
    ended.catch(() => undefined)
    work.catch(() => undefined)
  }
}
