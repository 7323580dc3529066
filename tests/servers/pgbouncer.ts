import { spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Certificate } from './certificates.ts'
import { freePort, idOf } from './postgres.ts'

export interface PgBouncer {
  port: number
  stop(): Promise<void>
}

/** A real PgBouncer in transaction mode, over TLS, before a server of startPostgres, which it asks for each login's verifier. */
export async function startPgBouncer(server: number, tls: Certificate): Promise<PgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-bouncer-'))
  const port = await freePort()
  const files = { 'users.txt': '"test" ""\n', 'server.key': tls.key, 'server.crt': tls.cert }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    [
      '[databases]',
      `* = host=127.0.0.1 port=${server} auth_user=test`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = scram-sha-256',
      `auth_file = ${join(folder, 'users.txt')}`,
      'auth_query = select usename, passwd from pg_shadow where usename = $1',
      'client_tls_sslmode = require',
      `client_tls_key_file = ${join(folder, 'server.key')}`,
      `client_tls_cert_file = ${join(folder, 'server.crt')}`,
      'server_tls_sslmode = require',
      'pool_mode = transaction',
      // two reps' connections share these
      'default_pool_size = 2',
      ''
    ].join('\n')
  )
  const as = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid)
  const child = spawn('/usr/sbin/pgbouncer', [join(folder, 'pgbouncer.ini')], {
    ...as,
    stdio: ['ignore', 'ignore', 'pipe']
  })
  let said = ''
  child.stderr.on('data', (data: Buffer) => (said += data.toString()))
  for (let tries = 0; !(await answers(port)); tries++) {
    if (child.exitCode !== null || tries > 100) throw new Error(`PgBouncer does not answer: ${said}`)
    await new Promise((done) => setTimeout(done, 50))
  }
  return {
    port,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((done) => child.once('exit', done))
        child.kill('SIGKILL')
        await gone
      }
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => (socket.destroy(), done(true)))
    socket.once('error', () => done(false))
  })
}
