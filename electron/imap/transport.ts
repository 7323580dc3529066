import net from 'node:net'
import type tls from 'node:tls'
import type { ImapTransport, ImapTransportOptions, ImapTransportSocket } from 'imapflow'
import { AppError } from '../../shared/errors.ts'
import { secureSocket } from '../wire/trust.ts'

/**
 * Opens sockets for imapflow, which is told that one is there only when its certificate passed: nothing, no byte of
 * IMAP, goes to a server that failed.
 * @param trusted fingerprints, hex with colons, as Node writes them
 * @param tunnel open to the server through a proxy; null: the way is direct
 */
export function certifiedTransport(trusted: string[], tunnel: net.Socket | null): ImapTransport {
  const secure = (
    options: ImapTransportOptions,
    plain: net.Socket | null,
    ready: () => void
  ): tls.TLSSocket => secureSocket({ ...options, socket: plain, trusted }, ready)

  function open({ host, port }: ImapTransportOptions, ready: () => void): net.Socket {
    if (!tunnel) return net.connect({ host, port }, ready)
    process.nextTick(() => {
      ready()
      // it holds back what the server has said already
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
      const socket = options.secure ? secure(options, tunnel, ready) : open(options, ready)
      return socket as ImapTransportSocket
    },
    upgrade(plain, options, onSecure) {
      return secure(options, plain as net.Socket, onSecure) as ImapTransportSocket
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
