import { type AppError, fromWire, type WireError } from '../../shared/errors.ts'
import type { Settings, ConnectionState } from '../imap/protocol.ts'
import { waitAfter } from '../wire/backoff.ts'
import { isTransient } from '../wire/failures.ts'
import type { SecretSource } from '../wire/login.ts'
import type { Deadlines } from './connect.ts'
import { type Poll, startPoll } from './poll.ts'
import type { Mailbox } from './spool/mailbox.ts'

/** The drop is looked at this often, ms: a login that some servers allow no more often. */
const every = 5 * 60_000

export interface Visits {
  /**
   * The download that brings mail into the inbox now: one that runs, or a new one where it is time for it; null: there
   * is nothing to wait for. Throws what keeps it from being tried.
   */
  visit(since: number | null): Poll | null
  /** A visit is due and nobody has asked for it. */
  isDue(): boolean
  /** The rep wants it now; what was refused is tried again too. */
  retry(): void
  /** After sleep or a change of network a connection may be dead without saying so. */
  wake(): void
  stop(): Promise<void>
}

/** When an account's server is visited, and how that went. */
export function createVisits(
  mailbox: Mailbox,
  settings: Settings,
  listeners: { say(state: ConnectionState): void; came(): void; ended(): void },
  secret: SecretSource,
  deadlines?: Deadlines
): Visits {
  let poll: Poll | null = null
  let refused: AppError | null = null
  let lastError: AppError | null = null
  let failures = 0
  let due = 0
  let nextTry = 0
  /** The period that was read to its end. */
  let read: number | null | undefined
  let stopped = false

  function start(since: number | null): Poll {
    listeners.say({ state: 'connecting', error: null, retryAt: null })
    const { leave, days } = settings.pop ?? { leave: true, days: null }
    const made = startPoll(
      mailbox,
      settings,
      { secret, since, leave, days, ...(deadlines ? { deadlines } : {}) },
      { online: () => listeners.say({ state: 'online', error: null, retryAt: null }), came: listeners.came }
    )
    void made.done.then((error) => {
      poll = null
      if (stopped) return
      ended(error, since)
      listeners.ended()
    })
    return (poll = made)
  }

  function ended(error: WireError | null, since: number | null): void {
    if (!error) {
      failures = 0
      lastError = null
      read = since
      due = Date.now() + every
      return
    }
    lastError = fromWire(error)
    due = 0
    if (isTransient(lastError)) {
      nextTry = Date.now() + waitAfter(++failures)
      listeners.say({ state: 'waiting', error, retryAt: nextTry })
    } else {
      refused = lastError
      listeners.say({ state: 'refused', error, retryAt: null })
    }
  }

  return {
    visit(since) {
      if (refused) throw refused
      if (poll) return poll
      const now = Date.now()
      const changed = read !== undefined && read !== since
      if (now >= nextTry && (now >= due || changed)) return start(since)
      if (lastError) throw lastError
      return null
    },
    isDue: () => !refused && !poll && Date.now() >= Math.max(due, nextTry),
    retry() {
      refused = null
      nextTry = due = 0
    },
    wake() {
      nextTry = due = 0
      poll?.stop()
    },
    async stop() {
      stopped = true
      poll?.stop()
      await poll?.done
    }
  }
}
