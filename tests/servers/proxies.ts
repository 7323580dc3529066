import net, { type AddressInfo, type Socket } from 'node:net'

export interface ProxyForTests {
  port: number
  /** What was asked for, host:port, in order. */
  asked: string[]
  close(): Promise<void>
}

interface Rules {
  /** user:password that it wants. */
  login?: string
  /** Answers that nobody may go there. */
  refuse?: boolean
  /** Takes the connection and says nothing. */
  mute?: boolean
  /** Where a connection goes by the port that was asked for, whatever the name. */
  to?(port: number): number
}

/** A proxy that speaks HTTP's CONNECT, or SOCKS5. */
export async function startProxy(kind: 'http' | 'socks5', rules: Rules = {}): Promise<ProxyForTests> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const hold = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  }
  const server = net.createServer((socket) => {
    hold(socket)
    if (rules.mute) return
    if (kind === 'http') connects(socket)
    else socks(socket)
  })

  /** @param ready told when the way is open, before anything comes over it */
  function join(near: Socket, host: string, port: number, ready: (far: Socket | null) => void): void {
    asked.push(`${host}:${port}`)
    if (rules.refuse) return ready(null)
    const at = rules.to ? { port: rules.to(port), host: '127.0.0.1' } : { port, host }
    const far = net.connect(at, () => {
      ready(far)
      near.pipe(far).pipe(near)
    })
    hold(far)
    far.on('error', () => ready(null))
    near.on('close', () => far.destroy())
    far.on('close', () => near.end())
  }

  function connects(socket: Socket): void {
    socket.once('data', (data) => {
      const head = data.toString('latin1')
      const [, host = '', port = ''] = /^CONNECT (.*):(\d+) HTTP\/1\.1\r\n/.exec(head) ?? []
      const key = Buffer.from(rules.login ?? '').toString('base64')
      if (rules.login !== undefined && !head.includes(`Proxy-Authorization: Basic ${key}\r\n`))
        return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
      join(socket, host, Number(port), (far) =>
        far
          ? socket.write('HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n')
          : socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      )
    })
  }

  function socks(socket: Socket): void {
    const request = (data: Buffer): void => {
      const length = data[4] ?? 0
      const [host, end] =
        data[3] === 1
          ? [data.subarray(4, 8).join('.'), 8]
          : [data.toString('latin1', 5, 5 + length), 5 + length]
      join(socket, host, data.readUInt16BE(end), (far) =>
        socket.write(Buffer.from([5, far ? 0 : 2, 0, 1, 0, 0, 0, 0, 0, 0]))
      )
    }
    socket.once('data', () => {
      socket.write(Buffer.from([5, rules.login === undefined ? 0 : 2]))
      socket.once('data', (data) => {
        if (rules.login === undefined) return request(data)
        const user = data.subarray(2, 2 + (data[1] ?? 0))
        const password = data.subarray(3 + user.length)
        const ok = `${user.toString()}:${password.toString()}` === rules.login
        socket.write(Buffer.from([1, ok ? 0 : 1]))
        if (ok) socket.once('data', request)
        else socket.end()
      })
    })
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      })
  }
}
