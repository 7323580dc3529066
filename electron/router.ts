import { z } from 'zod'
import {
  type CallContext,
  type CallName,
  contract,
  contractVersion,
  type Services
} from '../shared/contract/index.ts'
import type { CallSpec } from '../shared/contract/define.ts'
import { AppError, toWire, type WireError } from '../shared/errors.ts'
import { described } from './faults.ts'
import type { Log } from './host/host.ts'

/** What a page sends. A `cancel` has the id of the call that it ends. */
const request = z.union([
  z.object({ version: z.number(), id: z.number().int(), name: z.string().max(100), input: z.unknown() }),
  z.object({ cancel: z.number().int() })
])
export type Answer = { id: number; value: unknown } | { id: number; error: WireError }

/** Who calls, as the transport found out; `refused` says why nothing of theirs is listened to. */
export interface Caller {
  id: number
  refused: string | null
}

export interface Router {
  /** @returns the answer, or null where none is due (a cancellation, noise without an id) */
  handle(message: unknown, caller: Caller): Promise<Answer | null>
  /** The caller has gone: its calls are cancelled. */
  leave(caller: number): void
}

/**
 * From the contract to the services. Everything is checked here, once, for both transports: who calls, the version,
 * the shape of what comes in, the lease of what only the keeper may do, and the shape of what goes out.
 */
export function createRouter(deps: {
  services: Services
  currentLease(): number
  /** Bulk answers are checked too. */
  strict: boolean
  log: Log
}): Router {
  const { services, log } = deps
  const running = new Map<string, AbortController>()

  async function run(name: string, input: unknown, context: CallContext): Promise<unknown> {
    const specs: Record<string, CallSpec> = contract.calls
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    if (!spec) throw new AppError('contract.unknownCall', { name: name.slice(0, 60) })
    const checked = spec.in.safeParse(input)
    if (!checked.success) throw new AppError('contract.badInput', { name, where: where(checked.error) })
    if (spec.leased) {
      const { lease } = checked.data as { lease: number }
      if (lease !== deps.currentLease()) throw new AppError('contract.staleLease', { name })
    }
    const service = services[name as CallName] as (input: unknown, context: CallContext) => unknown
    const output = await service(checked.data, context)
    if (spec.bulk && !deps.strict) return output
    const out = spec.out.safeParse(output)
    if (!out.success) throw new AppError('contract.badOutput', { name, where: where(out.error) })
    return out.data
  }

  return {
    async handle(message, caller) {
      const parsed = request.safeParse(message)
      if (!parsed.success) return badRequest(message)
      if ('cancel' in parsed.data) {
        if (caller.refused === null) running.get(`${caller.id}/${parsed.data.cancel}`)?.abort()
        return null
      }
      const { id, name, input, version } = parsed.data
      const refuse = (...error: ConstructorParameters<typeof AppError>): Answer => ({
        id,
        error: toWire(new AppError(...error))
      })
      if (caller.refused !== null) return refuse('contract.notAllowed', { why: caller.refused })
      if (version !== contractVersion)
        return refuse('contract.newerApp', { page: version, app: contractVersion })
      const key = `${caller.id}/${id}`
      if (running.has(key)) return refuse('contract.badInput', { name, where: 'id' })
      const controller = new AbortController()
      running.set(key, controller)
      try {
        const cancelled = new Promise<never>((_, reject) => {
          controller.signal.addEventListener('abort', () => reject(new AppError('contract.cancelled')), {
            once: true
          })
        })
        const value = await Promise.race([
          run(name, input, { signal: controller.signal, caller: caller.id }),
          cancelled
        ])
        return { id, value }
      } catch (error) {
        if (!(error instanceof AppError)) {
          log.error('call.failed', { name, ...described(error) })
        }
        return { id, error: toWire(error) }
      } finally {
        running.delete(key)
      }
    },
    leave(caller) {
      for (const [key, controller] of running) if (key.startsWith(`${caller}/`)) controller.abort()
    }
  }
}

function badRequest(message: unknown): Answer | null {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : null
  if (typeof id !== 'number') return null
  return { id, error: toWire(new AppError('contract.badInput', { name: '', where: 'envelope' })) }
}

/** Paths of what is wrong, never values: those may be mail. */
function where(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.')} (${issue.code})`)
    .join(', ')
}
