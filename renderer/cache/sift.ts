import type { FilterMail } from '../../shared/filters/mail.ts'
import { Flag } from '../../shared/mail/message.ts'
import type { Cache } from './cache.ts'
import { filterMail } from './filter-mail.ts'
import { readHeaders } from './headers.ts'
import { pause } from './pause.ts'
import type { Target } from './outbox-types.ts'
import { type FolderRow, identityPage } from './types.ts'

/** A mail of an account as it lies here, with what the rep left pending laid over it. */
export interface Sifted {
  target: Target
  mail: FilterMail
  /** Numbers of the folders that hold it. */
  holds: number[]
}

/** Mails read from the disk at once: ten pages of headers. */
const atOnce = 320
/** The window is given back after so long, ms. */
const slice = 10

/**
 * Looks at all mails of these folders, newest first, without holding the window up.
 * @param texts their texts are wanted too
 * @param look called for each; throws what `signal` was aborted with
 */
export async function sift(
  cache: Cache,
  folders: readonly FolderRow[],
  options: { texts: boolean; signal: AbortSignal; onProgress?(done: number, of: number): void },
  look: (sifted: Sifted) => void
): Promise<number> {
  const found = memberships(cache, folders)
  const ids = [...found.keys()].sort((a, b) => b - a)
  const rows = new Map([...cache.ledger.folders.values()].map((row) => [row.id, row]))
  let began = performance.now()
  const read = async (some: number[]) => {
    const pages = [...new Set(some.map((id) => Math.floor(id / identityPage)))]
    const [headers, bodies, identities] = await Promise.all([
      readHeaders(cache.mail, some),
      options.texts ? cache.mail.bodies.bulkGet(some) : [],
      cache.mail.identities.bulkGet(pages)
    ])
    const identityOf = new Map(
      identities.flatMap((page) => (page ? [[page.page, page.identity] as const] : []))
    )
    return { headers, bodies, identityOf }
  }
  let ahead = read(ids.slice(0, atOnce))
  for (let at = 0; at < ids.length; at += atOnce) {
    const some = ids.slice(at, at + atOnce)
    const { headers, bodies, identityOf } = await ahead
    // the disk reads the next ones while these are looked at
    ahead = read(ids.slice(at + atOnce, at + 2 * atOnce))
    ahead.catch(() => undefined)
    for (const [i, id] of some.entries()) {
      const row = headers[i]
      const identity = identityOf.get(Math.floor(id / identityPage))?.[id % identityPage]
      const place = found.get(id)!
      if (!row || !identity) continue
      const mail = filterMail(
        row,
        place.flags,
        place.holds.flatMap((folder) => rows.get(folder) ?? []),
        bodies[i]
      )
      look({ target: { id, identity }, mail, holds: place.holds })
      if (performance.now() - began < slice) continue
      await pause()
      began = performance.now()
    }
    options.signal.throwIfAborted()
    options.onProgress?.(Math.min(ids.length, at + atOnce), ids.length)
  }
  return ids.length
}

/** The mails of these folders, each with all folders of the account that hold it. */
function memberships(
  { ledger }: Cache,
  folders: readonly FolderRow[]
): Map<number, { flags: number; holds: number[] }> {
  const found = new Map<number, { flags: number; holds: number[] }>()
  const { overlay } = ledger
  const accounts = new Set(folders.map(({ account }) => account))
  const others = [...ledger.folders.values()].filter(
    (row) => accounts.has(row.account) && !folders.includes(row)
  )
  for (const folder of [...folders, ...others]) {
    const wanted = folders.includes(folder)
    for (const row of ledger.windows.get(folder.id)?.values() ?? []) {
      for (let i = 0; i < row.id.length; i++) {
        const id = row.id[i]!
        if (
          row.flags[i]! & Flag.deleted ||
          (overlay.size > 0 && overlay.goneFrom(id, folder.id, row.received[i]!))
        )
          continue
        const known = found.get(id)
        if (known) known.holds.push(folder.id)
        else if (wanted)
          found.set(id, {
            flags: overlay.flags(id, folder.id, row.uid[i]!, row.flags[i]!),
            holds: [folder.id]
          })
      }
    }
  }
  return found
}
