import type { Account } from '../../../shared/contract/accounts.ts'

/** What each part of an account's page is given. */
export interface AccountSection {
  account: Account
  /** Saves at once and says so; what failed stands at the top of the page. @returns whether it was saved */
  change(patch: Partial<Account>): Promise<boolean>
}
