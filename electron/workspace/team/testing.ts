import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallContext, Checked, EventName, Output, Payload } from '../../../shared/contract/index.ts'
import type { Host } from '../../host/host.ts'
import type { WorkspaceCall } from '../store.ts'
import { createWorkspace, type WorkspaceService } from '../service.ts'
import type { TeamCall } from './service.ts'

type AnyCall = WorkspaceCall | TeamCall

/** An app of its own, without a window: its folder, its settings, its secrets. */
export interface TestApp {
  events: { name: EventName; payload: unknown; at: number }[]
  logged: string[]
  secrets: Map<string, string>
  settings: Map<string, unknown>
  call<N extends AnyCall>(name: N, input: Checked<N>): Promise<Output<N>>
  heard<E extends EventName>(name: E): Payload<E>[]
  /** Closes it and starts it anew on the same folder. */
  restart(): Promise<void>
  close(): Promise<void>
}

export function startTestApp(): TestApp {
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-team-'))
  const settings = new Map<string, unknown>()
  const secrets = new Map<string, string>()
  const logged: string[] = []
  const events: TestApp['events'] = []
  const log = (event: string, fields = {}): void => void logged.push(`${event} ${JSON.stringify(fields)}`)
  const host = {
    dataFolder: folder,
    settings: {
      get: (key: string) => structuredClone(settings.get(key)),
      set: (key: string, value: unknown) => void settings.set(key, structuredClone(value)),
      delete: (key: string) => void settings.delete(key)
    },
    secrets: {
      read: async (name: string) => secrets.get(name) ?? null,
      write: async (name: string, secret: string) => void secrets.set(name, secret),
      remove: async (name: string) => void secrets.delete(name)
    },
    log: { info: log, warn: log, error: log }
  } as unknown as Host
  const start = (): WorkspaceService =>
    createWorkspace({
      host,
      emit: (name, payload) => void events.push({ name, payload, at: performance.now() })
    })
  let service = start()
  const context: CallContext = { signal: new AbortController().signal, caller: 1 }
  return {
    events,
    logged,
    secrets,
    settings,
    call<N extends AnyCall>(name: N, input: Checked<N>) {
      const handler = service.handlers[name] as (input: Checked<N>, context: CallContext) => unknown
      return Promise.resolve(handler(input, context)) as Promise<Output<N>>
    },
    heard: <E extends EventName>(name: E) =>
      events.filter((event) => event.name === name).map(({ payload }) => payload as Payload<E>),
    async restart() {
      await service.close()
      service = start()
    },
    async close() {
      await service.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

export const aLead = (name: string) => ({
  kind: 'lead' as const,
  name,
  address: `${name}@x.example`,
  title: '',
  phone: '',
  account: ''
})
export const allLeads = {
  kind: 'lead' as const,
  search: '',
  order: 'name' as const,
  account: null,
  owner: null,
  open: false,
  cursor: null,
  limit: 200
}
