import net from 'node:net'
import type { Batch } from '../../shared/mail/message.ts'
import { createLink, type Link } from './link.ts'
import type { Deadlines } from './connect.ts'
import type { RoundInput } from './protocol.ts'
import { newCaution, openRound, type Round } from './round.ts'

/** For tests only: links, rounds drained to the end, servers that lie, and a wire that can be cut. */

export function linkTo(port: number, user = 'anna', deadlines?: Partial<Deadlines>): Link {
  return createLink(
    {
      account: 'a',
      server: { host: '127.0.0.1', port, security: 'never', user },
      password: 'pass',
      trustedCertificates: [],
      folderRoles: {}
    },
    () => undefined,
    { connect: 3000, greeting: 3000, login: 10_000, silence: 5000, ...deadlines }
  )
}

export function roundInput(folder: string, changes: Partial<RoundInput> = {}): RoundInput {
  return { folder, cursor: null, since: null, known: [], digests: null, batchSize: 100, ...changes }
}

export async function open(link: Link, input: RoundInput, members = false): Promise<Round> {
  return await openRound(link, input, members, newCaution())
}

/** Takes every batch of a round. */
export async function drain(round: Round, unknown: (batch: Batch) => number[] = () => []): Promise<Batch[]> {
  const batches: Batch[] = []
  for (let asked: number[] = []; ;) {
    const batch = await round.next(asked)
    batches.push(batch)
    if (batch.complete) return batches
    if (batches.length > 10_000) throw new Error('The round does not end')
    asked = unknown(batch)
  }
}

export interface Wire {
  port: number
  /** Closes every connection, now or when `octets` more have come from the server. */
  cut(octets?: number): void
  /** Stops passing anything on without closing: a network that went away. */
  freeze(): void
  /** Hangs up on every new connection. */
  refuse(on: boolean): void
  connections(): number
  close(): Promise<void>
}

/** Passes bytes on to a server until it is told to cut. */
export async function wireTo(port: number): Promise<Wire> {
  const pairs = new Set<[net.Socket, net.Socket]>()
  let left = Infinity
  let frozen = false
  let refusing = false
  let count = 0
  const drop = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy()
    pairs.clear()
    left = Infinity
  }
  const server = net.createServer((near) => {
    count++
    if (refusing) return void near.destroy()
    const far = net.connect(port, '127.0.0.1')
    pairs.add([near, far])
    near.on('data', (data) => !frozen && far.write(data))
    far.on('data', (data) => {
      if (frozen) return
      if (data.length >= left) {
        near.write(data.subarray(0, left), drop)
        left = Infinity
        return
      }
      left -= data.length
      near.write(data)
    })
    for (const socket of [near, far]) {
      socket.on('error', () => undefined)
      socket.on('close', () => {
        near.destroy()
        far.destroy()
      })
    }
  })
  const own = await listen(server)
  return {
    port: own,
    cut: (octets) => (octets === undefined ? drop() : void (left = octets)),
    freeze: () => void (frozen = true),
    refuse: (on) => void (refusing = on),
    connections: () => count,
    close: () => {
      drop()
      return new Promise((done) => server.close(() => done()))
    }
  }
}

/** What a scripted server does with one command: lines to send; null closes the connection. */
export type Reply = (tag: string, args: string, socket: net.Socket) => string[] | string | null | undefined

export interface Script {
  greeting?: string
  capability?: string
  [command: string]: Reply | string | undefined
}

export interface Scripted {
  port: number
  /** Commands in the order in which they came, without their tags. */
  heard: string[]
  /** Says something unasked on every connection. */
  say(line: string): void
  close(): Promise<void>
}

/** A server that answers as no good one does. What the script leaves out is answered sensibly, with three mails in INBOX. */
export async function scripted(script: Script): Promise<Scripted> {
  const heard: string[] = []
  const sockets = new Set<net.Socket>()
  const capability = script.capability ?? 'IMAP4rev1 LITERAL+ UIDPLUS'
  const usual: Record<string, Reply> = {
    CAPABILITY: (tag) => [`* CAPABILITY ${capability}`, `${tag} OK done`],
    LIST: (tag) => ['* LIST () "/" INBOX', `${tag} OK done`],
    SELECT: (tag) => [
      '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)',
      '* 3 EXISTS',
      '* OK [UIDVALIDITY 7] ok',
      '* OK [UIDNEXT 4] ok',
      `${tag} OK [READ-WRITE] done`
    ],
    LOGOUT: (tag) => ['* BYE', `${tag} OK done`],
    UID: (tag, args) => (/^SEARCH/i.test(args) ? ['* SEARCH 1 2 3', `${tag} OK done`] : `${tag} OK done`)
  }
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.write(`${script.greeting ?? '* OK ready'}\r\n`)
    let text = ''
    socket.on('data', (data) => {
      text += data.toString('latin1')
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        const [tag = '', command = '', ...rest] = line.split(' ')
        heard.push([command, ...rest].join(' '))
        const own = script[command.toUpperCase()]
        const args = rest.join(' ')
        // how imapflow asks for the delimiter where there is no NAMESPACE
        if (command.toUpperCase() === 'LIST' && args === '"" ""') {
          socket.write(`* LIST (\\Noselect) "/" ""\r\n${tag} OK done\r\n`)
          continue
        }
        const said = typeof own === 'function' ? own(tag, args, socket) : own
        if (said === null) {
          socket.destroy()
          return
        }
        const reply = said ?? usual[command.toUpperCase()]?.(tag, args, socket) ?? `${tag} OK done`
        socket.write([reply].flat().join('\r\n') + '\r\n', 'latin1')
      }
    })
  })
  return {
    port: await listen(server),
    heard,
    say: (line) => {
      for (const socket of sockets) socket.write(`${line}\r\n`)
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((done) => server.close(() => done()))
    }
  }
}

function listen(server: net.Server): Promise<number> {
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () => done((server.address() as net.AddressInfo).port))
  )
}

/** A FETCH row such as a server sends for our header items. */
export function fetchRow(seq: number, uid: number, subject = `Mail ${uid}`, more = ''): string {
  return (
    `* ${seq} FETCH (UID ${uid} FLAGS () INTERNALDATE "24-Nov-2026 10:00:00 +0000" RFC822.SIZE 100 ` +
    `ENVELOPE ("Tue, 24 Nov 2026 10:00:00 +0000" "${subject}" (("Anna" NIL "anna" "acme.example")) NIL NIL ` +
    `(("Bob" NIL "bob" "us.example")) NIL NIL NIL "<m${uid}@acme.example>") ` +
    `BODYSTRUCTURE ("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 20 1) ` +
    `BODY[HEADER.FIELDS (references list-id list-post list-unsubscribe)] {2}\r\n\r\n${more})`
  )
}
