import type { Socket } from 'node:net'
import tls from 'node:tls'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect as connectImap } from '../../electron/imap/connect.ts'
import { connect as connectPop3 } from '../../electron/pop3/connect.ts'
import { testOutgoing } from '../../electron/smtp/test.ts'
import { errorText } from '../../renderer/words/index.ts'
import type { Security, Server } from '../../shared/contract/accounts.ts'
import { fromWire, toWire, type WireError } from '../../shared/errors.ts'
import { type Certificates, makeCertificates } from '../servers/certificates.ts'
import { freePorts } from '../servers/dovecot.ts'
import { type SpeakingServer, startSpeaking, tongues } from '../servers/speaking.ts'

/** ms */
const limits = { connect: 1500, greeting: 1500, silence: 1500, login: 5000, afterDot: 1500 }
const within = 9000

type Try = (server: Server, password: string) => Promise<WireError | null>
/** Each protocol: how its login is tried. The rest of the table is the same for all. */
const protocols: Partial<Record<keyof typeof tongues, Try>> = {
  imap: (server, password) =>
    connectImap({ server, password, trustedCertificates: [] }, limits).then(
      async (client) => {
        await client.logout()
        return null
      },
      (error: unknown) => toWire(error)
    ),
  pop3: (server, password) =>
    connectPop3({ server, password, trustedCertificates: [] }, limits).then(
      ({ wire }) => {
        wire.close()
        return null
      },
      (error: unknown) => toWire(error)
    ),
  smtp: (server, password) =>
    testOutgoing({ ...server, authentication: true, storeSent: true }, password, [], undefined, limits)
}

let certificates: Certificates
beforeAll(() => {
  certificates = makeCertificates()
  // as if the system trusted it
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificates.ca])
})
const open: SpeakingServer[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
async function start(...given: Parameters<typeof startSpeaking>): Promise<SpeakingServer> {
  const started = await startSpeaking(...given)
  open.push(started)
  return started
}

const flood =
  (line: boolean) =>
  (socket: Socket): void => {
    const piece = Buffer.from((line ? 'x'.repeat(99) : `${'x'.repeat(97)}\r\n`).repeat(1000))
    let left = 10_000_000
    const more = (): void => {
      while (left > 0 && !socket.destroyed) {
        left -= piece.length
        if (!socket.write(piece)) return void socket.once('drain', more)
      }
    }
    more()
  }

describe.each(Object.entries(protocols))('%s', (name, attempt) => {
  const tongue = tongues[name as keyof typeof tongues]

  /** What a try ends with, in time and in words; nothing of the login is in them. */
  async function outcome(port: number, security: Security, password = 'pass'): Promise<string> {
    const begun = Date.now()
    const error = await attempt({ host: '127.0.0.1', port, security, user: 'maya' }, password)
    expect(Date.now() - begun).toBeLessThan(within)
    if (error === null) return 'works'
    const { what, safe, next } = errorText(fromWire(error))
    for (const text of [what, safe, next]) expect(text).toMatch(/^[A-Z0-9].*[.?]$/)
    expect(`${what}${safe}${next}`).not.toMatch(/undefined|null|\[object|pass"/)
    expect(JSON.stringify(error)).not.toContain('maya')
    const reason = error.code === 'net.certificate' ? ` ${String(error.params['reason'])}` : ''
    return `${error.code}${reason}`
  }

  const verdicts = [
    ['good', /^works$/],
    ['selfSigned', /^net\.certificate .*SELF_SIGNED/],
    ['expired', /^net\.certificate .*EXPIRED/],
    ['wrongName', /^net\.certificate .*ALTNAME/]
  ] as const
  for (const [security, kind] of [
    ['ssl', 'first'],
    ['tls', 'upgrade']
  ] as const)
    it.each(verdicts)(`${security}, certificate %s`, async (which, wanted) => {
      const server = await start(tongue, { tls: kind, certificate: certificates[which] })
      expect(await outcome(server.port, security)).toMatch(wanted)
      const wrong = await outcome(server.port, security, 'wrong')
      expect(wrong).toMatch(which === 'good' ? /^auth\.wrongPassword$/ : wanted)
      expect(server.heard()).not.toMatch(/LOGIN|AUTH|USER|PASS|maya/)
    })

  it('never: the password is tried, the right and the wrong one', async () => {
    const server = await start(tongue, { tls: 'none' })
    expect(await outcome(server.port, 'never')).toBe('works')
    expect(await outcome(server.port, 'never', 'wrong')).toBe('auth.wrongPassword')
  })

  it('another kind of security than the port has', async () => {
    const clear = await start(tongue, { tls: 'none' })
    const first = await start(tongue, { tls: 'first', certificate: certificates.good })
    expect(await outcome(clear.port, 'tls')).toBe('net.tlsRequired')
    expect(clear.heard()).not.toMatch(/LOGIN|AUTH |USER|PASS|maya/)
    expect(await outcome(clear.port, 'ssl')).toMatch(/^net\.(wrongProtocol|timeout)$/)
    expect(await outcome(first.port, 'tls')).toMatch(/^net\.(wrongProtocol|timeout|closed)$/)
    expect(await outcome(first.port, 'never')).toMatch(/^net\.(wrongProtocol|timeout|closed)$/)
  })

  it('nobody listens', async () => {
    const [closed = 0] = await freePorts(1)
    for (const security of ['ssl', 'tls', 'never'] as const)
      expect(await outcome(closed, security)).toBe('net.refused')
  })

  const greetings: [what: string, greets: (socket: Socket) => void, wanted: RegExp][] = [
    ['late, but in time', (s) => void setTimeout(() => s.write(`${tongue.greeting}\r\n`), 700), /^works$/],
    ['never', () => undefined, /^net\.timeout$/],
    ['with nothing but the end', (s) => void s.end(), /^net\.closed$/],
    ['with 10 MB in one line', flood(true), /^net\.wrongProtocol$/],
    ['with 10 MB in lines', flood(false), /^net\.wrongProtocol$/],
    ['as a web server', (s) => void s.write('HTTP/1.1 400 Bad Request\r\n\r\n'), /^net\.wrongProtocol$/],
    ...Object.entries(tongues)
      .filter(([other]) => other !== name)
      .map(([other, { greeting }]): [string, (socket: Socket) => void, RegExp] => [
        `as ${other}`,
        (s) => void s.write(`${greeting}\r\n`),
        /^net\.wrongProtocol$/
      ])
  ]
  for (const [security, kind] of [
    ['never', 'none'],
    ['tls', 'upgrade'],
    ['ssl', 'first']
  ] as const)
    it.each(greetings)(`${security}: a server that greets %s`, async (_, greets, wanted) => {
      const server = await start(tongue, { tls: kind, certificate: certificates.good, greets })
      expect(await outcome(server.port, security)).toMatch(wanted)
    })
})
