import { parentPort, workerData } from 'node:worker_threads'
import { fromWire, toWire } from '../../shared/errors.ts'
import type { LeaverDoor } from '../../shared/leavers.ts'
import type { FromLeaver, LeaverWork, ToLeaver } from './leaver-thread.ts'
import { readLeaver } from './leaver.ts'

/** Reads one leaver's mailbox and ends: see leaver-thread.ts. */
const port = parentPort
if (!port) throw new Error('imap/leaver-worker.ts runs as a worker thread only')
const say = (message: FromLeaver): void => port.postMessage(message)
const asked = new Map<number, PromiseWithResolvers<unknown>>()

port.on('message', (message: ToLeaver) => {
  const one = asked.get(message.id)
  asked.delete(message.id)
  if ('error' in message) one?.reject(fromWire(message.error))
  else one?.resolve(message.answer)
})

let count = 0
const door: LeaverDoor = (name, input) => {
  const waiting = Promise.withResolvers<unknown>()
  const id = ++count
  asked.set(id, waiting)
  say({ kind: 'ask', id, name, input })
  return waiting.promise as Promise<never>
}

try {
  await readLeaver({
    ...(workerData as LeaverWork),
    door,
    progress: (folder, done, total) => say({ kind: 'progress', folder, done, total }),
    signal: new AbortController().signal
  })
  say({ kind: 'done' })
} catch (error) {
  say({ kind: 'failed', error: toWire(error) })
}
