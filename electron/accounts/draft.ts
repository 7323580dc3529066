import type { AccountDraft } from '../../shared/contract/accounts.ts'
import { AppError } from '../../shared/errors.ts'
import { isSendable } from '../../shared/mail/address.ts'
import { cleanPassword } from './check.ts'
import type { PresetEntry } from './presets.ts'
import type { SavedAccount } from './store.ts'

/** Fills in what the form may leave to us. Throws send.badAddress. */
export function completed(draft: AccountDraft, preset: PresetEntry | null): AccountDraft {
  const address = draft.address.trim()
  if (!isSendable(address)) throw new AppError('send.badAddress', { address })
  const user = draft.incoming.user.trim() || address
  const password = draft.password ? cleanPassword(draft.password, preset) : undefined
  return {
    ...draft,
    address,
    displayName: draft.displayName.trim(),
    password,
    incoming: { ...draft.incoming, user },
    outgoing: { ...draft.outgoing, user: draft.outgoing.user.trim() || user }
  }
}

/** Throws accounts.duplicate where another account has the draft's address or mailbox. */
export function refuseTwin(
  accounts: readonly SavedAccount[],
  draft: AccountDraft,
  except: string | null
): void {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
  const twin = accounts.find(
    (one) =>
      one.id !== except &&
      (same(one.address, draft.address) ||
        (same(one.incoming.host, draft.incoming.host) &&
          one.incoming.port === draft.incoming.port &&
          same(one.incoming.user, draft.incoming.user)))
  )
  if (twin !== undefined)
    throw new AppError('accounts.duplicate', { address: twin.address, removing: twin.state === 'removing' })
}

type Place = Pick<AccountDraft, 'address' | 'protocol' | 'incoming'>

/** Whether both are one mailbox, read by the same protocol. */
export function samePlace(one: Place, other: Place): boolean {
  const place = ({ address, incoming: { host, user }, protocol }: Place): string =>
    [address, host, user, protocol].join('\n').toLowerCase()
  return place(one) === place(other)
}
