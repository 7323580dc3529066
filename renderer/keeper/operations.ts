import { liveQuery, type Subscription } from 'dexie'
import type { Act, ActResult } from '../../shared/contract/mail.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { AppError, toWire } from '../../shared/errors.ts'
import { faultOf } from '../../shared/fault.ts'
import { readHeaders } from '../cache/headers.ts'
import type { OutboxDb } from '../cache/outbox-db.ts'
import type { Deed, Operation } from '../cache/outbox-types.ts'
import { applyActs, type Settled } from './apply-act.ts'
import { resolve, type Resolved } from './resolve.ts'
import type { Store } from './store.ts'

const firstWait = 3_000
const longestWait = 5 * 60_000

/** What else can be played than acts on the mail server: sending and drafts (sending.ts, forwarding.ts). */
export type PlayOther = (operation: Operation) => Promise<void>

export interface Player {
  kick(): void
  stop(): Promise<void>
}

export interface PlayerDeps {
  bridge: Bridge
  store: Store
  outbox: OutboxDb
  lease: number
  account: string
  /** Whether anything may go out now; `kick` tells that it may again. */
  active(): boolean
  playOther: PlayOther
  /** Folders changed by what was played: a round over them confirms it. */
  onPlayed(paths: string[] | 'folders'): void
  onRenamed?(path: string, to: string): Promise<void>
}

/** Errors that time may mend: the operation waits and is played again. All others refuse it. */
function isTransient(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  const { code } = error
  if (code === 'net.certificate' || code === 'net.wrongProtocol') return true
  return (
    code.startsWith('net.') ||
    code.startsWith('auth.') ||
    code.startsWith('contract.') ||
    code === 'mail.busy' ||
    code === 'mail.limit' ||
    code === 'mail.uidValidity' ||
    code === 'send.temporary' ||
    code === 'workspace.unavailable' ||
    code === 'sharing.stale'
  )
}

/**
 * Plays one account's operations, first in, first out, each until the server has it or refuses it. An operation
 * that was claimed when the keeper died is played again: every act finds out whether it was done already.
 */
export function startPlayer(deps: PlayerDeps): Player {
  const { outbox, account } = deps
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | null = null
  let dirty = false

  async function due(): Promise<Operation[]> {
    const open = await outbox.operations.where('state').anyOf('queued', 'claimed').toArray()
    return open.filter((one) => one.account === account).sort((a, b) => a.id! - b.id!)
  }

  async function pump(): Promise<void> {
    for (let round = 0; !stopped && deps.active(); round++) {
      dirty = false
      const open = await due()
      const now = Date.now()
      // a mail that waits for its undo seconds must not hold up what was done after it
      const next = open.find(
        (one, i) =>
          one.notBefore <= now &&
          !open.slice(0, i).some((before) => before.attempts > 0 && sameLine(before, one))
      )
      if (!next) {
        if (dirty) continue
        const soonest = Math.min(...open.map((one) => one.notBefore))
        if (Number.isFinite(soonest)) schedule(Math.max(50, soonest - now))
        return
      }
      await playOne(next)
    }
  }

  async function playOne(operation: Operation): Promise<void> {
    const id = operation.id!
    // the rep may have called it off since it was read
    const claimed = await outbox.operations
      .where({ id })
      .and((one) => one.state === 'queued' || one.state === 'claimed')
      .modify({ state: 'claimed' })
    if (claimed === 0) return
    try {
      await play(deps, operation)
      await outbox.operations.where({ id }).modify((one) => {
        one.doneAt = Date.now()
        one.error = null
        if (one.state === 'claimed') one.state = 'done'
      })
    } catch (error) {
      if (toWire(error).code === 'contract.staleLease') {
        stopped = true
        return
      }
      if (!(error instanceof AppError)) {
        void deps.bridge
          .call('app.report', {
            where: 'operations',
            code: 'app.internal',
            stack: faultOf(error).stack
          })
          .catch(() => undefined)
      }
      const transient = isTransient(error)
      const unsure = error instanceof AppError && error.code === 'send.unsure'
      const wait = Math.min(longestWait, firstWait * 2 ** Math.min(operation.attempts, 8))
      await outbox.operations.where({ id }).modify({
        state: unsure ? 'unsure' : transient ? 'queued' : 'refused',
        error: toWire(error),
        attempts: operation.attempts + 1,
        notBefore: transient ? Date.now() + wait : operation.notBefore
      })
    }
  }

  function schedule(ms: number): void {
    if (timer) clearTimeout(timer)
    timer = setTimeout(kick, ms)
  }

  function kick(): void {
    dirty = true
    // a database that fails now is asked again; a rejection left standing would keep every later one from playing
    running = running
      .then(() => (dirty && !stopped ? pump() : undefined))
      .catch(() => (stopped ? undefined : schedule(firstWait)))
  }

  // any new or changed operation of any state wakes the player; it then reads what is due
  const subscription: Subscription = liveQuery(() =>
    outbox.operations.where('state').anyOf('queued', 'claimed').primaryKeys()
  ).subscribe({
    next: kick,
    error: () => schedule(firstWait)
  })

  return {
    kick() {
      void outbox.operations
        .where('state')
        .equals('queued')
        .and((one) => one.account === account && one.attempts > 0)
        .modify({ notBefore: 0 })
        .then(kick, kick)
    },
    async stop() {
      stopped = true
      subscription.unsubscribe()
      if (timer) clearTimeout(timer)
      await running
    }
  }
}

/** Operations on one mail keep their order: a later one waits for an earlier one that must be tried again. */
function sameLine(a: Operation, b: Operation): boolean {
  const mails = (deed: Deed): number[] | null =>
    'targets' in deed ? deed.targets.map((target) => target.identity) : null
  const one = mails(a.deed)
  const other = mails(b.deed)
  if (!one || !other) return !('draft' in a.deed) && !('draft' in b.deed)
  return one.some((identity) => other.includes(identity))
}

async function play(deps: PlayerDeps, operation: Operation): Promise<void> {
  const { deed } = operation
  switch (deed.kind) {
    case 'send':
    case 'file':
    case 'saveDraft':
    case 'dropDraft':
    case 'forward':
    case 'publish':
      return deps.playOther(operation)
    case 'createFolder':
    case 'renameFolder':
    case 'deleteFolder':
      await playAct(deps, deed)
      // before a round finds its mail under the new name
      if (deed.kind === 'renameFolder') await deps.onRenamed?.(deed.path, deed.to)
      return deps.onPlayed('folders')
    default:
      return playOnMail(deps, deed)
  }
}

function playAct(deps: PlayerDeps, act: Act): Promise<ActResult> {
  return deps.bridge.call('mail.play', { lease: deps.lease, account: deps.account, act })
}

/** The mail is in no folder. Where that is what was wanted, or only a flag is lost, it is done; else the rep is told. */
function nowhere(
  deps: PlayerDeps,
  deed: Extract<Deed, { kind: 'flags' | 'move' | 'copy' | 'expunge' }>
): void {
  const mine = [...deps.store.book.folders.values()].filter(
    (row) => row.account === deps.account && row.selectable
  )
  // not looked everywhere yet: a folder whose UIDs were given anew is read again first
  if (mine.some((row) => !row.cursor?.complete)) throw new AppError('mail.busy', {})
  const toTrash = deed.kind === 'move' && deps.store.book.folders.get(deed.to.folder)?.role === 'trash'
  if (deed.kind === 'copy' || (deed.kind === 'move' && !toTrash)) throw new AppError('mail.messageGone', {})
}

async function playOnMail(
  deps: PlayerDeps,
  deed: Extract<Deed, { kind: 'flags' | 'move' | 'copy' | 'expunge' | 'readAll' | 'emptyFolder' }>
): Promise<void> {
  const { store, account } = deps
  const settled: Settled[] = []
  if (deed.kind === 'readAll' || deed.kind === 'emptyFolder') {
    const folder = store.book.folders.get(deed.folder.folder)
    if (!folder?.cursor) throw new AppError('mail.folderGone', { folder: deed.folder.path })
    const { uidValidity } = folder.cursor
    await playAct(
      deps,
      deed.kind === 'readAll'
        ? { kind: 'readAll', folder: folder.path, uidValidity, upTo: deed.upTo }
        : { kind: 'emptyFolder', path: folder.path, uidValidity }
    )
    settled.push({ kind: deed.kind, folder: folder.id, upTo: deed.kind === 'readAll' ? deed.upTo : Infinity })
  } else {
    const places = resolve(store.book, account, deed.targets, 'from' in deed ? deed.from.folder : null)
    if (deed.kind === 'copy') keepOnce(places)
    if (places.length === 0) return nowhere(deps, deed)
    for (const place of places) {
      const target = { folder: place.path, uidValidity: place.uidValidity, uids: place.uids }
      if (deed.kind === 'flags') {
        await playAct(deps, { kind: 'flags', ...target, add: deed.add, remove: deed.remove })
        settled.push({
          kind: 'flags',
          folder: place.folder,
          uids: place.uids,
          add: deed.add,
          remove: deed.remove
        })
      } else if (deed.kind === 'expunge') {
        await playAct(deps, { kind: 'expunge', ...target })
        settled.push({ kind: 'gone', folder: place.folder, uids: place.uids })
      } else {
        const to = store.book.folders.get(deed.to.folder)
        if (!to) throw new AppError('mail.folderGone', { folder: deed.to.path })
        const rows = await readHeaders(store.db, place.ids)
        const messageIds = rows.map((row) => row?.messageId ?? '')
        const result = await playAct(deps, { kind: deed.kind, ...target, to: to.path, messageIds })
        settled.push({
          kind: deed.kind === 'move' ? 'moved' : 'copied',
          folder: place.folder,
          uids: place.uids,
          to: to.id,
          moved: result.moved,
          uidValidity: result.uidValidity
        })
      }
    }
  }
  const paths = await applyActs(store, settled)
  deps.onPlayed(paths)
}

/** A mail that lies in several folders is copied out of one of them. */
function keepOnce(places: Resolved[]): void {
  const taken = new Set<number>()
  for (const place of places) {
    const kept = place.ids.map((id) => !taken.has(id))
    for (const id of place.ids) taken.add(id)
    place.uids = place.uids.filter((_, i) => kept[i])
    place.ids = place.ids.filter((_, i) => kept[i])
  }
  for (let i = places.length - 1; i >= 0; i--) if (places[i]!.ids.length === 0) places.splice(i, 1)
}
