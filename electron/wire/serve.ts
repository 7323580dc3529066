import type { MessagePort } from 'node:worker_threads'
import { fromWire, toWire } from '../../shared/errors.ts'
import type { FromWorker, ImapCalls, ImapEvents, ImapStreams, ToWorker } from '../imap/protocol.ts'

export type CallHandlers = {
  [N in keyof ImapCalls]: (input: ImapCalls[N][0]) => Promise<ImapCalls[N][1]> | ImapCalls[N][1]
}
export type StreamHandlers = {
  [N in keyof ImapStreams]: (input: ImapStreams[N]) => AsyncGenerator<Uint8Array>
}
/** `refused`: the mail server did not take this one. */
export type AskToken = (account: string, refused: string | null) => Promise<string>
type Told = Extract<ToWorker, { kind: 'told' }>['answer']
export type EmitFromWorker = <E extends keyof ImapEvents>(name: E, payload: ImapEvents[E]) => void

interface OpenStream {
  cancelled: boolean
  pull: () => void
}

/** The thread's side of `imap/engine.ts`: answers main's calls and feeds its streams, for whichever protocol. */
export function serve(
  port: MessagePort,
  create: (emit: EmitFromWorker, askToken: AskToken) => { calls: CallHandlers; streams: StreamHandlers }
): void {
  const send = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
  const { calls, streams } = create((name, payload) => send({ kind: 'event', name, payload }), askToken)
  const open = new Map<number, OpenStream>()
  const asked = new Map<number, (answer: Told) => void>()
  let asking = 0

  port.on('message', (message: ToWorker) => {
    if (message.kind === 'told') asked.get(message.id)?.(message.answer)
    else if (message.kind === 'call') void answer(message.id, message.name, message.input)
    else if (message.kind === 'stream') void stream(message.id, message.name, message.input)
    else {
      const one = open.get(message.id)
      if (one && message.kind === 'cancel') one.cancelled = true
      one?.pull()
    }
  })

  function askToken(account: string, refused: string | null): Promise<string> {
    return new Promise((resolve, reject) => {
      const id = ++asking
      asked.set(id, (answer) => {
        asked.delete(id)
        if ('token' in answer) resolve(answer.token)
        else reject(fromWire(answer.error))
      })
      send({ kind: 'ask', id, account, refused })
    })
  }

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
}
