import { EventEmitter } from 'node:events'
import { get as httpGet, type ClientRequest as NodeRequest } from 'node:http'
import { createRequire } from 'node:module'
import type {
  App,
  ClientRequest,
  ClientRequestConstructorOptions,
  IncomingMessage,
  Net,
  Session,
  session as electronSession
} from 'electron'

/** What electron-updater asks of `electron`: held against electron.d.ts, so that a change there is seen here. */
type Held<T> = Omit<T, keyof EventEmitter>

class Request extends EventEmitter implements Held<ClientRequest> {
  chunkedEncoding = false
  private readonly options: ClientRequestConstructorOptions
  private request: NodeRequest | null = null
  constructor(options: ClientRequestConstructorOptions) {
    super()
    this.options = options
  }
  end(): this {
    const { protocol, hostname, port, path, headers } = this.options
    const request = httpGet({ protocol, hostname, port, path, headers: headers as Record<string, string> })
    this.request = request
    request.on('response', (response) => {
      // Chromium gives each header as a list
      const headers = Object.fromEntries(
        Object.entries(response.headersDistinct).map(([name, value]) => [name, value ?? []])
      )
      const { statusCode = 0, statusMessage = '' } = response
      Object.defineProperty(response, 'headers', { value: headers })
      const given = response as typeof response & {
        headers: typeof headers
        statusCode: typeof statusCode
        statusMessage: typeof statusMessage
      }
      this.emit('response', given satisfies Held<IncomingMessage>)
    })
    request.on('error', (error) => this.emit('error', error))
    return this
  }
  abort(): void {
    this.request?.destroy()
    this.emit('abort')
  }
  // not asked for by the updater
  followRedirect(): void {}
  write(): void {}
  setHeader(): void {}
  removeHeader(): void {}
  getHeader(): string {
    return ''
  }
  getUploadProgress(): ReturnType<ClientRequest['getUploadProgress']> {
    return { active: false, started: false, current: 0, total: 0 }
  }
}

export const proxies: unknown[] = []
const session: Pick<Session, 'fetch' | 'setProxy'> = {
  fetch: (input, init) => fetch(input as string, init),
  setProxy: async (config) => void proxies.push(config)
}
export const partitions: string[] = []

/** @param userData where the updater keeps which part of a rollout this computer is in */
export function updaterStandIn(userData: string, version: string) {
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    getVersion: () => version,
    getName: () => 'SalesInbox',
    getAppPath: () => userData,
    getPath: () => userData,
    whenReady: async () => undefined,
    quit: () => undefined,
    relaunch: () => undefined
  } satisfies Partial<App>)
  return {
    app,
    net: {
      request: (options: ClientRequestConstructorOptions | string) =>
        new Request(typeof options === 'string' ? { url: options } : options) as unknown as ClientRequest
    } satisfies Pick<Net, 'request'>,
    session: {
      fromPartition(name: string) {
        partitions.push(name)
        return session as Session
      }
    } satisfies Pick<typeof electronSession, 'fromPartition'>,
    autoUpdater: new EventEmitter()
  }
}

/** The library asks for `electron` when it is touched, and the real package would begin to download it. */
export function lendElectron(standIn: object): void {
  const { resolve, cache } = createRequire(import.meta.resolve('electron-updater'))
  const path = resolve('electron')
  cache[path] = { id: path, filename: path, loaded: true, exports: standIn } as NodeJS.Module
}
