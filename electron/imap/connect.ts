import { ImapFlow } from 'imapflow'
import type { Server } from '../../shared/contract/accounts.ts'
import { AppError } from '../../shared/errors.ts'
import { isLoopback } from '../../shared/loopback.ts'
import { loadAuthorities } from '../wire/authorities.ts'
import { openTunnel, type Way } from '../wire/tunnel.ts'
import type { Secret } from '../wire/login.ts'
import { endedBy, inTime } from './command.ts'
import { fromImap } from './errors.ts'
import { certifiedTransport } from './transport.ts'

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
  /** From the start until it is logged in, all that comes between included. */
  login: number
  /** Silence of the socket while a command is out. */
  silence: number
}
export const usualDeadlines: Deadlines = {
  connect: 20_000,
  greeting: 15_000,
  login: 90_000,
  silence: 60_000
}
/** Somebody looks at the form and waits. */
export const testDeadlines: Deadlines = {
  ...usualDeadlines,
  connect: 15_000,
  greeting: 12_000,
  login: 30_000
}

/**
 * A connection that is logged in; an instance never reconnects, so each try makes a new one. STARTTLS ('tls') is
 * demanded: where it is missing, refused or tampered with, nothing of the login was sent. Throws AppError; a token that
 * is refused is auth.signInAgain.
 */
export async function connect(login: Login, deadlines: Deadlines = usualDeadlines): Promise<ImapFlow> {
  const { server } = login
  const password = login.password
  if (!password) throw new AppError('auth.missingSecret')
  if (server.security !== 'never') await loadAuthorities()
  const tunnel = login.way ? await openTunnel(login.way, server, deadlines.connect) : null
  let atLogin = false
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.security === 'ssl',
    doSTARTTLS: server.security === 'ssl' ? undefined : server.security === 'tls',
    auth: {
      user: server.user,
      // read by imapflow when it is about to log in: what fails after that failed at the login
      get accessToken() {
        atLogin = true
        return typeof password === 'string' ? undefined : password.accessToken
      },
      get pass() {
        return typeof password === 'string' ? password : undefined
      }
    },
    transport: certifiedTransport(login.trustedCertificates, tunnel),
    clientInfo: { name: 'SalesInbox', vendor: 'SalesInbox', version: '0.1', 'support-url': '' },
    qresync: true,
    logger: false,
    disableAutoIdle: true,
    // on the same machine it costs more than it saves
    disableCompression: isLoopback(server.host),
    connectionTimeout: deadlines.connect,
    greetingTimeout: deadlines.greeting,
    socketTimeout: deadlines.silence,
    // a message part is asked for in pieces of 2 MB at most; what is far larger is a lie or an attack
    maxLineLength: 32 * 1024 * 1024,
    maxLiteralSize: 48 * 1024 * 1024,
    maxResponseSize: 96 * 1024 * 1024
  })
  // without a listener an error would end the process
  client.on('error', (error) => endedBy.set(client, error))
  try {
    await inTime(client, deadlines.login, () => client.connect())
    return client
  } catch (error) {
    client.close()
    tunnel?.destroy()
    throw refine(error, login, client, atLogin && !client.authenticated)
  }
}

/** imapflow's errors name what it saw; some mean more when one knows what was asked for. */
function refine(error: unknown, login: Login, client: ImapFlow, atLogin: boolean): AppError {
  const known = fromImap(error)
  const { security, host, port } = login.server
  const params = { ...known.params, host, port }
  const refused = typeof login.password === 'string' ? 'auth.wrongPassword' : 'auth.signInAgain'
  if (known.code === 'net.closed' && atLogin) {
    // some servers hang up on a wrong password instead of saying no
    return new AppError(refused, { ...params, dropped: true }, { cause: error })
  }
  if (known.code === 'auth.wrongPassword') return new AppError(refused, params, { cause: error })
  // a server of another protocol is not one that lacks STARTTLS
  if (
    security === 'tls' &&
    known.params['greeting'] === undefined &&
    !client.secureConnection &&
    (known.code === 'net.wrongProtocol' || known.code === 'mail.protocol')
  ) {
    return new AppError('net.tlsRequired', params, { cause: error })
  }
  return new AppError(known.code, params, { cause: error })
}
