import { Packr } from 'msgpackr'
import {
  type Bridge,
  type CallName,
  contractVersion,
  type EventName,
  type Output,
  type Payload
} from '../shared/contract/index.ts'
import { AppError, fromWire, type WireError } from '../shared/errors.ts'

/** What the preload of Electron puts on `window`: one door, and no more than it needs. */
export interface Door {
  send(message: unknown): void
  listen(listener: (message: unknown) => void): void
}
declare global {
  // eslint-disable-next-line no-var
  var bridge: Door | undefined
}

type Incoming =
  { id: number; value: unknown } | { id: number; error: WireError } | { event: string; payload: unknown }
interface Wire {
  send(message: unknown): void
}

const firstWait = 200
const longestWait = 3000

interface Client extends Bridge {
  receive(message: Incoming): void
  connected(on: boolean): void
}

/** Calls, answers and events over any wire. */
function createClient(wire: Wire): Client {
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: AppError): void }>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const watchers = new Set<(connected: boolean) => void>()
  let last = 0
  let online = false
  let waiting: (() => void)[] = []
  return {
    async call<N extends CallName>(
      name: N,
      input: unknown,
      options: { signal?: AbortSignal } = {}
    ): Promise<Output<N>> {
      if (!online) await new Promise<void>((resolve) => waiting.push(resolve))
      const id = ++last
      return new Promise<Output<N>>((resolve, reject) => {
        calls.set(id, { resolve: (value) => resolve(value as Output<N>), reject })
        options.signal?.addEventListener('abort', () => calls.has(id) && wire.send({ cancel: id }), {
          once: true
        })
        wire.send({ version: contractVersion, id, name, input })
      })
    },
    on<E extends EventName>(name: E, listener: (payload: Payload<E>) => void) {
      let set = listeners.get(name)
      if (!set) listeners.set(name, (set = new Set()))
      const one = listener as (payload: unknown) => void
      set.add(one)
      return () => set.delete(one)
    },
    onConnection(listener) {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
    receive(message) {
      if ('event' in message) {
        for (const listener of listeners.get(message.event) ?? []) listener(message.payload)
        return
      }
      const call = calls.get(message.id)
      calls.delete(message.id)
      if (!call) return
      if ('error' in message) call.reject(fromWire(message.error))
      else call.resolve(message.value)
    },
    connected(on) {
      online = on
      if (on) {
        const ready = waiting
        waiting = []
        for (const go of ready) go()
      } else {
        for (const call of calls.values()) call.reject(new AppError('contract.disconnected'))
        calls.clear()
      }
      for (const watcher of watchers) watcher(on)
    }
  }
}

/** The browser shell's transport: one WebSocket, made anew when it breaks. Works in a page and in a worker. */
export function connectBridge({ url, token }: { url: string; token: string }): Bridge {
  const packr = new Packr({ structuredClone: true, useRecords: false, moreTypes: true })
  let socket: WebSocket | null = null
  let wait = firstWait
  const client = createClient({
    send: (message) => socket?.send(new Uint8Array(packr.pack(message)))
  })
  function connect(): void {
    const next = new WebSocket(url, ['salesinbox', `token.${token}`])
    next.binaryType = 'arraybuffer'
    let open = false
    next.onopen = () => {
      open = true
      socket = next
      wait = firstWait
      client.connected(true)
    }
    next.onmessage = (event: MessageEvent<ArrayBuffer>) =>
      client.receive(packr.unpack(new Uint8Array(event.data)) as Incoming)
    next.onclose = () => {
      socket = null
      if (open) client.connected(false)
      setTimeout(connect, wait)
      wait = Math.min(longestWait, wait * 2)
    }
  }
  connect()
  return client
}

/** Where the page finds its core in the browser shell. The token comes once in the address's fragment. */
export function bridgeAddress(): { url: string; token: string } {
  const given = location.hash.slice(1)
  if (/^[\w-]{40,}$/.test(given)) {
    sessionStorage.setItem('token', given)
    history.replaceState(null, '', `${location.pathname}${location.search}`)
  }
  const token = sessionStorage.getItem('token') ?? ''
  return { url: `ws://${location.host}/bridge`, token }
}

/** The page's client of the contract: Electron's door where there is one, else the WebSocket. */
export function createBridge(): Bridge {
  const door = globalThis.bridge
  if (!door) return connectBridge(bridgeAddress())
  const client = createClient(door)
  door.listen((message) => client.receive(message as Incoming))
  client.connected(true)
  return client
}
