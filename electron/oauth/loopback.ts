import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerHeaders, answerPage } from './answer-page.ts'

export interface Loopback {
  redirectUri: string
  /** Never settles when closed before. */
  answer: Promise<URLSearchParams>
  close(): void
}

/**
 * Listens on a free port of 127.0.0.1 (RFC 8252, 7.3) for the browser to bring the answer, serves one page for it and
 * listens no more. What is no answer (an icon, another path, another method, another Host) gets an error and changes
 * nothing. `accepts`: whether it is the answer to what was asked; decides which page is shown.
 */
export async function listen(accepts: (answer: URLSearchParams) => boolean): Promise<Loopback> {
  let answered: (answer: URLSearchParams) => void = () => undefined
  let done = false
  const answer = new Promise<URLSearchParams>((resolve) => (answered = resolve))

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const refuse = (status: number): void => void response.writeHead(status, { Connection: 'close' }).end()
    if (done) return void request.socket.destroy()
    if (request.headers.host !== host) return refuse(400)
    if (request.method !== 'GET') return refuse(405)
    const url = new URL(request.url ?? '/', redirectUri)
    const given = url.searchParams
    if (url.pathname !== '/' || !(given.has('code') || given.has('error'))) return refuse(404)
    done = true
    server.close()
    response.writeHead(200, answerHeaders).end(answerPage(accepts(given)), () => server.closeAllConnections())
    answered(given)
  }

  const server = createServer({ maxHeaderSize: 32 * 1024, requestTimeout: 10_000 }, serve)
  server.maxConnections = 16
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const redirectUri = `http://${host}/`
  return {
    redirectUri,
    answer,
    close() {
      done = true
      server.close()
      server.closeAllConnections()
    }
  }
}
