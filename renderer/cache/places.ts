import type { Ledger } from './ledger.ts'
import { isViewed } from './summary.ts'

/** All mails of a conversation, oldest first, each once; those in Trash, Junk and Drafts only where nothing else is left. */
export function threadOf(
  ledger: Ledger,
  thread: number
): { id: number; folder: number; uid: number; flags: number; context: number }[] {
  const found = new Map<
    number,
    {
      id: number
      folder: number
      uid: number
      flags: number
      context: number
      received: number
      viewed: boolean
    }
  >()
  for (const folder of ledger.folders.values()) {
    const viewed = isViewed(folder)
    for (const row of ledger.windows.get(folder.id)?.values() ?? []) {
      for (let at = row.thread.indexOf(thread); at >= 0; at = row.thread.indexOf(thread, at + 1)) {
        const id = row.id[at]!
        if (ledger.overlay.goneFrom(id, folder.id) && ledger.overlay.movedTo(id).length === 0) continue
        if (found.get(id)?.viewed) continue
        const uid = row.uid[at]!
        found.set(id, {
          id,
          folder: folder.id,
          uid,
          flags: ledger.overlay.flags(id, folder.id, uid, row.flags[at]!),
          context: row.context[at]!,
          received: row.received[at]!,
          viewed
        })
      }
    }
  }
  const all = [...found.values()].sort((a, b) => a.received - b.received || a.id - b.id)
  const viewed = all.filter((one) => one.viewed)
  return (viewed.length > 0 ? viewed : all).map(({ id, folder, uid, flags, context }) => ({
    id,
    folder,
    uid,
    flags,
    context
  }))
}

/** Where a mail lies: its memberships, those of the account's real folders. */
export function placesOf(
  ledger: Ledger,
  id: number
): { folder: number; uid: number; flags: number; thread: number; context: number }[] {
  const places: { folder: number; uid: number; flags: number; thread: number; context: number }[] = []
  for (const [folder, windows] of ledger.windows) {
    for (const row of windows.values()) {
      const at = row.id.indexOf(id)
      if (at < 0 || ledger.overlay.goneFrom(id, folder)) continue
      places.push({
        folder,
        uid: row.uid[at]!,
        flags: ledger.overlay.flags(id, folder, row.uid[at]!, row.flags[at]!),
        thread: row.thread[at]!,
        context: row.context[at]!
      })
    }
  }
  return places
}
