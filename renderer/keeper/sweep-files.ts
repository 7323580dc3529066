import type { Bridge } from '../../shared/contract/index.ts'
import type { OutboxDb } from '../cache/outbox-db.ts'
import type { StoredFiles } from './stored-files.ts'

export interface SweepDeps {
  bridge: Bridge
  outbox: OutboxDb
  files: StoredFiles
  lease: number
}

/** Has main remove the files of an account that no mail and no draft refers to; young ones stay (docs/files.md). */
export async function sweepFiles(deps: SweepDeps, account: string): Promise<void> {
  const drafts = await deps.outbox.drafts.where({ account }).toArray()
  const attached = drafts.flatMap((draft) => draft.attachments.flatMap(({ hash }) => hash ?? []))
  const keep = [...new Set([...deps.files.hashes(account), ...attached])]
  await deps.bridge.call('files.sweep', { lease: deps.lease, account, keep })
}
