import type { ImapFlow } from 'imapflow'
import type { Login } from './connect.ts'

/** A connection that was made to try a login waits so long for the account that may be made of it, ms. */
const waitsFor = 10_000

/** Keeps the last connection whose login was tried: saving the account follows at once, and need not log in again. */
export function createSpare(waits = waitsFor): {
  put(login: Login, client: ImapFlow): void
  /** The connection, if it was made with this very login and lives; it is the caller's from now on. */
  take(login: Login): ImapFlow | null
} {
  let kept: { key: string; client: ImapFlow; late: NodeJS.Timeout } | null = null

  function out(): ImapFlow | null {
    const client = kept?.client ?? null
    clearTimeout(kept?.late)
    kept = null
    return client
  }
  function end(): void {
    const client = out()
    void client
      ?.logout()
      .catch(() => undefined)
      .finally(() => client.close())
  }
  return {
    put(login, client) {
      end()
      kept = { key: keyOf(login), client, late: setTimeout(end, waits) }
      kept.late.unref()
    },
    take(login) {
      if (kept?.key !== keyOf(login)) return null
      const client = out()
      return client?.usable ? client : null
    }
  }
}

const keyOf = ({ server, password, trustedCertificates }: Login): string =>
  JSON.stringify([
    server.host,
    server.port,
    server.security,
    server.user,
    password,
    [...trustedCertificates].sort()
  ])
