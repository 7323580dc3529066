import type { Core, EventListener } from '../../electron/core.ts'
import type { Log } from '../../electron/host/host.ts'
import { createRouter } from '../../electron/router.ts'
import type { Emit, Services } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'

/** What a service of the suite does beside answering, for the tests to look at. */
export interface Seen {
  calls: string[]
  aborted: string[]
  callers: Set<number>
  log: { event: string; fields: object }[]
  lease: number
}

/** A core with few services behind the real router: what the transports' suite needs, and nothing that takes time. */
export function fakeCore(): { core: Core; emit: Emit; seen: Seen; log: Log } {
  const seen: Seen = { calls: [], aborted: [], callers: new Set(), log: [], lease: 7 }
  const note = (event: string, fields: object = {}): void => void seen.log.push({ event, fields })
  const log: Log = { info: note, warn: note, error: note }
  const services: Partial<Services> = {
    'app.info': (_input, { caller }) => {
      seen.calls.push('app.info')
      seen.callers.add(caller)
      return {
        installId: 'i',
        version: '1',
        shell: 'browser',
        platform: 'linux',
        origin: 'http://127.0.0.1:1',
        openSample: false,
        strict: true
      }
    },
    'app.preferences': () => {
      throw new Error('password hunter2 of anna@acme.example is wrong')
    },
    'app.openLink': () => {
      throw new AppError('file.refused', { scheme: 'file:' })
    },
    // answers what the contract does not know
    'app.setBadge': () => ({ leaked: 'more than was agreed' }) as unknown as Record<string, never>,
    'accounts.discover': (_input, { signal }) =>
      new Promise((_resolve, reject) => {
        seen.calls.push('accounts.discover')
        signal.addEventListener('abort', () => {
          seen.aborted.push('accounts.discover')
          reject(new Error('stopped'))
        })
      }),
    'accounts.removed': () => {
      seen.calls.push('accounts.removed')
      return {}
    },
    'files.put': ({ bytes }) => ({
      hash: Buffer.from(bytes.subarray(0, 4)).toString('hex'),
      size: bytes.length
    }),
    'files.read': ({ limit }) => new Uint8Array(limit).fill(171)
  }
  const listeners = new Set<EventListener>()
  const core: Core = {
    router: createRouter({
      services: services as Services,
      currentLease: () => seen.lease,
      strict: true,
      log
    }),
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    serve: async () => null,
    openFile: () => Promise.reject(new AppError('file.notFound')),
    updates: { mayQuit: () => true, install: () => undefined },
    close: async () => undefined
  }
  const emit: Emit = (name, payload) => {
    for (const listener of listeners) listener(name, payload)
  }
  return { core, emit, seen, log }
}
