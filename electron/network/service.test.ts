import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePorts } from '../../tests/servers/dovecot.ts'
import { type ProxyForTests, startProxy } from '../../tests/servers/proxies.ts'
import type { CallContext } from '../../shared/contract/index.ts'
import { createNetwork, type NetworkDeps } from './service.ts'

const context: CallContext = { signal: new AbortController().signal, caller: 1 }
const elsewhere = { host: 'imap.acme.example', port: 993 }
let settings: Map<string, unknown>
let secrets: Map<string, string>
let changes: number
const open: ProxyForTests[] = []
beforeEach(() => {
  settings = new Map()
  secrets = new Map()
  changes = 0
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

function make(change: Partial<NetworkDeps> = {}, system = 'DIRECT') {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  return createNetwork({
    host: {
      settings: {
        get: <T>(key: string) => settings.get(key) as T | undefined,
        set: (key, value) => void settings.set(key, structuredClone(value)),
        delete: (key) => void settings.delete(key)
      },
      secrets: {
        read: async (name) => secrets.get(name) ?? null,
        write: async (name, secret) => void secrets.set(name, secret),
        remove: async (name) => void secrets.delete(name),
        strength: async () => 'strong'
      },
      log: quiet,
      systemProxy: async () => system
    },
    servers: () => [{ host: '127.0.0.1', port: 143 }, elsewhere],
    changed: () => void changes++,
    environment: {},
    ...change
  })
}
async function proxy(...given: Parameters<typeof startProxy>): Promise<ProxyForTests> {
  const started = await startProxy(...given)
  open.push(started)
  return started
}
const typed = (port: number, user = '') => ({
  mode: 'typed' as const,
  typed: { kind: 'socks5' as const, host: '127.0.0.1', port, user }
})

it('goes as the system says until somebody chose otherwise, and never through a proxy to this computer', async () => {
  const network = make({}, 'PROXY proxy.example:8080; DIRECT')
  expect(await network.wayTo(elsewhere)).toMatchObject({ kind: 'http', host: 'proxy.example', port: 8080 })
  expect(await network.wayTo({ host: '127.0.0.1', port: 143 })).toBe(null)
  const named = make({ environment: { ALL_PROXY: 'socks5://env.example' } }, 'PROXY proxy.example:8080')
  expect(await named.wayTo(elsewhere)).toMatchObject({ host: 'env.example' })
  await network.handlers['network.set']({ mode: 'none', typed: null }, context)
  expect(await network.wayTo(elsewhere)).toBe(null)
  expect(changes).toBe(1)
})

it('keeps the password of a typed proxy among the secrets, and forgets it with the user', async () => {
  const network = make()
  await network.handlers['network.set']({ ...typed(1080, 'maya'), password: 'secret' }, context)
  expect(await network.wayTo(elsewhere)).toMatchObject({ user: 'maya', password: 'secret' })
  expect(JSON.stringify([...settings])).not.toContain('secret')
  // a missing password keeps the saved one
  await network.handlers['network.set'](typed(1081, 'maya'), context)
  expect(await network.wayTo(elsewhere)).toMatchObject({ port: 1081, password: 'secret' })
  await network.handlers['network.set'](typed(1081), context)
  expect([await network.wayTo(elsewhere), secrets.size]).toEqual([
    expect.objectContaining({ user: '', password: null }),
    0
  ])
})

it('a draft is tried on a server elsewhere, and nothing is saved by it', async () => {
  const there = await proxy('http')
  const silent = await proxy('socks5', { login: 'maya:secret', to: () => there.port })
  const network = make()
  const ask = (draft: Parameters<(typeof network.handlers)['network.try']>[0]) =>
    network.handlers['network.try'](draft, context)
  expect(await ask({ ...typed(silent.port, 'maya'), password: 'secret' })).toEqual({
    proxy: { kind: 'socks5', host: '127.0.0.1', port: silent.port, user: 'maya' },
    to: 'imap.acme.example',
    error: null
  })
  expect(silent.asked).toEqual(['imap.acme.example:993'])
  expect((await ask({ ...typed(silent.port, 'maya'), password: 'wrong' })).error).toMatchObject({
    code: 'net.proxy',
    params: { reason: 'signIn' }
  })
  const [closed = 0] = await freePorts(1)
  expect((await ask(typed(closed))).error?.params['reason']).toBe('notThere')
  expect([settings.size, secrets.size, changes]).toEqual([0, 0, 0])
})

it('without a mailbox the proxy itself is looked for', async () => {
  const network = make({ servers: () => [] })
  const there = await proxy('http')
  const ask = network.handlers['network.try']
  expect(await ask(typed(there.port), context)).toMatchObject({ to: null, error: null })
  const [closed = 0] = await freePorts(1)
  expect((await ask(typed(closed), context)).error?.code).toBe('net.proxy')
  expect(await ask({ mode: 'none', typed: null }, context)).toEqual({ proxy: null, to: null, error: null })
  await expect(ask({ mode: 'typed', typed: null }, context)).rejects.toMatchObject({
    code: 'contract.badInput'
  })
})
