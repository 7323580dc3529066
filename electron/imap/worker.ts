import { parentPort, workerData } from 'node:worker_threads'
import { toWire } from '../../shared/errors.ts'
import { nameIndex, type NameTable } from './roles.ts'
import type { FromWorker, ToWorker } from './protocol.ts'
import { createImapService } from './service.ts'

/** The worker thread that owns every IMAP connection: imapflow's parsing is heavy, and main also moves the windows. */
const port = parentPort
if (!port) throw new Error('imap/worker.ts runs as a worker thread only')
const { names: table } = workerData as { names: NameTable }

const send = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
const names = nameIndex(table)
const { calls, streams } = createImapService(names, (name, payload) => send({ kind: 'event', name, payload }))

interface OpenStream {
  cancelled: boolean
  pull: () => void
}
const open = new Map<number, OpenStream>()

port.on('message', (message: ToWorker) => {
  if (message.kind === 'call') void answer(message.id, message.name, message.input)
  else if (message.kind === 'stream') void stream(message.id, message.name, message.input)
  else {
    const one = open.get(message.id)
    if (one && message.kind === 'cancel') one.cancelled = true
    one?.pull()
  }
})

async function answer(id: number, name: keyof typeof calls, input: unknown): Promise<void> {
  try {
    const value = await calls[name](input as never)
    send({ kind: 'done', id, value }, value instanceof Uint8Array ? [value.buffer] : [])
  } catch (error) {
    send({ kind: 'failed', id, error: toWire(error) })
  }
}

/** A piece is fetched only when the one before was taken. */
async function stream(id: number, name: keyof typeof streams, input: unknown): Promise<void> {
  const one: OpenStream = { cancelled: false, pull: () => undefined }
  open.set(id, one)
  try {
    for await (const piece of streams[name](input as never)) {
      if (one.cancelled) break
      const taken = new Promise<void>((resolve) => (one.pull = resolve))
      // imapflow's buffers may be views of larger ones
      const bytes = new Uint8Array(piece)
      send({ kind: 'piece', id, bytes }, [bytes.buffer])
      await taken
      if (one.cancelled) break
    }
    send({ kind: 'done', id, value: null })
  } catch (error) {
    send({ kind: 'failed', id, error: toWire(error) })
  } finally {
    open.delete(id)
  }
}
