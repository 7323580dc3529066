import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Certificate {
  key: string
  cert: string
}
/** `good`: by the authority, for localhost, 127.0.0.1 and what else was asked. */
export interface Certificates {
  /** PEM of the authority. */
  ca: string
  good: Certificate
  selfSigned: Certificate
  expired: Certificate
  wrongName: Certificate
}

/** An authority that nobody trusts yet, and what it signed; made by openssl, and nothing of it stays on the disk. */
export function makeCertificates(names: string[] = []): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'))
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const key = (name: string): string[] => [
    ...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`]
  ]
  const own = ['localhost', ...names].map((name) => `DNS:${name}`).concat('IP:127.0.0.1')

  function signed(name: string, alternatives: string[], days: string): Certificate {
    openssl('req', ...key(name), '-out', `${name}.csr`, '-subj', `/CN=${name}`)
    writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${alternatives.join(',')}\n`)
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`]
    openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-days', days, '-out', `${name}.pem`)
    return { key: read(`${name}.key`), cert: read(`${name}.pem`) }
  }

  try {
    const made = ['req', '-x509', '-days', '30']
    openssl(...made, ...key('ca'), '-out', 'ca.pem', '-subj', '/CN=Authority of tests')
    const alone = ['-subj', '/CN=localhost', '-addext', `subjectAltName=${own.join(',')}`]
    openssl(...made, ...key('self'), '-out', 'self.pem', ...alone)
    return {
      ca: read('ca.pem'),
      good: signed('good', own, '30'),
      selfSigned: { key: read('self.key'), cert: read('self.pem') },
      expired: signed('expired', own, '-1'),
      wrongName: signed('wrong', ['DNS:other.example'], '30')
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
