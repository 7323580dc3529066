import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * An authority of this folder's own, made once: it stands in every invitation. What it signs for the server is made
 * anew at each start, for the name that the server has now.
 */
export function certify(folder: string, host: string): { authority: string; key: string; cert: string } {
  const tls = join(folder, 'tls')
  mkdirSync(tls, { recursive: true, mode: 0o700 })
  const at = (name: string): string => join(tls, name)
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { cwd: tls, stdio: ['ignore', 'ignore', 'pipe'] })
  const key = (name: string): string[] => [
    ...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`]
  ]
  const days = ['-days', '3650']
  if (!existsSync(at('authority.pem'))) {
    openssl(
      'req',
      '-x509',
      ...days,
      ...key('authority'),
      '-out',
      'new.pem',
      '-subj',
      '/CN=SalesInbox workspace'
    )
    renameSync(at('new.pem'), at('authority.pem'))
  }
  const kind = /^[\d.]+$|:/.test(host) ? 'IP' : 'DNS'
  const names = [...new Set([`${kind}:${host}`, 'DNS:localhost', 'IP:127.0.0.1'])]
  openssl('req', ...key('server'), '-out', 'server.csr', '-subj', '/CN=SalesInbox workspace server')
  writeFileSync(at('server.ext'), `subjectAltName=${names.join(',')}\n`)
  const by = ['-CA', 'authority.pem', '-CAkey', 'authority.key', '-CAcreateserial', '-extfile', 'server.ext']
  openssl('x509', '-req', '-in', 'server.csr', ...by, ...days, '-out', 'server.crt')
  return { authority: at('authority.pem'), key: at('server.key'), cert: at('server.crt') }
}
