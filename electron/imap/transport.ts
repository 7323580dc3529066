import net from 'node:net'
import tls from 'node:tls'
import type { ImapTransport, ImapTransportOptions, ImapTransportSocket } from 'imapflow'
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
 * Opens sockets for imapflow. Node's own check of the certificate is the rule; what it refuses passes only when
 * the certificate's SHA-256 fingerprint is one that the rep decided to trust for this account. Both are looked at
 * before imapflow is told that the socket is there, so nothing, no byte of IMAP, goes to a server that failed.
 * @param trusted fingerprints, hex with colons, as Node writes them
 */
export function certifiedTransport(trusted: string[]): ImapTransport {
  const known = new Set(trusted.map((fingerprint) => fingerprint.toUpperCase()))

  function secure(
    options: ImapTransportOptions,
    from: { socket?: net.Socket },
    ready: () => void
  ): tls.TLSSocket {
    const socket = tls.connect({
      host: options.host,
      port: options.port,
      ...(options.servername ? { servername: options.servername } : {}),
      ...from,
      secureContext: authorities() ?? undefined,
      // refused below, where a pinned certificate can be told from an unknown one
      rejectUnauthorized: false
    })
    socket.once('secureConnect', () => {
      const refused = refusal(socket, options.host, known)
      if (refused) socket.destroy(refused)
      else ready()
    })
    return socket
  }

  return {
    connect(options, onConnect) {
      const ready = () => {
        onConnect()
        onlyImap(socket)
      }
      const socket = options.secure
        ? secure(options, {}, ready)
        : net.connect({ host: options.host, port: options.port }, ready)
      return socket as ImapTransportSocket
    },
    upgrade(plain, options, onSecure) {
      return secure(options, { socket: plain as net.Socket }, onSecure) as ImapTransportSocket
    }
  }
}

/** A server of another protocol would be waited for until the greeting's deadline. */
function onlyImap(socket: net.Socket): void {
  socket.once('data', (first: Buffer) => {
    if (first[0] !== 0x2a)
      socket.destroy(new AppError('net.wrongProtocol', { greeting: first.toString('latin1', 0, 60).trim() }))
  })
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
