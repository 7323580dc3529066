import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Dovecot, startDovecot } from '../../tests/servers/dovecot.ts'

let dovecot: Dovecot
let ca = ''
beforeAll(async () => {
  dovecot = await startDovecot()
  ca = join(dovecot.folder, 'authority-of-the-system.pem')
  writeFileSync(ca, dovecot.ca)
})
afterAll(() => dovecot.stop())

/** What a process that trusts what this environment says makes of the server's certificate. */
function verdict(environment: NodeJS.ProcessEnv, load = ''): string {
  const code = `import tls from 'node:tls'
    import { authorities, loadAuthorities } from ${JSON.stringify(join(import.meta.dirname, 'authorities.ts'))}
    ${load}
    const socket = tls.connect({ host: 'localhost', port: ${dovecot.imaps}, rejectUnauthorized: false, secureContext: authorities() })
    socket.once('secureConnect', () => { console.log(socket.authorized ? 'trusted' : socket.authorizationError); socket.destroy() })`
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  }).trim()
}

it.runIf(process.platform === 'linux')("what the system trusts is trusted beside Node's own list", () => {
  expect(verdict({ SSL_CERT_FILE: '/dev/null', SSL_CERT_DIR: '/dev/null' })).not.toBe('trusted')
  expect(verdict({ SSL_CERT_FILE: ca })).toBe('trusted')
  expect(verdict({ SSL_CERT_FILE: ca }, 'await loadAuthorities()')).toBe('trusted')
})
