import { afterEach, expect, it } from 'vitest'
import { type ScriptedSmtp, startScriptedSmtp } from '../../tests/servers/scripted-smtp.ts'
import { toWire } from '../../shared/errors.ts'
import { openConnection } from './connection.ts'

let server: ScriptedSmtp
afterEach(() => server.close())

/** A server that offers these, and answers a login with these lines, one after the other. */
async function offering(mechanisms: string, ...answers: string[]): Promise<void> {
  server = await startScriptedSmtp((step) => {
    if (step === 'ehlo') return `250-scripted\r\n250 AUTH ${mechanisms}`
    return step === 'auth' ? (answers.shift() ?? null) : null
  })
}

/** The code of what failed; what was sent stands in `server.heard()`. */
async function tried(user = 'maya@fernhill.example'): Promise<string> {
  const to = { host: '127.0.0.1', port: server.port, security: 'never' as const, user }
  try {
    const secret = { accessToken: 'ya29.token' }
    const connection = await openConnection({ ...to, authentication: true, storeSent: false }, secret, [])
    connection.close()
    return 'ok'
  } catch (error) {
    return toWire(error).code
  }
}
const said = (): string =>
  Buffer.from(/AUTH \S+ (\S+)/.exec(server.heard())?.[1] ?? '', 'base64').toString('latin1')

it('logs in by XOAUTH2 where there is a choice, never by a password mechanism', async () => {
  await offering('PLAIN LOGIN OAUTHBEARER XOAUTH2')
  expect(await tried()).toBe('ok')
  expect(server.heard()).toContain('AUTH XOAUTH2 ')
  expect(said()).toBe('user=maya@fernhill.example\x01auth=Bearer ya29.token\x01\x01')
})

it('logs in by OAUTHBEARER where that is all there is, a name with a comma included', async () => {
  await offering('PLAIN OAUTHBEARER')
  expect(await tried('a,b=c@x.example')).toBe('ok')
  expect(said()).toBe('n,a=a=2Cb=3Dc@x.example,\x01auth=Bearer ya29.token\x01\x01')
})

it('ends the exchange that tells why, and hears the no behind it', async () => {
  await offering('OAUTHBEARER', '334 eyJzdGF0dXMiOiI0MDAifQ==')
  expect(await tried()).toBe('auth.signInAgain')
  expect(server.heard()).toMatch(/AUTH OAUTHBEARER \S+\r\nAQ==\r\n/)
})

it('takes a no without reasons too, and a busy server for what it is', async () => {
  await offering('OAUTHBEARER', '535 5.7.8 no')
  expect(await tried()).toBe('auth.signInAgain')
  await server.close()
  await offering('OAUTHBEARER', '454 4.7.0 later')
  expect(await tried()).toBe('send.temporary')
})

it('says that the server takes no tokens, and sends none', async () => {
  await offering('PLAIN LOGIN')
  expect(await tried()).toBe('auth.protocolDisabled')
  expect(server.heard()).not.toContain('AUTH ')
})
