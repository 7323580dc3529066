import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AccountDraft, Policy } from '../../shared/contract/accounts.ts'
import { usual } from '../../shared/new-account.ts'
import { createAccounts } from './service.ts'
import { noSignIn } from './testing.ts'

const context = { signal: new AbortController().signal, caller: 1 }
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

let settings: Map<string, unknown>
/** What the workspace answers; an error: it cannot be reached. */
let decided: Policy | Error
let asked: string[][]
let told: Policy[]
let accounts: ReturnType<typeof make>

/** Servers that let everybody in: what is tested here is who may ask them. */
function make() {
  const secrets = new Map<string, string>()
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
      log
    },
    emit: (name, payload) => void (name === 'accounts.policyChanged' && told.push(payload as Policy)),
    testIncoming: async () => null,
    testOutgoing: async () => null,
    signIn: noSignIn,
    readPolicy: async (addresses) => {
      asked.push(addresses)
      if (decided instanceof Error) throw decided
      return decided
    },
    send: async () => undefined,
    removeFiles: async () => undefined,
    removeFilters: async () => undefined
  })
}

function draft(change: Partial<AccountDraft> = {}): AccountDraft {
  const server = { host: 'mail.fernhill.example', port: 993, security: 'ssl' as const, user: 'maya' }
  return {
    displayName: 'Maya',
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
async function added(change: Partial<AccountDraft> = {}) {
  const { account } = await accounts.handlers['accounts.add'](draft(change), context)
  if (!account) throw new Error('not added')
  return account
}
const change = (id: string, patch: object) => accounts.handlers['accounts.change']({ id, patch }, context)
const free: Policy = { mayConfigure: true, profile: 'Administrator', sharing: 'choice' }

beforeEach(() => {
  settings = new Map()
  decided = free
  asked = []
  told = []
  accounts = make()
})

describe('what the administrator decides', () => {
  test('“Email & Chat Settings” off: no mailbox is tested, added or changed, by whatever page asks', async () => {
    const account = await added()
    decided = { ...free, mayConfigure: false, profile: 'Standard' }
    await accounts.policy.refresh()
    const refusal = { code: 'accounts.notAllowed', params: { why: 'profile', profile: 'Standard' } }
    const second = draft({ address: 'b@fernhill.example' })
    await expect(accounts.handlers['accounts.add'](second, context)).rejects.toMatchObject(refusal)
    await expect(accounts.handlers['accounts.test']({ draft: second }, context)).rejects.toMatchObject(
      refusal
    )
    await expect(
      accounts.handlers['accounts.update']({ id: account.id, draft: second }, context)
    ).rejects.toMatchObject(refusal)
    expect(await accounts.handlers['accounts.policy']({}, context)).toEqual(decided)
    expect(told).toEqual([decided])
    // one that is here may be signed in to again
    expect(() => accounts.requireSignIn('MAYA@fernhill.example')).not.toThrow()
    expect(() => accounts.requireSignIn('b@fernhill.example')).toThrow('accounts.notAllowed')
    // what needs no server stays the rep's
    expect(await change(account.id, { signature: 'Best' })).toMatchObject({ signature: 'Best' })
    expect(asked.at(-1)).toEqual(['maya@fernhill.example'])
  })

  test('is remembered while the workspace is out of reach, over a restart too', async () => {
    decided = { ...free, mayConfigure: false }
    await accounts.policy.refresh()
    decided = new Error('out of reach')
    accounts = make()
    await accounts.policy.refresh()
    await expect(added()).rejects.toMatchObject({ code: 'accounts.notAllowed' })
  })

  test('locks email sharing, and gives the rep’s own choice back when it is theirs again', async () => {
    const account = await added()
    expect(account.sharing).toBe('private')
    expect(await change(account.id, { sharing: 'custom' })).toMatchObject({ sharing: 'custom' })
    decided = { ...free, sharing: 'public' }
    await accounts.policy.refresh()
    await expect(change(account.id, { sharing: 'private' })).rejects.toMatchObject({
      code: 'accounts.notAllowed',
      params: { why: 'sharing', sharing: 'public' }
    })
    decided = free
    await accounts.policy.refresh()
    expect((await accounts.handlers['accounts.list']({}, context))[0]).toMatchObject({ sharing: 'custom' })
  })
})

describe('who puts sent mail into Sent', () => {
  const copy = (id: string) => accounts.copyOf(id, 'maya@fernhill.example')

  test.each([
    ['gmail', 'server', 'none'],
    [null, 'unknown', 'find']
  ] as const)('service %s: %s', async (service, by, wanted) => {
    const account = await added({ service })
    expect(account.filing).toEqual({ by, at: null })
    expect(copy(account.id)).toBe(wanted)
  })

  test('what was found out stays with the account until its servers are others', async () => {
    const { id } = await added()
    accounts.filed(id, 'app')
    expect(copy(id)).toBe('now')
    const update = (one: AccountDraft) => accounts.handlers['accounts.update']({ id, draft: one }, context)
    expect((await update(draft({ displayName: 'M' }))).account?.filing.by).toBe('app')
    accounts.filed(id, 'server')
    expect(copy(id)).toBe('none')
    const moved = { ...draft().incoming, host: 'new.fernhill.example' }
    expect((await update(draft({ incoming: moved }))).account?.filing).toEqual({ by: 'unknown', at: null })
  })

  test('nobody, where the rep wants no copy; we, where Sent is on this computer', async () => {
    const { id } = await added({ outgoing: { ...draft().outgoing, storeSent: false } })
    expect(copy(id)).toBe('none')
    const pop = await added({
      protocol: 'pop3',
      address: 'p@x.example',
      incoming: { ...draft().incoming, user: 'p' }
    })
    expect(accounts.copyOf(pop.id, pop.address)).toBe('now')
  })
})

test('only what may send is the default', async () => {
  const { id } = await added()
  await expect(change(id, { defaultSender: 'boss@fernhill.example' })).rejects.toMatchObject({
    code: 'contract.badInput'
  })
  expect(await change(id, { defaultSender: '' })).toMatchObject({ defaultSender: '' })
})

test('an account of an older version reads as it was, with what is new at its beginning', async () => {
  const account = await added()
  const { senders: _, defaultSender: __, filing: ___, sharing: ____, ...old } = account
  settings.set('accounts', { version: 1, list: [{ ...old, trustedCertificates: [] }] })
  accounts = make()
  expect(await accounts.handlers['accounts.list']({}, context)).toEqual([account])
})
