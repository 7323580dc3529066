import type { Account } from './contract/accounts.ts'

/** A server on this very computer: nothing that is said to it crosses a wire. */
export function isLoopback(host: string): boolean {
  const name = host.trim().toLowerCase()
  return name === 'localhost' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name)
}

/** Its mail, or the password, crosses a wire that others can read. */
export function isOpen({ incoming, outgoing }: Pick<Account, 'incoming' | 'outgoing'>): boolean {
  return [incoming, outgoing].some(({ host, security }) => security === 'never' && !isLoopback(host))
}
