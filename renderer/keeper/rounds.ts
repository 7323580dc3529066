import type { Bridge } from '../../shared/contract/index.ts'
import type { FolderRow, MetaRow } from '../cache/types.ts'
import { unpackBatch } from '../../shared/mail/codec.ts'
import { digestsOf } from './digests.ts'
import { type Applied, applyBatch, type ContextOf, countsOf, knownRuns } from './apply-batch.ts'
import { startChange, windowsOf } from './book.ts'
import type { Store } from './store.ts'

export interface RoundDeps {
  bridge: Bridge
  store: Store
  lease: number
  contextOf: ContextOf
  /** Mails on their way at once: half of them come from the server while the other half is written. */
  batchSize: number
  /** False once the rep wishes another period: what the round found out before is void. */
  wished(): boolean
  /** Called after each batch; true ends the round here: what is left comes with the next one. */
  interrupted(): boolean
  /** The newest mails of a folder that is read for the first time are here. */
  onNewest(folder: FolderRow): void
  /** Ids of unread mail that a complete cursor saw arrive (not of a first sync). */
  onArrived(folder: FolderRow, ids: number[]): void
  /** Rows that are written with a batch of what a complete cursor saw arrive: what is still to be done with it. */
  noteArrivals(folder: FolderRow, applied: Applied): MetaRow[]
}

/**
 * One round over one folder: everything the server has and the cache has not, newest first. Each batch is one
 * transaction with the cursor; a round that stops anywhere is taken up by the next.
 * @returns true when the round came to its end
 * @throws AppError of the network or the disk; the cache holds what was committed
 */
export async function runRound(deps: RoundDeps, folderId: number, since: number | null): Promise<boolean> {
  const { bridge, store, lease } = deps
  const folder = store.book.folders.get(folderId)
  if (!folder) return true
  const cursor = folder.cursor
  const whole = !cursor?.complete || cursor.since !== since
  const known = knownRuns(store.book, folderId, whole ? 0 : cursor.uidNext)
  const digests = folder.qresync || !cursor ? null : digestsOf(store.book, folderId)
  const opened = await bridge.call('mail.openRound', {
    lease,
    account: folder.account,
    folder: folder.path,
    cursor,
    since,
    known,
    digests,
    batchSize: Math.ceil(deps.batchSize / 2)
  })
  try {
    if (cursor && opened.uidValidity !== cursor.uidValidity) await emptyFolder(store, folderId)
    if (folder.qresync !== opened.qresync) await setQresync(store, folderId, opened.qresync)
    const ask = (unknown: number[]): Promise<Uint8Array> => {
      const asked = bridge.call('mail.nextBatch', { lease, round: opened.round, unknown })
      // looked at only after what came before is written: it may fail until then, or never be looked at
      asked.catch(() => undefined)
      return asked
    }
    let next = ask([])
    for (;;) {
      const batch = unpackBatch(await next)
      const ends = batch.complete || deps.interrupted()
      // what is asked for after members depends on which of them are known
      const ahead = !ends && batch.members.length === 0
      if (ahead) next = ask([])
      const applied = await store.write(
        () => {
          const current = store.book.folders.get(folderId)
          if (!current || !deps.wished()) return null
          const plan = applyBatch(store.book, current, batch, deps.contextOf, Date.now())
          const meta = deps.noteArrivals(current, plan)
          return { written: { change: plan.change, messages: plan.messages, meta }, result: plan }
        },
        batch.complete || batch.sequence === 0
      )
      if (!applied) return false
      if (!cursor && batch.sequence === 0) deps.onNewest(folder)
      if (!whole && applied.arrived.length > 0) deps.onArrived(folder, applied.arrived)
      const { unknown } = applied
      if (batch.complete && unknown.length === 0) return true
      if (ends && !batch.complete) return false
      if (!ahead) next = ask(unknown)
    }
  } finally {
    await bridge.call('mail.closeRound', { lease, round: opened.round }).catch(() => undefined)
  }
}

/** UIDVALIDITY changed: no UID of before means anything. Rows stay and are found again by what identifies the mail. */
async function emptyFolder(store: Store, folderId: number): Promise<void> {
  await store.write(() => {
    const folder = store.book.folders.get(folderId)
    if (!folder) return null
    const change = startChange(store.book)
    for (const row of windowsOf(store.book, folderId).values()) {
      change.windows.push({
        ...row,
        uid: new Uint32Array(0),
        id: new Uint32Array(0),
        received: new Float64Array(0),
        thread: new Uint32Array(0),
        flags: new Uint16Array(0),
        context: new Uint8Array(0),
        people: new Uint32Array(0),
        peopleAt: new Uint32Array(1)
      })
    }
    change.folders.push({
      ...folder,
      ...countsOf(store.book, change, folderId),
      cursor: null,
      stage: 'headers'
    })
    return { written: { change }, result: true }
  })
}

async function setQresync(store: Store, folderId: number, qresync: boolean): Promise<void> {
  await store.write(() => {
    const folder = store.book.folders.get(folderId)
    if (!folder) return null
    const change = startChange(store.book)
    change.folders.push({ ...folder, qresync })
    return { written: { change }, result: true }
  })
}
