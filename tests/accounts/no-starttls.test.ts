import { X509Certificate } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { connect } from '../../electron/imap/connect.ts'
import { connect as connectPop3 } from '../../electron/pop3/connect.ts'
import { testOutgoing } from '../../electron/smtp/test.ts'
import type { Server } from '../../shared/contract/accounts.ts'
import { toWire, type WireError } from '../../shared/errors.ts'
import { type Certificates, makeCertificates } from '../servers/certificates.ts'
import { casesOf, type Protocol, startHostile } from '../servers/no-starttls.ts'

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
/** Its cases are refused, whatever the protocol says. */
const badCertificates = 'Certificate Validation'
let certificates: Certificates
let trusted: string[]
beforeAll(() => {
  certificates = makeCertificates()
  trusted = [new X509Certificate(certificates.good.cert).fingerprint256]
})

interface Ended {
  error: WireError | null
  secure: boolean
}
const failed = (error: unknown): Ended => ({ error: toWire(error), secure: false })
const tries: Record<Protocol, (server: Server, trusted: string[]) => Promise<Ended>> = {
  imap: (server, trustedCertificates) =>
    connect({ server, password, trustedCertificates }, limits).then((client) => {
      const secure = client.secureConnection
      client.close()
      return { error: null, secure }
    }, failed),
  pop3: (server, trustedCertificates) =>
    connectPop3({ server, password, trustedCertificates }, limits).then(({ wire }) => {
      wire.close()
      return { error: null, secure: true }
    }, failed),
  async smtp(server, trustedCertificates) {
    const outgoing = { ...server, authentication: true, storeSent: true }
    const error = await testOutgoing(outgoing, password, trustedCertificates, undefined, limits)
    return { error, secure: error === null }
  }
}

/** All that a case may end in: it works over TLS, or it is refused with one of these names. */
const names =
  /^(net\.(tlsRequired|wrongProtocol|closed|timeout|certificate)|mail\.(protocol|busy|refused)|send\.(temporary|refused)|auth\.protocolDisabled)$/

it.each([
  ['imap', 50],
  ['pop3', 30],
  ['smtp', 40]
] as const)(
  'every case of NO STARTTLS for %s: nothing of the login goes out in the clear, and it ends in time with a name',
  async (protocol, least) => {
    const cases = casesOf(protocol)
    expect(cases.length).toBeGreaterThan(least)
    const ended: Record<string, string> = {}
    async function run(name: string): Promise<void> {
      const hostile = await startHostile(name, certificates)
      const { port, security } = hostile
      const begun = Date.now()
      const { error, secure } = await tries[protocol](
        { host: '127.0.0.1', port, security, user },
        name.includes(badCertificates) ? [] : trusted
      )
      const took = Date.now() - begun
      ended[name] = error?.code ?? (secure ? 'over TLS' : 'in the clear')
      const leaked = secrets.filter((secret) => hostile.heard().includes(secret))
      await hostile.close()
      expect([name, leaked, took < 8000]).toEqual([name, [], true])
      expect([name, error === null ? secure : names.test(error.code)]).toEqual([name, true])
    }
    const waiting = [...cases]
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let name = waiting.shift(); name; name = waiting.shift()) await run(name)
      })
    )
    const of = (part: string): Set<string> =>
      new Set(cases.filter((name) => name.includes(part)).map((name) => ended[name]!))
    expect(of(badCertificates)).toEqual(new Set(['net.certificate']))
    // an answer in clear text to what is first asked over TLS: refused there and then, or forgotten and still waited for
    expect(of('Buffering/')).toEqual(new Set([protocol === 'imap' ? 'net.tlsRequired' : 'net.timeout']))
    // a server that is logged in before TLS, or would not begin it
    if (protocol === 'imap') {
      expect(of('Negotiation/P_')).toEqual(new Set(['net.tlsRequired']))
      expect(of('Negotiation/O_')).not.toContain('over TLS')
      expect(of('/tls_setup')).toEqual(new Set(['over TLS']))
    } else expect(of('Negotiation/O_')).toEqual(new Set(['net.tlsRequired']))
  },
  120_000
)
