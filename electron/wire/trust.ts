import type net from 'node:net'
import tls from 'node:tls'
import { authorities } from './authorities.ts'
import { certificateRefusal } from './certificate.ts'

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
  const socket = tls.connect({
    host: to.host,
    port: to.port,
    ...(to.servername ? { servername: to.servername } : {}),
    ...(to.socket ? { socket: to.socket } : {}),
    secureContext: authorities(),
    // refused below, where a pinned certificate can be told from an unknown one
    rejectUnauthorized: false
  })
  socket.once('secureConnect', () => {
    const refused = certificateRefusal(socket, to.host, to.trusted)
    if (refused) socket.destroy(refused)
    else ready()
  })
  return socket
}
