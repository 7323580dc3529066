import { liveQuery } from 'dexie'
import type { Bridge } from '../../shared/contract/index.ts'
import type { MailDb } from '../cache/mail-db.ts'

/** The system's sign shows how many mails of the inboxes are unread, whether or not a window is open. */
export function watchBadge(bridge: Bridge, db: Pick<MailDb, 'folders'>): () => void {
  let last = -1
  const subscription = liveQuery(async () => {
    const folders = await db.folders.toArray()
    return folders.reduce((sum, { role, unread }) => sum + (role === 'inbox' ? unread : 0), 0)
  }).subscribe({
    next(unread) {
      if (unread === last) return
      last = unread
      void bridge.call('app.setBadge', { unread }).catch(() => undefined)
    },
    // the next keeper counts anew
    error: () => undefined
  })
  return () => subscription.unsubscribe()
}
