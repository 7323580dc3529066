import http from 'node:http'
import net from 'node:net'
import tls from 'node:tls'
import { AppError } from '../../shared/errors.ts'
import { authorities, loadAuthorities } from './authorities.ts'
import { openTunnel, type Target, type Way } from './tunnel.ts'

/** Opens a connection whose certificate passed, on a port of a host. */
export type OpenTls = (to: Target, signal: AbortSignal) => Promise<net.Socket>

/** Octets of an answer; what is longer is none. */
const largest = 256 * 1024

/** By the way that the settings name, trusting whom the system trusts too. `ms`: how long a proxy may take. */
export function openBy(wayTo: (to: Target) => Promise<Way | null>, ms: number): OpenTls {
  return async (to, signal) => {
    await loadAuthorities()
    const way = await wayTo(to)
    const socket = way ? await openTunnel(way, to, ms, signal) : net.connect(to)
    return await secured(socket, to.host, signal)
  }
}

/** Throws unless the certificate passes: what is read here decides where a password or a token will go. */
export function secured(
  socket: net.Socket,
  host: string,
  signal: AbortSignal,
  secureContext = authorities()
): Promise<tls.TLSSocket> {
  return new Promise((resolve, reject) => {
    const made = tls.connect({ socket, servername: host, secureContext, ALPNProtocols: ['http/1.1'] })
    const fail = (error: Error): void => {
      made.destroy()
      socket.destroy()
      reject(error)
    }
    const stop = (): void => fail(signal.reason as Error)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    socket.on('error', fail)
    made.on('error', fail).once('secureConnect', () => {
      signal.removeEventListener('abort', stop)
      resolve(made)
    })
  })
}

export interface Asked {
  method: string
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
}

/**
 * Asks an https address over a connection of its own. A redirect is an answer, a compressed one is not asked for.
 * Throws net.* of a proxy, and what Node's sockets throw, with their `code`; an answer over 256 KB is an error too.
 */
export async function ask(address: string, asked: Asked, open: OpenTls): Promise<Response> {
  const url = new URL(address)
  if (url.protocol !== 'https:') throw new AppError('net.tlsRequired', { host: url.hostname })
  const { method, headers, body, signal } = asked
  const socket = await open({ host: url.hostname, port: Number(url.port || 443) }, signal)
  try {
    return await new Promise((resolve, reject) => {
      const request = http.request(
        {
          method,
          path: `${url.pathname}${url.search}`,
          headers: { ...headers, host: url.host, 'user-agent': 'SalesInbox', connection: 'close' },
          createConnection: () => socket,
          signal
        },
        (response) => {
          const pieces: Buffer[] = []
          let length = 0
          response.on('data', (piece: Buffer) => {
            length += piece.length
            if (length > largest) reject(new Error('too large'))
            else pieces.push(piece)
          })
          response.on('error', reject)
          response.on('end', () => resolve(answerOf(response, Buffer.concat(pieces))))
        }
      )
      request.on('error', reject)
      request.end(body)
    })
  } finally {
    socket.destroy()
  }
}

function answerOf({ statusCode = 500, headers }: http.IncomingMessage, bytes: Buffer): Response {
  const given = new Headers()
  for (const [name, value] of Object.entries(headers)) if (typeof value === 'string') given.set(name, value)
  const empty = statusCode === 204 || statusCode === 205 || statusCode === 304
  return new Response(empty ? null : new Uint8Array(bytes), { status: statusCode, headers: given })
}
