import type { Account } from '../../shared/contract/accounts.ts'
import { AppError } from '../../shared/errors.ts'
import type { ImapEngine } from '../imap/engine.ts'
import type { Target, Way } from '../wire/tunnel.ts'

/** What another service knows of an account, its secret included. Throws accounts.unknown or secrets.unavailable. */
export interface AccountFacts {
  account: Account
  password: string | null
  trustedCertificates: string[]
}

/** Tells the worker of each account before it is used, and again when its settings changed. */
export function createKnownAccounts(
  engine: () => ImapEngine,
  facts: (id: string) => Promise<AccountFacts>,
  wayTo: (server: Target) => Promise<Way | null>
) {
  const known = new Map<string, Promise<void>>()

  async function introduce(id: string): Promise<void> {
    const { account, password, trustedCertificates } = await facts(id)
    if (account.protocol !== 'imap') throw new AppError('mail.protocol', { protocol: account.protocol })
    if (account.state === 'removing') throw new AppError('accounts.unknown')
    await engine().call('configure', {
      account: id,
      server: account.incoming,
      password,
      trustedCertificates,
      way: await wayTo(account.incoming),
      folderRoles: account.folderRoles
    })
  }

  function ready(id: string): Promise<void> {
    const before = known.get(id)
    if (before) return before
    const now = introduce(id)
    known.set(id, now)
    // a keychain that was locked a moment ago is asked again
    now.catch(() => {
      if (known.get(id) === now) known.delete(id)
    })
    return now
  }

  /** Looks again at every account that is in use; connections go on where nothing that they need has changed. */
  async function changed(): Promise<void> {
    const used = [...known.keys()]
    known.clear()
    for (const id of used) {
      const still = await facts(id).catch(() => null)
      if (still?.account.state === 'active') await ready(id).catch(() => undefined)
      else await engine().call('forget', { account: id })
    }
  }

  return { ready, changed, forgetAll: () => known.clear() }
}
