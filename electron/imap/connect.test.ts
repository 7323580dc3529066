import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dovecot, freePorts, startDovecot } from '../../tests/servers/dovecot.ts'
import type { Security } from '../../shared/contract/accounts.ts'
import type { AppError } from '../../shared/errors.ts'
import { connect } from './connect.ts'
import { createLink } from './link.ts'
import { scripted, type Script } from './testing.ts'

const quick = { connect: 1500, greeting: 1500, silence: 3000, login: 10_000 }

async function attempt(
  port: number,
  security: Security,
  options: { host?: string; trusted?: string[]; password?: string } = {}
) {
  const server = { host: options.host ?? '127.0.0.1', port, security, user: 'anna' }
  const login = { server, password: options.password ?? 'pass', trustedCertificates: options.trusted ?? [] }
  const client = await connect(login, quick)
  const secure = client.secureConnection
  await client.logout()
  return secure
}
const failure = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => Promise.reject(new Error('connected')),
    (error: AppError) => error
  )

describe('certificates', () => {
  let dovecot: Dovecot
  let folder: string
  beforeAll(async () => {
    dovecot = await startDovecot()
    folder = mkdtempSync(join(tmpdir(), 'imap-cert-'))
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
    openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      'other.key',
      '-out',
      'other.pem',
      '-days',
      '30',
      '-subj',
      '/CN=evil.example',
      '-addext',
      'subjectAltName=DNS:evil.example'
    )
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await dovecot.stop()
  })

  it.each(['ssl', 'tls'] as const)(
    'of an unknown issuer stop %s with all that a person needs to decide',
    async (security) => {
      const port = security === 'ssl' ? dovecot.imaps : dovecot.imap
      const error = await failure(attempt(port, security))
      expect(error.code).toBe('net.certificate')
      expect(error.params).toMatchObject({
        expected: '127.0.0.1',
        issuer: 'Test authority',
        presented: 'localhost, 127.0.0.1'
      })
      expect(error.params['fingerprint']).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
      const trusted = [String(error.params['fingerprint']).toLowerCase()]
      expect(await attempt(port, security, { trusted })).toBe(true)
      // a decision is for one certificate, never for another of the same server
      expect(
        (await failure(attempt(port, security, { trusted: [trusted[0]?.replace(/^../, '00') ?? ''] }))).code
      ).toBe('net.certificate')
    }
  )

  it('that do not pass see no octet of IMAP', async () => {
    let heard = 0
    const key = readFileSync(join(folder, 'other.key'))
    const cert = readFileSync(join(folder, 'other.pem'))
    const server = tls.createServer({ key, cert }, (socket) => {
      socket.on('data', (data) => (heard += data.length))
      socket.on('error', () => undefined)
      socket.write('* OK ready\r\n')
    })
    server.on('tlsClientError', () => undefined)
    const [port = 0] = await freePorts(1)
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
    const error = await failure(attempt(port, 'ssl', { host: 'localhost' }))
    expect(error.code).toBe('net.certificate')
    expect(error.params['fingerprint']).toBe(new X509Certificate(cert).fingerprint256)
    await new Promise((done) => setTimeout(done, 100))
    expect(heard).toBe(0)
    server.close()
  })
})

describe('STARTTLS', () => {
  const cases: [what: string, script: Script, code: string][] = [
    ['is not offered', { capability: 'IMAP4rev1' }, 'net.tlsRequired'],
    [
      'is refused',
      { capability: 'IMAP4rev1 STARTTLS', STARTTLS: (tag) => `${tag} NO not today` },
      'net.tlsRequired'
    ],
    [
      'is answered with BAD',
      { capability: 'IMAP4rev1 STARTTLS', STARTTLS: (tag) => `${tag} BAD what` },
      'net.tlsRequired'
    ],
    [
      'comes with data behind its OK',
      {
        capability: 'IMAP4rev1 STARTTLS',
        STARTTLS: (tag) => [`${tag} OK go`, '* CAPABILITY IMAP4rev1 AUTH=PLAIN', '2 OK done']
      },
      'net.tlsRequired'
    ],
    [
      'is offered by a server that is logged in already',
      { greeting: '* PREAUTH welcome', capability: 'IMAP4rev1 STARTTLS' },
      'net.tlsRequired'
    ],
    ['drops the connection', { capability: 'IMAP4rev1 STARTTLS', STARTTLS: () => null }, 'net.closed']
  ]
  it.each(cases)('that %s stops before the password', async (_, script, code) => {
    const server = await scripted(script)
    const error = await failure(attempt(server.port, 'tls'))
    expect(error.code).toBe(code)
    expect(server.heard.some((line) => /LOGIN|AUTHENTICATE|pass/.test(line))).toBe(false)
    await server.close()
  })
})

describe('what failed has a name', () => {
  it('from the name of the server to the wrong protocol', async () => {
    const [closed = 0] = await freePorts(1)
    expect((await failure(attempt(closed, 'never'))).code).toBe('net.refused')
    expect((await failure(attempt(143, 'never', { host: 'nowhere.invalid' }))).code).toMatch(
      /^net\.(nameNotFound|unreachable)$/
    )
    const silent = net.createServer(() => undefined)
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
    const silentPort = (silent.address() as net.AddressInfo).port
    expect((await failure(attempt(silentPort, 'never'))).code).toBe('net.timeout')
    silent.close()
    for (const greeting of ['+OK POP3 ready', '220 smtp ready', 'HTTP/1.1 400 Bad Request']) {
      const server = await scripted({ greeting })
      expect((await failure(attempt(server.port, 'never'))).code).toBe('net.wrongProtocol')
      await server.close()
    }
    const plain = await scripted({})
    expect((await failure(attempt(plain.port, 'ssl'))).code).toBe('net.wrongProtocol')
    await plain.close()
  })

  const replies: [reply: string, code: string][] = [
    ['NO [AUTHENTICATIONFAILED] Invalid credentials', 'auth.wrongPassword'],
    [
      'NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)',
      'auth.needsAppPassword'
    ],
    [
      'NO Your account is not enabled for IMAP use. Please visit your Gmail settings page',
      'auth.protocolDisabled'
    ],
    ['NO LOGIN failed: BasicAuthBlocked', 'auth.protocolDisabled'],
    ['NO [UNAVAILABLE] Temporary failure', 'mail.busy'],
    ['NO [LIMIT] Too many simultaneous connections. (Failure)', 'mail.limit'],
    ['NO [PRIVACYREQUIRED] Plain text login is not allowed', 'net.tlsRequired']
  ]
  it.each(replies)('%s is %s', async (reply, code) => {
    const server = await scripted({ LOGIN: (tag) => `${tag} ${reply}` })
    const error = await failure(attempt(server.port, 'never'))
    expect(error.code).toBe(code)
    expect(JSON.stringify([error.params, error.message])).not.toContain('pass"')
    await server.close()
  })

  it('a server that hangs up on a wrong password is not asked again and again', async () => {
    let logins = 0
    const server = await scripted({
      LOGIN: () => {
        logins++
        return null
      }
    })
    expect(await failure(attempt(server.port, 'never'))).toMatchObject({
      code: 'auth.wrongPassword',
      params: { dropped: true }
    })
    const login = {
      server: { host: '127.0.0.1', port: server.port, security: 'never' as const, user: 'anna' },
      password: 'x',
      trustedCertificates: []
    }
    const states: string[] = []
    const link = createLink(
      { account: 'a', folderRoles: {}, ...login },
      (state) => states.push(state.state),
      quick
    )
    logins = 0
    await failure(link.client('bulk'))
    link.retry()
    await failure(link.client('bulk'))
    await failure(link.client('bulk'))
    await failure(link.client('click'))
    expect(logins).toBe(2)
    link.close()
    await server.close()
  })

  it('a refused login is final until somebody acts, and three connections make one attempt', async () => {
    let logins = 0
    const server = await scripted({ LOGIN: (tag) => (logins++, `${tag} NO [AUTHENTICATIONFAILED] no`) })
    const states: string[] = []
    const link = createLink(
      {
        account: 'a',
        folderRoles: {},
        server: { host: '127.0.0.1', port: server.port, security: 'never', user: 'a' },
        password: 'x',
        trustedCertificates: []
      },
      ({ state, error }) => states.push(`${state} ${error?.code ?? ''}`.trim()),
      quick
    )
    const tries = await Promise.all([
      failure(link.client('bulk')),
      failure(link.client('click')),
      failure(link.client('watch'))
    ])
    expect(tries.map((error) => error.code)).toEqual([
      'auth.wrongPassword',
      'auth.wrongPassword',
      'auth.wrongPassword'
    ])
    expect(logins).toBe(1)
    expect(states).toEqual(['connecting', 'refused auth.wrongPassword'])
    expect(link.dueIn()).toBe(null)
    link.retry()
    await failure(link.client('bulk'))
    expect(logins).toBe(2)
    link.close()
    await server.close()
  })
})

describe('the budget of connections', () => {
  it('shares one where the server allows no more', async () => {
    let logins = 0
    const server = await scripted({
      LOGIN: (tag) => (++logins > 1 ? `${tag} NO [LIMIT] Too many simultaneous connections` : `${tag} OK in`)
    })
    const link = createLink(
      {
        account: 'a',
        folderRoles: {},
        server: { host: '127.0.0.1', port: server.port, security: 'never', user: 'a' },
        password: 'x',
        trustedCertificates: []
      },
      () => undefined,
      quick
    )
    const bulk = await link.client('bulk')
    for (let i = 0; i < 5; i++) expect(await link.client('click')).toBe(bulk)
    expect(logins).toBe(2)
    expect(await link.inFolder('click', 'INBOX', async (_, box) => box.exists)).toBe(3)
    link.close()
    await server.close()
  })

  it('waits longer and longer for a server that takes the login and hangs up', async () => {
    let logins = 0
    const server = await scripted({ LOGIN: (tag) => (logins++, `${tag} OK in`), SELECT: () => null })
    const states: string[] = []
    const link = createLink(
      {
        account: 'a',
        folderRoles: {},
        server: { host: '127.0.0.1', port: server.port, security: 'never', user: 'a' },
        password: 'x',
        trustedCertificates: []
      },
      ({ state }) => states.push(state),
      quick
    )
    for (let i = 0; i < 8; i++) await failure(link.inFolder('bulk', 'INBOX', async () => undefined))
    expect(logins).toBe(3)
    expect(states.at(-1)).toBe('waiting')
    expect(link.dueIn()).toBeGreaterThan(1000)
    link.close()
    await server.close()
  })
})
