import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { certify } from './certificate.ts'

/** What is kept beside the data, readable by its owner alone. */
interface Kept {
  port: number
  host: string
  /** Of `postgres`, the superuser, and of the owner of the database. */
  superPassword: string
  ownerPassword: string
}
export interface Running {
  host: string
  port: number
  database: string
  /** PEM of the authority that vouches for the server. */
  certificate: string
  /** As the owner of the database. */
  url: string
  /** Undefined: it ran already. */
  process: ChildProcess | undefined
}

export const database = 'salesinbox'
const owner = 'salesinbox_owner'

/** What to say to whoever started it, in a line. */
export class Trouble extends Error {}

/**
 * Makes what is missing and starts the server, unless it runs. PostgreSQL refuses to run as root, so it is given to
 * `postgres` or `nobody` then.
 */
export async function startServer(asked: { folder: string; port?: number; host?: string }): Promise<Running> {
  const bin = binaries()
  const { folder } = asked
  const as = account()
  const data = join(folder, 'postgres')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // the server's account passes through; what is beside its data it cannot read
  if (as) chmodSync(folder, 0o711)
  const kept = {
    ...read(folder),
    ...(asked.port ? { port: asked.port } : {}),
    ...(asked.host ? { host: asked.host } : {})
  }
  const own = (file: string): void => {
    if (as) chownSync(file, as.uid, as.gid)
  }
  const keep = (file: string, text: string): void => {
    writeFileSync(file, text, { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  const certificate = certify(folder, kept.host)
  const running: Omit<Running, 'process'> = {
    host: kept.host,
    port: kept.port,
    database,
    certificate: readFileSync(certificate.authority, 'utf8'),
    url: address(owner, kept.ownerPassword, kept.port, database, certificate.authority)
  }
  const superuser = address('postgres', kept.superPassword, kept.port, 'postgres', certificate.authority)
  keep(join(folder, 'server.json'), `${JSON.stringify(kept, null, 2)}\n`)
  if (await answers(running.url)) return { ...running, process: undefined }

  const run = { ...as, cwd: '/', env: { ...process.env, LC_ALL: 'C.UTF-8' } }
  if (!existsSync(join(data, 'PG_VERSION'))) {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    own(data)
    const secret = join(folder, 'initial-password')
    keep(secret, kept.superPassword)
    own(secret)
    const options = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8']
    try {
      execFileSync(join(bin, 'initdb'), ['-D', data, ...options], {
        ...run,
        stdio: ['ignore', 'ignore', 'pipe']
      })
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
      throw new Trouble(
        `PostgreSQL could not make its data in ${data}: ${said.trim().split('\n').pop() ?? ''}`
      )
    } finally {
      rmSync(secret)
    }
  }
  keep(join(data, 'pg_hba.conf'), 'hostssl all all all scram-sha-256\n')
  for (const [name, from] of [
    ['server.key', certificate.key],
    ['server.crt', certificate.cert]
  ] as const) {
    keep(join(data, name), readFileSync(from, 'utf8'))
    own(join(data, name))
  }
  own(join(data, 'pg_hba.conf'))
  const local = ['localhost', '127.0.0.1'].includes(kept.host)
  const settings = [
    `listen_addresses=${local ? '127.0.0.1' : '*'}`,
    'unix_socket_directories=',
    'ssl=on',
    'password_encryption=scram-sha-256'
  ]
  const log = openSync(join(folder, 'postgres.log'), 'a', 0o600)
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(kept.port), ...settings.flatMap((one) => ['-c', one])],
    { ...run, stdio: ['ignore', log, log] }
  )
  for (let tries = 0; !(await answers(superuser)); tries++) {
    if (server.exitCode !== null || tries > 300)
      throw new Trouble(`PostgreSQL does not start. Why stands at the end of ${join(folder, 'postgres.log')}`)
    await new Promise((done) => setTimeout(done, 100))
  }
  await makeDatabase(superuser, kept.ownerPassword)
  return { ...running, process: server }
}

/** The owner may make logins and nothing beyond its database. */
async function makeDatabase(superuser: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuser })
  await client.connect()
  try {
    const role = await client.query('select from pg_roles where rolname = $1', [owner])
    if (role.rowCount === 0) await client.query(`create role ${owner} login createrole`)
    await client.query(`alter role ${owner} password '${password}'`)
    const known = await client.query('select from pg_database where datname = $1', [database])
    if (known.rowCount === 0) await client.query(`create database ${database} owner ${owner}`)
    await client.query(`revoke connect on database ${database}, postgres from public`)
    await client.query(`grant connect on database ${database} to ${owner}`)
  } finally {
    await client.end()
  }
}

function read(folder: string): Kept {
  const file = join(folder, 'server.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Kept
  const secret = (): string => randomBytes(24).toString('base64url')
  return { port: 55_432, host: 'localhost', superPassword: secret(), ownerPassword: secret() }
}

function address(as: string, password: string, port: number, to: string, authority: string): string {
  const trust = `sslmode=verify-full&sslrootcert=${encodeURIComponent(authority)}`
  return `postgres://${as}:${password}@127.0.0.1:${port}/${to}?${trust}`
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

/** Where Debian, Ubuntu and what is like them put it, and the PATH. */
function binaries(): string {
  const packages = '/usr/lib/postgresql'
  const versions = existsSync(packages) ? readdirSync(packages) : []
  const found = versions
    .filter((version) => Number(version) >= 15)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(packages, version, 'bin'))
    .concat((process.env.PATH ?? '').split(':'))
    .find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')))
  if (!found)
    throw new Trouble(
      'PostgreSQL 15 or newer is missing. On Debian or Ubuntu: sudo apt-get install postgresql'
    )
  return found
}

function account(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string, name: string): number =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u', 'postgres'), gid: id('-g', 'postgres') }
  } catch {
    return { uid: id('-u', 'nobody'), gid: id('-g', 'nobody') }
  }
}
