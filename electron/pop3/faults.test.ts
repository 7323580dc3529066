import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type DropMessage,
  type Pop3Rules,
  type ScriptedPop3,
  startPop3
} from '../../tests/servers/scripted-pop3.ts'
import { connect, type Session } from './connect.ts'
import { createReader } from './reader.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function session(
  messages: (Buffer | string)[],
  rules: Pop3Rules = {},
  silence = 1500
): Promise<Session & { server: ScriptedPop3 }> {
  const drop = messages.map((bytes, i): DropMessage => ({
    uidl: `u${i}`,
    bytes: Buffer.from(bytes as Buffer)
  }))
  const server = await startPop3(drop, rules)
  open.push(server)
  const made = await connect(
    {
      server: { host: '127.0.0.1', port: server.port, security: 'never', user: 'anna' },
      password: 'pass',
      trustedCertificates: []
    },
    { connect: 3000, greeting: 3000, silence }
  )
  open.push(made.wire)
  return { ...made, server }
}

async function retr({ wire }: Session, number: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  await wire.say(`RETR ${number}`, (piece) => void pieces.push(Buffer.from(piece)))
  return Buffer.concat(pieces)
}

const header = 'From: a@b.example\r\nSubject: x\r\n\r\n'

describe('the nine faults of node-pop3 0.11.0, each with the bytes that came back wrong', () => {
  it('1: the last CRLF is kept', async () => {
    const mail = Buffer.from(`${header}one\r\ntwo\r\n`)
    expect(await retr(await session([mail]), 1)).toEqual(mail)
  })
  it('2: lines that begin with a dot come back with one dot, as they were', async () => {
    const mail = Buffer.from(`${header}.\r\n..\r\n.a\r\n...\r\nb\r\n.\r\n`)
    expect(await retr(await session([mail]), 1)).toEqual(mail)
    const first = Buffer.from('.first line\r\n\r\n.')
    expect(await retr(await session([first]), 1)).toEqual(Buffer.from('.first line\r\n\r\n.\r\n'))
  })
  it('3: Latin-1 and binary are not read as UTF-8', async () => {
    const mail = Buffer.concat([
      Buffer.from(header),
      Buffer.from([0xfc, 0, 0xff, 0x80, 13, 10, 0xc3, 10, 13, 13, 10])
    ])
    expect(await retr(await session([mail]), 1)).toEqual(mail)
  })
  it.each([1, 2, 3, 5, 7])(
    '4: a terminator that is split over packets of %i ends the message',
    async (packet) => {
      const mail = Buffer.from(`${header}text\r\n.dot\r\n`)
      const one = await session([mail, mail], { packet })
      expect(await retr(one, 1)).toEqual(mail)
      expect(await retr(one, 2)).toEqual(mail)
    }
  )
  it('5: a packet that is one dot truncates nothing', async () => {
    const mail = Buffer.from(`${header}before\r\n.\r\nafter\r\n`)
    const one = await session([mail])
    const parts = [`+OK\r\n${header}before\r\n`, '.', '.\r\nafter\r\n.\r\n']
    one.server.rules.on = (command, { socket }) => {
      if (!command.startsWith('RETR')) return undefined
      parts.forEach((part, i) => setTimeout(() => socket.write(part), i * 60))
      return 'hang'
    }
    const again = await session([mail], one.server.rules)
    expect(await retr(again, 1)).toEqual(mail)
  })
  it('6: a status line in pieces does not leak into the message', async () => {
    const mail = Buffer.from(`${header}text\r\n`)
    const one = await session([mail], {
      on(command, { socket }) {
        if (!command.startsWith('RETR')) return undefined
        socket.write('+OK 120 oct')
        setTimeout(() => socket.write(`ets follow\r\n${header}text\r\n.\r\n`), 60)
        return 'hang'
      }
    })
    expect(await retr(one, 1)).toEqual(mail)
  })
  it('7: a connection that is lost in mid-message, or falls silent there, is an error within its time', async () => {
    for (const [end, code] of [
      [true, 'net.closed'],
      [false, 'net.timeout']
    ] as const) {
      const one = await session(['x'], {
        on(command, { socket }) {
          if (!command.startsWith('RETR')) return undefined
          socket.write(`+OK\r\n${header}half of`)
          if (end) setTimeout(() => socket.destroy(), 50)
          return 'hang'
        }
      })
      const began = Date.now()
      await expect(retr(one, 1)).rejects.toMatchObject({ code })
      expect(Date.now() - began).toBeLessThan(4000)
      // and so is every command after it
      await expect(one.wire.say('NOOP')).rejects.toMatchObject({ code })
    }
  })
  it.each([['USER'], ['USER', 'PIPELINING']])(
    '8: three RETR at once get three messages (%s)',
    async (...capabilities) => {
      const mails = ['one', 'two', 'three'].map((text) => Buffer.from(`${header}${text}\r\n`))
      const one = await session(mails, { capabilities, packet: 9 })
      expect(await Promise.all([retr(one, 1), retr(one, 2), retr(one, 3)])).toEqual(mails)
    }
  )
  it('9: 20 MB come through in pieces, and a thousand -ERR leave no listener behind', async () => {
    const mail = Buffer.concat([Buffer.from(header), randomBytes(20_000_000), Buffer.from('\r\n')])
    const on = (command: string) => (command === 'DELE 7' ? '-ERR no\r\n' : undefined)
    const one = await session([mail], { on }, 20_000)
    let largest = 0
    let size = 0
    await one.wire.say('RETR 1', (piece) => {
      largest = Math.max(largest, piece.length)
      size += piece.length
    })
    expect([size, largest <= 1024 * 1024]).toEqual([mail.length, true])
    for (let i = 0; i < 1000; i++)
      await expect(one.commands.DELE(7)).rejects.toMatchObject({
        code: 'mail.refused',
        params: { command: 'DELE' }
      })
    expect(one.commands.listenerCount('error')).toBe(1)
    expect(await one.commands.STAT()).toBe(`1 ${mail.length}`)
  })
})

it('any message comes back byte for byte, however the packets fall', async () => {
  const letters = ['\r', '\n', '.', '.', '\r\n', '\r\n.', 'a', '\u00ff']
  let seed = 7
  const random = (n: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % n
  for (let run = 0; run < 3000; run++) {
    const text = Array.from({ length: random(12) }, () => letters[random(letters.length)]).join('')
    const sent = text === '' || text.endsWith('\r\n') ? text : `${text}\r\n`
    const wire = Buffer.from(`${sent.replace(/(^|\r\n)\./g, '$1..')}.\r\nrest`, 'latin1')
    let at = 0
    const reader = createReader(async () => {
      const piece = wire.subarray(at, (at += 1 + random(4)))
      return Buffer.from(piece)
    })
    const pieces: Buffer[] = []
    await reader.block((piece) => void pieces.push(Buffer.from(piece)))
    expect(Buffer.concat(pieces).toString('latin1')).toBe(sent)
  }
})
