import { z } from 'zod'
import { account, type Account } from '../../shared/contract/accounts.ts'
import { AppError } from '../../shared/errors.ts'
import type { Host, Settings } from '../host/host.ts'

const saved = account.extend({ trustedCertificates: z.array(z.string()) })
export type SavedAccount = z.infer<typeof saved>

const key = 'accounts'
const version = 1

/**
 * The accounts in the settings file, in the window's order. No secret is among them.
 * @param over what is fixed elsewhere, laid over each as it is read
 */
export function createAccountStore(
  settings: Settings,
  log: Host['log'],
  over: (account: SavedAccount) => SavedAccount = (account) => account
) {
  const { accounts, strange } = read(settings, log)

  function save(list: SavedAccount[]): void {
    const ordered = list.toSorted((a, b) => a.position - b.position)
    settings.set(key, { version, list: [...ordered, ...strange] })
    accounts.splice(0, accounts.length, ...ordered)
  }

  /** Throws accounts.unknown. */
  function get(id: string): SavedAccount {
    const found = accounts.find((one) => one.id === id)
    if (found === undefined) throw new AppError('accounts.unknown')
    return over(found)
  }

  /** What is only laid over is not saved: the account's own stays below it. */
  function kept(one: SavedAccount): SavedAccount {
    const own = accounts.find(({ id }) => id === one.id)
    if (own === undefined) return one
    const laid = over(own)
    const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
    return {
      ...one,
      incoming: same(one.incoming, laid.incoming) ? own.incoming : one.incoming,
      outgoing: same(one.outgoing, laid.outgoing) ? own.outgoing : one.outgoing,
      senders: one.senders.map((sender) => {
        const at = laid.senders.findIndex(({ address }) => address === sender.address)
        const unchanged = at >= 0 && same(sender.outgoing, laid.senders[at]!.outgoing)
        return unchanged ? { ...sender, outgoing: own.senders[at]!.outgoing } : sender
      }),
      sharing: one.sharing === laid.sharing ? own.sharing : one.sharing
    }
  }

  return {
    list: (): SavedAccount[] => accounts.map(over),
    get,
    put: (one: SavedAccount): void => save([...accounts.filter(({ id }) => id !== one.id), kept(one)]),
    remove: (id: string): void => save(accounts.filter((one) => one.id !== id)),
    nextPosition: (): number => Math.max(-1, ...accounts.map(({ position }) => position)) + 1
  }
}

/** An entry that this version cannot read is kept as it is, not shown and not lost. */
function read(settings: Settings, log: Host['log']): { accounts: SavedAccount[]; strange: unknown[] } {
  const stored = settings.get<{ version?: unknown; list?: unknown }>(key)
  const list = Array.isArray(stored?.list) ? (stored.list as unknown[]) : []
  const accounts: SavedAccount[] = []
  const strange: unknown[] = []
  for (const item of list) {
    const parsed = saved.safeParse(item)
    if (parsed.success) accounts.push(parsed.data)
    else strange.push(item)
  }
  if (strange.length > 0) log.error('accounts.unreadable', { count: strange.length })
  return { accounts, strange }
}

/** What the page may see of it. */
export function shown(one: SavedAccount): Account {
  return account.parse(one)
}
