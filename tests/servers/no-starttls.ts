import { readdirSync, readFileSync } from 'node:fs'
import net, { type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import tls from 'node:tls'
import type { Certificate } from './certificates.ts'

const root = join(import.meta.dirname, '../data/corpora/c-no-starttls/testcases')

/** Paths of the cases of a protocol, without those that begin with TLS. */
export function casesOf(protocol: 'imap' | 'smtp'): string[] {
  return readdirSync(join(root, protocol), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ron'))
    .map((name) => join(protocol, name))
    .filter((name) => !read(name).includes('implicit_tls: true'))
    .sort()
}

/** What its comments keep for a second step is part of it. */
const read = (name: string): string =>
  readFileSync(join(root, name), 'utf8').replace(/^\s*\/\/\s*(st(?:art)?tls_response:)/gm, '$1')

const unescaped = (text: string): string => JSON.parse(`"${text}"`) as string
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
const listOf = (ron: string, field: string): string =>
  new RegExp(`^\\s*${field}:\\s*(\\[[^\\n]*\\])`, 'm').exec(ron)?.[1] ?? '[]'

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

export interface Hostile {
  port: number
  /** All that came before TLS. */
  heard(): string
  close(): Promise<void>
}

/** A server that does what a case of NO STARTTLS says, and is a good one where the case says nothing. */
export async function startHostile(name: string, certificate: Certificate): Promise<Hostile> {
  const ron = read(name)
  const imap = name.startsWith('imap')
  const said = textOf(ron, imap ? 'starttls_response' : 'stls_response')
  const overridden = new Map(
    [...ron.matchAll(/^\s*"([\w ]+)": "((?:[^"\\]|\\.)*)"/gm)].map(
      ([, key, text]) => [key!.toUpperCase(), unescaped(text!)] as const
    )
  )
  const greeting = imap
    ? imapGreeting(ron)
    : (overridden.get('GREETING') ?? textOf(ron, 'greeting') ?? '220 here\r\n')
  const stays = /starttls_transition: false|stls_make_transition: false/.test(ron)
  const sockets = new Set<Socket>()
  let heard = ''

  function answer(line: string, secure: boolean): string {
    const [tag = '', ...rest] = line.split(' ')
    const command = (imap ? (rest[0] ?? '') : tag).toUpperCase()
    const own = overridden.get(command)
    if (own !== undefined && !secure) return own.replaceAll('<tag>', tag)
    if (imap) {
      const can = imapCapabilities(listOf(ron, secure ? 'caps_tls' : 'caps'))
      return `${command === 'CAPABILITY' ? `* CAPABILITY ${can || 'IMAP4rev1'}\r\n` : ''}${tag} OK done\r\n`
    }
    if (command === 'AUTH') return '235 ok\r\n'
    const starttls = listOf(ron, 'capabilities').includes('StartTLS') && !secure
    return command === 'EHLO'
      ? `250-here\r\n${starttls ? '250-STARTTLS\r\n' : ''}250 AUTH PLAIN LOGIN\r\n`
      : '250 ok\r\n'
  }

  function speak(socket: Socket, secure: boolean): void {
    let text = ''
    const listen = (data: Buffer): void => {
      if (!secure) heard += data.toString('latin1')
      text += data.toString('latin1')
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        const [tag = ''] = line.split(' ')
        if (secure || !/(^| )STARTTLS$/i.test(line)) {
          socket.write(answer(line, secure))
          continue
        }
        const usual = imap ? `${tag} OK begin\r\n` : '220 begin\r\n'
        const reply = (said ?? overridden.get('STARTTLS') ?? usual).replaceAll('<tag>', tag)
        socket.write(reply)
        if (stays || !(imap ? reply.includes(`${tag} OK`) : reply.startsWith('220'))) continue
        socket.off('data', listen)
        const upgraded = new tls.TLSSocket(socket, { isServer: true, ...certificate })
        upgraded.on('error', () => socket.destroy())
        return speak(upgraded, true)
      }
    }
    socket.on('data', listen)
  }
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    speak(socket, false)
    socket.write(greeting + (textOf(ron, 'response_after_greeting') ?? ''))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      })
  }
}
