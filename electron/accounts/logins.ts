import type { Account, AccountDraft } from '../../shared/contract/accounts.ts'
import type { Secrets } from '../host/host.ts'
import { type Secret, type SecretSource, tokenSource } from '../wire/login.ts'
import type { AccountsDeps } from './deps.ts'
import { type SavedAccount, shown } from './store.ts'

/** What a protocol needs to connect; never crosses the contract. */
export interface AccountFacts {
  account: Account
  /** null: none is saved. */
  password: string | null
  trustedCertificates: string[]
  /** When the rep last signed in on the service's own page, ms; null where a password logs in. */
  signedInAt: number | null
  /** The password, or an access token that is fresh each time. */
  secret: SecretSource
}

const secretName = (id: string): string => `account/${id}`

/** What accounts log in with: a password in the keychain, or a sign-in on their service's own page. */
export function createLogins({ secrets, signIn }: Pick<AccountsDeps, 'signIn'> & { secrets: Secrets }) {
  return {
    /** What the draft logs in with, or what is saved. Throws auth.* where a sign-in is of no use any more. */
    async of(draft: AccountDraft, id: string | null): Promise<Secret | null> {
      if (draft.auth === 'password')
        return draft.password ?? (id === null ? null : await secrets.read(secretName(id)))
      if (draft.grant !== undefined) return { accessToken: signIn.grantToken(draft.grant) }
      return id === null ? null : { accessToken: await signIn.accessToken(id, null) }
    },
    /** Of the two ways the draft's is kept, and the other forgotten. */
    async keep({ auth, password, grant }: AccountDraft, id: string): Promise<void> {
      if (auth === 'oauth2') {
        if (grant !== undefined) await signIn.keep(grant, id)
        await secrets.remove(secretName(id))
      } else {
        if (password !== undefined) await secrets.write(secretName(id), password)
        await signIn.forget(id)
      }
    },
    /** Throws secrets.unavailable. */
    async facts(found: SavedAccount): Promise<AccountFacts> {
      const { id, trustedCertificates } = found
      const account = shown(found)
      if (found.auth === 'password') {
        const password = await secrets.read(secretName(id))
        return { account, password, trustedCertificates, signedInAt: null, secret: async () => password }
      }
      const secret = tokenSource((refused) => signIn.accessToken(id, refused))
      const signedInAt = await signIn.signedInAt(id)
      return { account, password: null, trustedCertificates, signedInAt, secret }
    },
    async forget(id: string): Promise<void> {
      await secrets.remove(secretName(id))
      await signIn.forget(id)
    }
  }
}
