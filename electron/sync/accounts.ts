import type { Account } from '../../shared/contract/accounts.ts'
import { AppError } from '../../shared/errors.ts'
import type { Target, Way } from '../wire/tunnel.ts'
import type { Engines, MailEngine } from './engines.ts'

/** What another service knows of an account, its secret included. Throws accounts.unknown or secrets.unavailable. */
export interface AccountFacts {
  account: Account
  password: string | null
  trustedCertificates: string[]
  /** When the rep last signed in on the service's own page, ms; null where a password logs in. */
  signedInAt: number | null
}

/** Tells the worker of an account's protocol of it before it is used, and again when its settings changed. */
export function createKnownAccounts(
  engines: () => Engines,
  facts: (id: string) => Promise<AccountFacts>,
  wayTo: (server: Target) => Promise<Way | null>
) {
  const known = new Map<string, Promise<MailEngine>>()

  async function introduce(id: string): Promise<MailEngine> {
    const { account, password, trustedCertificates, signedInAt } = await facts(id)
    if (account.state === 'removing') throw new AppError('accounts.unknown')
    if (account.state === 'inactive') throw new AppError('accounts.inactive', { address: account.address })
    const engine = engines()[account.protocol]
    const other = engines()[account.protocol === 'imap' ? 'pop3' : 'imap']
    if (other.started()) await other.call('forget', { account: id })
    await engine.call('configure', {
      account: id,
      server: account.incoming,
      password,
      trustedCertificates,
      way: await wayTo(account.incoming),
      folderRoles: account.folderRoles,
      signedInAt,
      pop: account.pop
    })
    return engine
  }

  /** The worker that knows this account. */
  function ready(id: string): Promise<MailEngine> {
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
      else await forget(id)
    }
  }

  async function forget(id: string): Promise<void> {
    known.delete(id)
    for (const engine of Object.values(engines()))
      if (engine.started()) await engine.call('forget', { account: id })
  }

  return { ready, changed, forget, forgetAll: () => known.clear() }
}
