import { readdirSync, readFileSync } from 'node:fs'
import net, { type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import tls from 'node:tls'
import type { Certificate, Certificates } from './certificates.ts'

const root = join(import.meta.dirname, '../data/corpora/c-no-starttls')
const folders = ['testcases', 'testcases_extra/Certificate Validation']

export type Protocol = 'imap' | 'pop3' | 'smtp'
/** Paths of all cases of a protocol. */
export const casesOf = (protocol: Protocol): string[] =>
  folders
    .map((folder) => join(folder, protocol))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
    )
    .filter((name) => name.endsWith('.ron'))
    .sort()

/** What its comments keep for a later step is part of it. */
const read = (name: string): string =>
  readFileSync(join(root, name), 'utf8').replace(
    /^\s*\/\/\s*(s(?:tart)?tls_response|ignore_commands_tls):/gm,
    '$1:'
  )

const unescaped = (text: string): string => JSON.parse(`"${text.replaceAll('\\x', '\\u00')}"`) as string
function textOf(ron: string, field: string): string | null {
  const found = new RegExp(`^\\s*${field}: (?:Some\\()?"((?:[^"\\\\]|\\\\.)*)"`, 'm').exec(ron)
  return found ? unescaped(found[1]!) : null
}

const names: Record<string, string> = {
  Imap4Rev1: 'IMAP4rev1',
  StartTls: 'STARTTLS',
  LoginDisabled: 'LOGINDISABLED'
}
/** `[Imap4Rev1, Auth(Plain), Other(CapabilityOther(inner: Atom("X")))]` as a server says it. */
const imapCapabilities = (list: string): string =>
  [...list.matchAll(/Auth\((\w+)\)|Atom\("([^"]*)"\)|(\w+)(?=[,\]\s])/g)]
    .map(([, auth, atom, name]) =>
      auth ? `AUTH=${auth.toUpperCase()}` : (atom ?? names[name!] ?? name!.toUpperCase())
    )
    .filter((name) => !/^(OTHER|CAPABILITYOTHER|INNER)$/.test(name))
    .join(' ')
const quoted = (list: string): string[] => [...list.matchAll(/"([^"]*)"/g)].map(([, text]) => text!)
const listOf = (ron: string, field: string): string =>
  new RegExp(`^\\s*${field}:\\s*(\\[[^\\]]*\\])`, 'm').exec(ron)?.[1] ?? '[]'

function imapGreeting(ron: string): string {
  const kind = /kind: (\w+)/.exec(ron)?.[1]?.toUpperCase() ?? 'OK'
  const text = /text: Text\("([^"]*)"\)/.exec(ron)?.[1] ?? ''
  const code = /code: Some\((.*)\),$/m.exec(ron)?.[1]
  const named = /^Capability\(NonEmptyVec\((.*)\)\)$/.exec(code ?? '')?.[1]
  const referral = /^Referral\("(.*)"\)$/.exec(code ?? '')?.[1]
  const said = named
    ? `CAPABILITY ${imapCapabilities(named)}`
    : referral
      ? `REFERRAL ${referral}`
      : code?.replace(/\W.*$/, '').toUpperCase()
  return `* ${kind} ${said ? `[${said}] ` : ''}${text}\r\n`
}

interface Dialect {
  /** The command that asks for TLS, and the answer that begins it. */
  upgrade: string
  begin: string
  unknown: string
  begins(reply: string, tag: string): boolean
}
const dialects: Record<Protocol, Dialect> = {
  imap: {
    upgrade: 'STARTTLS',
    begin: '<tag> OK begin\r\n',
    unknown: '<tag> BAD unknown command\r\n',
    begins: (reply, tag) => reply.includes(`${tag} OK`)
  },
  pop3: {
    upgrade: 'STLS',
    begin: '+OK begin\r\n',
    unknown: '-ERR unknown command\r\n',
    begins: (reply) => reply.startsWith('+O')
  },
  smtp: {
    upgrade: 'STARTTLS',
    begin: '220 begin\r\n',
    unknown: '500 unknown command\r\n',
    begins: (reply) => reply.startsWith('220')
  }
}

/** The corpus keeps no private keys: ours in their place. */
function certificateOf(ron: string, certificates: Certificates): Certificate {
  const path = textOf(ron, 'crt_path') ?? ''
  if (path.includes('self-signed')) return certificates.selfSigned
  if (path.includes('expired')) return certificates.expired
  return path.includes('other.') ? certificates.wrongName : certificates.good
}

export interface Hostile {
  port: number
  /** 'ssl' where the case begins with TLS. */
  security: 'tls' | 'ssl'
  /** All that came before TLS. */
  heard(): string
  close(): Promise<void>
}

/** A server that does what a case of NO STARTTLS says, and is a good one where the case says nothing. */
export async function startHostile(name: string, certificates: Certificates): Promise<Hostile> {
  const ron = read(name)
  const protocol = /\/(imap|pop3|smtp)\//.exec(name)![1] as Protocol
  const dialect = dialects[protocol]
  const certificate = certificateOf(ron, certificates)
  const implicit = ron.includes('implicit_tls: true')
  const said = textOf(ron, protocol === 'imap' ? 'starttls_response' : 'stls_response')
  const overridden = new Map(
    [...ron.matchAll(/^\s*"([\w ]+)": "((?:[^"\\]|\\.)*)"/gm)].map(
      ([, key, text]) => [key!.toUpperCase(), unescaped(text!)] as const
    )
  )
  const hidden = quoted(listOf(ron, 'hide_commands')).map((command) => command.toUpperCase())
  const greeting =
    protocol === 'imap'
      ? imapGreeting(ron)
      : (overridden.get('GREETING') ?? textOf(ron, 'greeting') ?? '220 here\r\n')
  const stays = /starttls_transition: false|stls_make_transition: false/.test(ron) || overridden.has('STLS')
  // which command is the first is the client's choice: the case names that of another client
  const deafToFirst = ron.includes('ignore_commands_tls:')
  const sockets = new Set<Socket>()
  let heard = ''

  function answer(line: string, secure: boolean): string {
    const [tag = '', ...rest] = line.split(' ')
    const first = (protocol === 'imap' ? (rest[0] ?? '') : tag).toUpperCase()
    const command = first === 'AUTH' && rest.length === 0 ? 'AUTHLIST' : first
    const own = overridden.get(command)
    if (own !== undefined && !secure) return own.replaceAll('<tag>', tag)
    if (hidden.includes(command)) return dialect.unknown.replaceAll('<tag>', tag)
    if (protocol === 'imap') {
      const can = imapCapabilities(listOf(ron, secure ? 'caps_tls' : 'caps'))
      return `${command === 'CAPABILITY' ? `* CAPABILITY ${can || 'IMAP4rev1'}\r\n` : ''}${tag} OK done\r\n`
    }
    if (protocol === 'pop3') {
      const can = quoted(listOf(ron, secure ? 'capa_tls' : 'capa'))
      return command === 'CAPA' ? ['+OK here', ...can, '.\r\n'].join('\r\n') : '+OK done\r\n'
    }
    if (command === 'AUTH') return '235 ok\r\n'
    const starttls = listOf(ron, 'capabilities').includes('StartTLS') && !secure
    return command === 'EHLO'
      ? `250-here\r\n${starttls ? '250-STARTTLS\r\n' : ''}250 AUTH PLAIN LOGIN\r\n`
      : '250 ok\r\n'
  }

  function speak(socket: Socket, secure: boolean): void {
    let text = ''
    let deaf = secure && deafToFirst
    const listen = (data: Buffer): void => {
      if (!secure) heard += data.toString('latin1')
      text += data.toString('latin1')
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        const [tag = ''] = line.split(' ')
        if (deaf) {
          deaf = false
          continue
        }
        const asked = line.slice(protocol === 'imap' ? tag.length + 1 : 0).toUpperCase()
        if (secure || asked !== dialect.upgrade || hidden.includes(asked)) {
          socket.write(answer(line, secure))
          continue
        }
        const reply = (said ?? overridden.get(asked) ?? dialect.begin).replaceAll('<tag>', tag)
        socket.write(reply)
        if (stays || !dialect.begins(reply, tag)) continue
        socket.off('data', listen)
        const upgraded = new tls.TLSSocket(socket, { isServer: true, ...certificate })
        upgraded.on('error', () => socket.destroy())
        return speak(upgraded, true)
      }
    }
    socket.on('data', listen)
  }
  const welcome = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    speak(socket, implicit)
    socket.write(greeting + (textOf(ron, 'response_after_greeting') ?? ''))
  }
  const server = implicit ? tls.createServer(certificate, welcome) : net.createServer(welcome)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    security: implicit ? 'ssl' : 'tls',
    heard: () => heard,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      })
  }
}
