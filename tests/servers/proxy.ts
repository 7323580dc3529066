import { connect, createServer, type Socket } from 'node:net'

export interface Proxy {
  port: number
  connections: number
  /** Bytes from the server to the client, and the other way, since the start or the last reset. */
  down: number
  up: number
  /** How often each watched text has come from the server. */
  seen(text: string): number
  /** Cuts a connection after this many more bytes from the server, once; null: never. */
  cutAfter: number | null
  /** The same for bytes from the client: what came before the cut has reached the server. */
  cutUpAfter: number | null
  /** ms that every piece is held back, in either direction. */
  delay: number
  /** Lets nothing through and takes no new connection: the network is gone. */
  setOffline(offline: boolean): void
  /** Says nothing more, without closing: a connection that died silently. What was held goes on at `false`. */
  stall(on: boolean): void
  /** Asked at each piece from the server: true stalls, once, and that piece is held too. */
  stallWhen: (() => boolean) | null
  reset(): void
  close(): Promise<void>
}

/** A TCP proxy in front of a server that counts, cuts, delays, stalls or goes away. */
export async function startProxy(target: number, watched: string[] = []): Promise<Proxy> {
  const sockets = new Set<Socket>()
  const counts = new Map(watched.map((text) => [text, 0]))
  let offline = false
  let stalled = false
  const held: (() => void)[] = []

  const server = createServer((client) => {
    if (offline) return void client.destroy()
    proxy.connections++
    const upstream = connect(target, '127.0.0.1')
    const both = [client, upstream]
    const count = counter(watched, counts)
    for (const socket of both) {
      sockets.add(socket)
      socket.setNoDelay()
      if (stalled) socket.pause()
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        for (const one of both) one.destroy()
      })
    }
    pass(client, upstream, 'cutUpAfter', (data) => {
      proxy.up += data.length
    })
    pass(upstream, client, 'cutAfter', (data) => {
      proxy.down += data.length
      count(data)
      if (!proxy.stallWhen?.()) return
      proxy.stallWhen = null
      proxy.stall(true)
    })
  })

  function pass(
    from: Socket,
    to: Socket,
    cut: 'cutAfter' | 'cutUpAfter',
    note: (data: Buffer) => void
  ): void {
    const write = (data: Buffer): void => {
      if (to.destroyed) return
      const left = proxy[cut]
      if (left !== null && data.length >= left) {
        proxy[cut] = null
        const last = data.subarray(0, left)
        note(last)
        to.end(last)
        from.destroy()
        return
      }
      if (left !== null) proxy[cut] = left - data.length
      note(data)
      if (stalled) return void held.push(() => to.write(data))
      if (to.write(data)) return
      from.pause()
      to.once('drain', () => !stalled && from.resume())
    }
    from.on('data', (data: Buffer) => {
      if (proxy.delay > 0) setTimeout(write, proxy.delay, data)
      else write(data)
    })
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const proxy: Proxy = {
    port: (server.address() as { port: number }).port,
    connections: 0,
    down: 0,
    up: 0,
    cutAfter: null,
    cutUpAfter: null,
    delay: 0,
    stallWhen: null,
    seen: (text) => counts.get(text) ?? 0,
    setOffline(next) {
      offline = next
      if (offline) for (const socket of sockets) socket.destroy()
    },
    stall(on) {
      stalled = on
      if (!on) for (const go of held.splice(0)) go()
      for (const socket of sockets) if (on) socket.pause()
      for (const socket of sockets) if (!on) socket.resume()
    },
    reset() {
      Object.assign(proxy, { connections: 0, down: 0, up: 0 })
      for (const text of watched) counts.set(text, 0)
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    }
  }
  return proxy
}

/** Counts the watched texts in one direction of one connection, also where a text lies over two pieces. */
function counter(watched: string[], counts: Map<string, number>): (data: Buffer) => void {
  const longest = Math.max(1, ...watched.map((text) => text.length))
  let tail = ''
  return (data) => {
    if (watched.length === 0) return
    const text = tail + data.toString('latin1')
    for (const one of watched) {
      const first = text.indexOf(one, Math.max(0, tail.length - one.length + 1))
      for (let at = first; at >= 0; at = text.indexOf(one, at + 1)) counts.set(one, counts.get(one)! + 1)
    }
    tail = text.slice(-longest)
  }
}
