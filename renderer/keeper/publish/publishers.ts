import { liveQuery } from 'dexie'
import type { Account } from '../../../shared/contract/accounts.ts'
import { toWire } from '../../../shared/errors.ts'
import { sharingKey, type SharingState } from '../../cache/sharing-state.ts'
import { type Kick, type Publisher, type PublisherDeps, startPublisher } from '../publisher.ts'

export interface Publishers {
  follow(account: Account): void
  kick(what: Kick): void
  /** Of an account that is removed: nothing of it stays shared. @returns false when that is to be tried again */
  takeBack(account: Account): Promise<boolean>
  stop(): Promise<void>
}

/** One publisher for each mailbox, and what wakes them. */
export function startPublishers(deps: PublisherDeps): Publishers {
  const { bridge, store, outbox } = deps
  const running = new Map<string, Publisher>()
  let stopped = false

  const kick = (what: Kick): void => {
    for (const one of running.values()) one.kick(what)
  }
  store.onWritten(({ change }) => {
    if (change.windows.length === 0) return
    const accounts = new Set(change.windows.map((row) => store.book.folders.get(row.folder)?.account))
    for (const [id, one] of running) if (accounts.has(id)) one.kick('mail')
  })
  const offs = [
    bridge.on('workspace.changed', () => kick('rule')),
    bridge.on('accounts.policyChanged', () => kick('rule')),
    // another workspace, or the way to it
    bridge.on('team.changed', ({ reach }) => {
      if (reach !== 'lost') kick('all')
    }),
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

  return {
    kick,
    follow(account) {
      const known = running.get(account.id)
      if (known) known.update(account)
      else if (!stopped) running.set(account.id, startPublisher(deps, account))
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
      await Promise.all([...running.values()].map((one) => one.stop()))
    }
  }
}
