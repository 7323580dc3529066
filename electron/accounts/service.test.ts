import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSmtp, type SmtpForTests, type SmtpRules } from '../../tests/servers/smtp.ts'
import type { Account, AccountDraft, Server } from '../../shared/contract/accounts.ts'
import { usual } from '../../shared/new-account.ts'
import type { CallContext } from '../../shared/contract/index.ts'
import { AppError, type WireError } from '../../shared/errors.ts'
import type { Secret } from '../wire/login.ts'
import { testOutgoing } from '../smtp/test.ts'
import { createAccounts, type AccountsDeps, type AccountsService } from './service.ts'
import { noSignIn } from './testing.ts'

const context: CallContext = { signal: new AbortController().signal, caller: 1 }
const clear: SmtpRules = { options: { disabledCommands: ['STARTTLS'], allowInsecureAuth: true } }

let settings: Map<string, unknown>
let secrets: Map<string, string>
let events: Account[][]
let logged: string[]
let removedFiles: string[]
let removedFilters: string[]
let accounts: AccountsService
let tests: number
const open: SmtpForTests[] = []

/** A login on a real server stands for both sides here; that IMAP names its errors alike is pinned with IMAP. */
const testIncoming = (server: Server, secret: Secret, trusted: string[]): Promise<WireError | null> => {
  tests++
  return testOutgoing({ ...server, authentication: true, storeSent: true }, secret, trusted)
}

function make(change: Partial<AccountsDeps> = {}): AccountsService {
  const log = (event: string, fields?: unknown): void => void logged.push(JSON.stringify([event, fields]))
  return createAccounts({
    host: {
      settings: {
        get: <T>(key: string) => structuredClone(settings.get(key)) as T | undefined,
        set: (key, value) => void settings.set(key, JSON.parse(JSON.stringify(value))),
        delete: (key) => void settings.delete(key)
      },
      secrets: {
        read: async (name) => secrets.get(name) ?? null,
        write: async (name, secret) => void secrets.set(name, secret),
        remove: async (name) => void secrets.delete(name),
        strength: async () => 'strong'
      },
      resourcesFolder: join(import.meta.dirname, '../../resources'),
      log: { info: log, warn: log, error: log }
    },
    emit: (name, payload) => void (name === 'accounts.changed' && events.push(payload as Account[])),
    testIncoming,
    testOutgoing,
    signIn: noSignIn,
    readPolicy: async () => ({ mayConfigure: true, profile: 'Administrator', sharing: 'choice' }),
    send: async () => undefined,
    removeFiles: async (id) => void removedFiles.push(id),
    removeFilters: async (id) => void removedFilters.push(id),
    ...change
  })
}
beforeEach(() => {
  settings = new Map()
  secrets = new Map()
  events = []
  logged = []
  removedFiles = []
  removedFilters = []
  tests = 0
  accounts = make()
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
async function smtp(rules: SmtpRules = clear): Promise<SmtpForTests> {
  const started = await startSmtp(rules)
  open.push(started)
  return started
}
function draft(port: number, change: Partial<AccountDraft> = {}): AccountDraft {
  const server = { host: '127.0.0.1', port, security: 'never' as const, user: 'maya' }
  return {
    displayName: 'Maya Lindqvist',
    address: 'maya@fernhill.example',
    service: null,
    protocol: 'imap',
    ...usual,
    incoming: server,
    outgoing: { ...server, authentication: true, storeSent: true },
    period: { months: 6 },
    password: 'pass',
    trustedCertificates: [],
    ...change
  }
}
const add = (one: AccountDraft) => accounts.handlers['accounts.add'](one, context)
const list = () => accounts.handlers['accounts.list']({}, context)
async function added(change: Partial<AccountDraft> = {}): Promise<Account> {
  const { account } = await add(draft((await smtp()).port, change))
  if (account === null) throw new Error('not added')
  return account
}

test('an account is tested on both sides, saved, told, and there after a restart; its secret is in no setting', async () => {
  const account = await added({ password: 'pass' })
  expect(account).toMatchObject({ displayName: 'Maya Lindqvist', state: 'active', position: 0, aliases: [] })
  expect(account).not.toHaveProperty('trustedCertificates')
  expect(events).toEqual([[account]])
  accounts = make()
  expect(await list()).toEqual([account])
  expect(await accounts.facts(account.id)).toMatchObject({
    account,
    password: 'pass',
    trustedCertificates: []
  })
  expect(JSON.stringify([...settings])).not.toContain('"pass"')
  expect(JSON.stringify(events)).not.toContain('"pass"')
  expect(logged.join()).not.toMatch(/pass"|maya|fernhill|127\.0\.0\.1/i)
  expect([...secrets]).toEqual([[`account/${account.id}`, 'pass']])
})

describe('a test that fails', () => {
  test('names the side and what failed, and saves nothing', async () => {
    const good = await smtp()
    const { report, account } = await add(draft(good.port, { outgoing: { ...draft(1).outgoing } }))
    expect(account).toBeNull()
    expect(report).toEqual({
      ok: false,
      steps: [
        { side: 'incoming', ok: true, error: null, can: [], certificate: null },
        {
          side: 'outgoing',
          ok: false,
          error: { code: 'net.refused', params: { host: '127.0.0.1', port: 1 } },
          can: [],
          certificate: null
        }
      ]
    })
    expect([settings.size, secrets.size, events.length]).toEqual([0, 0, 0])
  })
  test('shows the certificate, and one that the rep decided to trust is kept with the account', async () => {
    const server = await smtp({})
    const secure = { host: '127.0.0.1', port: server.port, security: 'tls' as const, user: 'maya' }
    const one = draft(server.port, {
      incoming: secure,
      outgoing: { ...secure, authentication: true, storeSent: true }
    })
    const { report } = await add(one)
    const [incoming, outgoing] = report.steps
    expect(incoming?.error?.code).toBe('net.certificate')
    expect(incoming?.certificate).toMatchObject({
      expected: '127.0.0.1',
      reason: expect.stringMatching(/./),
      validTo: expect.stringMatching(/./)
    })
    expect(outgoing?.certificate).toEqual(incoming?.certificate)
    expect(server.logins).toEqual([])
    const { account } = await add({ ...one, trustedCertificates: [incoming?.certificate?.fingerprint ?? ''] })
    expect((await accounts.facts(account?.id ?? '')).trustedCertificates).toEqual([
      incoming?.certificate?.fingerprint
    ])
  })
  test('no password: nothing is connected', async () => {
    const server = await smtp()
    const report = await accounts.handlers['accounts.test'](
      { draft: draft(server.port, { password: undefined }) },
      context
    )
    expect(report.steps.map(({ error }) => error?.code)).toEqual(['auth.missingSecret', 'auth.missingSecret'])
    expect(server.connections()).toBe(0)
  })
  test('a keychain that does not answer saves nothing', async () => {
    const unavailable = new AppError('secrets.unavailable')
    accounts = make({
      host: { ...plainHost(), secrets: { ...quietSecrets, write: () => Promise.reject(unavailable) } }
    })
    await expect(add(draft((await smtp()).port))).rejects.toBe(unavailable)
    expect(settings.size).toBe(0)
  })
})

const quietSecrets: AccountsDeps['host']['secrets'] = {
  read: async () => null,
  write: async () => undefined,
  remove: async () => undefined,
  strength: async () => 'strong'
}
function plainHost(): AccountsDeps['host'] {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  return {
    settings: {
      get: <T>(key: string) => settings.get(key) as T | undefined,
      set: (key, value) => void settings.set(key, value),
      delete: () => undefined
    },
    secrets: quietSecrets,
    resourcesFolder: join(import.meta.dirname, '../../resources'),
    log: quiet
  }
}

describe('services that take app passwords only', () => {
  test.each([
    ['gmail', 'auth.needsAppPassword', 'https://support.google.com/accounts/answer/185833'],
    ['icloud', 'auth.needsAppPassword', 'https://support.apple.com/en-us/102654'],
    ['office365', 'auth.protocolDisabled', null],
    ['zoho-us', 'auth.wrongPassword', 'https://accounts.zoho.com/home#security/app_password'],
    ['gandi', 'auth.wrongPassword', null]
  ])('a wrong password at %s is %s', async (service, code, help) => {
    const server = await smtp({ ...clear, password: 'another' })
    const { report } = await add(draft(server.port, { service }))
    expect(report.steps.map(({ error }) => [error?.code, error?.params.help])).toEqual([
      [code, help],
      [code, help]
    ])
  })
  test.each([
    ['gmail', 'abcd efgh ijkl mnop', 'abcdefghijklmnop'],
    ['yahoo', ' abcdefghijklmnop\n', 'abcdefghijklmnop'],
    ['gmail', 'my own pass phrase', 'my own pass phrase'],
    ['icloud', 'abcd-efgh-ijkl-mnop', 'abcd-efgh-ijkl-mnop'],
    [null, 'abcd efgh ijkl mnop', 'abcd efgh ijkl mnop']
  ])('at %s the password %j is sent as %j', async (service, typed, sent) => {
    const server = await smtp({ ...clear, password: sent })
    expect((await add(draft(server.port, { service, password: typed }))).report.ok).toBe(true)
    expect(server.logins.map(({ password }) => password)).toEqual([sent, sent])
    expect([...secrets.values()]).toEqual([sent])
  })
})

test('the same mailbox twice is refused before anything is connected', async () => {
  await added()
  const server = await smtp()
  await expect(add(draft(server.port, { address: 'MAYA@fernhill.example' }))).rejects.toMatchObject({
    code: 'accounts.duplicate'
  })
  expect(server.connections()).toBe(0)
  const port = (await list())[0]?.incoming.port ?? 0
  await expect(add(draft(port, { address: 'other@fernhill.example' }))).rejects.toMatchObject({
    code: 'accounts.duplicate'
  })
})

test('what is no address is refused; an empty user name is the address', async () => {
  await expect(add(draft(1, { address: 'maya' }))).rejects.toMatchObject({ code: 'send.badAddress' })
  const port = (await smtp()).port
  const empty = draft(port)
  const { account } = await add({
    ...empty,
    incoming: { ...empty.incoming, user: '' },
    outgoing: { ...empty.outgoing, user: ' ' }
  })
  expect([account?.incoming.user, account?.outgoing.user]).toEqual([
    'maya@fernhill.example',
    'maya@fernhill.example'
  ])
})

describe('changes', () => {
  test('an update without a password keeps the saved one, and what the form does not hold stays', async () => {
    const account = await added()
    await accounts.handlers['accounts.change'](
      { id: account.id, patch: { signature: 'Best', folderRoles: { sent: 'Gesendet' } } },
      context
    )
    const change = draft(account.incoming.port, {
      password: undefined,
      displayName: 'M. L.',
      address: 'm.l@fernhill.example'
    })
    const { account: updated } = await accounts.handlers['accounts.update'](
      { id: account.id, draft: change },
      context
    )
    expect(updated).toMatchObject({
      id: account.id,
      displayName: 'M. L.',
      address: 'm.l@fernhill.example',
      signature: 'Best',
      folderRoles: { sent: 'Gesendet' }
    })
    expect((await accounts.facts(account.id)).password).toBe('pass')
  })
  test('an update that fails its test changes nothing', async () => {
    const account = await added()
    const wrong = draft(account.incoming.port, { password: 'wrong', displayName: 'X' })
    const { account: updated } = await accounts.handlers['accounts.update'](
      { id: account.id, draft: wrong },
      context
    )
    expect(updated).toBeNull()
    expect(await list()).toEqual([account])
    expect((await accounts.facts(account.id)).password).toBe('pass')
  })
  test('small changes need no connection, keep the order, and are told', async () => {
    const first = await added()
    const second = await added({ address: 'second@fernhill.example' })
    const before = tests
    await accounts.handlers['accounts.change'](
      { id: second.id, patch: { position: -1, state: 'paused' } },
      context
    )
    expect((await list()).map(({ id, state }) => [id, state])).toEqual([
      [second.id, 'paused'],
      [first.id, 'active']
    ])
    expect(tests).toBe(before)
    expect(events.at(-1)?.[0]?.id).toBe(second.id)
  })
  test('one that is not there is accounts.unknown', async () => {
    await expect(accounts.handlers['accounts.change']({ id: 'x', patch: {} }, context)).rejects.toMatchObject(
      { code: 'accounts.unknown' }
    )
    await expect(accounts.facts('x')).rejects.toMatchObject({ code: 'accounts.unknown' })
    await expect(accounts.handlers['accounts.remove']({ id: 'x' }, context)).rejects.toMatchObject({
      code: 'accounts.unknown'
    })
  })
})

describe('removing', () => {
  const gone = (id: string) => accounts.handlers['accounts.removed']({ lease: 1, id }, context)

  test('is a saved state that a restart finds; then files, secret and settings go, and only these', async () => {
    const account = await added()
    const other = await added({ address: 'other@fernhill.example' })
    await accounts.handlers['accounts.remove']({ id: account.id }, context)
    accounts = make()
    expect((await list()).map(({ state }) => state)).toEqual(['removing', 'active'])
    await expect(
      accounts.handlers['accounts.change']({ id: account.id, patch: { state: 'active' } }, context)
    ).rejects.toMatchObject({
      code: 'accounts.unknown'
    })
    await gone(account.id)
    await gone(account.id)
    expect(await list()).toEqual([other])
    expect(removedFiles).toEqual([account.id])
    expect(removedFilters).toEqual([account.id])
    expect([...secrets.keys()]).toEqual([`account/${other.id}`])
  })
  test('an account that nobody asked to remove is not forgotten', async () => {
    const account = await added()
    await expect(gone(account.id)).rejects.toMatchObject({ code: 'accounts.notAllowed' })
    expect(await list()).toEqual([account])
  })
  test('a step that fails leaves it removing, to be done again', async () => {
    const account = await added()
    await accounts.remove(account.id)
    const full = make({ removeFiles: () => Promise.reject(new AppError('disk.failed')) })
    await expect(
      full.handlers['accounts.removed']({ lease: 1, id: account.id }, context)
    ).rejects.toMatchObject({ code: 'disk.failed' })
    expect((await list()).map(({ state }) => state)).toEqual(['removing'])
    await gone(account.id)
    expect(await list()).toEqual([])
  })
})

describe('a mailbox whose sharing the administrator locked', () => {
  const locked = (sharing: 'choice' | 'private') =>
    make({ readPolicy: async () => ({ mayConfigure: true, profile: 'Standard', sharing, locked: true }) })
  const removing = (id: string) => accounts.handlers['accounts.remove']({ id }, context)
  const updating = (one: Account, change: Partial<AccountDraft>) =>
    accounts.handlers['accounts.update'](
      { id: one.id, draft: { ...draft(one.incoming.port), ...change } },
      context
    )

  test('is neither removed nor pointed at another one; its password and its ports may change', async () => {
    const account = await added()
    await accounts.handlers['accounts.change']({ id: account.id, patch: { sharing: 'public' } }, context)
    accounts = locked('choice')
    await accounts.policy.refresh()
    const refused = { code: 'sharing.locked' }
    await expect(removing(account.id)).rejects.toMatchObject(refused)
    await expect(updating(account, { address: 'other@fernhill.example' })).rejects.toMatchObject(refused)
    const incoming = { ...account.incoming, user: 'other' }
    await expect(updating(account, { incoming })).rejects.toMatchObject(refused)
    expect((await list()).map(({ state, address }) => [state, address])).toEqual([
      ['active', 'maya@fernhill.example']
    ])
    const elsewhere = await smtp()
    const moved = draft(elsewhere.port, { password: 'pass' })
    expect((await updating(account, moved)).account).toMatchObject({ incoming: { port: elsewhere.port } })
    accounts = make()
    await accounts.policy.refresh()
    await removing(account.id)
  })
  test('is removed where it shares nothing', async () => {
    const account = await added()
    await accounts.handlers['accounts.change']({ id: account.id, patch: { sharing: 'public' } }, context)
    accounts = locked('private')
    await accounts.policy.refresh()
    await removing(account.id)
    expect((await list()).map(({ state }) => state)).toEqual(['removing'])
  })
})

test('an entry of another version is not shown and not lost', async () => {
  settings.set('accounts', { version: 9, list: [{ id: 'future', strange: true }] })
  accounts = make()
  expect(await list()).toEqual([])
  await added()
  expect(JSON.stringify(settings.get('accounts'))).toContain('"strange":true')
})

test('servers of this process: added without a test, named before they are told of, and their ports follow a restart', async () => {
  const before: [string, number][] = []
  const account = await accounts.addWithoutTest(draft(1), (id) => before.push([id, events.length]))
  expect(before).toEqual([[account.id, 0]])
  await accounts.updatePorts(account.id, { incoming: 5, outgoing: 6 })
  expect((await list()).map(({ incoming, outgoing }) => [incoming.port, outgoing.port])).toEqual([[5, 6]])
  const told = events.length
  await accounts.updatePorts(account.id, { incoming: 5, outgoing: 6 })
  expect(events).toHaveLength(told)
  expect(tests).toBe(0)
})

test('others hear of every change until they stop listening', async () => {
  let heard = 0
  const stop = accounts.onChanged(() => heard++)
  const account = await accounts.addWithoutTest(draft(1), () => undefined)
  await accounts.remove(account.id)
  stop()
  await accounts.handlers['accounts.removed']({ lease: 1, id: account.id }, context)
  expect(heard).toBe(2)
})

test('a deactivated account keeps its own filters only where it keeps its folders', async () => {
  const { id } = await added()
  const change = (folders: boolean) =>
    accounts.handlers['accounts.change'](
      { id, patch: { state: 'inactive', keep: { folders, mail: folders } } },
      context
    )
  await change(true)
  expect(removedFilters).toEqual([])
  await change(false)
  expect(removedFilters).toEqual([id])
})
