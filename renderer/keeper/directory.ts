import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import type { Directory } from '../../shared/contract/workspace.ts'
import { startChange } from './book.ts'
import { ownAddresses } from '../../shared/identity.ts'
import type { Sorter } from './sorter.ts'
import type { Store } from './store.ts'

/** Between two tries to reach the workspace, ms. */
const retryAfter = 5_000
/** A copy from before serves so long, ms: the workspace starts when the window has come up. */
const copyServes = 3_000

export interface DirectoryWatch {
  readonly current: Directory | null
  useAccounts(accounts: Account[]): void
  stop(): void
}

/**
 * Keeps a copy of what the CRM knows of addresses in `meta`, so that mail is sorted (and shown with its deal) while
 * the workspace is out of reach, and sorts anew when a record or the rep's own addresses change.
 */
export async function watchDirectory(deps: {
  bridge: Bridge
  store: Store
  sorter: Sorter
  /** Called when mail is sorted by something else from now on. */
  onChanged?(): void
}): Promise<DirectoryWatch> {
  const { bridge, store, sorter } = deps
  let current = ((await store.db.meta.get('directory'))?.value as Directory | undefined) ?? null
  let own: string[] = ((await store.db.meta.get('own'))?.value as string[] | undefined) ?? []
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let asked = false
  let retry: ReturnType<typeof setTimeout> | undefined
  // what was sorted before stays sorted: only the codes are made ready, nothing moves
  await sorter.use(current, own)

  function refresh(): void {
    if (asked || stopped) return
    asked = true
    running = running.then(async () => {
      asked = false
      let next: Directory | null
      try {
        next = await bridge.call('workspace.directory', { known: current?.version ?? -1 })
      } catch {
        // out of reach, or making its database for the first time: what is known goes on serving
        if (!stopped) retry = setTimeout(refresh, retryAfter)
        return
      }
      if (!next || stopped) return
      current = next
      await save('directory', next)
      await sorter.use(current, own)
      deps.onChanged?.()
    })
  }

  async function save(key: string, value: unknown): Promise<void> {
    await store.write(
      () => ({ written: { change: startChange(store.book), meta: [{ key, value }] }, result: true }),
      true
    )
  }

  const off = bridge.on('workspace.changed', ({ version }) => {
    if (version !== current?.version) refresh()
  })
  if (current) retry = setTimeout(refresh, copyServes)
  else refresh()
  return {
    get current() {
      return current
    },
    useAccounts(accounts) {
      const addresses = accounts.filter((one) => one.state !== 'removing').flatMap(ownAddresses)
      const next = [...new Set(addresses.map((address) => address.toLowerCase()))].sort()
      if (JSON.stringify(next) === JSON.stringify(own)) return
      own = next
      running = running.then(async () => {
        await save('own', own)
        await sorter.use(current, own)
        deps.onChanged?.()
      })
    },
    stop() {
      stopped = true
      clearTimeout(retry)
      off()
    }
  }
}
