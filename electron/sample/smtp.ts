import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerAddress } from 'smtp-server'

/** RFC 2606 names: whoever lives there was invented. Anything else might be a person, and nothing leaves this computer. */
const invented = /@(?:[\w-]+\.)*(?:example|test|invalid|localhost|example\.(?:com|net|org))$/i

const sizeLimit = 50_000_000

export interface Sent {
  from: string
  to: string[]
  /** The bytes as a latin1 string. */
  raw: string
}

export interface SmtpOutlet {
  port: number
  close(): Promise<void>
}

function refusal(text: string, code: number): Error {
  return Object.assign(new Error(text), { responseCode: code })
}

/** Takes mail from the one who may log in. `take` has it before the client hears 250. */
export async function startSmtp(
  login: { user: string; password: string },
  port: number,
  take: (mail: Sent) => void
): Promise<SmtpOutlet> {
  const server = new SMTPServer({
    name: 'mx.fernhill.example',
    banner: 'ready',
    secure: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    size: sizeLimit,
    closeTimeout: 200,
    logger: false,
    onAuth(auth, _session, done) {
      if (auth.username === login.user && auth.password === login.password)
        return done(null, { user: login.user })
      done(refusal('Wrong user name or password', 535))
    },
    onRcptTo(address: SMTPServerAddress, _session, done) {
      if (invented.test(address.address)) return done()
      done(refusal('5.7.1 A sample mailbox sends to invented people only', 550))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(refusal('5.3.4 Message too large', 552))
        try {
          take({
            from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
            to: session.envelope.rcptTo.map((one) => one.address.toLowerCase()),
            raw: Buffer.concat(chunks).toString('latin1')
          })
          done(null, '2.0.0 Taken')
        } catch {
          done(refusal('4.3.0 Not taken, try again', 451))
        }
      })
    }
  })
  server.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.server.removeListener('error', reject)
      resolve()
    })
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve()))
  }
}
