import type { FolderRole } from '../../shared/contract/mail.ts'
import { AppError } from '../../shared/errors.ts'
import type { Cache } from './cache.ts'
import { placesOf } from './places.ts'
import type { Deed, Operation, Place, Target } from './outbox-types.ts'
import { identityPage } from './types.ts'

/** What was queued by one act of the rep: undo takes all of it back. */
export interface Done {
  operations: number[]
  count: number
}

async function targetsOf(cache: Cache, ids: number[]): Promise<Target[]> {
  const numbers = [...new Set(ids.map((id) => Math.floor(id / identityPage)))]
  const pages = new Map(
    (await cache.mail.identities.bulkGet(numbers)).flatMap((page) =>
      page ? [[page.page, page] as const] : []
    )
  )
  return ids.flatMap((id) => {
    const identity = pages.get(Math.floor(id / identityPage))?.identity[id % identityPage]
    return identity ? [{ id, identity }] : []
  })
}

async function enqueue(
  cache: Cache,
  deeds: { account: string; deed: Deed; inverse: Deed | null }[],
  count: number
): Promise<Done> {
  const now = Date.now()
  const rows: Operation[] = deeds.map(({ account, deed, inverse }) => ({
    account,
    deed,
    inverse,
    state: 'queued',
    notBefore: 0,
    attempts: 0,
    error: null,
    createdAt: now,
    doneAt: null
  }))
  const operations = await cache.outbox.operations.bulkAdd(rows, { allKeys: true })
  return { operations, count }
}

/** Groups mails by account (flags) through their memberships. */
function byAccount(cache: Cache, ids: number[]): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const id of ids) {
    const folder = cache.ledger.folders.get(placesOf(cache.ledger, id)[0]?.folder ?? -1)
    if (!folder) continue
    const list = groups.get(folder.account)
    if (list) list.push(id)
    else groups.set(folder.account, [id])
  }
  return groups
}

/** Sets and clears flags (RFC 9051 names such as `\Seen`, `\Flagged`, `$Junk`) on mails wherever they lie. */
export async function setFlags(cache: Cache, ids: number[], add: string[], remove: string[]): Promise<Done> {
  const deeds = []
  for (const [account, mine] of byAccount(cache, ids)) {
    const targets = await targetsOf(cache, mine)
    deeds.push({
      account,
      deed: { kind: 'flags', targets, add, remove } as const,
      inverse: { kind: 'flags', targets, add: remove, remove: add } as const
    })
  }
  return enqueue(cache, deeds, ids.length)
}

export function roleFolder(cache: Cache, account: string, role: FolderRole): Place | null {
  for (const folder of cache.ledger.folders.values()) {
    if (folder.account === account && folder.role === role && folder.selectable)
      return { folder: folder.id, path: folder.path }
  }
  return null
}

/**
 * Moves mails out of `from` (or, where it is null, out of each folder that holds them and is not Sent or Drafts)
 * into a folder by its number or, for each account, by its role.
 * @throws AppError mail.noTrash when the role is Trash and the account has none: nothing is deleted for good instead
 */
export async function move(
  cache: Cache,
  ids: number[],
  from: number | null,
  to: number | FolderRole
): Promise<Done> {
  const groups = new Map<string, { account: string; from: Place; to: Place; ids: number[] }>()
  for (const id of ids) {
    for (const place of placesOf(cache.ledger, id)) {
      const folder = cache.ledger.folders.get(place.folder)
      if (!folder || (from !== null && folder.id !== from)) continue
      if (
        from === null &&
        (folder.role === 'sent' || folder.role === 'drafts' || folder.role === 'all') &&
        to !== 'trash'
      )
        continue
      const target = typeof to === 'number' ? placeOf(cache, to) : roleFolder(cache, folder.account, to)
      if (!target)
        throw new AppError(to === 'trash' ? 'mail.noTrash' : 'mail.folderGone', { folder: String(to) })
      if (target.folder === folder.id) continue
      const key = `${folder.id}>${target.folder}`
      const group = groups.get(key) ?? {
        account: folder.account,
        from: { folder: folder.id, path: folder.path },
        to: target,
        ids: []
      }
      group.ids.push(id)
      groups.set(key, group)
    }
  }
  const deeds = []
  for (const group of groups.values()) {
    const targets = await targetsOf(cache, group.ids)
    deeds.push({
      account: group.account,
      deed: { kind: 'move', targets, from: group.from, to: group.to } as const,
      inverse: { kind: 'move', targets, from: group.to, to: group.from } as const
    })
  }
  return enqueue(cache, deeds, ids.length)
}

export function archive(cache: Cache, ids: number[], from: number | null): Promise<Done> {
  const account =
    cache.ledger.folders.get(placesOf(cache.ledger, ids[0] ?? 0)[0]?.folder ?? -1)?.account ?? ''
  // Gmail has no Archive: what leaves the inbox stays in All Mail
  const role: FolderRole = roleFolder(cache, account, 'archive') ? 'archive' : 'all'
  return move(cache, ids, from, role)
}

/** Into Trash; what lies there (or in Junk) already is deleted for good. */
export async function trash(cache: Cache, ids: number[], from: number | null): Promise<Done> {
  const folder = from === null ? undefined : cache.ledger.folders.get(from)
  if (folder?.role !== 'trash') return move(cache, ids, from, 'trash')
  const targets = await targetsOf(cache, ids)
  const deed = { kind: 'expunge', targets, from: { folder: folder.id, path: folder.path } } as const
  return enqueue(cache, [{ account: folder.account, deed, inverse: null }], ids.length)
}

export async function junk(cache: Cache, ids: number[], from: number | null, isJunk: boolean): Promise<Done> {
  const marked = await setFlags(cache, ids, [isJunk ? '$Junk' : '$NotJunk'], [isJunk ? '$NotJunk' : '$Junk'])
  const moved = await move(cache, ids, from, isJunk ? 'junk' : 'inbox')
  return { operations: [...marked.operations, ...moved.operations], count: ids.length }
}

/** All mail of a folder up to the newest that is here now. */
export function readAll(cache: Cache, folder: number): Promise<Done> {
  const row = cache.ledger.folders.get(folder)
  if (!row) return Promise.resolve({ operations: [], count: 0 })
  let upTo = 0
  for (const window of cache.ledger.windows.get(folder)?.values() ?? [])
    upTo = Math.max(upTo, window.uid.at(-1) ?? 0)
  return enqueue(
    cache,
    [
      {
        account: row.account,
        deed: { kind: 'readAll', folder: { folder, path: row.path }, upTo },
        inverse: null
      }
    ],
    1
  )
}

export function emptyFolder(cache: Cache, folder: number): Promise<Done> {
  const row = cache.ledger.folders.get(folder)
  if (!row) return Promise.resolve({ operations: [], count: 0 })
  return enqueue(
    cache,
    [
      {
        account: row.account,
        deed: { kind: 'emptyFolder', folder: { folder, path: row.path } },
        inverse: null
      }
    ],
    1
  )
}

export function createFolder(cache: Cache, account: string, path: string): Promise<Done> {
  return enqueue(
    cache,
    [{ account, deed: { kind: 'createFolder', path }, inverse: { kind: 'deleteFolder', path } }],
    1
  )
}

export function renameFolder(cache: Cache, account: string, path: string, to: string): Promise<Done> {
  const inverse: Deed = { kind: 'renameFolder', path: to, to: path }
  return enqueue(cache, [{ account, deed: { kind: 'renameFolder', path, to }, inverse }], 1)
}

export function deleteFolder(cache: Cache, account: string, path: string): Promise<Done> {
  return enqueue(cache, [{ account, deed: { kind: 'deleteFolder', path }, inverse: null }], 1)
}

/** Takes an act back: what is still queued is dropped, of what is done the inverse is queued. */
export async function undo(cache: Cache, done: Done): Promise<void> {
  const { outbox } = cache
  await outbox.transaction('rw', outbox.operations, async () => {
    for (const id of [...done.operations].reverse()) {
      const operation = await outbox.operations.get(id)
      if (!operation) continue
      if (operation.state === 'queued' && operation.attempts === 0) await outbox.operations.delete(id)
      else if (operation.state !== 'refused' && operation.inverse) {
        const inverse = operation.inverse
        await outbox.operations.add({
          ...freshOperation(operation.account),
          deed: inverse,
          inverse: operation.deed
        })
      }
    }
  })
}

/** A refused operation: again, or forgotten. */
export async function retry(cache: Cache, id: number): Promise<void> {
  await cache.outbox.operations.update(id, { state: 'queued', notBefore: 0, attempts: 0, error: null })
}
export async function dismiss(cache: Cache, id: number): Promise<void> {
  await cache.outbox.operations.delete(id)
}

function placeOf(cache: Cache, folder: number): Place | null {
  const row = cache.ledger.folders.get(folder)
  return row ? { folder, path: row.path } : null
}

function freshOperation(account: string): Omit<Operation, 'deed' | 'inverse'> {
  return {
    account,
    state: 'queued',
    notBefore: 0,
    attempts: 0,
    error: null,
    createdAt: Date.now(),
    doneAt: null
  }
}
