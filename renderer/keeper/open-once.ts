import type { Dexie } from 'dexie'
import { AppError } from '../../shared/errors.ts'

/**
 * A database that the browser closes under its user (the disk is full, or it threw all of it away to make room) may
 * come back older than the keeper remembers, or empty. Dexie would open it again in silence, and what is written then
 * stands on rows that are not there: so it opens once, and `onClosed` begins anew from what is on the disk.
 */
export function openOnce(db: Dexie, onClosed: () => void): void {
  let opened = false
  let lost = false
  const lose = (): void => {
    if (lost) return
    lost = true
    db.close({ disableAutoOpen: true })
    onClosed()
  }
  db.on(
    'ready',
    () => {
      // a transaction that met the closed database first has it opened again, before its `close` is heard
      if (opened) queueMicrotask(lose)
      if (opened) throw new AppError('disk.failed', { code: 'closed' })
      opened = true
    },
    true
  )
  db.on('close', lose)
}
