import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'
import { Packr } from 'msgpackr'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Core } from '../core.ts'
import type { Log } from '../host/host.ts'
import { pageCsp } from '../page-csp.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff'
}
/** What one message may weigh: an attachment of the size that mail servers take. */
const largestMessage = 64 * 1024 * 1024

/** The page, its mail frames and files over HTTP, and the contract over one WebSocket for each page or worker. */
export async function startServer(options: {
  port: number
  pageFolder: string
  core: Core
  log: Log
  accepts(token: string): boolean
}): Promise<{ close(): Promise<void> }> {
  const { port, pageFolder, core, log } = options
  const host = `127.0.0.1:${port}`
  const origin = `http://${host}`

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      log.error('http.failed', { error: error instanceof Error ? error.name : 'unknown' })
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // a name that a stranger's page points at 127.0.0.1 comes with that name (DNS rebinding)
    if (request.headers.host !== host) return refuse(response, 403)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
    const path = decodeURIComponent(new URL(request.url ?? '/', origin).pathname)
    if (path.startsWith('/mail/') || path.startsWith('/file/')) {
      const served = await core.serve({ path, range: request.headers.range ?? null })
      if (!served) return refuse(response, 404)
      response.writeHead(served.status, served.headers)
      if (served.body instanceof Uint8Array) response.end(served.body)
      else Readable.fromWeb(served.body as Parameters<typeof Readable.fromWeb>[0]).pipe(response)
      return
    }
    const file = normalize(join(pageFolder, path === '/' ? 'index.html' : path))
    if (!file.startsWith(pageFolder + sep) || !existsSync(file) || !statSync(file).isFile())
      return refuse(response, 404)
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': pageCsp(`ws://${host}`),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'X-DNS-Prefetch-Control': 'off',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store'
    })
    createReadStream(file).pipe(response)
  }

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('salesinbox') ? 'salesinbox' : false)
  })
  server.on('upgrade', (request, socket, head) => {
    const token =
      (request.headers['sec-websocket-protocol'] ?? '')
        .split(',')
        .map((one) => one.trim())
        .find((one) => one.startsWith('token.'))
        ?.slice(6) ?? ''
    const allowed =
      request.headers.host === host &&
      request.headers.origin === origin &&
      request.url === '/bridge' &&
      options.accepts(token)
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => serveClient(client))
  })

  let callers = 0
  function serveClient(client: WebSocket): void {
    const packr = new Packr({ structuredClone: true, useRecords: false, moreTypes: true })
    const caller = { id: ++callers, refused: null }
    const off = core.onEvent((name, payload) => client.send(packr.pack({ event: name, payload })))
    client.on('message', (data: Buffer) => {
      let message: unknown
      try {
        message = packr.unpack(data)
      } catch {
        client.close(1003)
        return
      }
      void core.router.handle(message, caller).then((reply) => {
        if (reply && client.readyState === client.OPEN) client.send(packr.pack(reply))
      })
    })
    client.on('close', () => {
      off()
      core.router.leave(caller.id)
    })
    client.on('error', () => client.terminate())
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    }
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff' })
  response.end()
}
