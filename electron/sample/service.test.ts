import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account, AccountDraft } from '../../shared/contract/accounts.ts'
import { asNew } from '../../shared/new-account.ts'
import type { CallContext } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import {
  createSample,
  isSampleAccount,
  type SampleDeps,
  type SampleRecords,
  type SampleService
} from './service.ts'
import { connectImap, eventually, quiet, resourcesFolder, sendBy, temporaryFolder } from './testing.ts'

const context: CallContext = { signal: new AbortController().signal, caller: 1 }

/** What outlives a restart: the data folder, settings, secrets, accounts and the workspace. */
function computer() {
  const folder = temporaryFolder()
  const settings = new Map<string, unknown>([['sampleReplyAfter', null]])
  const secrets = new Map<string, string>()
  const accounts: (Account & { password: string })[] = []
  const inserted: SampleRecords[] = []
  const events: string[] = []
  /** Each account as it came to be, and whether it was known for the sample's by then. */
  const told: [string, boolean][] = []
  const deps: SampleDeps = {
    host: {
      dataFolder: folder.path,
      resourcesFolder,
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
      log: quiet,
      openSample: false
    },
    accounts: () => accounts,
    addAccount: async ({ password = '', ...draft }: AccountDraft, named: (id: string) => void) => {
      if (accounts.some(({ address }) => address === draft.address)) throw new AppError('accounts.duplicate')
      const id = `account-${events.length}`
      named(id)
      told.push([id, isSampleAccount(deps.host.settings, id)])
      const facts = {
        ...asNew,
        id,
        position: accounts.length
      }
      accounts.push({ ...draft, ...facts, password })
      events.push('account')
      return accounts.at(-1) as Account
    },
    removeAccount: async (id) => {
      events.push(`removed ${id}`)
      const found = accounts.find((one) => one.id === id)
      if (found) found.state = 'removing'
    },
    updatePorts: async (id, ports) => {
      const found = accounts.find((one) => one.id === id)
      if (!found) throw new AppError('accounts.unknown')
      found.incoming.port = ports.incoming
      found.outgoing.port = ports.outgoing
    },
    warmRecords: () => void events.push('warm'),
    insertRecords: async (sample) => void inserted.push(sample),
    removeRecords: async () => void inserted.splice(0)
  }
  return { folder, settings, secrets, accounts, inserted, events, told, deps }
}

describe('the sample', () => {
  let machine: ReturnType<typeof computer>
  const running: SampleService[] = []
  const boot = async (change: Partial<SampleDeps> = {}) => {
    const sample = createSample({ ...machine.deps, ...change })
    running.push(sample)
    await sample.start()
    return sample
  }
  const install = (sample: SampleService) => sample.handlers['sample.install']({}, context)
  const remove = (sample: SampleService) => sample.handlers['sample.remove']({}, context)
  const status = (sample: SampleService) => sample.handlers['sample.status']({}, context)
  const open = () => {
    const [account] = machine.accounts
    if (!account) throw new Error('no account')
    return connectImap(account.incoming.port, { user: account.incoming.user, password: account.password })
  }

  beforeEach(() => {
    machine = computer()
  })
  afterEach(async () => {
    for (const one of running.splice(0)) await one.close()
    machine.folder.remove()
  })

  it('has the workspace opened while the window loads, where the start asks for a first sample', async () => {
    const openSample = { host: { ...machine.deps.host, openSample: true } }
    await boot()
    expect(machine.events).toEqual([])
    const sample = await boot(openSample)
    expect(machine.events).toEqual(['warm'])
    await install(sample)
    await boot(openSample)
    expect(machine.events).toEqual(['warm', 'account'])
  })

  it('is an ordinary account on this computer, there once however often it is asked for', async () => {
    const sample = await boot()
    expect(await status(sample)).toEqual({ installed: false, account: null })
    const [first, second] = await Promise.all([install(sample), install(sample)])
    expect(second).toEqual(first)
    expect(await install(sample)).toEqual(first)
    expect(await status(sample)).toEqual({ installed: true, account: first.account })
    // else what an organisation fixes would be laid over it for whoever hears of it first
    expect(machine.told).toEqual([[first.account, true]])
    expect(machine.accounts).toMatchObject([
      {
        displayName: 'Maya Lindqvist',
        address: 'maya@fernhill.example',
        protocol: 'imap',
        incoming: { host: '127.0.0.1', security: 'never' },
        outgoing: { host: '127.0.0.1', security: 'never', authentication: true, storeSent: true }
      }
    ])
    const client = await open()
    const box = await client.mailboxOpen('INBOX')
    expect(box.exists).toBeGreaterThan(300)
    client.close()
    const [account] = machine.accounts
    const login = { user: account?.outgoing.user ?? '', password: account?.password ?? '' }
    const sent = await sendBy(account?.outgoing.port ?? 0, login, {
      from: 'maya@fernhill.example',
      to: 'ruth@okafor-packaging.example',
      subject: 'x',
      text: 'y'
    })
    expect(sent.accepted).toHaveLength(1)
    expect(JSON.stringify([...machine.settings])).not.toContain(account?.password)
    const kinds = new Map<string, number>()
    for (const { draft } of machine.inserted[0]?.records ?? [])
      kinds.set(draft.kind, (kinds.get(draft.kind) ?? 0) + 1)
    expect(Object.fromEntries(kinds)).toEqual({
      user: 10,
      account: 20,
      contact: 40,
      lead: 15,
      deal: 19,
      activity: 22
    })
  })

  it.each(['records', 'account', 'note'])(
    'goes on where an installation stopped: at the %s',
    async (step) => {
      const broken: Partial<SampleDeps> =
        step === 'records'
          ? { insertRecords: () => Promise.reject(new Error('stopped')) }
          : {
              addAccount: async (draft, named) => {
                if (step === 'note') await machine.deps.addAccount(draft, named)
                throw new Error('stopped')
              }
            }
      const first = await boot(broken)
      await expect(install(first)).rejects.toMatchObject({ code: 'sample.failed' })
      expect(await status(first)).toMatchObject({ installed: false })
      await first.close()
      const second = await boot()
      const { account } = await install(second)
      expect(machine.accounts.map(({ id }) => id)).toEqual([account])
      const client = await open()
      client.close()
    }
  )

  it('does not wait for a workspace that is slow or away; its records follow', async () => {
    let away = true
    let asked = 0
    const insertRecords: SampleDeps['insertRecords'] = async (sample) => {
      asked++
      if (asked === 1) await new Promise((resolve) => setTimeout(resolve, 1500))
      if (away) throw new Error('away')
      await machine.deps.insertRecords(sample)
    }
    const sample = await boot({ insertRecords })
    await install(sample)
    expect(machine.inserted).toEqual([])
    away = false
    await eventually(() => machine.inserted.length === 1, 20_000)
    await sample.close()
    await boot()
    expect(machine.inserted).toHaveLength(1)
  })

  it('serves again after a restart, on the same ports, or on others that the account is told of', async () => {
    const first = await boot()
    await install(first)
    const [account] = machine.accounts
    const { port } = account?.incoming ?? { port: 0 }
    const client = await open()
    await client.mailboxOpen('INBOX')
    await client.messageFlagsAdd('7', ['\\Flagged'], { uid: true })
    client.close()
    await first.close()

    const second = await boot()
    expect(account?.incoming.port).toBe(port)
    const again = await open()
    await again.mailboxOpen('INBOX')
    const row = await again.fetchOne('7', { flags: true }, { uid: true })
    expect(row && row.flags?.has('\\Flagged')).toBe(true)
    again.close()
    await second.close()

    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(port, '127.0.0.1', resolve))
    await boot()
    expect(account?.incoming.port).not.toBe(port)
    const elsewhere = await open()
    elsewhere.close()
    await new Promise<void>((resolve) => blocker.close(() => resolve()))
  })

  it('takes away its own account, files and records, and nothing else', async () => {
    const sample = await boot()
    await machine.deps.addAccount({ address: 'own@own.example' } as AccountDraft, () => undefined)
    machine.settings.set('other', 1)
    machine.secrets.set('account/own', 'kept')
    const { account } = await install(sample)
    await remove(sample)
    expect(await status(sample)).toEqual({ installed: false, account: null })
    expect(machine.events).toContain(`removed ${account}`)
    expect(machine.accounts.find(({ address }) => address === 'own@own.example')?.state).toBe('active')
    expect(machine.inserted).toEqual([])
    expect(readdirSync(machine.folder.path)).toEqual([])
    expect([...machine.settings.keys()].sort()).toEqual(['other', 'sampleReplyAfter'])
    expect([...machine.secrets]).toEqual([['account/own', 'kept']])
    await remove(sample)
  })

  it('goes on with a removal that stopped, at the next start', async () => {
    const first = await boot({ removeRecords: () => Promise.reject(new Error('stopped')) })
    await install(first)
    await expect(remove(first)).rejects.toMatchObject({ code: 'sample.failed' })
    await first.close()
    const second = await boot()
    expect(await status(second)).toEqual({ installed: false, account: null })
    expect(machine.inserted).toEqual([])
    expect(existsSync(join(machine.folder.path, 'sample'))).toBe(false)
  })

  it('comes back after a removal once the old account is gone, and when only its account was removed', async () => {
    const sample = await boot()
    const { account } = await install(sample)
    await remove(sample)
    const again = install(sample)
    await new Promise((resolve) => setTimeout(resolve, 100))
    machine.accounts.splice(
      machine.accounts.findIndex(({ id }) => id === account),
      1
    )
    const { account: second } = await again
    expect(second).not.toBe(account)
    machine.accounts.splice(0)
    expect(await status(sample)).toEqual({ installed: true, account: null })
    const { account: third } = await install(sample)
    expect(machine.accounts.map(({ id }) => id)).toEqual([third])
    const client = await open()
    client.close()
  })
})
