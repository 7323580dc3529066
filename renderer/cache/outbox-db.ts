import { Dexie, type Table } from 'dexie'
import type {
  Correction,
  Dismissed,
  Draft,
  FiledMail,
  Operation,
  PrivateMail,
  Upload,
  Wish
} from './outbox-types.ts'

/** What exists nowhere else: never dropped, and flushed to the disk before a write counts as done. */
export interface OutboxDb extends Dexie {
  operations: Table<Operation, number>
  drafts: Table<Draft, string>
  uploads: Table<Upload, number>
  wishes: Table<Wish, number>
  privates: Table<PrivateMail, [string, string]>
  filings: Table<FiledMail, [string, string, string]>
  dismissed: Table<Dismissed, string>
  corrections: Table<Correction, [string, string]>
}

export const outboxVersion = 5

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
  // what the rep keeps private by hand is known nowhere else
  db.version(2).stores({ privates: '[account+message], account' })
  // what the rep filed on records by hand, also where its mailbox is private
  db.version(3).stores({ filings: '[account+message+record], account, record' })
  // what the rep does not want suggested again
  db.version(4).stores({ dismissed: 'key' })
  // what the rep says of a mail in place of what was read of it
  db.version(5).stores({ corrections: '[account+message], account' })
  return db
}
