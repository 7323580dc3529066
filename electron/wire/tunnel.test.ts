import net from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Dovecot, freePorts, startDovecot } from '../../tests/servers/dovecot.ts'
import { type ProxyForTests, startProxy } from '../../tests/servers/proxies.ts'
import { startSmtp } from '../../tests/servers/smtp.ts'
import { quick, server as outgoing } from '../../tests/outgoing/fixture.ts'
import type { AppError } from '../../shared/errors.ts'
import { connect } from '../imap/connect.ts'
import { connect as connectPop3 } from '../pop3/connect.ts'
import { testOutgoing } from '../smtp/test.ts'
import { openTunnel, type Way } from './tunnel.ts'

let dovecot: Dovecot
const closing: { close(): Promise<void> }[] = []
beforeAll(async () => void (dovecot = await startDovecot()))
afterAll(() => dovecot.stop())
afterEach(async () => {
  for (const one of closing.splice(0)) await one.close()
})
async function proxy(kind: 'http' | 'socks5', rules = {}): Promise<ProxyForTests> {
  const started = await startProxy(kind, rules)
  closing.push(started)
  return started
}
const way = (kind: Way['kind'], port: number, login = ''): Way => {
  const [user = '', password = ''] = login.split(':')
  return { kind, host: '127.0.0.1', port, user, password: password || null }
}
const failure = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: AppError) => error
  )
const kinds = ['http', 'socks5'] as const

describe.each(kinds)('through a proxy that speaks %s', (kind) => {
  it('mail comes in and goes out, by every kind of security, greeting and all', async () => {
    const { port, asked } = await proxy(kind, { login: 'maya:secret' })
    const through = way(kind, port, 'maya:secret')
    for (const security of ['never', 'tls', 'ssl'] as const) {
      const at = security === 'ssl' ? dovecot.imaps : dovecot.imap
      const server = { host: '127.0.0.1', port: at, security, user: 'anna' }
      const login = { server, password: 'pass', trustedCertificates: [] as string[], way: through }
      if (security !== 'never')
        login.trustedCertificates = [String((await failure(connect(login))).params.fingerprint)]
      const client = await connect(login)
      expect(client.secureConnection).toBe(security !== 'never')
      await client.logout()
      expect(asked.at(-1)).toBe(`127.0.0.1:${at}`)
      const pop = security === 'ssl' ? dovecot.pop3s : dovecot.pop3
      const session = await connectPop3({ ...login, server: { ...server, port: pop } })
      session.wire.close()
      expect(asked.at(-1)).toBe(`127.0.0.1:${pop}`)
    }
    for (const security of ['never', 'tls', 'ssl'] as const) {
      const smtp = await startSmtp({
        options: { secure: security === 'ssl', allowInsecureAuth: security === 'never' }
      })
      closing.push(smtp)
      const to = outgoing(smtp.port, { security })
      const first = await testOutgoing(to, 'pass', [], undefined, quick, through)
      const trusted = first ? [String(first.params['fingerprint'])] : []
      expect(await testOutgoing(to, 'pass', trusted, undefined, quick, through)).toBe(null)
      expect(asked.at(-1)).toBe(`127.0.0.1:${smtp.port}`)
    }
  })

  it.each([
    ['wants a login', { login: 'a:b' }, 'signIn'],
    ['lets nobody there', { refuse: true }, 'refused'],
    ['says nothing', { mute: true }, 'silent']
  ])('one that %s is named, with what to do', async (_, rules, reason) => {
    const { port } = await proxy(kind, rules)
    const error = await failure(openTunnel(way(kind, port), { host: 'imap.example', port: 993 }, 500))
    expect(error).toMatchObject({
      code: 'net.proxy',
      params: { proxy: `127.0.0.1:${port}`, host: 'imap.example', port: 993, reason }
    })
  })

  it('a wrong password, no proxy at all, and a server of another kind', async () => {
    const to = { host: 'imap.example', port: 993 }
    const { port } = await proxy(kind, { login: 'maya:secret' })
    const wrong = await failure(openTunnel(way(kind, port, 'maya:wrong'), to, 1000))
    expect(wrong.params.reason).toBe('signIn')
    expect(JSON.stringify([wrong.params, wrong.message])).not.toMatch(/maya|"wrong"/)
    const [closed = 0] = await freePorts(1)
    expect((await failure(openTunnel(way(kind, closed), to, 1000))).params.reason).toBe('notThere')
    expect((await failure(openTunnel(way(kind, dovecot.imap), to, 1000))).params.reason).toMatch(
      /strange|silent/
    )
  })

  it('stops at once when it is called off, and leaves no connection', async () => {
    const { port } = await proxy(kind, { mute: true })
    const stop = new AbortController()
    const begun = Date.now()
    const opening = failure(
      openTunnel(way(kind, port), { host: 'imap.example', port: 993 }, 9000, stop.signal)
    )
    setTimeout(() => stop.abort(), 50)
    expect((await opening).code).toBe('contract.cancelled')
    expect(Date.now() - begun).toBeLessThan(2000)
  })
})

it('an endless answer is cut off', async () => {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('HTTP/1.1 200 ok\r\n')
    const more = setInterval(() => socket.write('X: ' + 'y'.repeat(5000)), 5)
    socket.on('close', () => clearInterval(more))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push({ close: () => new Promise((done) => server.close(() => done())) })
  const { port } = server.address() as net.AddressInfo
  const error = await failure(openTunnel(way('http', port), { host: 'imap.example', port: 993 }, 5000))
  expect(error.params.reason).toBe('strange')
})
