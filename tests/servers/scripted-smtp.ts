import net, { type AddressInfo, type Socket } from 'node:net'

/** Where an SMTP session can be cut or answered wrongly, in the order they come. */
export const smtpSteps = ['greeting', 'ehlo', 'auth', 'mail', 'rcpt', 'data', 'body', 'dot', 'quit'] as const
export type SmtpStep = (typeof smtpSteps)[number]

/** A reply to send in place of the good one; 'drop' cuts the wire; null: the good one. */
export type Script = (step: SmtpStep, socket: Socket) => string | 'drop' | null

export interface ScriptedSmtp {
  port: number
  /** Everything that clients sent, in the clear. */
  heard(): string
  /** Mails whose last dot arrived. */
  taken(): number
  close(): Promise<void>
}

const good: Record<SmtpStep, string> = {
  greeting: '220 scripted ESMTP',
  ehlo: '250-scripted\r\n250-SIZE 50000000\r\n250 AUTH PLAIN',
  auth: '235 ok',
  mail: '250 ok',
  rcpt: '250 ok',
  data: '354 go on',
  body: '',
  dot: '250 taken',
  quit: '221 bye'
}

/** A server that does at one step what a good one never does. 'body' stands for the first bytes after 354. */
export async function startScriptedSmtp(script: Script): Promise<ScriptedSmtp> {
  let heard = ''
  let taken = 0
  const sockets = new Set<Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    let inData = false
    let buffer = ''
    /** What was said; null: the wire is cut. */
    const say = (step: SmtpStep): string | null => {
      const reply = script(step, socket)
      if (reply === 'drop') {
        socket.destroy()
        return null
      }
      const line = reply ?? good[step]
      if (line !== '') socket.write(`${line}\r\n`)
      if (line.startsWith('421')) socket.end()
      return line
    }
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      buffer += chunk.toString('latin1')
      for (;;) {
        if (inData) {
          if (say('body') === null) return
          const end = buffer.indexOf('\r\n.\r\n')
          if (end === -1) return
          buffer = buffer.slice(end + 5)
          inData = false
          taken++
          if (say('dot') === null) return
          continue
        }
        const end = buffer.indexOf('\r\n')
        if (end === -1) return
        const line = buffer.slice(0, end).toUpperCase()
        buffer = buffer.slice(end + 2)
        const step = stepOf(line)
        if (step === null) {
          socket.write('500 what?\r\n')
          continue
        }
        const said = say(step)
        if (said === null) return
        inData = step === 'data' && /^[23]/.test(said)
      }
    })
    say('greeting')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    taken: () => taken,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      })
  }
}

function stepOf(line: string): SmtpStep | null {
  if (/^(EHLO|HELO) /.test(line)) return 'ehlo'
  if (line.startsWith('AUTH ')) return 'auth'
  if (line.startsWith('MAIL FROM:')) return 'mail'
  if (line.startsWith('RCPT TO:')) return 'rcpt'
  if (line === 'DATA') return 'data'
  return line === 'QUIT' ? 'quit' : null
}
