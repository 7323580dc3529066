import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IpcMain, WebContents } from 'electron'
import { Packr } from 'msgpackr'
import { WebSocket } from 'ws'
import { startServer } from '../../electron/browser/server.ts'
import { serveIpc } from '../../electron/window/ipc.ts'
import { connectBridge, createBridge } from '../../renderer/bridge.ts'
import type { Bridge, Emit } from '../../shared/contract/index.ts'
import { fakeCore, type Seen } from './fake-core.ts'

/** One transport under the suite: a page's own client, and the bare wire for what no client would send. */
export interface Transport {
  seen: Seen
  emit: Emit
  /** A page that has just been opened. */
  page(): Promise<Bridge>
  /** Sends one message over a wire of its own; null when it was answered with nothing within 100 ms. */
  raw(message: unknown): Promise<unknown>
  /** The newest page's window or tab goes away. */
  leave(): Promise<void>
  close(): Promise<void>
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

export const token = 'a-token-of-the-right-length-0123456789-abcdef'

/** The page's WebSocket, as the tab at this address would open it. */
function tabSocket(origin: string): typeof globalThis.WebSocket {
  return class extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { origin })
      this.on('error', () => undefined)
    }
  } as unknown as typeof globalThis.WebSocket
}

export async function browserTransport(): Promise<Transport & { port: number }> {
  const { core, emit, seen, log } = fakeCore()
  const pageFolder = mkdtempSync(join(tmpdir(), 'salesinbox-page-'))
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>page</title>')
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const url = `ws://127.0.0.1:${port}/bridge`
  const sockets: WebSocket[] = []
  let closed = false
  const server = await startServer({ port, pageFolder, core, log, accepts: (given) => given === token })
  const packr = new Packr({ structuredClone: true, useRecords: false, moreTypes: true })
  return {
    seen,
    emit,
    port,
    async page() {
      const Socket = tabSocket(origin)
      globalThis.WebSocket = new Proxy(Socket, {
        construct(target, args: [string, string[]]) {
          // a tab of an earlier test, which would try for ever
          if (closed || args[0] !== url) return {}
          const socket = new target(...args)
          sockets.push(socket as unknown as WebSocket)
          return socket
        }
      })
      return connectBridge({ url, token })
    },
    async raw(message) {
      const socket = new WebSocket(url, ['salesinbox', `token.${token}`], { origin })
      await new Promise((done, fail) => socket.once('open', done).once('error', fail))
      const answer = new Promise((done) => {
        socket.once('message', (data: Buffer) => done(packr.unpack(data)))
        setTimeout(() => done(null), 100)
      })
      socket.send(packr.pack(message))
      const reply = await answer
      socket.close()
      return reply
    },
    async leave() {
      const socket = sockets.pop()
      if (!socket) return
      const gone = new Promise((done) => socket.once('close', done))
      socket.terminate()
      await gone
    },
    async close() {
      closed = true
      await server.close()
      rmSync(pageFolder, { recursive: true })
    }
  }
}

/** Stands in for a window's contents; `sent` is what reached its page. */
export class StandInContents extends EventEmitter {
  readonly frame = { origin: 'app://salesinbox', parent: null as object | null, detached: false }
  gone = false
  listener: ((message: unknown) => void) | null = null
  isDestroyed(): boolean {
    return this.gone
  }
  send(_channel: string, message: unknown): void {
    this.listener?.(structuredClone(message))
  }
}

export async function electronTransport(): Promise<
  Transport & {
    ipcMain: EventEmitter
    window(): StandInContents
    send(event: object, message: unknown): Promise<unknown>
  }
> {
  const { core, emit, seen, log } = fakeCore()
  const ipcMain = new EventEmitter()
  const windows = new Set<unknown>()
  const opened: StandInContents[] = []
  const ipc = serveIpc({
    ipcMain: ipcMain as unknown as IpcMain,
    core,
    log,
    isOurWindow: (contents: WebContents) => windows.has(contents)
  })
  const window = (): StandInContents => {
    const contents = new StandInContents()
    windows.add(contents)
    opened.push(contents)
    return contents
  }
  /** What `ipcMain` hands on, with the answer that `event.reply` or the contents received. */
  const send = (event: object, message: unknown): Promise<unknown> =>
    new Promise((done) => {
      const { sender } = event as { sender: StandInContents }
      sender.listener = done
      ipcMain.emit(
        'bridge',
        { reply: (_channel: string, answer: unknown) => done(answer), ...event },
        message
      )
      setTimeout(() => done(null), 100)
    })
  return {
    seen,
    emit,
    ipcMain,
    window,
    send,
    async page() {
      const contents = window()
      globalThis.bridge = {
        send: (message) =>
          void ipcMain.emit(
            'bridge',
            { sender: contents, senderFrame: contents.frame },
            structuredClone(message)
          ),
        listen: (listener) => (contents.listener = listener)
      }
      try {
        return createBridge()
      } finally {
        globalThis.bridge = undefined
      }
    },
    raw(message) {
      const contents = window()
      return send({ sender: contents, senderFrame: contents.frame }, message)
    },
    async leave() {
      const contents = opened.pop()
      if (!contents) return
      contents.gone = true
      contents.emit('destroyed')
    },
    async close() {
      ipc.close()
    }
  }
}
