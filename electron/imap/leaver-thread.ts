import { Worker } from 'node:worker_threads'
import { AppError, fromWire, toWire, type WireError } from '../../shared/errors.ts'
import type { LeaverCalls } from '../../shared/leavers.ts'
import { workerFile } from '../worker-file.ts'
import type { LeaverReading } from './leaver.ts'

/** What the thread is given. The way in is in its memory alone, and goes with it. */
export type LeaverWork = Pick<LeaverReading, 'login' | 'names' | 'mailbox' | 'backup' | 'own'>
export type FromLeaver =
  | { kind: 'ask'; id: number; name: keyof LeaverCalls; input: unknown }
  | { kind: 'progress'; folder: string; done: number; total: number }
  | { kind: 'done' }
  | { kind: 'failed'; error: WireError }
export type ToLeaver = { id: number; answer: unknown } | { id: number; error: WireError }

/** `readLeaver` in a thread of its own, as reading IMAP is heavy and main also moves the windows. Stopped, it is ended. */
export async function readLeaverApart(reading: Omit<LeaverReading, 'batch' | 'deadlines'>): Promise<void> {
  const { login, names, mailbox, backup, own, door, signal } = reading
  signal.throwIfAborted()
  const workerData: LeaverWork = { login, names, mailbox, backup, own }
  const worker = new Worker(workerFile(import.meta.url, './leaver-worker.ts', 'leaver-worker.js'), {
    workerData,
    name: 'leaver'
  })
  const ended = Promise.withResolvers<void>()
  const stop = (): void => ended.reject(new AppError('contract.cancelled'))
  signal.addEventListener('abort', stop, { once: true })

  async function answer({ id, name, input }: Extract<FromLeaver, { kind: 'ask' }>): Promise<void> {
    const said: ToLeaver = await door(name, input as LeaverCalls[typeof name][0]).then(
      (value): ToLeaver => ({ id, answer: value }),
      (error: unknown): ToLeaver => ({ id, error: toWire(error) })
    )
    worker.postMessage(said)
  }
  worker.on('message', (message: FromLeaver) => {
    if (message.kind === 'ask') void answer(message)
    else if (message.kind === 'progress') reading.progress(message.folder, message.done, message.total)
    else if (message.kind === 'done') ended.resolve()
    else ended.reject(fromWire(message.error))
  })
  worker.on('error', () => undefined)
  worker.on('exit', () => ended.reject(new AppError('net.closed', { reason: 'worker' })))
  try {
    await ended.promise
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
