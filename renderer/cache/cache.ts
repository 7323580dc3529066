import { type DiskState, watchDisk } from './disk.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { type MailDb, openMailDb } from './mail-db.ts'
import { openOutboxDb, type OutboxDb } from './outbox-db.ts'
import { createRows, type Rows } from './rows.ts'

/** Both databases as the views use them: `mail` is read only, `outbox` is where they say what they want. */
export interface Cache {
  installId: string
  mail: MailDb
  outbox: OutboxDb
  ledger: Ledger
  rows: Rows
  /** What the disk refuses now. */
  disk: DiskState
  close(): void
}

export function openCache(installId: string): Cache {
  const mail = openMailDb(installId)
  const outbox = openOutboxDb(installId)
  const ledger = openLedger(mail, outbox)
  const disk = watchDisk(installId)
  return {
    installId,
    mail,
    outbox,
    ledger,
    rows: createRows(mail, ledger),
    disk,
    close() {
      ledger.close()
      disk.close()
      mail.close()
      outbox.close()
    }
  }
}
