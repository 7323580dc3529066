import { useState } from 'react'
import type { Account, AccountDraft, Preset } from '../../shared/contract/accounts.ts'
import { serviceOf, useBrowserSignIn, useSignInServices } from './use-sign-in.ts'

export type FormSignIn = ReturnType<typeof useFormSignIn>

/** What of an account's form is about signing in on the service's own page. */
export function useFormSignIn(preset: Preset | null, account: Account | null) {
  const service = serviceOf(useSignInServices(), preset)
  const [byPassword, setByPassword] = useState(account?.auth === 'password')
  const [grant, setGrant] = useState<{ address: string; handle: string } | null>(null)
  const { waiting, run } = useBrowserSignIn()
  const ready = service !== null && service.clientId !== ''
  const signedIn = account?.auth === 'oauth2'
  const byPage = (ready || signedIn) && !byPassword
  const onlyPage = preset !== null && preset.auth.every((way) => way === 'oauth2')

  return {
    service,
    ready,
    byPage,
    signedIn,
    /** No mailbox can be added: the service takes its own page alone, and there nobody knows SalesInbox. */
    blocked: service !== null && !ready && onlyPage && account === null,
    /** A password does too. */
    choice: ready && !onlyPage,
    choose(page: boolean): void {
      waiting?.stop()
      setByPassword(!page)
    },
    waiting,
    /** The button leads to the browser first. */
    asks: byPage && grant === null && !signedIn,
    /**
     * How the account logs in, as its draft says it; the browser is asked where that is needed. `again`: in any case.
     * Null: the rep called it off.
     */
    async secret(address: string, again: boolean): Promise<Pick<AccountDraft, 'auth' | 'grant'> | null> {
      if (!byPage) return { auth: 'password' }
      if (!again && grant?.address === address) return { auth: 'oauth2', grant: grant.handle }
      if (!again && signedIn) return { auth: 'oauth2' }
      const handle = await run(preset?.id ?? '', address)
      if (handle === null) return null
      setGrant({ address, handle })
      return { auth: 'oauth2', grant: handle }
    },
    /** The server would not have it, or it has lapsed: the next try begins in the browser. */
    forget: (): void => setGrant(null)
  }
}
