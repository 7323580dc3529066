import { renamedIn } from '../../shared/context/personal.ts'
import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { sharedFolder } from '../../shared/contract/shared-files.ts'
import type { WireError } from '../../shared/errors.ts'
import { openMailDb } from '../cache/mail-db.ts'
import { openOutboxDb } from '../cache/outbox-db.ts'
import { openVerdictsDb } from '../cache/verdicts-db.ts'
import { startAttachments } from './attachments.ts'
import { type AccountLoop, startAccountLoop } from './account-loop.ts'
import { watchDirectory } from './directory.ts'
import { startFilters } from './filters.ts'
import { startReader } from './intelligence/reader.ts'
import { playForward } from './forwarding.ts'
import { announce } from './announce.ts'
import { watchBadge } from './badge.ts'
import { type Player, startPlayer } from './operations.ts'
import { openPeriods } from './periods.ts'
import { type Publishers, startPublishers } from './publish/publishers.ts'
import { watchRoom } from './room.ts'
import { sweepOrphans } from './forget.ts'
import { dropFolders, removeAccount } from './removal.ts'
import { playDraft } from './sending.ts'
import { startIndexer } from './search/indexer.ts'
import { createSorter } from './sorter.ts'
import { openOnce } from './open-once.ts'
import { openStore } from './store.ts'
import { mailAt, openStoredFiles } from './stored-files.ts'
import { sweepFiles } from './sweep-files.ts'
import { grantWishes } from './wishes.ts'

export interface KeeperOptions {
  bridge: Bridge
  installId: string
  /** Rows in a batch. */
  batchSize?: number
  onDisk?(error: WireError | null): void
  /** Fired once when another keeper has taken the lease: this one does nothing any more. */
  onDeposed?(): void
}

export interface Keeper {
  stop(): Promise<void>
}

const defaultBatch = 500
/** A deposed keeper gives its place up after this time, ms, whatever still runs: its lease is void. */
const longestStop = 5_000
/** An account whose shared mail could not be taken back is removed after that, ms. */
const removeAgain = 15_000
/** Files that nothing refers to go this often, ms. */
const sweepFilesEvery = 24 * 60 * 60_000

/**
 * Runs from launch to quit, without a face: the only writer of the mail cache. The caller holds the Web Lock
 * `keeper` of this install, so there is one; the lease makes main refuse any other that wakes from the dead.
 */
export async function startKeeper(options: KeeperOptions): Promise<Keeper> {
  const { bridge, installId } = options
  const { lease } = await bridge.call('mail.lease', {})
  const db = openMailDb(installId)
  const outbox = openOutboxDb(installId)
  for (const one of [db, outbox]) openOnce(one, () => depose())
  const store = await openStore(db)
  const files = await openStoredFiles(store)
  const sorter = createSorter(store)
  let publishers: Publishers | null = null
  const directory = await watchDirectory({ bridge, store, sorter, onChanged: () => publishers?.kick('mail') })
  const sides = (): typeof sorter.sides | null => (directory.current ? sorter.sides : null)
  const verdicts = openVerdictsDb(installId)
  publishers = startPublishers({ bridge, store, outbox, sides, files, verdicts })
  const filters = await startFilters({ bridge, store, outbox })
  const reader = await startReader({
    ...{ bridge, store, outbox, db: verdicts },
    directory: () => directory.current
  })
  const loops = new Map<string, { loop: AccountLoop; player: Player; account: Account }>()
  const removing = new Set<string>()
  const swept = new Map<string, number>()
  // files of what was dropped go with the next rest
  const periods = await openPeriods({ store, outbox, onDropped: (account) => swept.delete(account) })
  const room = watchRoom(bridge)
  const attachments = startAttachments({
    bridge,
    store,
    files,
    onTrouble: (account, error) => loops.get(account)?.loop.trouble(error)
  })
  let stopped = false
  let lost = false

  /** Once an account is at rest, and then daily: every loop comes to rest each few minutes. */
  async function sweep(account: string): Promise<void> {
    if (Date.now() - (swept.get(account) ?? 0) < sweepFilesEvery) return
    swept.set(account, Date.now())
    await sweepFiles({ bridge, outbox, files, lease }, account)
    // what colleagues' mail brought is asked for again where it is opened again
    await bridge.call('files.sweep', { lease, account: sharedFolder, keep: [] })
  }

  function start(account: Account): void {
    const loop = startAccountLoop(
      {
        bridge,
        store,
        lease,
        attachments,
        room,
        onDisk: (error) => options.onDisk?.(error),
        onRest: () => void sweep(account.id).catch(() => undefined),
        batchSize: options.batchSize ?? defaultBatch,
        contextOf: (people, change) => sorter.contextOf(people, change),
        noteArrivals: filters.noteArrivals,
        onArrived: (folder, ids) => void announce({ bridge, store, sides: sorter.sides }, folder, ids),
        periods
      },
      account
    )
    const onPlayed = (paths: string[] | 'folders'): void => {
      if (paths === 'folders') loop.refreshFolders()
      else for (const path of paths) loop.news(path)
    }
    const sending = {
      bridge,
      store,
      outbox,
      lease,
      account: account.id,
      settings: () => loops.get(account.id)?.account,
      onPlayed
    }
    const player = startPlayer({
      bridge,
      store,
      outbox,
      lease,
      account: account.id,
      active: () => (loops.get(account.id)?.account ?? account).state === 'active',
      playOther: (operation) =>
        operation.deed.kind === 'forward'
          ? playForward({ ...sending, me: () => loops.get(account.id)?.account ?? account }, operation.deed)
          : playDraft(sending, operation),
      onPlayed,
      onRenamed: (path, to) => followRename(account, path, to)
    })
    loops.set(account.id, { loop, player, account })
  }

  /** A personal folder is one by any name. */
  async function followRename({ id }: Account, path: string, to: string): Promise<void> {
    const personal = loops.get(id)?.account.personalFolders ?? []
    const folder = [...store.book.folders.values()].find((row) => row.account === id && row.path === path)
    const personalFolders = renamedIn(personal, path, to, folder?.delimiter ?? '/')
    if (personalFolders.join('\n') === personal.join('\n')) return
    await bridge.call('accounts.change', { id, patch: { personalFolders } })
  }

  const hasFolders = (account: string): boolean =>
    [...store.book.folders.values()].some((row) => row.account === account)

  async function followAccounts(accounts: Account[]): Promise<void> {
    if (stopped) return
    directory.useAccounts(accounts)
    reader.useAccounts(accounts)
    for (const account of accounts) {
      const known = loops.get(account.id)
      if (account.state === 'removing') {
        if (removing.has(account.id)) continue
        removing.add(account.id)
        if (known) await Promise.all([known.loop.stop(), known.player.stop()])
        loops.delete(account.id)
        if (!(await publishers?.takeBack(account))) {
          removing.delete(account.id)
          setTimeout(
            () => accountsQueue(async () => followAccounts(await bridge.call('accounts.list', {}))),
            removeAgain
          )
          continue
        }
        await removeAccount({ bridge, store, outbox, lease, indexer }, account.id)
        removing.delete(account.id)
        if ((await bridge.call('accounts.list', {})).length === 0) await clearStorage()
        continue
      }
      await periods.use(account)
      publishers?.follow(account)
      if (known) {
        const rests = known.account.state !== 'active'
        known.account = account
        known.loop.update(account)
        if (rests && account.state === 'active') known.player.kick()
      } else start(account)
      const kept = account.state !== 'inactive' || account.keep.folders
      if (!kept && hasFolders(account.id)) await dropFolders({ store, indexer }, account.id)
    }
  }

  /** With the last account goes what its engine kept of what was deleted. What is here closes, and begins anew empty. */
  async function clearStorage(): Promise<void> {
    const { address } = await bridge.call('app.clearStorage', { lease })
    if (address) await fetch(address)
    depose()
  }

  function kick(account?: string): void {
    for (const [id, one] of loops) {
      if (account !== undefined && id !== account) continue
      one.loop.kick()
      one.player.kick()
    }
  }

  const accountsQueue = queue()
  const indexer = startIndexer(store, installId)
  const offs = [
    bridge.on('accounts.changed', (accounts) => {
      // at once: what a newer period takes out of sight does not wait for an account that is being removed
      for (const account of accounts)
        if (loops.has(account.id)) void periods.use(account).catch(() => undefined)
      accountsQueue(() => followAccounts(accounts))
    }),
    bridge.on('mail.news', ({ account, folder }) => loops.get(account)?.loop.news(folder)),
    bridge.on('mail.connection', ({ account, state, error, retryAt }) => {
      const mine = loops.get(account)
      if (state === 'refused') mine?.loop.connection('refused', error, null)
      if (state === 'waiting' || state === 'offline') mine?.loop.connection('lost', error, retryAt)
      if (state === 'online') {
        mine?.loop.connection('online', null, null)
        mine?.player.kick()
      }
    }),
    bridge.on('mail.fetched', ({ part, hash, size, ...place }) => {
      const id = mailAt(store.book, place)
      if (id === null) return
      void files.note(id, place.account, { [part]: { hash, size } }, false).catch(() => undefined)
    }),
    bridge.on('app.woke', () => {
      kick()
      publishers?.kick('rule')
    }),
    bridge.on('mail.leaseTaken', (taken) => {
      if (taken.lease !== lease) depose()
    }),
    grantWishes({ bridge, store, outbox, lease }),
    watchBadge(bridge, db),
    bridge.onConnection((connected) => {
      // a core that began anew knows nothing of this lease
      if (!connected) lost = true
      else if (lost) depose()
    })
  ]
  accountsQueue(async () => followAccounts(await bridge.call('accounts.list', {})))
  const sweeping = setInterval(() => void sweepOrphans(store).catch(() => undefined), 15 * 60_000)

  function depose(): void {
    if (stopped) return
    // what waits for a database that is gone may wait for ever
    const late = new Promise((resolve) => setTimeout(resolve, longestStop))
    void Promise.race([stop().catch(() => undefined), late]).then(() => options.onDeposed?.())
  }

  async function stop(): Promise<void> {
    if (stopped) return
    stopped = true
    clearInterval(sweeping)
    for (const off of offs) off()
    directory.stop()
    indexer.stop()
    await filters.stop()
    await publishers?.stop()
    // closes what both read
    await reader.stop()
    await attachments.stop()
    await Promise.all([...loops.values()].flatMap(({ loop, player }) => [loop.stop(), player.stop()]))
    await store.close()
    db.close()
    outbox.close()
  }
  return { stop }
}

/** Runs jobs one after another; a failed one does not keep the next from running. */
function queue(): (job: () => Promise<void>) => void {
  let tail: Promise<void> = Promise.resolve()
  return (job) => {
    tail = tail.then(job).catch((error: unknown) => console.error('keeper', error))
  }
}
