import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAccounts, type AccountsService } from '../../electron/accounts/service.ts'
import { createImapEngine, type ImapEngine } from '../../electron/imap/engine.ts'
import { logIn } from '../../electron/wire/login.ts'
import { openConnection } from '../../electron/smtp/connection.ts'
import { testOutgoing } from '../../electron/smtp/service.ts'
import type { AccountDraft } from '../../shared/contract/accounts.ts'
import { AppError, toWire } from '../../shared/errors.ts'
import { usual } from '../../shared/new-account.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { type OidcForTests, startOidc } from '../servers/oidc.ts'
import { type SmtpForTests, startSmtp, smtpError } from '../servers/smtp.ts'
import { context, createRig, type Rig } from './rig.ts'

/** A token's way to a Dovecot and an SMTP server that ask whose it is at each login. */
const user = 'maya@fernhill.example'
let oidc: OidcForTests
let dovecot: Dovecot
let smtp: SmtpForTests
let rig: Rig
let engine: ImapEngine
let accounts: AccountsService
/** Tokens that the IMAP worker asked main for. */
let asked: (string | null)[]
let states: string[]
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

beforeAll(async () => {
  oidc = await startOidc(['https://mail.google.com/'])
  dovecot = await startDovecot({ introspection: oidc.introspection })
  dovecot.seed(user, 'INBOX', [{ bytes: 'Subject: one\r\n\r\nHello\r\n', received: 0 }])
  smtp = await startSmtp({
    options: {
      authMethods: ['PLAIN', 'XOAUTH2'],
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) =>
        void oidc.userOf(auth.accessToken ?? '').then((whose) =>
          // as the service does it: the reasons first, and the no only once the client has seen them
          auth.method === 'XOAUTH2'
            ? done(null, whose === auth.username ? { user: whose } : { data: { status: '400' } })
            : done(smtpError(535, 'no password here'))
        )
    }
  })
  engine = createImapEngine(
    { resourcesFolder: join(import.meta.dirname, '../../resources'), log },
    {
      event: (name, payload) =>
        void (name === 'connection' && 'state' in payload && states.push(payload.state.state)),
      accessToken: (account, refused) => {
        asked.push(refused)
        return rig.oauth.accessToken(account, refused)
      },
      lost: () => undefined
    }
  )
})
afterAll(async () => {
  await engine.close()
  await smtp.close()
  await dovecot.stop()
  await oidc.close()
})
beforeEach(() => {
  rig = createRig(oidc)
  asked = []
  states = []
  accounts = createAccounts({
    host: rig.host,
    signIn: rig.oauth,
    emit: () => undefined,
    testOutgoing,
    testIncoming: (server, password, trustedCertificates) =>
      engine.call('test', { server, password, trustedCertificates }).then(() => null, toWire),
    readPolicy: async () => ({ mayConfigure: true, profile: 'Administrator', sharing: 'choice' }),
    send: async () => undefined,
    removeFiles: async () => undefined,
    removeFilters: async () => undefined
  })
})
afterEach(async () => {
  oidc.lifetime(3600)
  rig.close()
})

function draft(grant?: string): AccountDraft {
  const server = { host: '127.0.0.1', security: 'never' as const, user }
  return {
    ...usual,
    displayName: 'Maya',
    address: user,
    service: 'gmail',
    protocol: 'imap',
    auth: 'oauth2',
    incoming: { ...server, port: dovecot.imap },
    outgoing: { ...server, port: smtp.port, authentication: true, storeSent: false },
    period: { everything: true },
    trustedCertificates: [],
    ...(grant ? { grant } : {})
  }
}

async function add(): Promise<string> {
  const grant = await rig.signIn(user)
  const { report, account } = await accounts.handlers['accounts.add'](draft(grant), context())
  expect(report.steps.map(({ error }) => error)).toEqual([null, null])
  expect(() => rig.oauth.grantToken(grant)).toThrow('auth.signInLate')
  return account?.id ?? ''
}

async function configure(id: string): Promise<void> {
  const { account, password, trustedCertificates, signedInAt } = await accounts.facts(id)
  const { incoming, folderRoles } = account
  await engine.call('configure', {
    account: id,
    server: incoming,
    password,
    trustedCertificates,
    folderRoles,
    signedInAt
  })
}
const folders = (id: string) => engine.call('folders', { account: id })
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof AppError ? error.code : String(error))
  )

describe('an account that signs in on its service’s page', () => {
  it('logs in to both servers, and no password or token of it stands in the settings', async () => {
    const id = await add()
    await configure(id)
    expect((await folders(id)).map(({ path }) => path)).toContain('INBOX')
    expect(await rig.host.secrets.read(`account/${id}`)).toBe(null)
    const token = await rig.oauth.accessToken(id)
    const kept = await rig.host.secrets.read(`oauth/${id}`)
    const { refreshToken } = JSON.parse(kept ?? '{}') as { refreshToken: string }
    const settings = JSON.stringify(rig.host.settings.get('accounts'))
    for (const secret of [token, refreshToken]) {
      expect(settings).not.toContain(secret)
      expect(rig.log()).not.toContain(secret)
    }
  })

  it('says so when another person signed in than whose mailbox it is', async () => {
    const grant = await rig.signIn('other@fernhill.example')
    const { report, account } = await accounts.handlers['accounts.add'](draft(grant), context())
    expect(account).toBe(null)
    expect(report.steps[0]?.error?.code).toBe('auth.signInAgain')
  })

  it('gets a fresh token at each new connection, from a worker that lives for days', async () => {
    const id = await add()
    await configure(id)
    await folders(id)
    const before = asked.length
    await engine.call('wake', null)
    expect(await codeOf(folders(id))).toBe('ok')
    expect(asked.length).toBe(before + 1)
  })

  it('replaces a token that the server refuses although it has not lapsed', async () => {
    const id = await add()
    await configure(id)
    const token = await rig.oauth.accessToken(id)
    await oidc.revoke(token)
    expect(await codeOf(folders(id))).toBe('ok')
    expect(asked).toEqual([null, token])
    // and by SMTP
    const { account, secret, trustedCertificates } = await accounts.facts(id)
    await oidc.revoke(await rig.oauth.accessToken(id))
    const connection = await logIn(secret, (one) =>
      openConnection(account.outgoing, one, trustedCertificates)
    )
    connection.close()
    expect(await rig.oauth.accessToken(id)).not.toBe(token)
  })

  it('is signed in to again once the service says no, and the worker goes on with that', async () => {
    const id = await add()
    await configure(id)
    await folders(id)
    oidc.revokeAll()
    await engine.call('wake', null)
    expect(await codeOf(folders(id))).toBe('auth.signInAgain')
    expect(states.at(-1)).toBe('refused')
    // nothing is tried until then
    const before = asked.length
    expect(await codeOf(folders(id))).toBe('auth.signInAgain')
    expect(asked.length).toBe(before)
    const again = draft(await rig.signIn(user))
    const { report } = await accounts.handlers['accounts.update']({ id, draft: again }, context())
    expect(report.ok).toBe(true)
    await configure(id)
    expect(await codeOf(folders(id))).toBe('ok')
  })

  it('forgets its tokens when it goes over to a password, and when it is removed', async () => {
    const id = await add()
    const byPassword = { ...draft(), auth: 'password' as const, password: 'pass' }
    byPassword.outgoing = { ...byPassword.outgoing, authentication: false }
    const { report } = await accounts.handlers['accounts.update']({ id, draft: byPassword }, context())
    expect(report.steps.map(({ error }) => error)).toEqual([null, null])
    expect(await rig.host.secrets.read(`oauth/${id}`)).toBe(null)
    const again = draft(await rig.signIn(user))
    await accounts.handlers['accounts.update']({ id, draft: again }, context())
    expect(await rig.host.secrets.read(`account/${id}`)).toBe(null)
    expect(await rig.host.secrets.read(`oauth/${id}`)).not.toBe(null)
    await accounts.handlers['accounts.remove']({ id }, context())
    await accounts.handlers['accounts.removed']({ lease: 1, id }, context())
    expect(await rig.host.secrets.read(`oauth/${id}`)).toBe(null)
  })
})
