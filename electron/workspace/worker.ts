import { parentPort, workerData } from 'node:worker_threads'
import { lockFolder } from './lock.ts'
import { openFolder } from './folder.ts'
import type { Login } from './postgres.ts'
import { openStore, type Store } from './store.ts'
import { isFatal, refusal, type FromWorker, type ToWorker, type WorkerData } from './wire.ts'

/** The workspace's thread: it holds the folder's lock and the database. */
const port = parentPort
if (!port) throw new Error('to be started as a worker')
const say = (message: FromWorker): void => port.postMessage(message)
const { folder, login } = workerData as WorkerData

/** Where the store is, which on a server may come and go. */
interface Opened {
  store(): Promise<Store>
  /** After each call. */
  done(error?: unknown): void
  close(): Promise<void>
}

async function openHere(): Promise<Opened> {
  const unlock = lockFolder(folder)
  const engine = await openFolder(folder)
  const store = await openStore(engine, {
    changed: (version) => say({ kind: 'changed', version }),
    importProgress: (done, total) => say({ kind: 'progress', done, total }),
    backUpProgress: (user, done, total) => say({ kind: 'backUp', user, done, total })
  })
  return {
    store: async () => store,
    done: () => undefined,
    async close() {
      await store.close()
      unlock()
    }
  }
}

async function openThere(to: Login): Promise<Opened> {
  const { openTeam } = await import('./team/open.ts')
  return openTeam(to, say)
}

async function run(opened: Opened, message: ToWorker): Promise<unknown> {
  if (message.name === 'close') return opened.close()
  const store = await opened.store()
  if (message.name === 'sample.insert') return store.insertSample(message.input)
  if (message.name === 'sample.remove') return store.removeSample()
  if (message.name === 'policy') return store.policy(message.input)
  if (message.name === 'about') return store.about()
  if (message.name === 'invite') return store.invite(message.input.user, message.input.verifier)
  if (message.name === 'leaver') return store.leaver(message.input)
  if (message.name === 'bring') {
    const { bring } = await import('./team/bring.ts')
    return bring(store.scope, folder)
  }
  // The router checked the input against the call's schema.
  const work = store.calls[message.name] as (input: unknown) => Promise<unknown>
  return work(message.input)
}

/** Answers one message; the last one, `close`, also ends the thread. */
async function answer(opened: Opened, message: ToWorker): Promise<void> {
  const { id } = message
  try {
    const result = await run(opened, message)
    opened.done()
    say({ kind: 'answer', id, result: result ?? null })
    if (message.name === 'close') port?.close()
  } catch (error) {
    opened.done(error)
    say({ kind: 'refused', id, ...refusal(error) })
    if (isFatal(error)) setImmediate(() => process.exit(1))
  }
}

try {
  const opened = await (login ? openThere(login) : openHere())
  port.on('message', (message: ToWorker) => void answer(opened, message))
  say({ kind: 'ready' })
} catch (error) {
  say({ kind: 'failed', ...refusal(error) })
  setImmediate(() => process.exit(1))
}
