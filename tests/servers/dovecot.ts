import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'

export interface Dovecot {
  host: '127.0.0.1'
  imap: number
  imaps: number
  pop3: number
  pop3s: number
  lmtp: number
  /** PEM of the authority that signed its certificate (for localhost and 127.0.0.1). */
  ca: string
  /** Where its configuration, log and mail lie. */
  folder: string
  /** The folder on disk of a user's mail folder, with cur/, new/ and tmp/ in it once it exists. */
  maildir(user: string, folder?: string): string
  /** Puts messages into a folder of a user before its first login; any user name, password `pass`. */
  seed(user: string, folder: string, messages: Iterable<Seed>): void
  /** Delivers one mail as the world would, over LMTP: IDLE hears of it. */
  deliver(user: string, bytes: string | Uint8Array): Promise<void>
  stop(): Promise<void>
  /** Stops and starts on the same ports, with all mail kept. */
  restart(): Promise<void>
  /** Everybody's password is another one from now on, and who is connected is thrown out. */
  setPassword(password: string): Promise<void>
}

export interface Seed {
  bytes: string | Uint8Array
  /** INTERNALDATE, ms since 1970 */
  received: number
  /** Maildir letters, such as 'S' (seen), 'F', 'R'. */
  flags?: string
}

export interface DovecotOptions {
  namespace?: 'standard' | 'german' | 'courier'
  /** Hides all capabilities but these, such as 'IMAP4rev1 LITERAL+ IDLE'. */
  capability?: string
  /** false: neither TLS nor STARTTLS is offered. */
  tls?: boolean
  /** Takes access tokens too (XOAUTH2, OAUTHBEARER), and asks this address about each (RFC 7662). */
  introspection?: string
  /** Further lines of configuration. */
  extra?: string
}

const here = import.meta.dirname

/** A real Dovecot on free ports of 127.0.0.1, ready in about 50 ms; as root and as an ordinary user. */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const binary = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find(
    existsSync
  )
  if (!binary)
    throw new Error(
      'Dovecot is not installed: apt-get install dovecot-core dovecot-imapd dovecot-pop3d dovecot-lmtpd'
    )
  // socket paths end at 108 bytes
  const folder = mkdtempSync('/tmp/dv')
  const root = process.getuid?.() === 0
  const owner = root
    ? idsOf('nobody')
    : {
        uid: process.getuid!(),
        gid: process.getgid!(),
        name: userInfo().username,
        group: String(process.getgid!())
      }
  const [imap, imaps, pop3, pop3s, lmtp] = (await freePorts(5)) as [number, number, number, number, number]
  for (const name of ['base', 'state', 'home']) mkdirSync(join(folder, name), { mode: 0o755 })
  execFileSync('chmod', ['755', folder])
  chownSync(join(folder, 'home'), owner.uid, owner.gid)
  const ca = makeCertificate(folder)
  const values: Record<string, string> = {
    DIR: folder,
    LOGIN: root ? 'dovenull' : owner.name,
    INTERNAL: root ? 'dovecot' : owner.name,
    INTGROUP: root ? 'dovecot' : groupName(owner.gid),
    FORMAT: 'maildir:~/Maildir:LAYOUT=fs',
    UID: String(owner.uid),
    GID: String(owner.gid),
    imap: String(imap),
    imaps: String(imaps),
    pop3: String(pop3),
    pop3s: String(pop3s),
    lmtp: String(lmtp),
    CAPA: options.capability ? `imap_capability = ${options.capability}` : '',
    NS: readFileSync(join(here, 'dovecot', `ns-${options.namespace ?? 'standard'}.conf`), 'utf8'),
    EXTRA: [
      options.tls === false ? 'ssl = no' : '',
      options.introspection ? takeTokens(folder, options.introspection) : '',
      options.extra ?? ''
    ].join('\n')
  }
  const template = readFileSync(join(here, 'dovecot', 'dovecot.conf.tmpl'), 'utf8')
  const config = template.replace(/@(\w+)@/g, (whole, name: string) => values[name] ?? whole)
  writeFileSync(join(folder, 'dovecot.conf'), config)
  const maildir = (user: string, name = 'INBOX'): string =>
    join(folder, 'home', user, 'Maildir', name === 'INBOX' ? '' : onDisk(name))
  // names in a maildir are unique for ever, also over several seedings
  let seeded = 0
  let child = await start()

  async function start(): Promise<ChildProcess> {
    const made = spawn(binary!, ['-F', '-c', join(folder, 'dovecot.conf')], {
      stdio: ['ignore', 'ignore', 'pipe']
    })
    let said = ''
    made.stderr!.on('data', (data: Buffer) => (said += data.toString()))
    for (let i = 0; i < 400; i++) {
      if (made.exitCode !== null) break
      if (await answers(imap)) return made
      await new Promise((done) => setTimeout(done, 25))
    }
    const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : ''
    throw new Error(`Dovecot did not start: ${said}${log}`)
  }

  async function stop(): Promise<void> {
    if (child.exitCode !== null) return
    const gone = new Promise<void>((done) => child.once('exit', () => done()))
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 5000)
    await gone
    clearTimeout(late)
  }

  process.once('exit', () => child.kill('SIGKILL'))
  return {
    host: '127.0.0.1',
    imap,
    imaps,
    pop3,
    pop3s,
    lmtp,
    ca,
    folder,
    maildir,
    seed(user, name, messages) {
      const base = maildir(user)
      const made = [join(folder, 'home', user), base]
      const at = maildir(user, name)
      const kinds = ['cur', 'new', 'tmp'].map((kind) => join(at, kind))
      for (const path of [...kinds, join(base, 'cur'), join(base, 'new'), join(base, 'tmp')])
        mkdirSync(path, { recursive: true })
      for (const { bytes, received, flags = '' } of messages) {
        const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
        const seconds = Math.floor(received / 1000)
        const file = join(
          at,
          'cur',
          `${seconds}.M${String(seeded++).padStart(7, '0')}P1.seed,S=${data.length},W=${virtualSize(data)}:2,${flags}`
        )
        writeFileSync(file, data)
        utimes.push([file, seconds])
      }
      setTimes()
      execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, ...made])
    },
    async deliver(user, bytes) {
      await lmtpDeliver(lmtp, user, bytes)
    },
    async stop() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
    async restart() {
      await stop()
      child = await start()
    },
    async setPassword(password) {
      await stop()
      const path = join(folder, 'dovecot.conf')
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace(/args = password=.*/, `args = password=${password}`)
      )
      child = await start()
    }
  }
}

function takeTokens(folder: string, introspection: string): string {
  const file = join(folder, 'oauth2.conf')
  const lines = [
    `introspection_url = ${introspection}`,
    'introspection_mode = post',
    'username_attribute = username',
    'active_attribute = active',
    'active_value = true',
    'use_grant_password = no'
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  return [
    'auth_mechanisms = $auth_mechanisms xoauth2 oauthbearer',
    `passdb {\n driver = oauth2\n mechanisms = xoauth2 oauthbearer\n args = ${file}\n}`
  ].join('\n')
}

const utimes: [string, number][] = []
/** Maildir's INTERNALDATE is the time of the file. */
function setTimes(): void {
  for (const [file, seconds] of utimes.splice(0)) utimesSync(file, seconds, seconds)
}

/** Dovecot's names on disk are those of the wire: modified UTF-7 (RFC 3501, 5.1.3). */
function onDisk(name: string): string {
  return name.replace(/&|[^ -~]+/g, (run) => {
    const base64 = Buffer.from(run, 'utf16le').swap16().toString('base64')
    return run === '&' ? '&-' : `&${base64.replace(/=+$/, '').replaceAll('/', ',')}-`
  })
}

/** The size with every line ending as CRLF, which Dovecot would otherwise read each file for. */
function virtualSize(data: Uint8Array): number {
  let size = data.length
  for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) if (data[at - 1] !== 13) size++
  return size
}

function idsOf(user: string): { uid: number; gid: number; name: string } {
  const [, , uid, gid] = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${user}:`))!
    .split(':')
  return { uid: Number(uid), gid: Number(gid), name: user }
}

function groupName(gid: number): string {
  return (
    readFileSync('/etc/group', 'utf8')
      .split('\n')
      .find((line) => line.split(':')[2] === String(gid))
      ?.split(':')[0] ?? String(gid)
  )
}

/** A small authority and a certificate for localhost, made by openssl. */
function makeCertificate(folder: string): string {
  const run = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  run(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '30',
    '-subj',
    '/CN=Test authority'
  )
  run(
    'req',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    'srv.key',
    '-out',
    'srv.csr',
    '-subj',
    '/CN=localhost'
  )
  writeFileSync(join(folder, 'san'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n')
  run(
    'x509',
    '-req',
    '-in',
    'srv.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'srv.pem',
    '-days',
    '30',
    '-extfile',
    'san'
  )
  return readFileSync(join(folder, 'ca.pem'), 'utf8')
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Server>((done) => {
          const server = createServer()
          server.listen(0, '127.0.0.1', () => done(server))
        })
    )
  )
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
    socket.setTimeout(500, () => {
      socket.destroy()
      done(false)
    })
  })
}

function lmtpDeliver(port: number, user: string, bytes: string | Uint8Array): Promise<void> {
  const body = Buffer.from(bytes).toString('latin1').replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..')
  const lines = [
    `LHLO test`,
    'MAIL FROM:<sender@test.example>',
    `RCPT TO:<${user}>`,
    'DATA',
    `${body}\r\n.`,
    'QUIT'
  ]
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.setEncoding('latin1')
    socket.setTimeout(10_000, () => socket.destroy(new Error('LMTP timed out')))
    socket.on('data', (data: string) => {
      text += data
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        if (line[3] === '-') continue
        if (/^[45]/.test(line)) return void socket.destroy(new Error(line))
        const next = lines.shift()
        if (next === undefined) {
          socket.end()
          return done()
        }
        socket.write(`${next}\r\n`, 'latin1')
      }
    })
    socket.on('error', fail)
  })
}
