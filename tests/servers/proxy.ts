import { connect, createServer, type Socket } from 'node:net'

export interface Proxy {
  port: number
  connections: number
  /** Bytes from the server to the client, and the other way, since the start or the last reset. */
  down: number
  up: number
  /** How often each watched text has come from the server. */
  seen(text: string): number
  /** Cuts every connection after this many more bytes from the server; null: never. */
  cutAfter: number | null
  /** Lets nothing through and takes no new connection: the network is gone. */
  setOffline(offline: boolean): void
  /** Says nothing more, without closing: a connection that died silently. */
  stall(on: boolean): void
  reset(): void
  close(): Promise<void>
}

/** A TCP proxy in front of a server that counts, cuts, stalls or goes away. */
export async function startProxy(target: number, watched: string[] = []): Promise<Proxy> {
  const sockets = new Set<Socket>()
  const counts = new Map(watched.map((text) => [text, 0]))
  const longest = Math.max(1, ...watched.map((text) => text.length))
  let offline = false
  let stalled = false

  const server = createServer((client) => {
    if (offline) return void client.destroy()
    proxy.connections++
    const upstream = connect(target, '127.0.0.1')
    let tail = ''
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (data: Buffer) => {
      proxy.up += data.length
      if (!stalled) upstream.write(data)
    })
    upstream.on('data', (data: Buffer) => {
      if (stalled) return
      proxy.down += data.length
      if (watched.length > 0) {
        const text = tail + data.toString('latin1')
        for (const one of watched) {
          for (
            let at = text.indexOf(one, Math.max(0, tail.length - one.length + 1));
            at >= 0;
            at = text.indexOf(one, at + 1)
          ) {
            counts.set(one, counts.get(one)! + 1)
          }
        }
        tail = text.slice(-longest)
      }
      if (proxy.cutAfter !== null) {
        if (data.length >= proxy.cutAfter) {
          client.write(data.subarray(0, proxy.cutAfter))
          proxy.cutAfter = null
          client.end()
          upstream.destroy()
          return
        }
        proxy.cutAfter -= data.length
      }
      client.write(data)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))

  const proxy: Proxy = {
    port: (server.address() as { port: number }).port,
    connections: 0,
    down: 0,
    up: 0,
    cutAfter: null,
    seen: (text) => counts.get(text) ?? 0,
    setOffline(next) {
      offline = next
      if (offline) for (const socket of sockets) socket.destroy()
    },
    stall(on) {
      stalled = on
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
