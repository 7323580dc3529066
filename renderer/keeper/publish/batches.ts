import type { OwnSide } from '../../../shared/context/context-of.ts'
import { normalAddress } from '../../../shared/context/address.ts'
import type { SharingTest } from '../../../shared/context/shared-on.ts'
import type { Account } from '../../../shared/contract/accounts.ts'
import type { Bridge } from '../../../shared/contract/index.ts'
import type { SharedMailbox } from '../../../shared/contract/sharing.ts'
import { toWire } from '../../../shared/errors.ts'
import { messageKey, threadKey } from '../../../shared/mail/message-key.ts'
import type { Store } from '../store.ts'
import { published, readTexts } from './mails.ts'
import type { Queue, Waiting } from './queue.ts'

/** Mails at once, and characters of their texts. */
const atOnce = 100
const mostText = 8_000_000

export interface BatchesDeps {
  bridge: Bridge
  store: Store
  queue: Queue
  account(): Account
  own(): OwnSide
  /** Nothing is to go now. */
  held(): boolean
}
export interface Batches {
  /** How many are to be sent at once. */
  readonly size: number
  send(waiting: Waiting[], mailbox: SharedMailbox, test: SharingTest): Promise<void>
}

/** A mail that the workspace cannot take must not keep the others waiting: fewer are tried until it stands alone. */
export function createBatches({ bridge, store, queue, account, own, held }: BatchesDeps): Batches {
  let size = atOnce
  let suspect = 0

  async function send(waiting: Waiting[], mailbox: SharedMailbox, test: SharingTest): Promise<void> {
    const taken = await takenOf(waiting, mailbox, test)
    if (taken.length === 0) return
    const texts = await readTexts(
      store.db,
      taken.map(({ row }) => row.id)
    )
    let left = mostText
    const all = taken.map(({ hash, row }) => ({
      hash,
      mail: published({ row, ...texts.get(row.id)! }, account(), mailbox.rule, own())
    }))
    const fits = all.findIndex(({ mail }, i) => {
      left -= (mail.text?.length ?? 0) + (mail.html?.length ?? 0)
      return i > 0 && left < 0
    })
    const some = fits < 0 ? all : all.slice(0, fits)
    queue.putBack(taken.slice(some.length))
    try {
      const mails = some.map(({ mail }) => mail)
      if (held()) return queue.putBack(taken.slice(0, some.length))
      const ask = { mailbox: mailbox.id, epoch: mailbox.epoch, mails }
      const { refused } = await bridge.call('workspace.publish', ask)
      const not = new Set(refused)
      for (const { hash, mail } of some) queue.settle(hash, not.has(mail.message) ? 'refused' : 'published')
      size = Math.min(atOnce, size * 2)
    } catch (error) {
      narrowDown(taken.slice(0, some.length), error)
    }
  }

  /**
   * Which deal a mail goes with only the database knows. Where the rule asks that, it is asked first, by nothing but
   * when a mail was sent and who of the records is in it: what it would refuse never leaves this computer.
   */
  async function takenOf(waiting: Waiting[], mailbox: SharedMailbox, test: SharingTest): Promise<Waiting[]> {
    const { mode, records } = mailbox.rule
    if (mode !== 'custom' || records === 'all') return waiting
    if (held()) {
      queue.putBack(waiting)
      return []
    }
    const mails = waiting.map(({ row }) => ({
      message: messageKey(row),
      thread: threadKey(row),
      sent: Math.round(row.sent),
      people: [...row.from.slice(0, 1), ...row.to, ...row.cc]
        .map(([, address]) => normalAddress(address))
        .filter((address) => address !== '' && address.length <= 320 && test.marksOf(address) !== 0)
        .slice(0, 500)
    }))
    const { refused } = await bridge.call('workspace.wouldTake', {
      mailbox: mailbox.id,
      epoch: mailbox.epoch,
      mails
    })
    const not = new Set(refused)
    return waiting.filter(({ hash }, i) => {
      if (!not.has(mails[i]!.message)) return true
      queue.settle(hash, 'refused')
      return false
    })
  }

  function narrowDown(tried: Waiting[], error: unknown): void {
    const { code } = toWire(error)
    const [{ hash }] = tried as [Waiting]
    const alone = tried.length === 1
    if (code !== 'app.internal' && code !== 'contract.badInput') throw error
    if (alone && (suspect === hash || code === 'contract.badInput')) {
      suspect = 0
      return queue.settle(hash, 'refused')
    }
    suspect = alone ? hash : 0
    size = Math.max(1, Math.ceil(size / 8))
    // a database that failed is given time
    if (code === 'app.internal') throw error
    queue.putBack(tried)
  }

  return {
    get size() {
      return size
    },
    send
  }
}
