import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Core } from '../core.ts'
import type { ServeAnswer } from '../files/service.ts'
import type { Log } from '../host/host.ts'
import { createPage } from '../page.ts'
import { createSockets } from './socket.ts'

/** The page, its mail frames and files over HTTP on 127.0.0.1, and the contract over WebSockets. */
export async function startServer(options: {
  port: number
  pageFolder: string
  core: Pick<Core, 'router' | 'onEvent' | 'serve'>
  log: Log
  accepts(token: string): boolean
}): Promise<{ close(): Promise<void> }> {
  const { port, core, log } = options
  const host = `127.0.0.1:${port}`
  const origin = `http://${host}`
  const page = createPage(options.pageFolder, `ws://${host}`)

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // a reader that went away in the middle is no fault
      if (!response.destroyed)
        log.error('http.failed', { error: error instanceof Error ? error.name : 'unknown' })
      if (!response.headersSent) response.writeHead(500)
      response.destroy()
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // a name that a stranger's page points at 127.0.0.1 comes with that name (DNS rebinding)
    if (request.headers.host !== host) return refuse(response, 403)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
    const target = request.url ?? '/'
    if (!target.startsWith('/')) return refuse(response, 400)
    const path = target.replace(/[?#].*$/s, '')
    const served = /^\/(mail|file|storage)\//.test(path)
      ? await core.serve({ path, range: request.headers.range ?? null })
      : await page(path)
    if (!served) return refuse(response, 404)
    await send(response, served, request.method === 'HEAD')
  }

  const sockets = createSockets({ core, log, host, origin, accepts: options.accepts })
  server.on('upgrade', sockets.upgrade)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    async close() {
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    }
  }
}

async function send(
  response: ServerResponse,
  { status, headers, body }: ServeAnswer,
  bare: boolean
): Promise<void> {
  response.writeHead(status, headers)
  if (bare || body instanceof Uint8Array) {
    response.end(bare ? undefined : body)
    if (!(body instanceof Uint8Array)) await body.cancel()
    return
  }
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), response)
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff' })
  response.end()
}
