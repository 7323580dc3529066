import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { AppError, fromWire, toWire, type WireError } from '../../shared/errors.ts'
import { faultOf } from '../../shared/fault.ts'
import { databaseError } from '../cache/disk.ts'
import type { FolderRow } from '../cache/types.ts'
import { startChange } from './book.ts'
import { inOrder, reconcileFolders } from './folders.ts'
import { followMarks, settleDoubts } from './personal-folders.ts'
import type { Periods } from './periods.ts'
import { runRound, type RoundDeps } from './rounds.ts'
import type { Attachments } from './attachments.ts'
import type { Room } from './room.ts'
import type { Store } from './store.ts'
import { createTextQueue } from './text-queue.ts'
import { fetchTexts, missingTexts } from './texts.ts'

/** A folder that nobody reported is looked at again after this time, ms. */
const fullCheckEvery = 5 * 60_000
/** A round is broken off for news at most this often, ms: breaking off costs a SELECT and a SEARCH. */
const interruptEvery = 2_000
/** Texts of the newest mails that come before the headers of older ones. */
const newestTexts = 20
/** Texts are fetched for so long before it is looked at what else there is to do, ms. */
const textsTurn = 2_000
const firstWait = 2_000
const longestWait = 60_000
/** A full disk is looked at again after this time, ms: nobody else tells when there is room. */
const diskWait = 5_000

/** What the window says of an account's sync; a row of `meta`, key `sync/<account>`. */
export interface SyncState {
  state: 'running' | 'idle' | 'waiting' | 'paused' | 'refused'
  error: WireError | null
  /** ms since 1970 */
  retryAt: number | null
  checkedAt: number | null
}

export interface AccountLoop {
  news(folder: string): void
  /** The network is back, the computer woke, the rep asked: try now. */
  kick(): void
  /** What main says of its connections: one that dropped or was refused while nothing was asked for is news too. */
  connection(state: 'online' | 'lost' | 'refused', error: WireError | null, retryAt: number | null): void
  /** What was fetched beside the loop failed for a reason that the rep must see; it is tried again. */
  trouble(error: WireError): void
  refreshFolders(): void
  update(account: Account): void
  stop(): Promise<void>
}

export interface LoopDeps extends Pick<RoundDeps, 'contextOf' | 'batchSize' | 'onArrived' | 'noteArrivals'> {
  bridge: Bridge
  store: Store
  lease: number
  attachments: Attachments
  room: Room
  /** The cache could not be written, or, with null, it can. */
  onDisk(error: WireError | null): void
  /** At rest: all headers and texts are here. */
  onRest(): void
  periods: Pick<Periods, 'of'>
}

/** Keeps one account's mail here as it is on the server: folders, headers newest first, then texts, then watching. */
export function startAccountLoop(deps: LoopDeps, first: Account): AccountLoop {
  const { bridge, store, lease } = deps
  const texts = createTextQueue(deps)
  let account = first
  let stopped = false
  let paused = first.state !== 'active'
  let foldersDue = true
  /** The account could not be told what its personal folders are called now. */
  let unsaved = false
  let watching = false
  let wait = firstWait
  let roundBegan = 0
  let troubled = false
  let trouble: WireError | null = null
  const skipped = new Map<number, number>()
  const due = new Set<number>()
  /** Something came since the last look at what is to do: the next sleep is over before it begins. */
  let woken = false
  let rouse: () => void = () => undefined

  function wake(): void {
    woken = true
    rouse()
  }

  async function sleep(ms: number | null): Promise<void> {
    if (woken) return
    await new Promise<void>((resolve) => {
      const timer = ms === null ? null : setTimeout(resolve, ms)
      rouse = () => {
        if (timer) clearTimeout(timer)
        resolve()
      }
    })
  }

  async function say(state: SyncState): Promise<void> {
    const row = { key: `sync/${account.id}`, value: state }
    await store.write(
      () => ({ written: { change: startChange(store.book), meta: [row] }, result: true }),
      true
    )
  }

  function folders(): FolderRow[] {
    return inOrder(
      [...store.book.folders.values()].filter((row) => row.account === account.id && row.selectable)
    )
  }

  function nextRound(): FolderRow | null {
    const now = Date.now()
    const mine = folders().filter((row) => (skipped.get(row.id) ?? 0) < now)
    return (
      mine.find((row) => due.has(row.id)) ??
      mine.find((row) => !row.cursor?.complete || periodChanged(row)) ??
      null
    )
  }

  function periodChanged(row: FolderRow): boolean {
    return row.cursor !== null && row.cursor.since !== deps.periods.of(account).since
  }

  async function round(folder: FolderRow): Promise<void> {
    due.delete(folder.id)
    roundBegan = Date.now()
    const wish = deps.periods.of(account)
    const wished = (): boolean => deps.periods.of(account) === wish
    const interrupted = (): boolean =>
      stopped ||
      paused ||
      !wished() ||
      deps.room.isLow() ||
      (due.size > 0 && Date.now() - roundBegan > interruptEvery)
    try {
      await runRound({ ...deps, wished, interrupted, onNewest }, folder.id, wish.since)
      skipped.delete(folder.id)
    } catch (error) {
      // what is wrong with one folder must not keep the others waiting
      if (!(error instanceof AppError) || !error.code.startsWith('mail.') || error.code === 'mail.busy')
        throw error
      skipped.set(folder.id, Date.now() + fullCheckEvery)
      foldersDue = true
      await noteFolderError(folder.id, toWire(error))
    }
  }

  /** A rep opens the newest mail first: its text does not wait for the headers of all others. */
  function onNewest(folder: FolderRow): void {
    if (folder.role !== 'inbox') return
    const newest = missingTexts(store.book, folder.id, newestTexts, new Set())
    // what fails here comes with the texts of all mail
    void fetchTexts(deps, folder.id, newest, 'bulk').catch(() => undefined)
  }

  async function noteFolderError(id: number, lastError: WireError): Promise<void> {
    await store.write(() => {
      const row = store.book.folders.get(id)
      if (!row) return null
      const change = startChange(store.book)
      change.folders.push({ ...row, lastError })
      return { written: { change }, result: true }
    }, true)
  }

  /** A personal folder that was renamed elsewhere is one by its new name; until the account says so its row does. */
  async function followPersonal(): Promise<void> {
    await settleDoubts(store, account.id)
    const { id, personalFolders: known } = account
    if (followMarks(store.book, id, known).join('\n') === known.join('\n')) return
    try {
      // the rep may have marked another one meanwhile
      const now = (await bridge.call('accounts.list', {})).find((one) => one.id === id)
      if (!now) return
      const personalFolders = followMarks(store.book, id, now.personalFolders)
      await bridge.call('accounts.change', { id, patch: { personalFolders } })
      if (account.personalFolders === known) account = { ...account, personalFolders }
      foldersDue = true
      unsaved = false
    } catch (error) {
      // found again with the next step
      if (!unsaved) report(error)
      unsaved = true
    }
  }

  function report(error: unknown): void {
    void bridge
      .call('app.report', {
        where: 'keeper',
        code: toWire(error).code,
        stack: faultOf(error).stack
      })
      .catch(() => undefined)
  }

  async function step(): Promise<'more' | 'rest'> {
    deps.attachments.hold(account.id)
    if (trouble) {
      const error = trouble
      trouble = null
      throw fromWire(error)
    }
    if (await deps.room.look()) throw new AppError('disk.full')
    if (foldersDue) {
      // before the question: who asks for it meanwhile asks for another look
      foldersDue = false
      try {
        const listed = await bridge.call('mail.folders', { lease, account: account.id })
        // deactivated meanwhile: its folders may be on their way out
        if (paused || stopped) return 'more'
        for (const id of await reconcileFolders(store, account, listed)) due.add(id)
      } catch (error) {
        foldersDue = true
        throw error
      }
    }
    await followPersonal()
    const folder = nextRound()
    if (folder) {
      await round(folder)
      return 'more'
    }
    if (!watching) {
      watching = true
      // failed() takes it back
      await bridge.call('mail.watch', { lease, account: account.id, on: true })
      return 'more'
    }
    const began = Date.now()
    const interrupted = (): boolean =>
      stopped || paused || foldersDue || trouble !== null || due.size > 0 || Date.now() - began > textsTurn

    if (await texts.run(folders(), interrupted)) return 'more'
    deps.attachments.allow(account.id)
    return 'rest'
  }

  async function run(): Promise<void> {
    await say({ state: paused ? 'paused' : 'running', error: null, retryAt: null, checkedAt: null })
    while (!stopped) {
      woken = false
      try {
        if (paused) {
          await say({ state: 'paused', error: null, retryAt: null, checkedAt: null })
          await sleep(null)
          continue
        }
        const more = (await step()) === 'more'
        wait = firstWait
        if (troubled) {
          await say({ state: 'running', error: null, retryAt: null, checkedAt: null })
          troubled = false
          deps.onDisk(null)
        }
        if (more) continue
        await say({ state: 'idle', error: null, retryAt: null, checkedAt: Date.now() })
        deps.onRest()
        await sleep(fullCheckEvery)
        if (due.size === 0) foldersDue = true
        // the server is asked meanwhile; a disk that fails shows with the first mail that is written
        if (!stopped && due.size > 0)
          void say({ state: 'running', error: null, retryAt: null, checkedAt: null }).catch(() => undefined)
      } catch (error) {
        if (stopped) return
        // what was under way was cut off: that is what was asked for
        if (!paused) await failed(error)
      }
    }
  }

  async function failed(error: unknown): Promise<void> {
    // what came while the step ran is what the next one looks for; a connection made only to fail is no reason to hurry
    woken = false
    const broken = databaseError(error)
    const wire = broken ?? toWire(error)
    watching = false
    troubled = true
    if (wire.code === 'contract.staleLease') {
      stopped = true
      return
    }
    const refused = wire.code.startsWith('auth.') || wire.code === 'net.certificate'
    // a folder that went away under a round: the list of folders is what is wrong
    if (wire.code.startsWith('mail.')) foldersDue = true
    if (broken) deps.onDisk(broken)
    else if (!(error instanceof AppError)) report(error)
    const pause = broken ? diskWait : wait
    const retryAt = refused ? null : Date.now() + pause
    await say({ state: refused ? 'refused' : 'waiting', error: wire, retryAt, checkedAt: null }).catch(
      () => undefined
    )
    await sleep(refused ? null : pause)
    if (!broken) wait = Math.min(longestWait, wait * 2)
  }

  const done = run()
  return {
    news(path) {
      const row = folders().find((folder) => folder.path === path)
      if (row) due.add(row.id)
      else foldersDue = true
      wake()
    },
    kick() {
      wait = firstWait
      foldersDue = true
      watching = false
      wake()
    },
    connection(state, error, retryAt) {
      if (paused || stopped) return
      if (state !== 'online') {
        troubled = true
        const said = state === 'lost' ? 'waiting' : 'refused'
        void say({ state: said, error, retryAt, checkedAt: null }).catch(() => undefined)
      } else if (troubled) {
        // what changed while it was away was not told
        wait = firstWait
        foldersDue = true
        wake()
      }
    },
    refreshFolders() {
      foldersDue = true
      wake()
    },
    trouble(error) {
      trouble = error
      wake()
    },
    update(next) {
      // the rep says which folder is what: the list says it anew
      if (JSON.stringify(next.folderRoles) !== JSON.stringify(account.folderRoles)) foldersDue = true
      account = next
      const was = paused
      paused = next.state !== 'active'
      if (paused) deps.attachments.hold(account.id, true)
      else if (was) {
        // what changed while nothing was connected was not told
        foldersDue = true
        watching = false
        wait = firstWait
      }
      wake()
    },
    async stop() {
      stopped = true
      deps.attachments.hold(account.id, true)
      wake()
      await done
    }
  }
}
