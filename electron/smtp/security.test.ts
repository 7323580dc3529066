import net, { type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { context, input, outgoing, quick, server, temporaryFolder } from '../../tests/outgoing/fixture.ts'
import { startScriptedSmtp, type ScriptedSmtp } from '../../tests/servers/scripted-smtp.ts'
import { smtpError, startSmtp, type SmtpForTests, type SmtpRules } from '../../tests/servers/smtp.ts'
import { fromWire, type AppError } from '../../shared/errors.ts'
import type { OutgoingServer } from './connection.ts'
import type { OutgoingDeps } from './service.ts'
import { testOutgoing } from './test.ts'

let folder: string
let remove: () => Promise<void>
const closing: { close(): Promise<void> }[] = []
beforeEach(async () => ({ folder, remove } = await temporaryFolder()))
afterEach(async () => {
  for (const one of closing.splice(0)) await one.close()
  await remove()
})
function kept<T extends { close(): Promise<void> }>(one: T): T {
  closing.push(one)
  return one
}
const start = async (rules: SmtpRules = {}): Promise<SmtpForTests> => kept(await startSmtp(rules))
const clear = { disabledCommands: ['STARTTLS'], allowInsecureAuth: true }

async function check(
  port: number,
  change: Partial<OutgoingServer> = {},
  trusted: string[] = [],
  secret: string | null = 'pass'
) {
  const error = await testOutgoing(server(port, change), secret, trusted, undefined, quick)
  if (error !== null) throw fromWire(error)
}
async function failure(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown
  )
  if (error === null) throw new Error('it did not fail')
  return error as AppError
}
const send = (to: OutgoingServer, change = {}, deps: Partial<OutgoingDeps> = {}) =>
  kept(outgoing(folder, to, deps)).handlers['outgoing.send'](input(change), context())

describe('certificates', () => {
  test.each(['ssl', 'tls'] as const)(
    '%s: one that is not trusted stops before any login, and is shown',
    async (security) => {
      const smtp = await start({ options: { secure: security === 'ssl' } })
      const error = await failure(check(smtp.port, { security }))
      expect(error.code).toBe('net.certificate')
      expect(error.params).toMatchObject({
        expected: '127.0.0.1',
        host: '127.0.0.1',
        reason: expect.stringMatching(/^[A-Z_]+$/)
      })
      expect(String(error.params.fingerprint)).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
      expect(smtp.logins).toEqual([])
    }
  )
  test.each(['ssl', 'tls'] as const)(
    '%s: the one that the rep trusts passes, and only that one',
    async (security) => {
      const smtp = await start({ options: { secure: security === 'ssl' } })
      const { fingerprint } = (await failure(check(smtp.port, { security }))).params
      await check(smtp.port, { security }, [String(fingerprint).toLowerCase()])
      expect(smtp.logins).toEqual([{ user: 'maya@fernhill.example', password: 'pass', secure: true }])
      const other = String(fingerprint).replace(/^../, (pair) => (pair === '00' ? '01' : '00'))
      expect((await failure(check(smtp.port, { security }, [other]))).code).toBe('net.certificate')
    }
  )
  test('a mail goes over TLS when it was asked for', async () => {
    const smtp = await start()
    const { fingerprint } = (await failure(check(smtp.port, { security: 'tls' }))).params
    const to = server(smtp.port, { security: 'tls' })
    await send(
      to,
      {},
      {
        route: async () => ({
          outgoing: to,
          secret: async () => 'pass',
          trustedCertificates: [String(fingerprint)],
          elsewhere: false
        })
      }
    )
    expect(smtp.mails.map((one) => one.secure)).toEqual([true])
  })
})

describe('STARTTLS', () => {
  const secrets = Buffer.from('\0maya@fernhill.example\0pass').toString('base64')
  test('missing: nothing is sent, no password and no mail', async () => {
    const scripted = kept(await startScriptedSmtp(() => null))
    expect((await failure(send(server(scripted.port, { security: 'tls' })))).code).toBe('net.tlsRequired')
    expect(scripted.heard()).toBe('EHLO [127.0.0.1]\r\nSTARTTLS\r\n')
  })
  test.each([
    ['454 4.7.0 not now', 'net.tlsRequired'],
    ['502 5.5.1 no', 'net.tlsRequired'],
    ['drop', 'net.closed']
  ])('answered with %s: stopped before any credential', async (reply, code) => {
    const heard = await plainServer((line, socket) => {
      if (line.startsWith('EHLO')) return '250-x\r\n250-AUTH PLAIN\r\n250 STARTTLS'
      if (line !== 'STARTTLS') return '500 no'
      if (reply !== 'drop') return reply
      socket.destroy()
      return ''
    })
    expect((await failure(check(heard.port, { security: 'tls' }))).code).toBe(code)
    expect(heard.text()).not.toContain(secrets)
    expect(heard.text()).not.toMatch(/AUTH|MAIL/)
  })
  test('EHLO refused: HELO never leads to a login in the clear', async () => {
    const heard = await plainServer((line) => (line.startsWith('EHLO') ? '502 no' : '250 ok'))
    expect((await failure(check(heard.port, { security: 'tls' }))).code).toBe('net.tlsRequired')
    expect(heard.text()).not.toMatch(/AUTH/)
  })
  test('what a stranger put behind the 220 in the clear is thrown away', async () => {
    const heard = await plainServer((line) =>
      line.startsWith('EHLO')
        ? '250-x\r\n250 STARTTLS'
        : '220 go\r\n250-injected\r\n250 AUTH PLAIN\r\n235 logged in\r\n250 ok'
    )
    const error = await failure(send(server(heard.port, { security: 'tls' })))
    expect(error.code).not.toMatch(/^send\.(unsure|refused)/)
    expect(heard.text()).not.toContain(secrets)
    expect(heard.text()).not.toMatch(/AUTH|MAIL FROM/)
  })
  test("'never' does not use it even where it is offered, as the rep chose", async () => {
    const smtp = await start({ options: { allowInsecureAuth: true } })
    await check(smtp.port)
    expect(smtp.logins[0]?.secure).toBe(false)
  })

  /** Speaks SMTP in the clear by a rule for each line; every octet that comes is kept. */
  async function plainServer(
    answer: (line: string, socket: net.Socket) => string
  ): Promise<{ port: number; text(): string }> {
    let text = ''
    const listening = net.createServer((socket) => {
      let rest = ''
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1')
        rest += chunk.toString('latin1')
        const lines = rest.split('\r\n')
        rest = lines.pop() ?? ''
        for (const line of lines) {
          const reply = answer(line, socket)
          if (reply !== '') socket.write(`${reply}\r\n`)
        }
      })
      socket.write('220 plain\r\n')
    })
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
    kept({ close: () => new Promise((resolve) => listening.close(() => resolve())) })
    return { port: (listening.address() as AddressInfo).port, text: () => text }
  }
})

describe('what a connection test names', () => {
  test('everything in order', async () => {
    const smtp = await start({ options: clear })
    await check(smtp.port)
    await check(smtp.port, { authentication: false }, [], null)
    expect(smtp.logins).toHaveLength(1)
  })
  test('wrong password', async () => {
    const smtp = await start({ options: clear, password: 'another' })
    const error = await failure(check(smtp.port))
    expect(error.code).toBe('auth.wrongPassword')
    expect(JSON.stringify([error.params, error.message])).not.toContain('pass"')
  })
  test.each([
    [534, '5.7.9 Application-specific password required', 'auth.needsAppPassword'],
    [
      535,
      '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant',
      'auth.protocolDisabled'
    ],
    [454, '4.7.0 Temporary authentication failure', 'send.temporary']
  ])('%i %s', async (code, text, name) => {
    const smtp = await start({
      options: { ...clear, onAuth: (_auth, _session, done) => done(smtpError(code, text)) }
    })
    expect((await failure(check(smtp.port))).code).toBe(name)
  })
  test('no password saved', async () => {
    expect((await failure(check(1, {}, [], null))).code).toBe('auth.missingSecret')
  })
  test('a server without AUTH where one was asked for', async () => {
    const smtp = await start({ options: { disabledCommands: ['AUTH', 'STARTTLS'] } })
    expect((await failure(check(smtp.port))).code).toBe('auth.protocolDisabled')
  })
  test('refused, a name that is not, TLS to a plain port, silence', async () => {
    const smtp = await start({ options: clear })
    expect((await failure(check(1))).code).toBe('net.refused')
    expect((await failure(check(25, { host: 'nobody.invalid' }))).code).toMatch(
      /^net\.(nameNotFound|unreachable)$/
    )
    expect((await failure(check(smtp.port, { security: 'ssl' }))).code).toBe('net.wrongProtocol')
    const secure = await start({ options: { secure: true } })
    const mute = await testOutgoing(server(secure.port), 'pass', [], undefined, { ...quick, greeting: 200 })
    expect(mute?.code).toBe('net.timeout')
  })
})

describe('what is in the bytes and in the envelope', () => {
  test('Bcc goes to its recipients and stands in no byte', async () => {
    const smtp = await start({ options: clear })
    await send(server(smtp.port), {
      bcc: [['Boss', 'boss@fernhill.example']],
      cc: [['', 'DANA@acme.example']]
    })
    expect(smtp.mails[0]?.to).toEqual(['dana@acme.example', 'boss@fernhill.example'])
    expect(smtp.mails[0]?.source).not.toMatch(/bcc|boss/i)
  })
  test.each(['bob@x>\r\nRCPT TO:<evil@x', 'a b@c.example', '"a b"@c.example', 'x', '<x@y.example>'])(
    '%j is refused before a connection is made',
    async (address) => {
      const smtp = await start({ options: clear })
      for (const change of [{ to: [['', address]] }, { bcc: [['', address]] }, { from: ['', address] }]) {
        expect((await failure(send(server(smtp.port), change))).code).toBe('send.badAddress')
      }
      expect(smtp.connections()).toBe(0)
    }
  )
  test('nobody to send to', async () => {
    expect((await failure(send(server(1), { to: [] }))).code).toBe('send.noRecipient')
  })
  test('a mail above the server’s SIZE is refused before it is uploaded', async () => {
    const smtp = await start({ options: { ...clear, size: 1000 } })
    const error = await failure(send(server(smtp.port), { text: 'x'.repeat(5000) }))
    expect(error).toMatchObject({ code: 'send.tooLarge', params: { limit: 1000 } })
    expect(smtp.mails).toEqual([])
  })
  test('dots, long lines and umlauts arrive as they were written', async () => {
    const smtp = await start({ options: clear })
    await send(server(smtp.port), { text: '.\n..\n.x\nGrüße\nFrom here\n' })
    const body = smtp.mails[0]?.source.split('\r\n\r\n').slice(1).join('\r\n\r\n') ?? ''
    const decoded = Buffer.from(
      body
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      'latin1'
    )
    expect(decoded.toString('utf8').trimEnd()).toBe('.\r\n..\r\n.x\r\nGrüße\r\nFrom here')
  })
  test('a domain with umlauts goes in ASCII and is told as it was written; such a mailbox needs SMTPUTF8', async () => {
    const scripted: ScriptedSmtp = kept(
      await startScriptedSmtp((step) => {
        const refused = step === 'rcpt' && /no@[^>]+>\r\n$/.test(scripted.heard())
        return refused ? '550 5.1.1 no' : null
      })
    )
    const to: [string, string][] = [
      ['', 'a@bücher.example'],
      ['', 'no@bücher.example']
    ]
    expect(await send(server(scripted.port), { to })).toMatchObject({
      accepted: ['a@bücher.example'],
      rejected: [{ address: 'no@bücher.example', reply: '550 5.1.1 no' }]
    })
    expect(scripted.heard()).toContain('RCPT TO:<a@xn--bcher-kva.example>')
    const foreign = send(server(scripted.port), { messageId: 'two@x', to: [['', 'jürgen@acme.example']] })
    expect(await failure(foreign)).toMatchObject({ code: 'send.badAddress', params: { reason: 'smtputf8' } })
    const modern = await start({ options: clear })
    await send(server(modern.port), { messageId: 'three@x', to: [['', 'jürgen@acme.example']] })
    expect(modern.mails).toHaveLength(1)
  })
})
