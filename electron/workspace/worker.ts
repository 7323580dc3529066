import { parentPort, workerData } from 'node:worker_threads'
import { lockFolder } from './lock.ts'
import { openFolder } from './folder.ts'
import { openStore, type Store } from './store.ts'
import { isFatal, refusal, type FromWorker, type ToWorker, type WorkerData } from './wire.ts'

/** The workspace's thread: it holds the folder's lock and the database. */
const port = parentPort
if (!port) throw new Error('to be started as a worker')
const say = (message: FromWorker): void => port.postMessage(message)
const { folder } = workerData as WorkerData

async function open(): Promise<{ store: Store; unlock: () => void }> {
  const unlock = lockFolder(folder)
  const engine = await openFolder(folder)
  const store = await openStore(engine, {
    changed: (version) => say({ kind: 'changed', version }),
    importProgress: (done, total) => say({ kind: 'progress', done, total })
  })
  return { store, unlock }
}

async function run(store: Store, message: ToWorker): Promise<unknown> {
  if (message.name === 'sample.insert') return store.insertSample(message.input)
  if (message.name === 'sample.remove') return store.removeSample()
  if (message.name === 'policy') return store.policy(message.input)
  if (message.name === 'close') return store.close()
  // The router checked the input against the call's schema.
  const work = store.calls[message.name] as (input: unknown) => Promise<unknown>
  return work(message.input)
}

/** Answers one message; the last one, `close`, also ends the thread. */
async function answer(store: Store, unlock: () => void, message: ToWorker): Promise<void> {
  const { id } = message
  try {
    const result = await run(store, message)
    if (message.name === 'close') unlock()
    say({ kind: 'answer', id, result: result ?? null })
    if (message.name === 'close') port?.close()
  } catch (error) {
    say({ kind: 'refused', id, ...refusal(error) })
    if (isFatal(error)) setImmediate(() => process.exit(1))
  }
}

try {
  const { store, unlock } = await open()
  port.on('message', (message: ToWorker) => void answer(store, unlock, message))
  say({ kind: 'ready' })
} catch (error) {
  say({ kind: 'failed', ...refusal(error) })
  setImmediate(() => process.exit(1))
}
