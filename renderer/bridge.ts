import { Packr } from 'msgpackr'
import {
  type Bridge,
  type CallName,
  contractVersion,
  type EventName,
  type Output,
  type Payload
} from '../shared/contract/index.ts'
import '../shared/contract/door.ts'
import { AppError, fromWire, type WireError } from '../shared/errors.ts'

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

/**
 * Calls, answers and events over any wire. A call made while the wire is down waits until it is there; one that was
 * under way when it broke fails with contract.disconnected, since nobody knows whether it was done.
 */
function createClient(wire: Wire): Client {
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: AppError): void }>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const watchers = new Set<(connected: boolean) => void>()
  let last = 0
  let online = false
  const waiting = new Set<() => void>()
  return {
    async call<N extends CallName>(
      name: N,
      input: unknown,
      options: { signal?: AbortSignal } = {}
    ): Promise<Output<N>> {
      const { signal } = options
      const cancelled = (): AppError => new AppError('contract.cancelled', { name })
      if (signal?.aborted) throw cancelled()
      return new Promise<Output<N>>((resolve, reject) => {
        let id: number | null = null
        const send = (): void => {
          id = ++last
          calls.set(id, { resolve: (value) => settle(() => resolve(value as Output<N>)), reject: fail })
          try {
            wire.send({ version: contractVersion, id, name, input })
          } catch {
            calls.delete(id)
            fail(new AppError('contract.badInput', { name, where: 'not to be sent' }))
          }
        }
        const abort = (): void => {
          waiting.delete(send)
          if (id !== null && calls.delete(id)) wire.send({ cancel: id })
          fail(cancelled())
        }
        function settle(how: () => void): void {
          signal?.removeEventListener('abort', abort)
          how()
        }
        function fail(error: AppError): void {
          settle(() => reject(error))
        }
        signal?.addEventListener('abort', abort, { once: true })
        if (online) send()
        else waiting.add(send)
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
        for (const listener of [...(listeners.get(message.event) ?? [])]) {
          try {
            listener(message.payload)
          } catch (error) {
            // one listener's fault is not the next one's; it still reaches the page's error report
            setTimeout(() => {
              throw error
            })
          }
        }
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
        const ready = [...waiting]
        waiting.clear()
        for (const send of ready) send()
      } else {
        const broken = [...calls.values()]
        calls.clear()
        for (const call of broken) call.reject(new AppError('contract.disconnected'))
      }
      for (const watcher of watchers) watcher(on)
    }
  }
}

/** The browser shell's transport: one WebSocket, made anew when it breaks. Works in a page and in a worker. */
export function connectBridge({ url, token }: { url: string; token: string }): Bridge {
  // bytes of their own: a view would carry its whole message into whatever database or worker takes it
  const packr = new Packr({ structuredClone: true, useRecords: false, moreTypes: true, copyBuffers: true })
  let socket: WebSocket | null = null
  let wait = firstWait
  const client = createClient({
    // sent before the packer uses its buffer again: WebSocket.send copies
    send: (message) => socket?.send(packr.pack(message) as Uint8Array<ArrayBuffer>)
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  // waking or coming back from elsewhere is a good moment to try
  globalThis.addEventListener?.('online', () => {
    if (timer === undefined) return
    clearTimeout(timer)
    connect()
  })
  function connect(): void {
    timer = undefined
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
      timer = setTimeout(connect, wait)
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
  if (!door) {
    const address = bridgeAddress()
    // all that is kept here may have been cleared with the last mailbox: the next load finds its core all the same
    addEventListener('pagehide', () => sessionStorage.setItem('token', address.token))
    return connectBridge(address)
  }
  const client = createClient(door)
  door.listen((message) => client.receive(message as Incoming))
  client.connected(true)
  return client
}
