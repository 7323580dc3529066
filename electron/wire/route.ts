import type { Account } from '../../shared/contract/accounts.ts'
import type { SecretSource } from './login.ts'

/** By which server mail goes out, and with what. */
export interface Route {
  outgoing: Account['outgoing']
  secret: SecretSource
  trustedCertificates: string[]
  /** A sender's own server, not the account's. */
  elsewhere: boolean
}
