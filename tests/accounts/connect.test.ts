import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createAccounts, type AccountsService } from '../../electron/accounts/service.ts'
import { createNodeHost } from '../../electron/host/node.ts'
import { createImapEngine, type ImapEngine } from '../../electron/imap/engine.ts'
import { createOAuth } from '../../electron/oauth/service.ts'
import { testOutgoing } from '../../electron/smtp/service.ts'
import type { AccountDraft } from '../../shared/contract/accounts.ts'
import { usual } from '../../shared/new-account.ts'
import { AppError, toWire } from '../../shared/errors.ts'
import { startDovecot, type Dovecot } from '../servers/dovecot.ts'
import { startSmtp, type SmtpForTests } from '../servers/smtp.ts'

/** The account form's way to a real IMAP and a real SMTP server, with the browser shell's own settings and secrets. */
const context = { signal: new AbortController().signal, caller: 1 }
let dovecot: Dovecot
let smtp: SmtpForTests
let engine: ImapEngine
let folder: string
let accounts: AccountsService

const hostIn = (dataFolder: string) =>
  createNodeHost({
    dataFolder,
    resourcesFolder: join(import.meta.dirname, '../../resources'),
    version: '0',
    openSample: false,
    strict: true,
    origin: () => 'http://127.0.0.1:1'
  })
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connect-'))
  dovecot = await startDovecot()
  smtp = await startSmtp()
  engine = createImapEngine(hostIn(join(folder, 'engine')), {
    event: () => undefined,
    accessToken: async () => '',
    lost: () => undefined
  })
})
afterAll(async () => {
  await engine.close()
  await smtp.close()
  await dovecot.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  const host = hostIn(await mkdtemp(join(folder, 'data-')))
  accounts = createAccounts({
    host,
    signIn: createOAuth({ host }),
    emit: () => undefined,
    testOutgoing,
    testIncoming: (server, password, trustedCertificates) =>
      engine.call('test', { server, password, trustedCertificates }).then(
        () => null,
        (error: unknown) => {
          if (error instanceof AppError) return toWire(error)
          throw error
        }
      ),
    readPolicy: async () => ({ mayConfigure: true, profile: 'Administrator', sharing: 'choice' }),
    send: async () => undefined,
    removeFiles: async () => undefined,
    removeFilters: async () => undefined
  })
})

type Change = {
  incoming?: Partial<AccountDraft['incoming']>
  outgoing?: Partial<AccountDraft['outgoing']>
  password?: string
}
function draft(change: Change = {}, trustedCertificates: string[] = []): AccountDraft {
  const user = 'maya@fernhill.example'
  return {
    displayName: 'Maya',
    address: user,
    service: null,
    protocol: 'imap',
    ...usual,
    incoming: { host: '127.0.0.1', port: dovecot.imaps, security: 'ssl', user, ...change.incoming },
    outgoing: {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'tls',
      user,
      authentication: true,
      storeSent: true,
      ...change.outgoing
    },
    period: { everything: true },
    password: change.password ?? 'pass',
    trustedCertificates
  }
}
const add = (one: AccountDraft) => accounts.handlers['accounts.add'](one, context)
async function fingerprints(): Promise<string[]> {
  const { report } = await add(draft())
  return report.steps.map(({ certificate }) => certificate?.fingerprint ?? '')
}

test('both certificates are shown before any password went, and the account connects once the rep trusts them', async () => {
  const { report } = await add(draft())
  expect(report.steps.map(({ error }) => error?.code)).toEqual(['net.certificate', 'net.certificate'])
  for (const { certificate } of report.steps) {
    expect(certificate?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    expect(certificate?.expected).toBe('127.0.0.1')
  }
  expect(smtp.logins).toEqual([])
  const trusted = report.steps.map(({ certificate }) => certificate?.fingerprint ?? '')
  const { report: second, account } = await add(draft({}, trusted))
  expect(second).toMatchObject({ ok: true })
  expect(account).not.toBeNull()
  expect((await accounts.facts(account?.id ?? '')).password).toBe('pass')
})

test('a wrong password is named alike on both sides', async () => {
  const { report } = await add(draft({ password: 'wrong' }, await fingerprints()))
  expect(report.steps.map(({ error }) => error?.code)).toEqual(['auth.wrongPassword', 'auth.wrongPassword'])
})

test.each([
  ['a port that nobody listens on', { port: 1 }, 'net.refused'],
  ['a name that is not there', { host: 'nobody.invalid' }, /^net\.(nameNotFound|unreachable)$/]
])('%s is named alike on both sides', async (_, change, code) => {
  const { report } = await add(draft({ incoming: change, outgoing: change }))
  for (const { error } of report.steps) expect(error?.code).toMatch(code)
})

test('TLS from the first byte to a server that speaks in the clear is named alike on both sides', async () => {
  const { report } = await add(draft({ incoming: { port: dovecot.imap }, outgoing: { security: 'ssl' } }))
  expect(report.steps.map(({ error }) => error?.code)).toEqual(['net.wrongProtocol', 'net.wrongProtocol'])
})

test('STARTTLS on the plain port works once the certificate is trusted', async () => {
  const trusted = await fingerprints()
  const { report } = await add(draft({ incoming: { port: dovecot.imap, security: 'tls' } }, trusted))
  expect(report).toMatchObject({ ok: true })
})

test('one side failing saves nothing and says which', async () => {
  const { report, account } = await add(draft({ outgoing: { port: 1 } }, await fingerprints()))
  expect([report.steps.map(({ ok }) => ok), account]).toEqual([[true, false], null])
  expect(accounts.list()).toEqual([])
})
