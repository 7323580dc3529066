import { z } from 'zod'
import { account, type Account } from '../../shared/contract/accounts.ts'
import { AppError } from '../../shared/errors.ts'
import type { Host, Settings } from '../host/host.ts'

const saved = account.extend({ trustedCertificates: z.array(z.string()) })
export type SavedAccount = z.infer<typeof saved>

const key = 'accounts'
const version = 1

/** The accounts in the settings file, in the window's order. No secret is among them. */
export function createAccountStore(settings: Settings, log: Host['log']) {
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
    return found
  }

  return {
    list: (): SavedAccount[] => [...accounts],
    get,
    put: (one: SavedAccount): void => save([...accounts.filter(({ id }) => id !== one.id), one]),
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
