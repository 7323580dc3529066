import net from 'node:net'
import { networkSettings, type NetworkDraft, type NetworkSettings } from '../../shared/contract/network.ts'
import type { Services } from '../../shared/contract/index.ts'
import { AppError, toWire } from '../../shared/errors.ts'
import { isLoopback } from '../../shared/loopback.ts'
import type { Host } from '../host/host.ts'
import { openTunnel, type Target, type Way } from '../wire/tunnel.ts'
import { proxyOfEnvironment, proxyOfSystem } from './system.ts'

export interface NetworkDeps {
  host: Pick<Host, 'settings' | 'secrets' | 'log' | 'systemProxy'>
  /** The servers that mail comes from: the first is what a draft is tried on. */
  servers(): Target[]
  /** Somebody else connects from now on. */
  changed(): void
  environment?: Record<string, string | undefined>
}

type Handlers = Pick<Services, 'network.get' | 'network.set' | 'network.try'>

const key = 'network'
const secretName = 'network/proxy'
const usual: NetworkSettings = { mode: 'system', typed: null }
/** Somebody waits for the answer. */
const tryFor = 10_000

/** By which way every server is reached. */
export function createNetwork(deps: NetworkDeps) {
  const { host } = deps
  const environment = deps.environment ?? process.env

  function saved(): NetworkSettings {
    const parsed = networkSettings.safeParse(host.settings.get(key))
    return parsed.success ? parsed.data : usual
  }

  async function wayOf(
    settings: NetworkSettings,
    to: Target,
    password: () => Promise<string | null>
  ): Promise<Way | null> {
    if (settings.mode === 'none' || isLoopback(to.host)) return null
    if (settings.mode === 'system')
      return proxyOfEnvironment(environment, to.host) ?? proxyOfSystem(await host.systemProxy(to.host))
    const { typed } = settings
    return typed && { ...typed, password: typed.user ? await password() : null }
  }

  const savedPassword = (): Promise<string | null> => host.secrets.read(secretName)

  /** The way to a server; null: straight to it. What runs on this computer is never asked for through a proxy. */
  const wayTo = (to: Target): Promise<Way | null> => wayOf(saved(), to, savedPassword)

  function checked(draft: NetworkDraft): NetworkSettings {
    const { password: _, ...settings } = draft
    if (settings.mode === 'typed' && settings.typed === null)
      throw new AppError('contract.badInput', { call: 'network' })
    return settings
  }

  const handlers: Handlers = {
    'network.get': async () => saved(),
    'network.set': async (draft) => {
      const settings = checked(draft)
      if (settings.typed === null || settings.typed.user === '') await host.secrets.remove(secretName)
      else if (draft.password !== undefined) await host.secrets.write(secretName, draft.password)
      host.settings.set(key, settings)
      host.log.info('network.set', { mode: settings.mode })
      deps.changed()
      return settings
    },
    'network.try': async (draft) => {
      const settings = checked(draft)
      // a proxy can be tried before there is a mailbox; a name that is never on this computer chooses it
      const to = deps.servers().find((one) => !isLoopback(one.host)) ?? null
      const asked = to ?? { host: 'mail.example', port: 993 }
      const way = await wayOf(settings, asked, async () => draft.password ?? (await savedPassword()))
      const shown = way && { kind: way.kind, host: way.host, port: way.port, user: way.user }
      try {
        if (to && way) (await openTunnel(way, to, tryFor)).destroy()
        else if (to ?? way) await reach((to ?? way)!, way !== null)
        return { proxy: shown, to: to && to.host, error: null }
      } catch (error) {
        return { proxy: shown, to: to && to.host, error: toWire(error) }
      }
    }
  }
  return { handlers, wayTo }
}

function reach({ host, port }: Target, isProxy: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: 'silent' | 'notThere'): void => {
      socket.destroy()
      reject(
        isProxy
          ? new AppError('net.proxy', { proxy: `${host}:${port}`, reason })
          : new AppError(reason === 'silent' ? 'net.timeout' : 'net.unreachable', { host, port })
      )
    }
    const socket = net.connect({ host, port, timeout: tryFor }, () => {
      socket.destroy()
      resolve()
    })
    socket.on('timeout', () => fail('silent')).on('error', () => fail('notThere'))
  })
}
