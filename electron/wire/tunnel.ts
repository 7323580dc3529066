import net from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import tls from 'node:tls'
import { SocksClient } from 'socks'
import type { Proxy } from '../../shared/contract/network.ts'
import { AppError } from '../../shared/errors.ts'
import { authorities } from './authorities.ts'

/** A proxy and what it asks for. */
export interface Way extends Proxy {
  password: string | null
}

export interface Target {
  host: string
  port: number
}

/** A proxy's answer to CONNECT that is longer is none. */
const longestAnswer = 16 * 1024

/**
 * A connection through a proxy, open to its target and with nothing said on it. The proxy looks up the target's name.
 * Throws net.proxy, with the proxy's name and what it answered.
 */
export async function openTunnel(
  way: Way,
  to: Target,
  ms: number,
  signal?: AbortSignal
): Promise<net.Socket> {
  const about = { proxy: `${way.host}:${way.port}`, host: to.host, port: to.port }
  try {
    return await (way.kind === 'socks5' ? bySocks(way, to, ms, signal) : byConnect(way, to, ms, signal))
  } catch (error) {
    if (error instanceof AppError && error.code === 'contract.cancelled') throw error
    throw new AppError('net.proxy', { ...about, ...reasonOf(error) }, { cause: error })
  }
}

function reasonOf(error: unknown): { reason: string; reply?: string } {
  if (error instanceof AppError) return { reason: String(error.params.reason), ...replyOf(error) }
  const { code, message } = error as { code?: string; message?: string }
  if (/authenticat/i.test(message ?? '')) return { reason: 'signIn' }
  if (/timed? ?out/i.test(message ?? '') || code === 'ETIMEDOUT') return { reason: 'silent' }
  if (code === 'ENOTFOUND' || code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return { reason: 'notThere' }
  if (/rejected connection/i.test(message ?? '')) return { reason: 'refused' }
  return { reason: 'strange' }
}
const replyOf = ({ params }: AppError): { reply?: string } =>
  typeof params.reply === 'string' ? { reply: params.reply } : {}

async function bySocks(way: Way, to: Target, ms: number, signal?: AbortSignal): Promise<net.Socket> {
  const given = new net.Socket()
  const stop = (): void => void given.destroy(new AppError('contract.cancelled'))
  signal?.addEventListener('abort', stop, { once: true })
  try {
    if (signal?.aborted) throw new AppError('contract.cancelled')
    const { socket } = await SocksClient.createConnection({
      command: 'connect',
      proxy: {
        host: way.host,
        port: way.port,
        type: 5,
        ...(way.user ? { userId: way.user, password: way.password ?? '' } : {})
      },
      destination: to,
      timeout: ms,
      existing_socket: await opened(given.connect({ host: way.host, port: way.port }), 'connect', ms)
    })
    // the library hands out what came behind the proxy's answer in a turn of its own, to nobody yet
    const early: Buffer[] = []
    const keep = (chunk: Buffer): void => void early.push(chunk)
    socket.on('data', keep)
    await nextTurn()
    socket.pause()
    socket.off('data', keep)
    if (early.length > 0) socket.unshift(Buffer.concat(early))
    return socket
  } catch (error) {
    given.destroy()
    throw signal?.aborted ? new AppError('contract.cancelled') : error
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

async function byConnect(way: Way, to: Target, ms: number, signal?: AbortSignal): Promise<net.Socket> {
  const at = { host: way.host, port: way.port }
  const secure = way.kind === 'https'
  const socket = secure
    ? tls.connect({ ...at, servername: net.isIP(way.host) ? '' : way.host, secureContext: authorities() })
    : net.connect(at)
  const stop = (): void => void socket.destroy(new AppError('contract.cancelled'))
  signal?.addEventListener('abort', stop, { once: true })
  try {
    if (signal?.aborted) throw new AppError('contract.cancelled')
    await opened(socket, secure ? 'secureConnect' : 'connect', ms)
    const target = `${net.isIPv6(to.host) ? `[${to.host}]` : to.host}:${to.port}`
    const key = Buffer.from(`${way.user}:${way.password ?? ''}`).toString('base64')
    const signIn = way.user ? `Proxy-Authorization: Basic ${key}\r\n` : ''
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${signIn}\r\n`)
    const status = await answerOf(socket, ms)
    const code = Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(status)?.[1] ?? 0)
    if (code === 200) return socket
    const reason = code === 407 ? 'signIn' : code === 0 ? 'strange' : 'refused'
    throw new AppError('net.proxy', { reason, reply: status.slice(0, 100) })
  } catch (error) {
    socket.on('error', () => undefined).destroy()
    throw signal?.aborted ? new AppError('contract.cancelled') : error
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

function opened(socket: net.Socket, event: 'connect' | 'secureConnect', ms: number): Promise<net.Socket> {
  return settled<net.Socket>(socket, ms, (done) => {
    const ready = (): void => done(socket)
    socket.once(event, ready)
    return () => socket.off(event, ready)
  })
}

/** The first line of the proxy's answer. What stands behind its head belongs to the target and is put back. */
function answerOf(socket: net.Socket, ms: number): Promise<string> {
  return settled<string>(socket, ms, (done, fail) => {
    let text = Buffer.alloc(0)
    const more = (chunk: Buffer): void => {
      text = Buffer.concat([text, chunk])
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) {
        if (text.length > longestAnswer) fail(new AppError('net.proxy', { reason: 'strange' }))
        return
      }
      socket.pause()
      socket.off('data', more)
      if (text.length > end + 4) socket.unshift(text.subarray(end + 4))
      done(text.toString('latin1', 0, text.indexOf('\r\n')))
    }
    socket.on('data', more)
    return () => socket.off('data', more)
  })
}

/** What is waited for, the socket's end or the time's, whichever comes first. */
function settled<T>(
  socket: net.Socket,
  ms: number,
  wait: (done: (value: T) => void, fail: (error: Error) => void) => () => void
): Promise<T> {
  return new Promise((resolve, reject) => {
    const clear = (): void => {
      clearTimeout(timer)
      socket.off('error', fail).off('close', ended)
      stop()
    }
    const fail = (error: Error): void => {
      clear()
      reject(error)
    }
    const ended = (): void => fail(new AppError('net.proxy', { reason: 'strange' }))
    const timer = setTimeout(() => fail(new AppError('net.proxy', { reason: 'silent' })), ms)
    socket.on('error', fail).on('close', ended)
    const stop = wait((value) => {
      clear()
      resolve(value)
    }, fail)
  })
}
