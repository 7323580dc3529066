import net from 'node:net'
import tls from 'node:tls'

export interface DropMessage {
  uidl: string
  bytes: Buffer
}

export interface Pop3Rules {
  /** Capabilities that CAPA tells; null: it does not know CAPA. */
  capabilities?: string[] | null
  /** Does not know these commands. */
  without?: string[]
  /** Octets of each packet, so that an answer comes split; 0: as it is. */
  packet?: number
  /** PEM: STLS is offered, or with `implicit` demanded from the first byte. */
  tls?: { key: string; cert: string; implicit?: boolean }
  greeting?: string
  password?: string
  /** Says what happens in place of the usual answer: raw octets; 'hang' says nothing, 'close' hangs up. */
  on?(command: string, session: Pop3Session): Buffer | string | 'hang' | 'close' | undefined
}

export interface Pop3Session {
  number: number
  socket: net.Socket
  said: string[]
  deleted: Set<number>
}

export interface ScriptedPop3 {
  port: number
  /** The drop; a session sees it as it was when it began. */
  messages: DropMessage[]
  rules: Pop3Rules
  sessions: Pop3Session[]
  /** Commands of all sessions, secrets included. */
  said(): string[]
  close(): Promise<void>
}

/** A POP3 server that does what a test says, and else what RFC 1939 says. */
export async function startPop3(messages: DropMessage[], rules: Pop3Rules = {}): Promise<ScriptedPop3> {
  const sessions: Pop3Session[] = []
  const open = new Set<net.Socket>()
  const drop: ScriptedPop3 = {
    port: 0,
    messages,
    rules,
    sessions,
    said: () => sessions.flatMap((session) => session.said),
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy()
        server.close(() => done())
      })
  }

  function serve(plain: net.Socket): void {
    let socket = plain
    const session: Pop3Session = { number: sessions.length, socket, said: [], deleted: new Set() }
    sessions.push(session)
    const seen = [...drop.messages]
    const there = seen.map((_, i) => i + 1)
    let text = ''
    let challenged: ((line: string) => void) | null = null
    let queue = Promise.resolve()
    const send = (data: Buffer | string): void => {
      const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data, 'latin1')
      queue = queue.then(() => write(socket, bytes, drop.rules.packet ?? 0))
    }
    const { on } = drop.rules

    function hear(data: string): void {
      text += data
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        const respond = challenged
        challenged = null
        session.said.push(line)
        if (respond) respond(line)
        else obey(line)
      }
    }

    function obey(line: string): void {
      const own = on?.(line, session)
      if (own === 'hang') return
      if (own === 'close') return void queue.then(() => socket.destroy())
      if (own !== undefined) return send(own)
      const [word = '', ...args] = line.split(' ')
      const command = word.toUpperCase()
      if (drop.rules.without?.includes(command)) return send('-ERR unknown command\r\n')
      const n = Number(args[0])
      const one = seen[n - 1]
      const alive = there.filter((number) => !session.deleted.has(number))
      switch (command) {
        case 'CAPA':
          if (drop.rules.capabilities === null) return send('-ERR unknown command\r\n')
          return send(
            `+OK\r\n${(drop.rules.capabilities ?? ['USER', 'TOP', 'UIDL', 'PIPELINING']).join('\r\n')}\r\n.\r\n`
          )
        case 'STLS':
          if (!drop.rules.tls) return send('-ERR no\r\n')
          send('+OK begin\r\n')
          return void queue.then(() => {
            socket.removeAllListeners('data')
            socket = listen(new tls.TLSSocket(socket, { isServer: true, ...drop.rules.tls }))
          })
        case 'AUTH':
          if (args[1] !== undefined) return send('+OK\r\n')
          challenged = () => send('+OK\r\n')
          return send('+ \r\n')
        case 'PASS':
          return send(args.join(' ') === (drop.rules.password ?? 'pass') ? '+OK\r\n' : '-ERR [AUTH] no\r\n')
        case 'STAT':
          return send(
            `+OK ${alive.length} ${alive.reduce((sum, k) => sum + seen[k - 1]!.bytes.length, 0)}\r\n`
          )
        case 'LIST':
          return send(`+OK\r\n${alive.map((k) => `${k} ${seen[k - 1]!.bytes.length}\r\n`).join('')}.\r\n`)
        case 'UIDL':
          return send(`+OK\r\n${alive.map((k) => `${k} ${seen[k - 1]!.uidl}\r\n`).join('')}.\r\n`)
        case 'RETR':
        case 'TOP': {
          if (!one || session.deleted.has(n)) return send('-ERR no such message\r\n')
          const end = one.bytes.indexOf('\r\n\r\n')
          const body =
            command === 'TOP' ? one.bytes.subarray(0, end < 0 ? one.bytes.length : end + 4) : one.bytes
          return send(Buffer.concat([Buffer.from(`+OK ${body.length} octets\r\n`), stuffed(body)]))
        }
        case 'DELE':
          session.deleted.add(n)
          return send('+OK\r\n')
        case 'QUIT':
          drop.messages = drop.messages.filter((message) => {
            const at = seen.indexOf(message)
            return at < 0 || !session.deleted.has(at + 1)
          })
          send('+OK bye\r\n')
          return void queue.then(() => socket.end())
        default:
          return send('+OK\r\n')
      }
    }

    function listen(on: net.Socket): net.Socket {
      session.socket = on
      on.on('data', (data: Buffer) => hear(data.toString('latin1')))
      on.on('error', () => undefined)
      return on
    }
    listen(socket)
    send(`${drop.rules.greeting ?? '+OK ready'}\r\n`)
  }

  const accept = (socket: net.Socket): void => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => undefined)
    serve(socket)
  }
  const server = rules.tls?.implicit ? tls.createServer(rules.tls, accept) : net.createServer(accept)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  drop.port = (server.address() as net.AddressInfo).port
  return drop
}

/** As RFC 1939 sends a message: dots doubled, a last CRLF where there is none, a line of one dot. */
export function stuffed(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1')
  const whole = text === '' || text.endsWith('\r\n') ? text : `${text}\r\n`
  return Buffer.from(`${whole.replace(/(^|\r\n)\./g, '$1..')}.\r\n`, 'latin1')
}

async function write(socket: net.Socket, bytes: Buffer, packet: number): Promise<void> {
  if (!packet) {
    if (!socket.write(bytes)) await new Promise((done) => socket.once('drain', done).once('close', done))
    return
  }
  socket.setNoDelay(true)
  for (let at = 0; at < bytes.length; at += packet) {
    socket.write(bytes.subarray(at, at + packet))
    await new Promise((done) => setImmediate(done))
  }
}
