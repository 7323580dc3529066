import type { Account, AccountDraft, Policy, Sender } from '../../shared/contract/accounts.ts'
import type { Emit } from '../../shared/contract/index.ts'
import type { Content } from '../../shared/contract/mail.ts'
import type { Host } from '../host/host.ts'
import type { Route } from '../wire/route.ts'
import type { ConnectionTests } from './check.ts'
import type { FindWays } from './find/find.ts'
import type { SavedAccount } from './store.ts'

/** What accounts need of the others; core.ts hands it to them. */
export interface AccountsDeps extends ConnectionTests {
  host: Pick<Host, 'settings' | 'secrets' | 'resourcesFolder' | 'log'>
  emit: Emit
  /** The form is open: what a test of its servers needs begins to load. */
  warm?(): void
  /** How the network is asked for the servers of a domain. */
  find?: FindWays
  /** The tokens of accounts that sign in on their service's own page. */
  signIn: {
    /** Throws auth.signInLate. */
    grantToken(grant: string): string
    /** The grant becomes the account's. */
    keep(grant: string, account: string): Promise<void>
    accessToken(account: string, refused: string | null): Promise<string>
    signedInAt(account: string): Promise<number | null>
    forget(account: string): Promise<void>
  }
  /** What the administrator lets the rep of these addresses do. Throws workspace.unavailable. */
  readPolicy(addresses: string[]): Promise<Policy>
  /** What the organisation has fixed: laid over what is saved, and required of what is given. */
  managed?: {
    over(account: SavedAccount): SavedAccount
    /** These throw managed.locked. */
    requireDraft(draft: AccountDraft): void
    requireSender(sender: Pick<Sender, 'address' | 'outgoing'>): void
    requireSharing(chosen: Account['sharing']): void
  }
  /** Sends a mail that nobody else needs to hear of. */
  send(route: Route, content: Content): Promise<void>
  /** Forgets the files of an account that is gone, and its lines in `sends.log`. */
  removeFiles(account: string): Promise<void>
  /** Forgets the filters that are an account's own. */
  removeFilters(account: string): Promise<void>
}
