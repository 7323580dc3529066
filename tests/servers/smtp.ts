import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface ReceivedMail {
  from: string
  to: string[]
  /** As received, dots unstuffed. */
  source: string
  secure: boolean
}
export interface SmtpForTests {
  port: number
  /** Mail whose last dot was read, in order; also that whose 250 never went out. */
  mails: ReceivedMail[]
  /** Connections since the start. */
  connections(): number
  /** Logins that were tried. */
  logins: { user: string; password: string; secure: boolean }[]
  close(): Promise<void>
}

export interface SmtpRules {
  options?: SMTPServerOptions
  /** Refuses a recipient. */
  refuse?(address: string): Error | null
  /** Runs once the last dot was read and before the reply goes; throws to refuse. */
  onTaken?(mail: ReceivedMail): void | Promise<void>
  password?: string
}

export function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** A real SMTP server on 127.0.0.1, its certificate self-signed for localhost; any user, password `pass`. */
export async function startSmtp(rules: SmtpRules = {}): Promise<SmtpForTests> {
  const mails: ReceivedMail[] = []
  const logins: SmtpForTests['logins'] = []
  let connections = 0
  const server = new SMTPServer({
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(_session, done) {
      connections++
      done()
    },
    onAuth(auth, session, done) {
      logins.push({ user: auth.username ?? '', password: auth.password ?? '', secure: session.secure })
      if (auth.password === (rules.password ?? 'pass')) done(null, { user: auth.username })
      else done(smtpError(535, '5.7.8 Authentication failed'))
    },
    onRcptTo(address, _session, done) {
      done(rules.refuse?.(address.address) ?? null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const mail: ReceivedMail = {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString('latin1'),
          secure: session.secure
        }
        if (stream.sizeExceeded) return done(smtpError(552, '5.3.4 Message too big'))
        mails.push(mail)
        Promise.resolve()
          .then(() => rules.onTaken?.(mail))
          .then(
            () => done(),
            (error: unknown) => done(error instanceof Error ? error : new Error(String(error)))
          )
      })
    },
    ...rules.options
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> => new Promise((resolve) => server.close(resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    logins,
    connections: () => connections,
    close
  }
}
