import { AppError, toWire, type WireError } from '../../shared/errors.ts'
import { readMessage } from '../mime/row.ts'
import { scanMessage } from '../mime/scan.ts'
import { logIn, type SecretSource } from '../wire/login.ts'
import { connect, type Deadlines, type Login, type Session } from './connect.ts'
import { fromPop3 } from './errors.ts'
import { createIntake, type Fetched } from './intake.ts'
import { type Item, listDrop } from './listing.ts'
import type { Mailbox } from './spool/mailbox.ts'
import type { Download } from './spool/round.ts'

export interface PollOptions {
  secret: SecretSource
  /** Where mail begins, ms since 1970; null: everything. */
  since: number | null
  /** Mail stays on the server, else it is deleted there so many days after it came here; null: at once. */
  leave: boolean
  days: number | null
  deadlines?: Deadlines
}

export interface Poll extends Download {
  /** Resolves when it is over, however it went. */
  done: Promise<WireError | null>
  stop(): void
}

/** A server that sends a message while another is written: so many are asked for ahead, and so many octets. */
const ahead = 24
const octetsAhead = 2_000_000
const deletedAtOnce = 100
/** After so many messages in a row that are older than the period, what lies below them is taken to be older too. */
const olderInARow = 20
const day = 86_400_000

/** Brings what is new in the drop into the mailbox, newest first, then deletes there what is to go. */
export function startPoll(
  mailbox: Mailbox,
  login: Login,
  options: PollOptions,
  listeners: { online(): void; came(): void }
): Poll {
  let session: Session | null = null
  let stopped = false
  let over = false
  let failure: WireError | null = null
  let left = 0
  let wake: () => void = () => undefined
  let changed = new Promise<void>((resolve) => (wake = resolve))

  function tell(): void {
    const before = wake
    changed = new Promise<void>((resolve) => (wake = resolve))
    before()
  }

  async function run(): Promise<void> {
    session = await logIn(options.secret, (password) => connect({ ...login, password }, options.deadlines))
    if (stopped) throw new AppError('net.closed', { reason: 'closed' })
    listeners.online()
    const items = await listDrop(session)
    const listed = new Set(items.flatMap(({ key }) => key ?? []))
    const intake = createIntake(mailbox, listed, (count) => {
      left -= count
      tell()
      listeners.came()
    })
    await download(session, items, intake)
    await intake.note()
    await deleteDone(session, items, intake.keyOf)
  }

  /** Walks from the newest to the oldest; what is asked for ahead comes back in the same order. */
  async function download(
    { wire }: Session,
    items: Item[],
    intake: ReturnType<typeof createIntake>
  ): Promise<void> {
    const newest = items.toReversed()
    const wanted = new Set(newest.filter((item) => !intake.isKnown(item)))
    const underway: (number | Promise<Fetched | null>)[] = []
    let octets = 0
    let out = 0
    let older = 0
    left = wanted.size
    tell()
    const isOld = (received: number): boolean => {
      older = options.since !== null && received < options.since ? older + 1 : 0
      return older >= olderInARow
    }
    async function settleOldest(): Promise<boolean> {
      const next = underway.shift()!
      if (typeof next === 'number') return isOld(next)
      out--
      const fetched = await next
      if (!fetched) return false
      octets -= fetched.item.size
      await intake.take(fetched)
      return isOld(fetched.message.row.received)
    }
    try {
      let enough = false
      for (const item of newest) {
        if (stopped) throw new AppError('net.closed', { reason: 'closed' })
        while (!enough && (out >= ahead || (out > 0 && octets + item.size > octetsAhead)))
          enough = await settleOldest()
        if (enough) break
        if (!wanted.has(item)) underway.push(intake.receivedOf(item))
        else {
          octets += item.size
          out++
          const fetching = fetch(wire, item)
          // looked at in its turn; until then it may have failed
          fetching.catch(() => undefined)
          underway.push(fetching)
        }
      }
      while (underway.length) await settleOldest()
    } finally {
      // what came whole before it broke is kept
      for (const one of underway)
        if (typeof one !== 'number')
          await one.then((late) => late && intake.take(late)).catch(() => undefined)
      await intake.settle()
    }
  }

  /** null: the server does not give this one, and says so. */
  async function fetch(wire: Session['wire'], item: Item): Promise<Fetched | null> {
    const incoming = mailbox.bytes.begin()
    const scan = scanMessage()
    try {
      await wire.say(
        `RETR ${item.number}`,
        (piece) => {
          scan.push(piece)
          return incoming.add(piece) ?? undefined
        },
        item.size
      )
      const pending = await incoming.finish()
      return { item, pending, message: readMessage(scan.end(), pending.size, Date.now()) }
    } catch (error) {
      await incoming.abandon()
      if (wire.usable && error instanceof AppError && error.params.command === 'RETR') {
        left--
        return null
      }
      throw error
    }
  }

  /** A deletion counts once QUIT was answered; until then the server has the mail, and it is known the next time. */
  async function deleteDone(
    { commands, wire }: Session,
    items: Item[],
    keyOf: (item: Item) => string | null
  ): Promise<void> {
    const due = Date.now() - (options.days ?? 0) * day
    const gone: string[] = []
    const lost = options.leave ? new Set<string>() : mailbox.lost()
    const toGo = (options.leave ? [] : items).flatMap((item) => {
      const key = keyOf(item)
      const known = key === null ? undefined : mailbox.state.drop.get(key)
      const ripe = key !== null && known && known.at <= due && !lost.has(known.hash)
      return ripe ? [{ key, number: item.number }] : []
    })
    for (let at = 0; at < toGo.length; at += deletedAtOnce) {
      const some = toGo.slice(at, at + deletedAtOnce).map(({ key, number }) =>
        commands.DELE(number).then(
          () => void gone.push(key),
          (error: unknown) => {
            if (!wire.usable) throw error
          }
        )
      )
      await Promise.all(some)
    }
    await commands.QUIT()
    if (gone.length) await mailbox.change(() => mailbox.commit([{ k: 'forget', keys: gone }]))
  }

  const done = run()
    .then(
      () => null,
      (error: unknown) => toWire(fromPop3(error))
    )
    .then((error) => {
      session?.wire.close()
      over = true
      failure = error
      left = 0
      tell()
      return error
    })

  return {
    done,
    remaining: () => Math.max(0, left),
    progress: () => changed,
    ended: () => over,
    failed: () => failure,
    stop() {
      stopped = true
      session?.wire.close()
    }
  }
}
