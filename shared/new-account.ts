import type { Account } from './contract/accounts.ts'
import { usualTerms } from './contract/sharing-rule.ts'

/** How an account signs in, and what POP3 does, where nobody chose otherwise. */
export const usual = { auth: 'password', pop: { leave: true, days: null } } satisfies Partial<Account>

/** How an account begins in what its form does not ask. */
export const asNew = {
  aliases: [],
  senders: [],
  defaultSender: '',
  filing: { by: 'unknown', at: null },
  signature: '',
  folderRoles: {},
  sharing: 'private',
  sharingRule: usualTerms,
  keepPersonal: true,
  personalFolders: [],
  state: 'active',
  keep: { folders: true, mail: true }
} satisfies Partial<Account>
