import type { Bridge } from '../../shared/contract/index.ts'
import {
  addressCode,
  claimOf,
  codeOfClaim,
  type DirectoryIndex,
  entryOf,
  noClaim,
  type OwnSide
} from '../../shared/context/context-of.ts'
import { readHeaders } from '../cache/headers.ts'
import type { FolderRow, MessageRow } from '../cache/types.ts'
import type { Store } from './store.ts'

interface Sides {
  index: DirectoryIndex
  own: OwnSide
}

/** Tells of new unread mail in the inbox, with the deal's name where the sender stands in one. */
export async function announce(
  deps: { bridge: Bridge; store: Pick<Store, 'db'>; sides: Sides },
  folder: Pick<FolderRow, 'role'>,
  ids: number[]
): Promise<void> {
  if (folder.role !== 'inbox') return
  const rows = (await readHeaders(deps.store.db, ids.slice(0, 3))).filter((row) => row !== undefined)
  for (const row of rows) {
    const [name, address] = row.from[0] ?? ['', '']
    const entry = entryOf(address, deps.sides.index)
    const deal = entry?.deals[0]?.name
    const who = entry?.name || name || address
    await deps.bridge
      .call('app.notify', {
        title: (deal ? `${who} · ${deal}` : who).slice(0, 200),
        body: row.subject.slice(0, 300),
        tag: `mail-${row.id}`,
        mail: row.id,
        context: contextOf(row, deps.sides)
      })
      .catch(() => undefined)
  }
}

/** The SalesInbox folder that it stands in. */
function contextOf({ from, to, cc }: MessageRow, { index, own }: Sides): number {
  let claim = noClaim
  for (const [, address] of [...from, ...to, ...cc])
    claim = Math.min(claim, claimOf(addressCode(address, index, own)))
  return codeOfClaim(claim)
}
