import type { Bridge } from '../../shared/contract/index.ts'
import type { Directory } from '../../shared/contract/workspace.ts'
import { normalAddress } from '../../shared/context/address.ts'
import { readHeaders } from '../cache/headers.ts'
import type { FolderRow } from '../cache/types.ts'
import type { Store } from './store.ts'

/** Tells of new unread mail in the inbox, with the deal's name where the sender stands in one. */
export async function announce(
  deps: { bridge: Bridge; store: Store; directory: Directory | null },
  folder: FolderRow,
  ids: number[]
): Promise<void> {
  if (folder.role !== 'inbox') return
  const rows = (await readHeaders(deps.store.db, ids.slice(0, 3))).filter((row) => row !== undefined)
  for (const row of rows) {
    const [name, address] = row.from[0] ?? ['', '']
    const entry = deps.directory?.entries.find((one) => one.address === normalAddress(address))
    const deal = entry?.deals[0]?.name
    const who = entry?.name || name || address
    await deps.bridge
      .call('app.notify', {
        title: (deal ? `${who} · ${deal}` : who).slice(0, 200),
        body: row.subject.slice(0, 300),
        tag: `mail-${row.id}`
      })
      .catch(() => undefined)
  }
}
