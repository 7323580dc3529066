import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Certificate } from './certificates.ts'

export interface Postgres {
  /**
   * A connection string of a new, empty database, as its owner: the server's superuser, or where it is `owned` a role
   * that may make roles and nothing else.
   */
  createDatabase(options?: { owned?: boolean }): Promise<string>
  readonly port: number
  /** From now on `owner` comes in by a password, and so does `super`, a superuser with the same one. */
  askOwner(): Promise<void>
  /** Its processes are gone at once, as after a power cut, and come back on the same port. */
  restart(pause?: number): Promise<void>
  /** It is gone until what is answered is called. */
  halt(): Promise<() => Promise<void>>
  stop(): Promise<void>
}

const packages = '/usr/lib/postgresql'

/** Who may come in: `test` and `owner` without anything, all others by a password, and over TLS where there is a certificate. */
const entry = (kind: string): string =>
  [
    'local all all trust',
    'host all test,owner 127.0.0.1/32 trust',
    `${kind} all all 127.0.0.1/32 scram-sha-256`,
    ''
  ].join('\n')

/** A real PostgreSQL on a free port of 127.0.0.1, ready in about half a second; as root and as an ordinary user. */
export async function startPostgres(
  options: {
    tls?: Certificate
    connections?: number
    /** Whoever comes is let in by name: for tests of what a login may do, not of who gets it. */
    open?: boolean
  } = {}
): Promise<Postgres> {
  const bin = newestBin()
  // Short, because the socket of a path longer than 107 bytes cannot be made; /tmp in any case.
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-pg-'))
  const as = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid)
  const data = join(folder, 'data')
  const run = { ...as, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } }
  emptyCluster(bin, data, run)
  const keep = (name: string, text: string): void => {
    writeFileSync(join(data, name), text, { mode: 0o600 })
    if (as.uid !== undefined && as.gid !== undefined) chownSync(join(data, name), as.uid, as.gid)
  }
  keep(
    'pg_hba.conf',
    options.open ? 'host all all 127.0.0.1/32 trust\n' : entry(options.tls ? 'hostssl' : 'host')
  )
  if (options.tls) {
    keep('server.key', options.tls.key)
    keep('server.crt', options.tls.cert)
  }
  const port = await freePort()
  const settings = [
    'fsync=off',
    `max_connections=${options.connections ?? 60}`,
    `ssl=${options.tls ? 'on' : 'off'}`
  ]
  const begin = (): ChildProcess =>
    spawn(
      join(bin, 'postgres'),
      [
        ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder],
        ...settings.flatMap((one) => ['-c', one])
      ],
      { ...run, stdio: 'ignore' }
    )
  let server = begin()
  async function end(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    const gone = new Promise((done) => server.once('exit', done))
    // An immediate shutdown: nothing of it is kept.
    server.kill('SIGQUIT')
    await gone
  }
  async function again(): Promise<void> {
    server = begin()
    await ready(server, url('postgres'))
  }
  const url = (database: string, as = 'test') => `postgres://${as}@127.0.0.1:${port}/${database}`
  await ready(server, url('postgres'))
  let made = 0
  return {
    async createDatabase({ owned = false } = {}) {
      const name = `test_${++made}`
      const admin = new pg.Client({ connectionString: url('postgres') })
      await admin.connect()
      if (owned) {
        const { rowCount } = await admin.query(`select from pg_roles where rolname = 'owner'`)
        if (rowCount === 0) await admin.query('create role owner login createrole')
      }
      await admin.query(`create database ${name}${owned ? ' owner owner' : ''}`)
      await admin.end()
      return url(name, owned ? 'owner' : 'test')
    },
    port,
    async askOwner() {
      const admin = new pg.Client({ connectionString: url('postgres') })
      await admin.connect()
      await admin.query('create role super login superuser')
      await admin.query(`update pg_authid set rolpassword = o.rolpassword from pg_authid o
        where pg_authid.rolname = 'super' and o.rolname = 'owner'`)
      keep('pg_hba.conf', entry(options.tls ? 'hostssl' : 'host').replace('test,owner', 'test'))
      await admin.query('select pg_reload_conf()')
      await admin.end()
    },
    async restart(pause = 0) {
      await end()
      await new Promise((done) => setTimeout(done, pause))
      await again()
    },
    async halt() {
      await end()
      return again
    },
    async stop() {
      await end()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

const caches = join(import.meta.dirname, '../../node_modules/.cache/salesinbox')

/** Copies the folder that `initdb` made the first time on this machine: it takes a processor for more than a second. */
function emptyCluster(bin: string, data: string, run: { uid?: number; gid?: number; cwd: string }): void {
  const [version] = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).match(/[\d.]+/)!
  const kept = join(caches, `postgres-${version}-${run.uid ?? 'own'}`)
  const copy = (from: string, to: string): void => void execFileSync('cp', ['-Rp', from, to])
  if (existsSync(kept)) return copy(kept, data)
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'test', '-A', 'trust', '-N', '-E', 'UTF8'], {
    ...run,
    stdio: 'ignore'
  })
  mkdirSync(caches, { recursive: true })
  const part = mkdtempSync(`${kept}.`)
  copy(`${data}/.`, part)
  try {
    renameSync(part, kept)
  } catch {
    // another test was first
    rmSync(part, { recursive: true, force: true })
  }
}

function newestBin(): string {
  const versions = existsSync(packages) ? readdirSync(packages).sort((a, b) => Number(b) - Number(a)) : []
  const found = versions
    .map((version) => join(packages, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))
  if (!found) throw new Error('PostgreSQL is not installed: apt-get install postgresql')
  return found
}

/** PostgreSQL refuses to run as root; `nobody` is on every system. */
export function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function ready(server: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`)
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await new Promise((done) => setTimeout(done, 100))
    }
  }
  throw new Error('PostgreSQL did not start in 30 s')
}
