import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Packr } from 'msgpackr'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Core } from '../core.ts'
import type { Log } from '../host/host.ts'

/** What one message may weigh: an attachment of the size that mail servers take. */
const largestMessage = 64 * 1024 * 1024
/** A tab that fell silent without a goodbye (its computer slept, its process froze) is let go after two of these. */
const heartbeat = 30_000

/** The contract over one WebSocket for each page or worker. Who may not is answered 403 before anything is read. */
export function createSockets(options: {
  core: Pick<Core, 'router' | 'onEvent'>
  log: Log
  host: string
  origin: string
  accepts(token: string): boolean
}) {
  const { core, log } = options
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('salesinbox') ? 'salesinbox' : false)
  })
  const alive = new WeakSet<WebSocket>()
  const beat = setInterval(() => {
    for (const client of server.clients) {
      if (!alive.delete(client)) client.terminate()
      else client.ping()
    }
  }, heartbeat)
  beat.unref()

  /** A missing Origin is a program, not a page: it has no business here. */
  function refusal(request: IncomingMessage): string | null {
    if (request.url !== '/bridge') return 'path'
    if (request.headers.host !== options.host) return 'host'
    if (request.headers.origin !== options.origin) return 'origin'
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim())
    const token = offered.find((one) => one.startsWith('token.'))?.slice(6) ?? ''
    return options.accepts(token) ? null : 'token'
  }

  let callers = 0
  function serve(client: WebSocket): void {
    const packr = new Packr({ structuredClone: true, useRecords: false, moreTypes: true })
    const caller = { id: ++callers, refused: null }
    const send = (message: unknown): void => {
      if (client.readyState === client.OPEN) client.send(packr.pack(message))
    }
    alive.add(client)
    const off = core.onEvent((event, payload) => send({ event, payload }))
    client.on('pong', () => alive.add(client))
    client.on('message', (data: Buffer) => {
      alive.add(client)
      let message: unknown
      try {
        message = packr.unpack(data)
      } catch {
        client.close(1003)
        return
      }
      void core.router.handle(message, caller).then((reply) => reply && send(reply))
    })
    client.on('close', () => {
      off()
      core.router.leave(caller.id)
    })
    client.on('error', () => client.terminate())
  }

  return {
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      socket.on('error', () => socket.destroy())
      const why = refusal(request)
      if (why === null) return server.handleUpgrade(request, socket, head, serve)
      log.warn('bridge.refused', { why })
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    },
    close(): void {
      clearInterval(beat)
      for (const client of server.clients) client.terminate()
      server.close()
    }
  }
}
