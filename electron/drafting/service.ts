import { z } from 'zod'
import type { Emit, Services } from '../../shared/contract/index.ts'
import type { DraftingSettings } from '../../shared/contract/drafting.ts'
import { AppError } from '../../shared/errors.ts'
import { type ModelServer, modelServerOf } from '../../shared/model-server.ts'
import type { Host } from '../host/host.ts'
import { expectOk, readAnswer, readModels } from './answer.ts'
import { cancelled, type Limits, request, usualLimits, type WayTo } from './connection.ts'

export interface DraftingDeps {
  host: Pick<Host, 'settings' | 'secrets' | 'log'>
  emit: Emit
  wayTo: WayTo
  /** What the organisation has fixed. */
  managed?: { mayDraft: boolean; requireDrafting(): void }
  limits?: Limits
}
type Handlers = Pick<Services, Extract<keyof Services, `drafting.${string}`>>

const settingsKey = 'drafting'
const secretName = 'drafting/key'
/** `origin`: where the saved key belongs; it is told to no other server. */
const saved = z.object({
  on: z.boolean(),
  address: z.string(),
  model: z.string(),
  keyFor: z.string().nullable()
})
type Saved = z.infer<typeof saved>
const usual: Saved = { on: false, address: '', model: '', keyFor: null }

/** Asks the model server that the rep named, and while drafting help is on only: docs/drafting.md. */
export function createDrafting({ host, emit, wayTo, managed, limits = usualLimits }: DraftingDeps) {
  const running = new Set<AbortController>()

  function read(): Saved {
    const parsed = saved.safeParse(host.settings.get(settingsKey))
    const found = parsed.success ? parsed.data : usual
    return managed?.mayDraft !== false ? found : { ...found, on: false }
  }
  const shown = ({ on, address, model, keyFor }: Saved): DraftingSettings => ({
    on,
    address,
    model,
    hasKey: keyFor !== null
  })

  function serverOf(address: string): ModelServer {
    const server = modelServerOf(address)
    if (server === 'bad') throw new AppError('drafting.badAddress')
    if (server === 'open') throw new AppError('drafting.openAddress')
    return server
  }
  const originOf = (address: string): string | null => {
    const server = modelServerOf(address)
    return typeof server === 'string' ? null : new URL(server.base).origin
  }
  const keyOf = async (server: ModelServer): Promise<string | null> =>
    read().keyFor === new URL(server.base).origin ? await host.secrets.read(secretName) : null

  /** Runs until `whole` ms are over, the caller cancels or the core closes; then everything open is closed. */
  async function within<T>(
    signal: AbortSignal,
    whole: number,
    server: ModelServer,
    work: (ending: AbortController) => Promise<T>
  ): Promise<T> {
    const ended = new AbortController()
    running.add(ended)
    const late = new AppError('drafting.late', { host: server.host, seconds: Math.round(whole / 1000) })
    const timer = setTimeout(() => ended.abort(late), whole)
    const stop = (): void => ended.abort(cancelled())
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    const began = Date.now()
    try {
      const done = await work(ended)
      host.log.info('drafting.done', { ms: Date.now() - began })
      return done
    } catch (error) {
      host.log.warn('drafting.failed', { code: error instanceof AppError ? error.code : 'app.internal' })
      throw error
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      running.delete(ended)
    }
  }

  const handlers: Handlers = {
    'drafting.get': () => shown(read()),
    'drafting.set': async ({ on, address, model, key }) => {
      if (on) managed?.requireDrafting()
      const before = read()
      const typed = { on, address: address.trim(), model: model.trim() }
      if (typed.address !== '') serverOf(typed.address)
      const origin = originOf(typed.address)
      // a key goes with its server: another address without a key of its own has none
      const keyFor = key ? origin : key === undefined && origin === before.keyFor ? before.keyFor : null
      if (key && keyFor !== null) await host.secrets.write(secretName, key)
      else if (keyFor === null) await host.secrets.remove(secretName)
      const next = { ...typed, keyFor }
      host.settings.set(settingsKey, next)
      // whatever was asked of the server of before ends with it
      if (!on || typed.address !== before.address) for (const one of running) one.abort(cancelled())
      emit('drafting.changed', shown(next))
      return shown(next)
    },
    'drafting.test': async ({ address, key }, context) => {
      managed?.requireDrafting()
      const server = serverOf(address)
      return await within(context.signal, limits.list, server, async (ending) => {
        const asked = { method: 'GET' as const, path: '/models', key: key ?? (await keyOf(server)), ending }
        const response = await request(server, asked, limits, wayTo)
        try {
          await expectOk(response, server, '')
          return { models: await readModels(response, server, ending.signal) }
        } finally {
          response.destroy()
          response.socket.destroy()
        }
      })
    },
    'drafting.ask': async ({ ask, address, model, question }, context) => {
      const settings = read()
      if (!settings.on) throw new AppError('drafting.off')
      if (address !== settings.address || model !== settings.model || model === '')
        throw new AppError('drafting.changed')
      const server = serverOf(address)
      const body = JSON.stringify({
        model,
        stream: true,
        messages: [
          { role: 'system', content: question.system },
          { role: 'user', content: question.user }
        ]
      })
      return await within(context.signal, limits.whole, server, async (ending) => {
        const asked = {
          method: 'POST' as const,
          path: '/chat/completions',
          key: await keyOf(server),
          body,
          ending
        }
        const response = await request(server, asked, limits, wayTo)
        try {
          await expectOk(response, server, model)
          return await readAnswer(response, server, ending.signal, (text) => {
            if (!ending.signal.aborted) emit('drafting.piece', { ask, text })
          })
        } finally {
          response.destroy()
          response.socket.destroy()
        }
      })
    }
  }
  return {
    handlers,
    close(): void {
      for (const one of running) one.abort(cancelled())
    }
  }
}
