import { liveQuery } from 'dexie'
import type { IntelligenceChoice } from '../../../shared/contract/app.ts'
import type { Account } from '../../../shared/contract/accounts.ts'
import { toWire } from '../../../shared/errors.ts'
import type { FolderRow } from '../../cache/types.ts'
import type { VerdictsDb } from '../../cache/verdicts-db.ts'
import { sharingKey, type SharingState } from '../../cache/sharing-state.ts'
import { type Kick, type Publisher, type PublisherDeps, startPublisher } from '../publisher.ts'

export interface Publishers {
  follow(account: Account): void
  kick(what: Kick): void
  /** Of an account that is removed: nothing of it stays shared. @returns false when that is to be tried again */
  takeBack(account: Account): Promise<boolean>
  stop(): Promise<void>
}

/** One publisher for each mailbox, and what wakes them. @param verdicts what was read of mail goes with it */
export function startPublishers({
  verdicts,
  ...deps
}: Omit<PublisherDeps, 'moods'> & { verdicts: VerdictsDb }): Publishers {
  const { bridge, store, outbox } = deps
  let choice: IntelligenceChoice | null = null
  const moods = { db: verdicts, choice: () => choice }
  const running = new Map<string, Publisher>()
  let stopped = false

  const kick = (what: Kick): void => {
    for (const one of running.values()) one.kick(what)
  }
  const pastOf = (row: FolderRow): string => `${row.doubted ?? ''} ${row.formerly?.join('\n') ?? ''}`
  /** What each folder was, as far as it was known when its mail was last looked at. */
  const pasts = new Map([...store.book.folders.values()].map((row) => [row.id, pastOf(row)]))
  store.onWritten(({ change }) => {
    const accounts = new Set(change.windows.map((row) => store.book.folders.get(row.folder)?.account))
    for (const row of change.folders) {
      const past = pastOf(row)
      if (pasts.get(row.id) === past) continue
      pasts.set(row.id, past)
      accounts.add(row.account)
    }
    for (const id of change.removedFolders) pasts.delete(id)
    for (const [id, one] of running) if (accounts.has(id)) one.kick('mail')
  })
  const offs = [
    bridge.on('workspace.changed', () => kick('rule')),
    bridge.on('accounts.policyChanged', () => kick('rule')),
    // another workspace, or the way to it
    bridge.on('team.changed', ({ reach }) => {
      if (reach !== 'lost') kick('all')
    }),
    bridge.on('app.preferencesChanged', ({ intelligence }) => use(intelligence)),
    bridge.on('workspace.mailChanged', ({ buckets }) => {
      kick(buckets === null ? 'all' : 'files')
    })
  ]
  const marks = liveQuery(() =>
    Promise.all([outbox.privates.toArray(), outbox.filings.toCollection().primaryKeys()])
  ).subscribe({
    next: () => kick('all'),
    error: () => undefined
  })

  // read, read anew, or corrected
  const newestPage = () => verdicts.pages.orderBy('rev').last()
  const read = liveQuery(newestPage).subscribe({
    next: () => kick('mail'),
    error: () => undefined
  })
  void bridge.call('app.preferences', {}).then(
    ({ intelligence }) => use(intelligence),
    () => undefined
  )
  function use(next: IntelligenceChoice): void {
    choice = next
    kick('mail')
  }

  return {
    kick,
    follow(account) {
      const known = running.get(account.id)
      if (known) known.update(account)
      else if (!stopped) running.set(account.id, startPublisher({ ...deps, moods }, account))
    },
    async takeBack({ id, sharing }) {
      const known = running.get(id)
      running.delete(id)
      await known?.stop()
      const said = (await store.db.meta.get(sharingKey(id)))?.value as SharingState | undefined
      try {
        await bridge.call('workspace.unshare', { id })
        return true
      } catch (error) {
        // what was never shared needs no taking back, and what is locked stays
        const { code } = toWire(error)
        if (code === 'sharing.locked' || code === 'workspace.notMember' || code === 'workspace.notAllowed')
          return true
        return !(said?.shared ?? sharing !== 'private')
      }
    },
    async stop() {
      stopped = true
      for (const off of offs) off()
      marks.unsubscribe()
      read.unsubscribe()
      await Promise.all([...running.values()].map((one) => one.stop()))
    }
  }
}
