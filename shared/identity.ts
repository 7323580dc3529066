import type { Account, Sender } from './contract/accounts.ts'

/** One that mail may be sent from: an account's own address, or a further one that was proved. */
export type Identity = Pick<Sender, 'address' | 'name' | 'signature' | 'replyTo' | 'outgoing'>

type Known = Pick<Account, 'address' | 'displayName' | 'signature' | 'senders' | 'defaultSender' | 'aliases'>

/** The account's own address first. */
export function identitiesOf(account: Omit<Known, 'aliases'>): Identity[] {
  const { address, displayName: name, signature, senders } = account
  return [
    { address, name, signature, replyTo: '', outgoing: null },
    ...senders.filter(({ verified }) => verified)
  ]
}

export function identityOf(account: Omit<Known, 'aliases'>, address: string): Identity | undefined {
  return identitiesOf(account).find((one) => sameAddress(one.address, address))
}

/** What new mail is sent from. */
export function defaultIdentity(account: Omit<Known, 'aliases'>): Identity {
  return identityOf(account, account.defaultSender) ?? identitiesOf(account)[0]!
}

/** All that count as the rep's own: mail from these is theirs, and no answer goes to them. */
export function ownAddresses(account: Known): string[] {
  return [...identitiesOf(account).map(({ address }) => address), ...account.aliases]
}

export const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
