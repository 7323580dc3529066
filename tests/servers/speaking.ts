import net, { type AddressInfo, type Socket } from 'node:net'
import tls from 'node:tls'
import type { Certificate } from './certificates.ts'

/** What a protocol's server says, enough for a login and no more. */
export interface Tongue {
  greeting: string
  /** @returns what is said to a line; 'tls': TLS begins behind the answer `ready` */
  answer(line: string, state: { secure: boolean; offersTls: boolean; password: string }): string | 'tls'
  ready(line: string): string
}

const plain = (user: string, password: string): string =>
  Buffer.from(`\0${user}\0${password}`).toString('base64')

export const tongues: Record<'imap' | 'pop3' | 'smtp', Tongue> = {
  imap: {
    greeting: '* OK ready',
    ready: (line) => `${line.split(' ')[0]} OK begin`,
    answer(line, { secure, offersTls, password }) {
      const [tag = '', command = '', ...rest] = line.split(' ')
      const name = command.toUpperCase()
      if (name === 'STARTTLS') return offersTls ? 'tls' : `${tag} BAD what`
      if (name === 'CAPABILITY')
        return `* CAPABILITY IMAP4rev1${offersTls && !secure ? ' STARTTLS' : ''}\r\n${tag} OK done`
      if (name === 'LOGIN' && !rest.join(' ').includes(`"${password}"`))
        return `${tag} NO [AUTHENTICATIONFAILED] no`
      return name === 'LIST'
        ? `* LIST (\\Noselect) "/" ""\r\n${tag} OK done`
        : `${name === 'LOGOUT' ? '* BYE\r\n' : ''}${tag} OK done`
    }
  },
  pop3: {
    greeting: '+OK ready',
    ready: () => '+OK begin',
    answer(line, { secure, offersTls, password }) {
      const [command = '', ...rest] = line.split(' ')
      const name = command.toUpperCase()
      if (name === 'STLS') return offersTls ? 'tls' : '-ERR what'
      if (name === 'CAPA') return `+OK\r\nUSER\r\nUIDL\r\nTOP${offersTls && !secure ? '\r\nSTLS' : ''}\r\n.`
      if (name === 'PASS' && rest.join(' ') !== password) return '-ERR [AUTH] no'
      if (name === 'STAT') return '+OK 0 0'
      return name === 'UIDL' || name === 'LIST' ? '+OK\r\n.' : '+OK'
    }
  },
  smtp: {
    greeting: '220 ready ESMTP',
    ready: () => '220 begin',
    answer(line, { secure, offersTls, password }) {
      const name = line.slice(0, 4).toUpperCase()
      if (/^STARTTLS/i.test(line)) return offersTls ? 'tls' : '502 what'
      if (name === 'EHLO')
        return `250-here\r\n${offersTls && !secure ? '250-STARTTLS\r\n' : ''}250 AUTH PLAIN`
      if (name === 'AUTH')
        return line.endsWith(plain('maya', password)) ? '235 ok' : '535 5.7.8 Authentication failed'
      return name === 'QUIT' ? '221 bye' : '250 ok'
    }
  }
}

export interface SpeakingServer {
  port: number
  /** What came in the clear. */
  heard(): string
  close(): Promise<void>
}

/**
 * A server of a protocol that takes one password, with TLS from the first byte, by STARTTLS or not at all.
 * @param greets in place of the greeting; it may say nothing, late, or without end
 */
export async function startSpeaking(
  tongue: Tongue,
  options: {
    tls: 'first' | 'upgrade' | 'none'
    certificate?: Certificate
    password?: string
    greets?(socket: Socket): void
  }
): Promise<SpeakingServer> {
  const sockets = new Set<Socket>()
  let heard = ''
  const secured = (socket: Socket): tls.TLSSocket => {
    const made = new tls.TLSSocket(socket, { isServer: true, ...options.certificate })
    made.on('error', () => socket.destroy())
    return made
  }
  function speak(socket: Socket, secure: boolean): void {
    let text = ''
    const listen = (data: Buffer): void => {
      text += data.toString('latin1')
      if (!secure) heard += data.toString('latin1')
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        const offersTls = options.tls === 'upgrade'
        const said = tongue.answer(line, { secure, offersTls, password: options.password ?? 'pass' })
        if (said !== 'tls') {
          socket.write(`${said}\r\n`)
          continue
        }
        socket.off('data', listen)
        socket.write(`${tongue.ready(line)}\r\n`)
        return speak(secured(socket), true)
      }
    }
    socket.on('data', listen)
  }
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    const first = options.tls === 'first' ? secured(socket) : socket
    speak(first, options.tls === 'first')
    if (options.greets) options.greets(first)
    else first.write(`${tongue.greeting}\r\n`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      })
  }
}
