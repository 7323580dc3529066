import net from 'node:net'
import tls from 'node:tls'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Ability, Account } from '../../shared/contract/accounts.ts'
import { AppError } from '../../shared/errors.ts'
import { authorities, loadAuthorities } from '../wire/authorities.ts'
import { certificateRefusal } from '../wire/certificate.ts'
import type { Secret } from '../wire/login.ts'
import { openTunnel, type Way } from '../wire/tunnel.ts'
import { bearerAuth, bearerMethod } from './bearer.ts'
import { fromSmtp } from './errors.ts'

export type OutgoingServer = Account['outgoing']

/** ms; overridden by tests only. */
export interface Deadlines {
  connect: number
  greeting: number
  /** Silence of the socket while a reply is owed. */
  silence: number
  /** The same after the last dot: RFC 5321 4.5.3.2.6 gives the server ten minutes. */
  afterDot: number
}
export const usualDeadlines: Deadlines = {
  connect: 20_000,
  greeting: 20_000,
  silence: 60_000,
  afterDot: 600_000
}

/**
 * A connection that may send: TLS is up where it was asked for and its certificate passed before the login, which
 * came before anything else. Never falls back to clear text. Throws AppError; then nothing stays open. A token that is
 * refused is auth.signInAgain.
 */
export async function openConnection(
  server: OutgoingServer,
  secret: Secret | null,
  trusted: string[],
  deadlines: Deadlines = usualDeadlines,
  signal?: AbortSignal,
  way: Way | null = null
): Promise<SMTPConnection> {
  if (server.authentication && !secret) throw new AppError('auth.missingSecret')
  const where = { host: server.host, port: server.port }
  let connection: SMTPConnection | null = null
  if (server.security !== 'never') await loadAuthorities()
  try {
    const socket = await openSocket(server, trusted, deadlines.connect, signal, way)
    const made = new SMTPConnection({
      ...where,
      connection: socket,
      secure: server.security === 'ssl',
      secured: server.security === 'ssl',
      requireTLS: server.security === 'tls',
      ignoreTLS: server.security === 'never',
      // the certificate is looked at below, where one that the rep trusts can be told from an unknown one
      tls: { rejectUnauthorized: false, secureContext: authorities(), ...nameFor(server.host) },
      // the machine's own name is nobody's business and would stand in every mail
      name: '[127.0.0.1]',
      greetingTimeout: deadlines.greeting,
      socketTimeout: deadlines.silence,
      socketCloseTimeout: 1000,
      maxResponseSize: 64 * 1024,
      customAuth: bearerAuth,
      logger: false
    })
    connection = made
    // without a listener an error between two steps would end the process; the next step tells it
    made.on('error', () => undefined)
    await step(made, signal, (done) => {
      made.connect(done)
      // a tunnel holds back what the server has said already
      socket.resume()
    })
    if (server.security === 'tls') {
      const refused =
        made._socket instanceof tls.TLSSocket
          ? certificateRefusal(made._socket, server.host, trusted)
          : new AppError('net.tlsRequired')
      if (refused !== null) throw refused
    }
    if (server.authentication) {
      if (!made.allowsAuth) throw new AppError('auth.protocolDisabled', { reply: '' })
      const auth =
        typeof secret === 'string' || secret === null
          ? { user: server.user, pass: secret ?? '' }
          : { user: server.user, pass: secret.accessToken, method: bearerMethod(made) }
      await step(made, signal, (done) => made.login(auth, done))
    }
    return made
  } catch (error) {
    connection?.close()
    const named = fromSmtp(error)
    // what does not even greet is no mail server
    const mute = connection !== null && !connection.lastServerResponse
    const tired = named.code === 'auth.wrongPassword' && typeof secret === 'object'
    const code =
      named.code === 'mail.protocol' && mute ? 'net.wrongProtocol' : tired ? 'auth.signInAgain' : named.code
    throw new AppError(code, { ...where, ...named.params }, { cause: error })
  }
}

/** What nodemailer read of EHLO. once.test.ts holds it. */
interface Inside {
  _maxAllowedSize?: number
  _supportedExtensions?: string[]
}

/** Octets of the largest mail that the server takes (SIZE, RFC 1870); null: it sets none, or does not say. */
export function sizeLimitOf(connection: SMTPConnection): number | null {
  const said = (connection as unknown as Inside)._maxAllowedSize ?? 0
  return Number.isSafeInteger(said) && said > 0 ? said : null
}

const extensions: Record<string, Ability['kind']> = { SMTPUTF8: 'scripts', DSN: 'receipts' }

export function abilitiesOf(connection: SMTPConnection): Ability[] {
  const said = (connection as unknown as Inside)._supportedExtensions ?? []
  const size = sizeLimitOf(connection)
  return [
    ...said.flatMap((name) => (extensions[name] ? [{ kind: extensions[name] }] : [])),
    ...(size ? [{ kind: 'size' as const, value: size }] : [])
  ]
}

/** Runs one step of a connection: its callback, or the connection's end, whichever comes. */
export function step<T>(
  connection: SMTPConnection,
  signal: AbortSignal | undefined,
  run: (done: (error?: Error | null, value?: T) => void) => void
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (error: unknown, value?: T): void => {
      connection.off('error', settle).off('end', ended)
      signal?.removeEventListener('abort', aborted)
      if (error) reject(error)
      else resolve(value)
    }
    // a callback that knows more comes within the same turn
    const ended = (): void => void setImmediate(() => settle(closed()))
    const aborted = (): void => {
      settle(new AppError('contract.cancelled'))
      connection.close()
    }
    if (signal?.aborted) return aborted()
    signal?.addEventListener('abort', aborted)
    connection.on('error', settle).on('end', ended)
    run((error, value) => settle(error, value))
  })
}

const closed = (): Error => Object.assign(new Error('Connection closed'), { code: 'ECONNECTION' })

const nameFor = (host: string): { servername?: string } => (net.isIP(host) ? {} : { servername: host })

async function openSocket(
  server: OutgoingServer,
  trusted: string[],
  deadline: number,
  signal: AbortSignal | undefined,
  way: Way | null
): Promise<net.Socket> {
  const tunnel = way ? await openTunnel(way, server, deadline, signal) : null
  if (tunnel && server.security !== 'ssl') return tunnel
  return await new Promise((resolve, reject) => {
    const to = { host: server.host, port: server.port }
    const secure = server.security === 'ssl'
    const socket = secure
      ? tls.connect({
          ...to,
          ...nameFor(server.host),
          ...(tunnel ? { socket: tunnel } : {}),
          secureContext: authorities(),
          rejectUnauthorized: false
        })
      : net.connect(to)
    const settle = (error: unknown): void => {
      clearTimeout(timer)
      socket.off('error', settle).off('close', ended)
      signal?.removeEventListener('abort', aborted)
      if (!error) return resolve(socket)
      socket.on('error', () => undefined)
      socket.destroy()
      reject(error instanceof Error ? error : closed())
    }
    const ended = (): void => settle(closed())
    const aborted = (): void => settle(new AppError('contract.cancelled'))
    const timer = setTimeout(
      () => settle(Object.assign(new Error('Timeout'), { code: 'ETIMEDOUT' })),
      deadline
    )
    socket.on('error', settle).on('close', ended)
    if (signal?.aborted) return aborted()
    signal?.addEventListener('abort', aborted)
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      settle(socket instanceof tls.TLSSocket ? certificateRefusal(socket, server.host, trusted) : null)
    })
  })
}
