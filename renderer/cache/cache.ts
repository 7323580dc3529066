import { type DiskState, watchDisk } from './disk.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { type MailDb, openMailDb } from './mail-db.ts'
import { openOutboxDb, type OutboxDb } from './outbox-db.ts'
import { createReadAhead, type ReadAhead } from './read-ahead.ts'
import { createRows, type Rows } from './rows.ts'
import { openSeen, type Seen } from './seen.ts'
import { openVerdicts, type Verdicts } from './verdicts.ts'
import { openVerdictsDb } from './verdicts-db.ts'

/** Both databases as the views use them: `mail` is read only, `outbox` is where they say what they want. */
export interface Cache {
  /** One number for each time it was opened. */
  turn: number
  installId: string
  mail: MailDb
  outbox: OutboxDb
  ledger: Ledger
  rows: Rows
  /** Mails that the rep may open next, or had open. */
  opened: ReadAhead
  /** What the workspace said last of the records that were looked at. */
  seen: Seen
  /** What was read of the mail. */
  verdicts: Verdicts
  /** What the disk refuses now. */
  disk: DiskState
  /** Fires once when the browser closed a database under it, or threw it away: it shows nothing new any more. */
  onLost(listener: () => void): void
  close(): void
}

let count = 0

export function openCache(installId: string): Cache {
  const mail = openMailDb(installId)
  const outbox = openOutboxDb(installId)
  const ledger = openLedger(mail, outbox)
  const disk = watchDisk(installId)
  const seen = openSeen(installId)
  const verdicts = openVerdicts(openVerdictsDb(installId))
  let closed = false
  let lost: (() => void) | null = null
  for (const db of [mail, outbox]) {
    db.on('close', () => {
      if (!closed) lost?.()
      closed = true
    })
  }
  return {
    turn: ++count,
    installId,
    mail,
    outbox,
    ledger,
    rows: createRows(mail, ledger),
    opened: createReadAhead(mail),
    seen,
    verdicts,
    disk,
    onLost(listener) {
      lost = listener
    },
    close() {
      closed = true
      ledger.close()
      disk.close()
      seen.close()
      verdicts.close()
      mail.close()
      outbox.close()
    }
  }
}
