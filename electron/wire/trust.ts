import type net from 'node:net'
import tls from 'node:tls'
import { AppError } from '../../shared/errors.ts'

let context: tls.SecureContext | null | undefined

/** What the system trusts beside Node's own list: companies put their authority there. Null where there is none. */
function authorities(): tls.SecureContext | null {
  if (context !== undefined) return context
  const usual = new Set(tls.getCACertificates('default'))
  let more: string[] = []
  try {
    more = tls.getCACertificates('system').filter((certificate) => !usual.has(certificate))
  } catch {
    // a store that cannot be read adds nothing
  }
  return (context = more.length ? tls.createSecureContext({ ca: [...usual, ...new Set(more)] }) : null)
}

/**
 * Puts TLS on a new or a connected socket. Node's own check of the certificate is the rule; what it refuses passes only
 * when its SHA-256 fingerprint is one that the rep decided to trust for this account. `ready` is called after that, so
 * nothing is said to a server that failed: its socket ends with net.certificate.
 */
export function secureSocket(
  to: {
    host: string
    port: number
    servername?: string | false
    socket: net.Socket | null
    trusted: string[]
  },
  ready: () => void
): tls.TLSSocket {
  const known = new Set(to.trusted.map((fingerprint) => fingerprint.toUpperCase()))
  const socket = tls.connect({
    host: to.host,
    port: to.port,
    ...(to.servername ? { servername: to.servername } : {}),
    ...(to.socket ? { socket: to.socket } : {}),
    secureContext: authorities() ?? undefined,
    // refused below, where a pinned certificate can be told from an unknown one
    rejectUnauthorized: false
  })
  socket.once('secureConnect', () => {
    const refused = refusal(socket, to.host, known)
    if (refused) socket.destroy(refused)
    else ready()
  })
  return socket
}

function refusal(socket: tls.TLSSocket, host: string, trusted: Set<string>): AppError | null {
  if (socket.authorized) return null
  const certificate = socket.getPeerCertificate()
  if (certificate.fingerprint256 && trusted.has(certificate.fingerprint256.toUpperCase())) return null
  const name = (of: tls.PeerCertificate['subject'] | undefined) =>
    [of?.CN, of?.O].flat().filter(Boolean).join(', ')
  const names = (certificate.subjectaltname ?? '').replace(/DNS:|IP Address:/g, '')
  return new AppError('net.certificate', {
    expected: host,
    presented: (names || name(certificate.subject)).slice(0, 300),
    issuer: name(certificate.issuer).slice(0, 300),
    validFrom: certificate.valid_from ?? '',
    validTo: certificate.valid_to ?? '',
    fingerprint: certificate.fingerprint256 ?? '',
    reason: String(socket.authorizationError ?? 'unknown')
  })
}
