import { X509Certificate } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { connect } from '../../electron/imap/connect.ts'
import { testOutgoing } from '../../electron/smtp/test.ts'
import { toWire, type WireError } from '../../shared/errors.ts'
import { type Certificates, makeCertificates } from '../servers/certificates.ts'
import { casesOf, startHostile } from '../servers/no-starttls.ts'

/** ms */
const limits = { connect: 1500, greeting: 1500, silence: 1500, login: 4000, afterDot: 1500 }
const user = 'maya.lindqvist'
const password = 'Pa55-of-maya'
const secrets = [
  user,
  password,
  Buffer.from(`\0${user}\0${password}`),
  Buffer.from(user),
  Buffer.from(password)
].map((one) => (typeof one === 'string' ? one : one.toString('base64').replace(/=+$/, '')))
let certificates: Certificates
let trusted: string[]
beforeAll(() => {
  certificates = makeCertificates()
  trusted = [new X509Certificate(certificates.good.cert).fingerprint256]
})

const tries: Record<
  'imap' | 'smtp',
  (port: number) => Promise<{ error: WireError | null; secure: boolean }>
> = {
  imap: (port) =>
    connect(
      { server: { host: '127.0.0.1', port, security: 'tls', user }, password, trustedCertificates: trusted },
      limits
    ).then(
      (client) => {
        const secure = client.secureConnection
        client.close()
        return { error: null, secure }
      },
      (error: unknown) => ({ error: toWire(error), secure: false })
    ),
  async smtp(port) {
    const server = {
      host: '127.0.0.1',
      port,
      security: 'tls' as const,
      user,
      authentication: true,
      storeSent: true
    }
    const error = await testOutgoing(server, password, trusted, undefined, limits)
    return { error, secure: error === null }
  }
}

/** All that a case may end in: it works over TLS, or it is refused with one of these names. */
const names =
  /^(net\.(tlsRequired|wrongProtocol|closed|timeout)|mail\.(protocol|busy)|send\.(temporary|refused)|auth\.protocolDisabled)$/

it.each(['imap', 'smtp'] as const)(
  'every case of NO STARTTLS for %s: nothing of the login goes out in the clear, and it ends in time with a name',
  async (protocol) => {
    const cases = casesOf(protocol)
    expect(cases.length).toBeGreaterThan(40)
    const ended: Record<string, string> = {}
    async function run(name: string): Promise<void> {
      const server = await startHostile(name, certificates.good)
      const begun = Date.now()
      const { error, secure } = await tries[protocol](server.port)
      const took = Date.now() - begun
      ended[name] = error?.code ?? (secure ? 'over TLS' : 'in the clear')
      const leaked = secrets.filter((secret) => server.heard().includes(secret))
      await server.close()
      expect([name, leaked, took < 8000]).toEqual([name, [], true])
      expect([name, error === null ? secure : names.test(error.code)]).toEqual([name, true])
    }
    const waiting = [...cases]
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let name = waiting.shift(); name; name = waiting.shift()) await run(name)
      })
    )
    // a server that is logged in before TLS, or would not begin it
    const of = (part: string): Set<string> =>
      new Set(cases.filter((name) => name.includes(part)).map((name) => ended[name]!))
    if (protocol === 'imap') {
      expect(of('Negotiation/P_')).toEqual(new Set(['net.tlsRequired']))
      expect([...of('Negotiation/O_'), ...of('Buffering/')]).not.toContain('over TLS')
    } else expect(of('Negotiation/')).toContain('net.tlsRequired')
  },
  120_000
)
