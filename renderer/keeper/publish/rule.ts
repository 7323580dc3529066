import type { Account } from '../../../shared/contract/accounts.ts'
import type { Bridge } from '../../../shared/contract/index.ts'
import type { SharedMailbox, SharingRule } from '../../../shared/contract/sharing.ts'
import { normalAddress } from '../../../shared/context/address.ts'
import { AppError } from '../../../shared/errors.ts'
import { ruleOf, sameRule } from '../../../shared/sharing-rule.ts'

/** What holds for a mailbox in the workspace. */
export interface Place {
  /** Null: the workspace does not know it, and nothing of it is shared. A private one is known by its address alone. */
  mailbox: SharedMailbox | null
  /** The administrator's entries. */
  excluded: string[]
}

/**
 * Brings the rule of an account to the workspace where it differs. The administrator's decision wins, and so does a
 * rule that is locked: the account's is set to it.
 * @throws AppError workspace.notMember where nobody shares this workspace
 */
export async function settleRule(bridge: Bridge, account: Account): Promise<Place> {
  const { mailboxes, decision, excluded } = await bridge.call('workspace.sharing', {})
  const known = mailboxes.find(({ id }) => id === account.id) ?? null
  const rule = ruleOf(account, decision)
  if (known && isSame(known, account, rule)) return { mailbox: known, excluded }
  const sample = await bridge.call('sample.status', {})
  if (sample.account === account.id) return { mailbox: null, excluded }
  const { id, protocol } = account
  try {
    const mailbox = await bridge.call('workspace.share', { id, address: account.address, protocol, rule })
    return { mailbox, excluded }
  } catch (error) {
    const code = error instanceof AppError ? error.code : ''
    if (code !== 'sharing.locked' && code !== 'sharing.decided') throw error
    if (known && code === 'sharing.locked') await adopt(bridge, account, known.rule)
    return { mailbox: known, excluded }
  }
}

/** Tells the administrator that a mailbox is read; of its mail nothing. */
export async function tellSeen(bridge: Bridge, { id, state }: Account, synced: number | null): Promise<void> {
  await bridge.call('workspace.mailboxSeen', { id, state, synced })
}

function isSame(known: SharedMailbox, { address, protocol }: Account, rule: SharingRule): boolean {
  return known.address === normalAddress(address) && known.protocol === protocol && sameRule(known.rule, rule)
}

async function adopt(bridge: Bridge, account: Account, rule: SharingRule): Promise<void> {
  const { mode, ...terms } = rule
  const sharingRule = mode === 'custom' ? terms : { ...account.sharingRule, never: terms.never }
  // where the administrator decides on the mode, it cannot be said here, and need not
  await bridge
    .call('accounts.change', { id: account.id, patch: { sharing: mode, sharingRule } })
    .catch(() => undefined)
}
