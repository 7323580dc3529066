import net from 'node:net'
import tls from 'node:tls'
import type { ImapTransport, ImapTransportOptions, ImapTransportSocket } from 'imapflow'
import { AppError } from '../../shared/errors.ts'
import { authorities } from '../net/authorities.ts'
import { certificateRefusal } from '../net/certificate.ts'

/**
 * Opens sockets for imapflow. Node's own check of the certificate is the rule; what it refuses passes only when
 * the certificate's SHA-256 fingerprint is one that the rep decided to trust for this account. Both are looked at
 * before imapflow is told that the socket is there, so nothing, no byte of IMAP, goes to a server that failed.
 * @param trusted fingerprints, hex with colons, as Node writes them
 * @param tunnel open to the server through a proxy; null: the way is direct
 */
export function certifiedTransport(trusted: string[], tunnel: net.Socket | null): ImapTransport {
  function secure(
    options: ImapTransportOptions,
    socket: net.Socket | null,
    ready: () => void
  ): tls.TLSSocket {
    const made = tls.connect({
      host: options.host,
      port: options.port,
      ...(options.servername ? { servername: options.servername } : {}),
      ...(socket ? { socket } : {}),
      secureContext: authorities(),
      // refused below, where a pinned certificate can be told from an unknown one
      rejectUnauthorized: false
    })
    made.once('secureConnect', () => {
      const refused = certificateRefusal(made, options.host, trusted)
      if (refused) made.destroy(refused)
      else ready()
    })
    return made
  }

  function plain({ host, port }: ImapTransportOptions, ready: () => void): net.Socket {
    if (!tunnel) return net.connect({ host, port }, ready)
    process.nextTick(() => {
      ready()
      tunnel.resume()
    })
    return tunnel
  }

  return {
    connect(options, onConnect) {
      const ready = () => {
        onConnect()
        onlyImap(socket)
      }
      const socket = options.secure ? secure(options, tunnel, ready) : plain(options, ready)
      return socket as ImapTransportSocket
    },
    upgrade(plainSocket, options, onSecure) {
      return secure(options, plainSocket as net.Socket, onSecure) as ImapTransportSocket
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
