import { Dexie, type Table } from 'dexie'
import type { RecordView } from '../../shared/contract/records.ts'
import type { RecordMail } from '../../shared/contract/sharing.ts'

/** What the workspace said last of one record, for the time when it is out of reach. */
export interface SeenRecord {
  record: string
  /** ms since 1970 */
  at: number
  view: RecordView | null
  /** The first page of its mail, by each record that the list is made of; what the rep alone has is not in it. */
  mail: Record<string, RecordMail[]>
}

/** Opened records that are kept; the one seen longest ago goes first. */
const most = 200

/** Mails that are asked of at once: more than as many records hold. */
const atOnce = 20_000

/**
 * The records that were looked at last, in a small database of its own: `mail` is the keeper's alone to write. Each
 * answer of the workspace takes the place of the one before, so that what was taken back goes at the next contact.
 */
export interface Seen {
  of(record: string): Promise<SeenRecord | undefined>
  keep(record: string, said: Partial<Pick<SeenRecord, 'view' | 'mail'>>): Promise<void>
  forget(record: string): Promise<void>
  /** Drops every mail that the workspace does not show any more. @param visible which of these mails it shows */
  sweep(visible: (mails: string[]) => Promise<string[]>): Promise<void>
  close(): void
}

export function openSeen(installId: string): Seen {
  const db = new Dexie(`salesinbox-${installId}-seen`, {
    chromeTransactionDurability: 'relaxed'
  }) as Dexie & {
    records: Table<SeenRecord, string>
  }
  db.version(1).stores({ records: 'record, at' })
  return {
    of: (record) => db.records.get(record),
    keep: (record, said) =>
      db.transaction('rw', db.records, async () => {
        const before = (await db.records.get(record)) ?? { record, at: 0, view: null, mail: {} }
        await db.records.put({ ...before, ...said, mail: { ...before.mail, ...said.mail }, at: Date.now() })
        const excess = (await db.records.count()) - most
        if (excess > 0)
          await db.records.bulkDelete(await db.records.orderBy('at').limit(excess).primaryKeys())
      }),
    forget: (record) => db.records.delete(record),
    async sweep(visible) {
      const mails = new Set<string>()
      await db.records.each(({ mail }) => {
        for (const { id } of Object.values(mail).flat()) mails.add(id)
      })
      if (mails.size === 0) return
      const here = new Set(await visible([...mails].slice(0, atOnce)))
      await db.records.toCollection().modify((row) => {
        for (const [record, rows] of Object.entries(row.mail)) {
          row.mail[record] = rows.filter(({ id }) => !mails.has(id) || here.has(id))
        }
      })
    },
    close: () => db.close()
  }
}
