import http from 'node:http'
import net from 'node:net'
import { AppError } from '../../shared/errors.ts'
import type { ModelServer } from '../../shared/model-server.ts'
import { openBy } from '../wire/https.ts'
import { openTunnel, type Target, type Way } from '../wire/tunnel.ts'

/** ms */
export interface Limits {
  connect: number
  silence: number
  whole: number
  list: number
}
export const usualLimits: Limits = { connect: 10_000, silence: 60_000, whole: 300_000, list: 10_000 }

export interface Request {
  method: 'GET' | 'POST'
  path: string
  key: string | null
  body?: string
  /** Its abort ends everything, with its reason. */
  ending: AbortController
}
export type WayTo = (to: Target) => Promise<Way | null>

/**
 * The answer of a model server, over a connection of its own that its reader must destroy. A redirect is an answer,
 * never followed: the mail goes where the rep said, or nowhere. Throws drafting.*, net.proxy, the signal's reason.
 */
export async function request(
  server: ModelServer,
  asked: Request,
  { connect, silence }: Limits,
  wayTo: WayTo
): Promise<http.IncomingMessage> {
  const { signal } = asked.ending
  const url = new URL(`${server.base}${asked.path}`)
  const socket = await open(server, url, connect, wayTo, signal)
  // by the signal: what a destroyed socket says reaches nobody who reads the answer
  socket.setTimeout(silence, () => asked.ending.abort(new AppError('drafting.silent', { host: server.host })))
  try {
    return await new Promise((resolve, reject) => {
      const sent = http.request(
        {
          method: asked.method,
          path: url.pathname,
          headers: {
            host: url.host,
            accept: asked.method === 'GET' ? 'application/json' : 'text/event-stream',
            connection: 'close',
            ...(asked.key ? { authorization: `Bearer ${asked.key}` } : {}),
            ...(asked.body === undefined
              ? {}
              : {
                  'content-type': 'application/json',
                  'content-length': String(Buffer.byteLength(asked.body))
                })
          },
          createConnection: () => socket,
          signal
        },
        resolve
      )
      // a tunnel is handed over paused
      sent.once('socket', (given) => given.resume())
      sent.on('error', reject).end(asked.body)
    })
  } catch (error) {
    socket.destroy()
    throw failure(error, server, signal)
  }
}

async function open(
  server: ModelServer,
  url: URL,
  ms: number,
  wayTo: WayTo,
  signal: AbortSignal
): Promise<net.Socket> {
  const late = AbortSignal.timeout(ms)
  const either = AbortSignal.any([signal, late])
  const to = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (server.secure ? 443 : 80)
  }
  try {
    either.throwIfAborted()
    if (server.secure) return await openBy(wayTo, ms)(to, either)
    const way = await wayTo(to)
    // the way may take long to find, and an abort that is over is not heard of again
    either.throwIfAborted()
    return way ? await openTunnel(way, to, ms, either) : await connected(to, either)
  } catch (error) {
    if (late.aborted && !signal.aborted)
      throw new AppError('drafting.unreachable', { host: server.host, reason: 'silent' }, { cause: error })
    throw failure(error, server, signal)
  }
}

function connected(to: Target, signal: AbortSignal): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(to)
    const stop = (): void => void socket.destroy(signal.reason as Error)
    signal.addEventListener('abort', stop, { once: true })
    socket.once('error', reject).once('connect', () => {
      signal.removeEventListener('abort', stop)
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

const notThere = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL']
const noName = ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA']
const tlsCodes =
  /^(CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS_|ERR_SSL_|HOSTNAME_|INVALID_|EPROTO$)|_CERT|_CHAIN|CERTIFICATE/

/** What a socket threw, by the closed list. */
export function failure(error: unknown, { host }: ModelServer, signal: AbortSignal): AppError {
  if (signal.aborted) return signal.reason instanceof AppError ? signal.reason : cancelled()
  if (error instanceof AppError) return error
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  const as = (reason: string): AppError =>
    new AppError('drafting.unreachable', { host, reason }, { cause: error })
  if (notThere.includes(code)) return as('notThere')
  if (noName.includes(code)) return as('noName')
  if (code === 'ETIMEDOUT') return as('silent')
  if (code.startsWith('HPE_'))
    return new AppError('drafting.strange', { host, why: 'http' }, { cause: error })
  if (tlsCodes.test(code)) return as('certificate')
  return new AppError('drafting.cutOff', { host }, { cause: error })
}

export const cancelled = (): AppError => new AppError('contract.cancelled')
