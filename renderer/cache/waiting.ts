import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { useCache } from './context.ts'
import { useLedgerVersion } from './ledger-hooks.ts'
import type { Ledger } from './ledger.ts'
import type { Draft, Operation } from './outbox-types.ts'

/** A mail of the Outbox, and the operation that sends it; null: it is a draft, or its operation has gone. */
export interface OutboxMail {
  draft: Draft
  operation: Operation | null
}

/**
 * What waits to be sent, is on its way, was refused (as a whole or by some recipients) or is in doubt, the newest first. Drafts of an account that has
 * no Drafts folder stand here too: they have no other place.
 */
export function useOutbox(): OutboxMail[] {
  const { outbox, ledger } = useCache()
  const version = useLedgerVersion()
  const read = useLiveQuery(
    () =>
      outbox.transaction('r', outbox.drafts, outbox.operations, async () => {
        const [drafts, operations] = await Promise.all([
          outbox.drafts.filter(({ state, rejected }) => state !== 'sent' || rejected.length > 0).toArray(),
          outbox.operations.where('state').anyOf('queued', 'claimed', 'refused', 'unsure').toArray()
        ])
        return { drafts, operations }
      }),
    [outbox]
  )
  return useMemo(() => {
    if (!read) return []
    const sends = new Map<string, Operation>()
    for (const one of read.operations) if (one.deed.kind === 'send') sends.set(one.deed.draft, one)
    return read.drafts
      .filter((draft) => draft.state !== 'editing' || isHomeless(ledger, draft))
      .map((draft) => ({ draft, operation: sends.get(draft.id) ?? null }))
      .sort((a, b) => b.draft.updatedAt - a.draft.updatedAt)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `version` stands for the ledger's content
  }, [read, ledger, version])
}

/** Drafts of an account (null: of all) that the server's Drafts does not show, the newest first. */
export function useLocalDrafts(account: string | null): Draft[] {
  const { outbox, ledger } = useCache()
  const version = useLedgerVersion()
  const drafts = useLiveQuery(() => outbox.drafts.where('state').equals('editing').toArray(), [outbox])
  return useMemo(
    () =>
      (drafts ?? [])
        .filter((draft) => (account === null || draft.account === account) && isLocal(ledger, draft))
        .sort((a, b) => b.updatedAt - a.updatedAt),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `version` stands for the ledger's content
    [drafts, ledger, version, account]
  )
}

/**
 * No row of a Drafts folder stands for it: the server has it not, or has it and the row is not read yet. What the
 * server had and has no more was deleted, unless newer words are here. What was opened and never touched (`rev` 1)
 * is no draft yet.
 */
function isLocal(ledger: Ledger, { rev, server, account }: Draft): boolean {
  if (!server) return rev > 1
  const folder = [...ledger.folders.values()].find(
    (row) => row.account === account && row.path === server.path
  )
  if (!ledger.loaded || folder?.cursor?.uidValidity !== server.uidValidity) return false
  let highest = 0
  for (const { uid } of ledger.windows.get(folder.id)?.values() ?? []) {
    if (uid.includes(server.uid)) return false
    highest = Math.max(highest, uid.at(-1) ?? 0)
  }
  return server.uid > highest || server.rev !== rev
}

function isHomeless(ledger: Ledger, draft: Draft): boolean {
  if (!ledger.loaded || !isLocal(ledger, draft)) return false
  return ![...ledger.folders.values()].some(
    (folder) => folder.account === draft.account && folder.role === 'drafts'
  )
}
