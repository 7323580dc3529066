import type { ImapFlow, MailboxObject } from 'imapflow'
import { AppError, toWire } from '../../shared/errors.ts'
import { waitAfter } from '../wire/backoff.ts'
import { endedBy, inTime, run } from './command.ts'
import { logIn, type SecretSource } from '../wire/login.ts'
import { connect, type Deadlines, usualDeadlines } from './connect.ts'
import { isTransient } from '../wire/failures.ts'
import { fromImap } from './errors.ts'
import type { ConnectionState, Settings } from './protocol.ts'

/** One that idles, one for bulk, one for clicks and acts: nothing that somebody waits for stands behind a sync. */
export type Kind = 'watch' | 'bulk' | 'click'

const emptySlot = (): Slot => ({ client: null, usedAt: 0, limitedUntil: 0 })

export type Link = ReturnType<typeof createLink>

/** A connection that lived less than this, ms, and carried no work, was lost quickly. */
const stableAfter = 10_000
/** Quick losses in a row that are answered at once; after that the waits grow as after refused connections. */
const freeLosses = 2
const keepAliveEvery = 20_000
/** Connections for bulk and clicks are given back after this time without work, ms. */
const idleLimit = 600_000
const clickRetry = 2_000

/** The server said that it allows no further connection: it is not asked again for so long, ms. */
const limitedFor = 60_000

interface Slot {
  client: ImapFlow | null
  usedAt: number
  limitedUntil: number
}

/** The connections of one account. Each is made when it is first wanted, and made anew after it died. */
export function createLink(
  settings: Settings,
  report: (state: ConnectionState) => void,
  deadlines: Deadlines = usualDeadlines,
  secret: SecretSource = async () => settings.password
) {
  const slots: Record<Kind, Slot> = {
    watch: emptySlot(),
    bulk: emptySlot(),
    click: emptySlot()
  }
  let current: ConnectionState = { state: 'offline', error: null, retryAt: null }
  let refused: AppError | null = null
  let lastError: AppError | null = null
  let failures = 0
  let losses = 0
  let drops = 0
  let triedAt = 0
  let nextTry = 0
  let closed = false
  let turn: Promise<unknown> = Promise.resolve()
  const listeners = new Set<() => void>()

  const keepAlive = setInterval(() => {
    for (const kind of ['bulk', 'click'] as const) void tend(slots[kind])
  }, keepAliveEvery)
  keepAlive.unref()

  async function tend(slot: Slot): Promise<void> {
    const client = slot.client
    if (!client?.usable) return
    if (Date.now() - slot.usedAt > idleLimit) {
      slot.client = null
      await client.logout().catch(() => undefined)
      client.close()
    } else if (Date.now() - (client.lastClientWrite ?? 0) > keepAliveEvery) {
      await run(client, 'NOOP', false, { deadline: 20_000 }).catch(() => undefined)
    }
  }

  function say(
    state: ConnectionState['state'],
    error: AppError | null = null,
    retryAt: number | null = null
  ): void {
    const next = { state, error: error ? toWire(error) : null, retryAt }
    if (
      next.state === current.state &&
      next.retryAt === current.retryAt &&
      next.error?.code === current.error?.code
    )
      return
    current = next
    report(next)
  }

  const isLive = () => Object.values(slots).some((slot) => slot.client?.usable)

  /** A live connection of this kind. One login at a time, so that a refused one is not tried three times. */
  async function client(kind: Kind): Promise<ImapFlow> {
    const slot = slots[kind]
    slot.usedAt = Date.now()
    if (slot.client?.usable) return slot.client
    const mine = turn.then(() => open(kind))
    turn = mine.catch(() => undefined)
    return await mine
  }

  async function open(kind: Kind): Promise<ImapFlow> {
    const slot = slots[kind]
    if (slot.client?.usable) return slot.client
    if (closed) throw new AppError('net.closed', { reason: 'closed' })
    if (refused) throw refused
    const other = Date.now() < slot.limitedUntil ? shared(kind) : null
    if (other) return other
    const due = kind === 'click' ? Math.min(nextTry, triedAt + clickRetry) : nextTry
    if (lastError && Date.now() < due) throw lastError
    if (!isLive()) say('connecting', lastError)
    triedAt = Date.now()
    try {
      // an idle connection is quiet for as long as nobody writes: its poll shows whether it lives
      const silence = kind === 'watch' ? deadlines.silence * 3 : deadlines.silence
      const made = await logIn(secret, (password) =>
        connect({ ...settings, password }, { ...deadlines, silence })
      )
      if (closed) {
        made.close()
        throw new AppError('net.closed', { reason: 'closed' })
      }
      adopt(kind, made)
      return made
    } catch (error) {
      const known = fromImap(error)
      const instead = known.code === 'mail.limit' ? shared(kind) : null
      if (instead) {
        slot.limitedUntil = Date.now() + limitedFor
        return instead
      }
      failed(known)
      throw known
    }
  }

  /** The server allows fewer connections than three: work goes over one that is there. */
  function shared(kind: Kind): ImapFlow | null {
    if (kind === 'watch') return null
    return slots[kind === 'bulk' ? 'click' : 'bulk'].client ?? null
  }

  function adopt(kind: Kind, made: ImapFlow): void {
    const slot = slots[kind]
    const since = Date.now()
    slot.client = made
    lastError = null
    failures = 0
    drops = 0
    made.once('close', () => {
      // taken out of its slot before: given back on purpose
      if (closed || slot.client !== made) return
      slot.client = null
      // ended by us over what it sent: that is told where it happened
      if (endedBy.has(made) && fromImap(endedBy.get(made)).code === 'mail.protocol') return
      losses = Date.now() - since < stableAfter ? losses + 1 : 1
      if (isLive() || losses <= freeLosses) return
      lastError = new AppError('net.closed')
      nextTry = Date.now() + waitAfter(losses - freeLosses)
      say('waiting', lastError, nextTry)
    })
    say('online')
    for (const listener of listeners) listener()
  }

  function failed(error: AppError): void {
    lastError = error
    failures++
    // a server that hangs up in the middle of a login may have had another reason, once
    const doubtful = error.params['dropped'] === true && ++drops < 2
    if (!isTransient(error) && !doubtful) {
      refused = error
      say('refused', error)
      return
    }
    nextTry = Date.now() + waitAfter(failures)
    if (!isLive()) say('waiting', error, nextTry)
  }

  /**
   * Runs `work` with this folder selected and no other work of ours on that connection. `again` selects it anew; it is
   * null where that was just done.
   */
  async function inFolder<T>(
    kind: Kind,
    folder: string,
    work: (
      client: ImapFlow,
      mailbox: MailboxObject,
      again: (() => Promise<MailboxObject>) | null
    ) => Promise<T>,
    options: { reselect?: boolean; uidValidity?: string } = {}
  ): Promise<T> {
    const on = await client(kind)
    try {
      const before = on.mailbox
      const lock = await on.getMailboxLock(folder, { acquireTimeout: deadlines.silence * 2 })
      try {
        const reselect = (): Promise<MailboxObject> =>
          inTime(on, deadlines.silence, () => on.mailboxOpen(folder))
        const stood = on.mailbox === before
        if (options.reselect && stood) await reselect()
        const mailbox = on.mailbox
        if (!mailbox) throw new AppError('net.closed')
        if (options.uidValidity !== undefined && String(mailbox.uidValidity ?? 0) !== options.uidValidity) {
          throw new AppError('mail.uidValidity', { folder })
        }
        const done = await work(on, mailbox, stood && !options.reselect ? reselect : null)
        losses = 0
        return done
      } finally {
        lock.release()
      }
    } catch (error) {
      const known = fromImap(error)
      throw known.code === 'mail.folderGone' && !known.params['folder']
        ? new AppError(known.code, { ...known.params, folder })
        : known
    }
  }

  /** Forgets what went wrong: the rep asked, the computer woke, the network changed. */
  function retry(): void {
    refused = null
    lastError = null
    failures = 0
    losses = 0
    drops = 0
    nextTry = 0
    current = { ...current, retryAt: null }
  }

  return {
    settings,
    client,
    /** Takes over a connection of the same login: it serves for bulk. */
    take: (made: ImapFlow): void => adopt('bulk', made),
    inFolder,
    retry,
    /** Calls back whenever a connection was made: the server can be reached, however long the last wait was to be. */
    onConnected(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** ms until the next try is due; null when only a person can help. */
    dueIn: (): number | null => (refused ? null : lastError ? Math.max(0, nextTry - Date.now()) : 0),
    state: (): ConnectionState => current,
    say,
    /** Drops every socket at once: after sleep they look alive and are not. */
    drop(): void {
      for (const slot of Object.values(slots)) {
        const old = slot.client
        slot.client = null
        old?.close()
      }
    },
    close(): void {
      closed = true
      clearInterval(keepAlive)
      for (const slot of Object.values(slots)) slot.client?.close()
      say('offline')
    }
  }
}
