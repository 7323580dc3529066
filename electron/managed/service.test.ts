import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountDraft } from '../../tests/app/app.ts'
import { createAccounts } from '../accounts/service.ts'
import { noSignIn } from '../accounts/testing.ts'
import { createApp } from '../app/service.ts'
import { createDrafting } from '../drafting/service.ts'
import { createUpdates } from '../update/service.ts'
import type { Host, Updater } from '../host/host.ts'
import type { AccountDraft } from '../../shared/contract/accounts.ts'
import { preferences } from '../../shared/contract/app.ts'
import type { CallContext } from '../../shared/contract/index.ts'
import { createManaged, type Managed } from './service.ts'

/** Held in the core: a call that would change what is fixed is refused, whoever makes it. */
const context: CallContext = { signal: new AbortController().signal, caller: 1 }
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
let folder: string
let settings: Map<string, unknown>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-managed-'))
  settings = new Map()
})
afterEach(() => rmSync(folder, { recursive: true }))
function fixed(file: object): Managed {
  const managedFile = join(folder, 'managed.json')
  writeFileSync(managedFile, JSON.stringify(file))
  return createManaged({ host: { managedFile, log: quiet } })
}
const host = (): Host =>
  ({
    settings: {
      get: (key: string) => structuredClone(settings.get(key)),
      set: (key: string, value: unknown) => void settings.set(key, structuredClone(value)),
      delete: (key: string) => void settings.delete(key)
    },
    secrets: {
      read: async () => null,
      write: async () => undefined,
      remove: async () => undefined,
      strength: async () => 'strong'
    },
    log: quiet,
    version: '1.0.0',
    dataFolder: folder,
    resourcesFolder: join(import.meta.dirname, '../../resources'),
    onWake: () => () => undefined,
    updater: null
  }) as unknown as Host

const servers = {
  domain: 'fernhill.example',
  protocol: 'imap',
  incoming: { host: 'imap.fernhill.example', port: 993, security: 'ssl' },
  outgoing: { host: 'smtp.fernhill.example', port: 465, security: 'ssl' }
}
const locked = (setting: string) => ({ code: 'managed.locked', params: { setting } })

describe('accounts', () => {
  const ports = { imap: 1143, smtp: 1025 }
  const make = (managed: Managed) =>
    createAccounts({
      host: host(),
      emit: () => undefined,
      testIncoming: async () => null,
      testOutgoing: async () => null,
      signIn: noSignIn,
      readPolicy: async () => ({ mayConfigure: true, profile: 'Administrator', sharing: 'choice' }),
      send: async () => undefined,
      removeFiles: async () => undefined,
      removeFilters: async () => undefined,
      managed: managed.accounts
    })
  const draft = (change: Partial<AccountDraft> = {}): AccountDraft => ({
    ...accountDraft(ports),
    incoming: { ...accountDraft(ports).incoming, host: 'IMAP.fernhill.example', port: 993, security: 'ssl' },
    outgoing: { ...accountDraft(ports).outgoing, host: 'smtp.fernhill.example', port: 465, security: 'ssl' },
    ...change
  })
  const managed = () => fixed({ accounts: { servers: [servers] } })

  it.each([
    ['another server', { incoming: { ...draft().incoming, host: 'evil.example' } }, 'incoming'],
    ['another port', { incoming: { ...draft().incoming, port: 143 } }, 'incoming'],
    ['no encryption', { incoming: { ...draft().incoming, security: 'never' as const } }, 'incoming'],
    ['another outgoing server', { outgoing: { ...draft().outgoing, host: 'evil.example' } }, 'outgoing'],
    ['another protocol', { protocol: 'pop3' as const }, 'protocol']
  ])('a mailbox with %s is refused', async (_what, change, side) => {
    const { handlers } = make(managed())
    const wanted = locked(`accounts.servers.${side}`)
    await expect(handlers['accounts.add'](draft(change), context)).rejects.toMatchObject(wanted)
    const test = handlers['accounts.test']({ draft: draft(change) }, context)
    await expect(test).rejects.toMatchObject(wanted)
    const added = await handlers['accounts.add'](draft(), context)
    const update = { id: added.account!.id, draft: draft(change) }
    await expect(handlers['accounts.update'](update, context)).rejects.toMatchObject(wanted)
  })

  it('holds for addresses at the domain in any spelling, and for no other', async () => {
    const { handlers } = make(managed())
    const change = { incoming: { ...draft().incoming, host: 'evil.example' } }
    for (const address of ['rep@FERNHILL.example', ' rep@fernhill.example '])
      await expect(handlers['accounts.add'](draft({ ...change, address }), context)).rejects.toMatchObject({
        code: 'managed.locked'
      })
    const elsewhere = draft({ ...change, address: 'rep@sub.fernhill.example' })
    expect((await handlers['accounts.add'](elsewhere, context)).account).not.toBe(null)
  })

  it('lays them over a mailbox that was here before, and gives its own back', async () => {
    const before = make(fixed({}))
    await before.handlers['accounts.add'](draft({ incoming: accountDraft(ports).incoming }), context)
    const [over] = make(managed()).list()
    expect(over!.incoming).toMatchObject({ ...servers.incoming, user: 'rep' })
    const { incoming } = await make(managed())
      .facts(over!.id)
      .then(({ account }) => account)
    expect(incoming.host).toBe('imap.fernhill.example')
    const patch = { displayName: 'Maya', sharing: 'private' as const }
    await make(managed()).handlers['accounts.change']({ id: over!.id, patch }, context)
    expect(make(fixed({})).list()[0]!.incoming).toMatchObject({ host: '127.0.0.1', port: 1143 })
  })

  it('allows its own domains only, where that is said', async () => {
    const { handlers } = make(fixed({ accounts: { servers: [servers], onlyThese: true } }))
    const other = handlers['accounts.add'](draft({ address: 'rep@elsewhere.example' }), context)
    await expect(other).rejects.toMatchObject(locked('accounts.onlyThese'))
    const { account } = await handlers['accounts.add'](draft(), context)
    const sender = { address: 'me@elsewhere.example', name: '', signature: '', replyTo: '' }
    const outgoing = { ...draft().outgoing, host: 'smtp.elsewhere.example' }
    const save = (own: typeof outgoing | null) =>
      handlers['accounts.saveSender']({ id: account!.id, sender: { ...sender, outgoing: own } }, context)
    await expect(save(outgoing)).rejects.toMatchObject(locked('accounts.onlyThese'))
    // by the organisation's own server
    expect((await save(null)).senders).toHaveLength(1)
  })

  it('lays them over a further sender that was here before, or sends nothing by it', async () => {
    const before = make(fixed({}))
    const { account } = await before.handlers['accounts.add'](draft(), context)
    const own = { ...draft().outgoing, host: 'smtp.own.example', port: 2525, user: 'sales' }
    const sender = { name: '', signature: '', replyTo: '', outgoing: own }
    for (const address of ['sales@fernhill.example', 'me@elsewhere.example'])
      await before.handlers['accounts.saveSender'](
        { id: account!.id, sender: { ...sender, address } },
        context
      )
    const proved = settings.get('accounts') as { list: { senders: { verified: boolean }[] }[] }
    for (const one of proved.list[0]!.senders) one.verified = true
    const after = make(fixed({ accounts: { servers: [servers], onlyThese: true } }))
    const route = await after.routeOf(account!.id, 'sales@fernhill.example')
    expect(route.outgoing).toMatchObject({ ...servers.outgoing, user: 'sales' })
    await expect(after.routeOf(account!.id, 'me@elsewhere.example')).rejects.toMatchObject(
      locked('accounts.onlyThese')
    )
    // its own is back when the file goes, whatever was saved meanwhile
    const patch = { displayName: 'Maya' }
    await after.handlers['accounts.change']({ id: account!.id, patch }, context)
    expect(make(fixed({})).list()[0]!.senders[0]!.outgoing).toMatchObject({ host: 'smtp.own.example' })
  })

  it('fixes who sees the mail', async () => {
    const { handlers } = make(fixed({ sharing: { mode: 'private' } }))
    const { account } = await handlers['accounts.add'](draft(), context)
    const change = (sharing: 'private' | 'public') =>
      handlers['accounts.change']({ id: account!.id, patch: { sharing } }, context)
    await expect(change('public')).rejects.toMatchObject(locked('sharing.mode'))
    expect((await change('private')).sharing).toBe('private')
    expect(make(fixed({ sharing: { mode: 'public' } })).list()[0]!.sharing).toBe('public')
    // the rep's own is kept below it
    expect(make(fixed({})).list()[0]!.sharing).toBe('private')
  })
})

describe('intelligence', () => {
  const make = (file: object) =>
    createApp({
      host: host(),
      emit: () => undefined,
      installId: 'i',
      hasAccounts: () => false,
      managed: fixed({ intelligence: file }).intelligence
    })
  it.each([
    'on',
    'sentiment',
    'intent',
    'emotion',
    'enrichment',
    'activities',
    'meetings',
    'calls',
    'tasks',
    'promises',
    'weather',
    'fill'
  ] as const)('%s stays as it is set, and the rest is free', async (name) => {
    for (const value of [true, false]) {
      const app = make({ [name]: value })
      const { intelligence } = await app.handlers['app.preferences']({}, context)
      expect(intelligence[name]).toBe(value)
      const set = async (change: object) =>
        await app.handlers['app.setPreferences']({ intelligence: { ...intelligence, ...change } }, context)
      await expect(set({ [name]: !value })).rejects.toMatchObject(locked(`intelligence.${name}`))
      expect((await set({ alertAfter: 4 })).intelligence).toMatchObject({ [name]: value, alertAfter: 4 })
    }
  })
  it('keeps what the rep chose below it, whatever else the rep changes', async () => {
    const choice = { on: true, emotion: true, weather: true }
    await make({}).handlers['app.setPreferences'](
      { intelligence: preferences.parse({ intelligence: choice }).intelligence },
      context
    )
    const app = make({ on: false, emotion: false })
    await app.handlers['app.setPreferences']({ theme: 'dark' }, context)
    const { intelligence } = await app.handlers['app.preferences']({}, context)
    const changed = { intelligence: { ...intelligence, weather: false } }
    expect((await app.handlers['app.setPreferences'](changed, context)).intelligence).toMatchObject({
      ...{ on: false, emotion: false, weather: false }
    })
    expect(await make({}).handlers['app.preferences']({}, context)).toMatchObject({
      theme: 'dark',
      intelligence: { on: true, emotion: true, weather: false }
    })
  })
  it('lets no model server be set up', async () => {
    settings.set('drafting', { on: true, address: 'localhost:1', model: 'm', keyFor: null })
    const { intelligence: managed } = fixed({ intelligence: { drafting: false } })
    const { handlers } = createDrafting({
      host: host(),
      emit: () => undefined,
      wayTo: async () => null,
      managed
    })
    expect(await handlers['drafting.get']({}, context)).toMatchObject({ on: false })
    const wanted = locked('intelligence.drafting')
    const on = { on: true, address: 'localhost:1', model: 'm' }
    await expect(handlers['drafting.set'](on, context)).rejects.toMatchObject(wanted)
    await expect(handlers['drafting.test']({ address: 'localhost:1' }, context)).rejects.toMatchObject(wanted)
    const question = { system: '', user: 'x' }
    const ask = { ask: crypto.randomUUID(), address: 'localhost:1', model: 'm', question }
    await expect(handlers['drafting.ask'](ask, context)).rejects.toMatchObject({ code: 'drafting.off' })
  })
})

describe('updates', () => {
  const asked: string[] = []
  const updater = {
    unavailable: null,
    quietly: true,
    useProxy: async () => undefined,
    fetch: async (url: string) => (asked.push(url), new Response('', { status: 404 }))
  } as unknown as Updater
  const make = (file: object) => {
    asked.length = 0
    const resourcesFolder = folder
    writeFileSync(join(folder, 'update.json'), '{"address":"https://makers.example/u","keys":["k"]}')
    return createUpdates({
      host: { ...host(), updater, resourcesFolder },
      emit: () => undefined,
      wayTo: async () => null,
      sends: { hold: () => () => undefined, idle: async () => undefined, running: () => false },
      managed: fixed({ updates: file }).updates
    })
  }
  it('are off, also by hand', async () => {
    const { handlers, close } = make({ on: false })
    expect(await handlers['update.state']({}, context)).toMatchObject({ on: false, atQuit: false })
    const wanted = locked('updates.on')
    await expect(async () => await handlers['update.check']({}, context)).rejects.toMatchObject(wanted)
    await expect(async () => await handlers['update.restart']({}, context)).rejects.toMatchObject(wanted)
    await expect(async () => await handlers['update.set']({ on: true }, context)).rejects.toMatchObject(
      wanted
    )
    expect(asked).toEqual([])
    close()
  })
  it('are on, and cannot be switched off', async () => {
    settings.set('update', { on: false })
    const { handlers, close } = make({ on: true })
    expect(await handlers['update.state']({}, context)).toMatchObject({ on: true })
    await expect(async () => await handlers['update.set']({ on: false }, context)).rejects.toMatchObject(
      locked('updates.on')
    )
    close()
  })
  it("come from the organisation's own folder", async () => {
    const { handlers, close } = make({ address: 'https://mirror.example/salesinbox' })
    expect((await handlers['update.check']({}, context)).error).toMatchObject({ code: 'update.notFound' })
    expect(asked.map((url) => new URL(url).origin + new URL(url).pathname.replace(/[^/]*$/, ''))).toEqual([
      'https://mirror.example/salesinbox/',
      'https://mirror.example/salesinbox/'
    ])
    close()
  })
})
