import net from 'node:net'
import type Pop3Command from 'node-pop3'
import type { Server } from '../../shared/contract/accounts.ts'
import { AppError } from '../../shared/errors.ts'
import type { Secret } from '../wire/login.ts'
import { loadAuthorities } from '../wire/authorities.ts'
import { secureSocket } from '../wire/trust.ts'
import { openTunnel, type Way } from '../wire/tunnel.ts'
import { commandsOver } from './commands.ts'
import { fromPop3 } from './errors.ts'
import { capabilities, type Capabilities, logIn } from './login.ts'
import { createWire, type Wire } from './wire.ts'

export interface Login {
  server: Server
  password: Secret | null
  trustedCertificates: string[]
  /** Missing: straight to the server. */
  way?: Way | null
}

/** ms. Overridden by tests only. */
export interface Deadlines {
  connect: number
  greeting: number
  /** Of the wire while an answer is owed. */
  silence: number
}
export const usualDeadlines: Deadlines = { connect: 20_000, greeting: 15_000, silence: 60_000 }
/** Somebody looks at the form and waits. */
export const testDeadlines: Deadlines = { connect: 15_000, greeting: 12_000, silence: 15_000 }

export interface Session {
  wire: Wire
  /** node-pop3's own commands, over this wire. */
  commands: Pop3Command
  can: Capabilities
}

/**
 * A session that is logged in. STLS ('tls') is demanded: before it nothing was said, and what the server said before it
 * is forgotten. Throws AppError; then nothing stays open.
 */
export async function connect(login: Login, deadlines: Deadlines = usualDeadlines): Promise<Session> {
  const { server, password } = login
  if (!password) throw new AppError('auth.missingSecret')
  if (server.security !== 'never') await loadAuthorities()
  let wire: Wire | null = null
  let atLogin = false
  try {
    const socket = await openSocket(login, deadlines.connect)
    wire = createWire(socket, deadlines.silence)
    await wire.greeting(deadlines.greeting)
    if (server.security === 'tls') await startTls(wire, login, deadlines.connect)
    const can = await capabilities(wire)
    atLogin = true
    await logIn(wire, server.user, password, can)
    atLogin = false
    wire.pipelining = can?.has('PIPELINING') ?? false
    return { wire, commands: commandsOver(wire), can }
  } catch (error) {
    wire?.close()
    throw refine(fromPop3(error), server, atLogin)
  }
}

async function startTls(wire: Wire, login: Login, deadline: number): Promise<void> {
  try {
    await wire.say('STLS')
  } catch (error) {
    if (wire.usable || fromPop3(error).code === 'mail.protocol')
      throw new AppError('net.tlsRequired', {}, { cause: error })
    throw error
  }
  await wire.upgrade((plain) => secured(login, plain, deadline))
}

async function openSocket(login: Login, deadline: number): Promise<net.Socket> {
  const { host, port, security } = login.server
  const tunnel = login.way ? await openTunnel(login.way, { host, port }, deadline) : null
  if (security === 'ssl') return await secured(login, tunnel, deadline)
  if (tunnel) return tunnel
  return await opened(deadline, (ready) => net.connect({ host, port }, ready))
}

function secured(login: Login, plain: net.Socket | null, deadline: number): Promise<net.Socket> {
  const { host, port } = login.server
  const servername = net.isIP(host) ? false : host
  return opened(deadline, (ready) =>
    secureSocket({ host, port, servername, socket: plain, trusted: login.trustedCertificates }, ready)
  )
}

function opened(deadline: number, open: (ready: () => void) => net.Socket): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new AppError('net.timeout')), deadline)
    const failed = (error?: Error | boolean): void => {
      clearTimeout(timer)
      reject(error instanceof Error ? error : new AppError('net.closed'))
    }
    const socket = open(() => {
      clearTimeout(timer)
      socket.off('error', failed).off('close', failed)
      // an error between two listeners would end the process
      socket.on('error', () => undefined)
      resolve(socket)
    })
    socket.once('error', failed).once('close', failed)
  })
}

/** What failed means more when one knows what was asked for. */
function refine(error: AppError, { host, port }: Server, atLogin: boolean): AppError {
  const params = { ...error.params, host, port }
  // some servers hang up on a wrong password instead of saying no
  if (error.code === 'net.closed' && atLogin)
    return new AppError('auth.wrongPassword', { ...params, dropped: true }, { cause: error })
  return new AppError(error.code, params, { cause: error })
}
