import { Dexie, type Table } from 'dexie'
import type { Draft, Operation, Upload, Wish } from './outbox-types.ts'

/** What exists nowhere else: never dropped, and flushed to the disk before a write counts as done. */
export interface OutboxDb extends Dexie {
  operations: Table<Operation, number>
  drafts: Table<Draft, string>
  uploads: Table<Upload, number>
  wishes: Table<Wish, number>
}

export const outboxVersion = 1

export function outboxDbName(installId: string): string {
  return `salesinbox-${installId}-outbox`
}

export function openOutboxDb(installId: string): OutboxDb {
  const db = new Dexie(outboxDbName(installId), { chromeTransactionDurability: 'strict' }) as OutboxDb
  db.version(1).stores({
    operations: '++id, state',
    drafts: 'id, account, state, updatedAt',
    uploads: '++id, draft',
    wishes: 'id'
  })
  return db
}
