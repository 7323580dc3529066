import { readFileSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Dovecot, startDovecot } from '../../tests/servers/dovecot.ts'
import { type Pop3Rules, type ScriptedPop3, startPop3 } from '../../tests/servers/scripted-pop3.ts'
import type { Security } from '../../shared/contract/accounts.ts'
import type { AppError } from '../../shared/errors.ts'
import { connect, type Login } from './connect.ts'

let dovecot: Dovecot
let pem: { key: string; cert: string }
const open: ScriptedPop3[] = []
beforeAll(async () => {
  dovecot = await startDovecot()
  const read = (name: string): string => readFileSync(join(dovecot.folder, name), 'utf8')
  pem = { key: read('srv.key'), cert: read('srv.pem') }
})
afterAll(() => dovecot.stop())
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
async function server(rules: Pop3Rules): Promise<ScriptedPop3> {
  const made = await startPop3([], rules)
  open.push(made)
  return made
}

const quick = { connect: 2000, greeting: 1500, silence: 1500 }
const login = (port: number, security: Security, changes: Partial<Login> = {}): Login => ({
  server: { host: '127.0.0.1', port, security, user: 'anna' },
  password: 'pass',
  trustedCertificates: [],
  ...changes
})
const failure = (port: number, security: Security, changes?: Partial<Login>): Promise<AppError> =>
  connect(login(port, security, changes), quick).then(
    () => {
      throw new Error('connected')
    },
    (error: unknown) => error as AppError
  )
/** What a server with this certificate says is trusted after the rep has looked at it. */
async function trusted(port: number, security: Security): Promise<string[]> {
  const { params } = await failure(port, security)
  return [String(params.fingerprint)]
}

describe('STLS', () => {
  it('is demanded: before it nothing is said, after it everything', async () => {
    const pop = await server({ tls: pem })
    const trustedCertificates = await trusted(pop.port, 'tls')
    const { wire, commands } = await connect(login(pop.port, 'tls', { trustedCertificates }), quick)
    expect(await commands.STAT()).toBe('0 0')
    wire.close()
    expect(pop.sessions.map(({ said }) => said[0])).toEqual(['STLS', 'STLS'])
    expect(pop.sessions[0]?.said).toEqual(['STLS'])
  })
  it.each([
    ['is not known', { without: ['STLS'] }],
    ['is refused', {}],
    ['is answered with nonsense', { on: (line: string) => (line === 'STLS' ? '* OK\r\n' : undefined) }]
  ])('where it %s the login is not sent', async (_, rules) => {
    const pop = await server(rules)
    expect(await failure(pop.port, 'tls')).toMatchObject({ code: 'net.tlsRequired' })
    expect(pop.said()).toEqual(['STLS'])
  })
  it('what a stranger put behind its answer in clear text is not heard', async () => {
    const pop = await server({ tls: pem })
    const trustedCertificates = await trusted(pop.port, 'tls')
    // in one packet with the answer: a reply to CAPA that would take the mechanisms away
    pop.rules.on = (line, { socket }) => {
      if (line !== 'STLS' || socket.constructor.name === 'TLSSocket') return undefined
      const write = socket.write.bind(socket)
      socket.write = ((bytes: Buffer) => {
        socket.write = write
        return write(Buffer.concat([bytes, Buffer.from('+OK\r\nSASL X-EVIL\r\n.\r\n+OK\r\n')]))
      }) as typeof socket.write
      return undefined
    }
    const again = await server(pop.rules)
    const done = await connect(login(again.port, 'tls', { trustedCertificates }), quick).then(
      ({ wire, can }) => {
        wire.close()
        return can?.get('SASL') ?? null
      },
      (error: AppError) => error.code
    )
    // heard as TLS it is none, and the connection ends; dropped, the true capabilities are read
    expect([null, 'net.wrongProtocol', 'net.closed']).toContain(done)
    expect(again.said().join(' ')).not.toContain('X-EVIL')
  })
})

describe('who logs in', () => {
  it.each([
    [['USER'], ['USER anna', 'PASS pass']],
    [['SASL PLAIN LOGIN', 'USER'], [`AUTH PLAIN ${Buffer.from('\0anna\0pass').toString('base64')}`]],
    [['SASL LOGIN'], ['AUTH LOGIN', 'YW5uYQ==', 'cGFzcw==']]
  ])('%j', async (capabilities, said) => {
    const pop = await server({
      capabilities,
      on: (line) =>
        line === 'AUTH LOGIN' || line === 'YW5uYQ==' ? '+ \r\n' : line === 'cGFzcw==' ? '+OK\r\n' : undefined
    })
    const { wire } = await connect(login(pop.port, 'never'), quick)
    wire.close()
    expect(pop.said()).toEqual(['CAPA', ...said])
  })
  it('a long secret goes as the answer to an empty challenge', async () => {
    const pop = await server({ capabilities: ['SASL PLAIN'] })
    const password = 'p'.repeat(300)
    const { wire } = await connect(login(pop.port, 'never', { password }), quick)
    wire.close()
    expect(pop.said()).toEqual(['CAPA', 'AUTH PLAIN', Buffer.from(`\0anna\0${password}`).toString('base64')])
  })
  it.each([
    ['XOAUTH2', 'user=anna\x01auth=Bearer token\x01\x01'],
    ['OAUTHBEARER', 'n,a=anna,\x01auth=Bearer token\x01\x01']
  ])('a token by %s; a refused one asks to sign in again', async (mechanism, response) => {
    const pop = await server({ capabilities: [`SASL PLAIN ${mechanism}`] })
    const password = { accessToken: 'token' }
    const { wire } = await connect(login(pop.port, 'never', { password }), quick)
    wire.close()
    expect(pop.said()).toEqual(['CAPA', `AUTH ${mechanism} ${Buffer.from(response).toString('base64')}`])
    const refusing = await server({
      capabilities: [`SASL ${mechanism}`],
      on: (line) =>
        line.startsWith('AUTH')
          ? '+ eyJzdGF0dXMiOiI0MDAifQ==\r\n'
          : line === 'CAPA'
            ? undefined
            : '-ERR [AUTH] no\r\n'
    })
    expect(await failure(refusing.port, 'never', { password })).toMatchObject({ code: 'auth.signInAgain' })
  })
  it('a line break in a name is no second command', async () => {
    const pop = await server({ capabilities: ['USER'] })
    expect(await failure(pop.port, 'never', { password: 'x\r\nDELE 1' })).toMatchObject({
      code: 'auth.wrongPassword'
    })
    expect(pop.said()).toEqual(['CAPA'])
  })
})

describe('what failed has its name', () => {
  it.each([
    ['-ERR [AUTH] Authentication failed.', 'auth.wrongPassword'],
    ['-ERR invalid user name or password', 'auth.wrongPassword'],
    ['-ERR [IN-USE] Maildrop already locked', 'mail.busy'],
    ['-ERR maildrop is locked by another session', 'mail.busy'],
    ['-ERR [LOGIN-DELAY] minimum time between mail checks', 'mail.busy'],
    ['-ERR [SYS/TEMP] try later', 'mail.busy'],
    ['-ERR [SYS/PERM] POP3 is off for this user', 'auth.protocolDisabled'],
    ['-ERR [AUTH] Application-specific password required', 'auth.needsAppPassword'],
    ['-ERR [AUTH] Your account is not enabled for POP access', 'auth.protocolDisabled'],
    ['-ERR plaintext authentication disabled', 'net.tlsRequired']
  ])('%s: %s', async (reply, code) => {
    const pop = await server({
      capabilities: null,
      on: (line) => (line.startsWith('PASS') ? `${reply}\r\n` : undefined)
    })
    const error = await failure(pop.port, 'never')
    expect([error.code, JSON.stringify(error).includes('"pass"')]).toEqual([code, false])
  })
  it.each([
    ['220 smtp.example ESMTP', 'net.wrongProtocol'],
    ['* OK IMAP4rev1', 'net.wrongProtocol'],
    ['-ERR [IN-USE] busy', 'mail.busy'],
    ['x'.repeat(10_000_000), 'net.wrongProtocol']
  ])('a greeting: %.30s', async (greeting, code) => {
    const pop = await server({ greeting })
    expect(await failure(pop.port, 'never')).toMatchObject({ code })
    expect(pop.said()).toEqual([])
  })
  it('a server that says nothing, hangs up at the password, or is not there', async () => {
    const silent = net.createServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise((done) => silent.once('listening', done))
    const { port } = silent.address() as net.AddressInfo
    expect(await failure(port, 'never')).toMatchObject({ code: 'net.timeout' })
    silent.close()
    const pop = await server({ on: (line) => (line.startsWith('PASS') ? 'close' : undefined) })
    expect(await failure(pop.port, 'never')).toMatchObject({
      code: 'auth.wrongPassword',
      params: { dropped: true }
    })
    expect(await failure(1, 'never')).toMatchObject({ code: 'net.refused' })
    expect(await failure(dovecot.pop3s, 'ssl')).toMatchObject({ code: 'net.certificate' })
    expect(await failure(dovecot.pop3, 'ssl')).toMatchObject({ code: 'net.wrongProtocol' })
  })
})
