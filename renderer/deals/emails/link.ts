import type { Bridge } from '../../../shared/contract/index.ts'
import { type Cache, linkAlone, unlinkAlone } from '../../cache/index.ts'
import type { EmailRow } from './merge.ts'

/**
 * Says by hand with which deal mails go: of what is shared in the workspace, for everybody; of what nobody shares here,
 * for the rep alone, until it is published.
 * @returns what takes it back
 */
export async function linkMails(
  { bridge, cache }: { bridge: Bridge; cache: Cache },
  rows: readonly EmailRow[],
  deal: { id: string; name: string } | null
): Promise<() => Promise<void>> {
  const shared = rows.filter((row) => row.shared).map(({ key }) => key)
  const unshared = rows
    .filter((row) => !row.shared)
    .map(({ own, filed }) => ({ id: own, ...(filed && { filed }) }))
  const linked = deal?.id ?? null
  // the one that can fail first
  const { before } =
    shared.length > 0
      ? await bridge.call('workspace.linkDeal', { messages: shared, deal: linked })
      : { before: [] }
  const alone = await linkAlone(
    cache,
    rows.map(({ key }) => key),
    unshared,
    deal
  )
  return async () => {
    const told = await unlinkAlone(cache, alone)
    const links = [...before, ...told.map(({ message }) => ({ message, deal: null, byHand: false }))]
    if (links.length > 0) await bridge.call('workspace.undoLink', { links, linked })
  }
}
