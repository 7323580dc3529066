import { sharedOn, type SharingTest, sharingTest } from '../../shared/context/shared-on.ts'
import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import type { Filing, MailSource } from '../../shared/contract/sharing.ts'
import { AppError, toWire, type WireError } from '../../shared/errors.ts'
import { ruleOf } from '../../shared/sharing-rule.ts'
import type { OutboxDb } from '../cache/outbox-db.ts'
import { type Marks, marksBy } from '../cache/shared-pass.ts'
import { type SharingState } from '../cache/sharing-state.ts'
import { type MessageRow, peoplePage } from '../cache/types.ts'
import { keysOf } from './publish/keys.ts'
import { createBatches } from './publish/batches.ts'
import { settleFilings, unfiledOf } from './publish/filings.ts'
import { tellLinks } from './publish/links.ts'
import { bringMoods, type MoodsRead } from './publish/moods.ts'
import { participants, startQueue } from './publish/queue.ts'
import { createRest } from './publish/rest.ts'
import { type Place, settleRule, tellSeen } from './publish/rule.ts'
import { stateOf } from './publish/state.ts'
import { startUploads } from './publish/uploads.ts'
import type { Sorter } from './sorter.ts'
import type { Store } from './store.ts'
import type { StoredFiles } from './stored-files.ts'

/** Between two batches, ms: what is read from the network comes first. */
const pause = 20
/** New mail that comes in a stream is gathered so long, ms. */
const gather = 100
const firstWait = 5_000
const longestWait = 60_000
/** What nobody told of is found after this time, ms. */
const lookAgain = 5 * 60_000
/** How often it is told that a mailbox is read, ms. */
const tellEvery = 5 * 60_000
/** The workspace starts when the window has come up, ms. */
const startAfter = 3_000

export interface PublisherDeps {
  bridge: Bridge
  store: Store
  outbox: OutboxDb
  sides(): Sorter['sides'] | null
  files?: Pick<StoredFiles, 'of'>
  /** How mail sounds goes with it. */
  moods?: MoodsRead
  /** For tests: the first wait after a failure, and the one before the first look, ms. */
  firstWait?: number
  startAfter?: number
}

export type Kick = 'mail' | 'rule' | 'all' | 'files'
export interface Publisher {
  /** `mail`: something was written here. `rule`: the rule, the records or who decides may have changed. `all`: and what is published. `files`: somebody may ask for one. */
  kick(what: Kick): void
  update(account: Account): void
  /** Resolves when nothing is left to do, or it waits. */
  settle(): Promise<void>
  stop(): Promise<void>
}

/**
 * Publishes what a mailbox shares. It keeps no log: it compares what is here and shared with what the workspace has, so
 * whatever dies when, looking again ends in the same state.
 */
export function startPublisher(deps: PublisherDeps, first: Account): Publisher {
  const { bridge, store, outbox } = deps
  const { id } = first
  const keys = keysOf(store.book, id)
  let account = first
  const queue = startQueue(store, id, keys, {
    shares: (hash) => sharedByHand.has(hash),
    account: () => account
  })
  const said = stateOf(store, id)
  /** What is personal and goes all the same: keys by their hashes. */
  let sharedByHand = new Map<number, string>()
  /** Keys of what went so, and does not any more. */
  const doubted = new Set<string>()
  let place: Place | null = null
  let marks: Marks | null = null
  let madeOf: unknown[] = []
  let due = { rule: true, published: true }
  let wait = deps.firstWait ?? firstWait
  let stopped = false
  let stale = false
  /** Mail kept private by hand that the workspace knows to leave out of a backup. */
  const withheld = new Set<string>()
  const rest = createRest()
  let told = { at: 0, state: '', filings: [] as Filing[] }

  const batches = createBatches({
    bridge,
    store,
    queue,
    account: () => account,
    own: () => deps.sides()!.own,
    // the rep may just have said otherwise
    held: () => stopped || due.rule
  })

  async function privates(): Promise<{ keys: string[]; has(hash: number): boolean }> {
    const rows = await outbox.privates.where({ account: id }).toArray()
    const kept = rows.filter(({ share }) => !share).map(({ message }) => message)
    const hashes = new Set(kept.map(keys.hashOf))
    const before = sharedByHand
    const shared = rows.filter(({ share }) => share)
    sharedByHand = new Map(shared.map(({ message }) => [keys.hashOf(message), message]))
    for (const [hash, message] of before) if (!sharedByHand.has(hash)) doubted.add(message)
    return { keys: kept, has: (hash) => hashes.has(hash) }
  }

  /** @returns false: nothing is shared, or nothing can be said of it yet */
  async function prepare(): Promise<boolean> {
    if (due.rule) {
      due.rule = false
      const next = await settleRule(bridge, account)
      const moved =
        next.mailbox?.epoch !== place?.mailbox?.epoch ||
        JSON.stringify(next.excluded) !== JSON.stringify(place?.excluded)
      if (moved) due.published = true
      place = next
    }
    const mailbox = place?.mailbox ?? null
    if (mailbox) await tell()
    if (!mailbox || mailbox.rule.mode === 'private') return false
    if (due.published) {
      const got = await bridge.call('workspace.published', { mailbox: id })
      if (got.epoch !== mailbox.epoch) throw new AppError('sharing.stale')
      due.published = false
      queue.has(got.messages, got.textless, got.moods)
      told.filings = got.filings
    }
    const sides = deps.sides()
    if (!sides) return false
    const now = [mailbox.epoch, JSON.stringify(place?.excluded), sides]
    if (now.some((one, i) => one !== madeOf[i])) {
      madeOf = now
      marks = marksFor(sharingTest(mailbox.rule, sides.index, sides.own, place?.excluded))
    }
    return true
  }

  async function tell(): Promise<void> {
    if (told.state === account.state && Date.now() - told.at < tellEvery) return
    const folders = [...store.book.folders.values()].filter((row) => row.account === id)
    const synced = Math.max(0, ...folders.map(({ checkedAt }) => checkedAt ?? 0))
    await tellSeen(bridge, account, synced || null)
    // not read yet: told again as soon as it is
    told = { ...told, at: Date.now() - (synced === 0 ? tellEvery - 10_000 : 0), state: account.state }
  }

  const marksFor = (test: SharingTest): Marks =>
    marksBy(test, (person) => {
      const page = store.book.peoplePages.get(Math.floor(person / peoplePage))
      return page?.addresses[person % peoplePage] ?? ''
    })

  /** @returns why it cannot be */
  async function unpublish(messages: readonly string[]): Promise<WireError | null> {
    try {
      for (let at = 0; at < messages.length; at += 1000) {
        const some = messages.slice(at, at + 1000)
        await bridge.call('workspace.unpublish', { mailbox: id, messages: some })
        for (const key of some) queue.settle(keys.hashOf(key), 'gone')
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'sharing.locked') throw error
      return toWire(error)
    }
    return null
  }

  async function takeBack(kept: { keys: string[] }): Promise<WireError | null> {
    const locked = await unpublish(kept.keys.filter((key) => queue.isPublished(keys.hashOf(key))))
    if (locked) return locked
    const untold = kept.keys.filter((key) => !withheld.has(key))
    for (let at = 0; at < untold.length; at += 1000)
      await bridge.call('workspace.unpublish', { mailbox: id, messages: untold.slice(at, at + 1000) })
    withheld.clear()
    for (const key of kept.keys) withheld.add(key)
    return null
  }

  /** @returns how long there is nothing to do, ms */
  async function step(): Promise<number> {
    if (!(await prepare()) || !marks || !place?.mailbox) {
      const empty = { published: 0, wanted: 0, refused: 0, error: null }
      await said.say({ state: 'off', ...empty, shared: Boolean(place?.mailbox) }, true)
      // what was begun on records is shared all the same
      if (place?.mailbox) uploads.kick()
      return lookAgain
    }
    const { mailbox } = place
    const needsText = mailbox.rule.level === 'full'
    const kept = await privates()
    const locked = await takeBack(kept)
    await queue.look(marks, needsText, kept.has)
    const filed = await outbox.filings.where({ account: id }).toArray()
    await queue.file(filed, needsText, kept.has)
    // before the workspace forgets that it was filed: whatever dies here is found again
    const personal = await unpublish(
      await queue.turnedPersonal([...unfiledOf(told.filings, filed), ...doubted])
    )
    if (!personal) doubted.clear()
    told.filings = await settleFilings(bridge, id, filed, told.filings)
    await tellLinks(bridge, outbox, filed, (message) => queue.isPublished(keys.hashOf(message)))
    const next = account.state === 'inactive' ? [] : await queue.next(batches.size, kept.has)
    const rests = next.length === 0
    if (rests && needsText && deps.moods)
      await bringMoods({ bridge, store, queue, keys, account: id, read: deps.moods })
    const state: SharingState['state'] = rests ? 'done' : 'publishing'
    await said.say({ state, ...queue.counts(kept.has), shared: true, error: locked ?? personal }, rests)
    if (rests) {
      uploads.kick()
      return lookAgain
    }
    await batches.send(next, mailbox, marks.test)
    return 0
  }

  async function run(): Promise<void> {
    const ready = deps.startAfter ?? startAfter
    if (ready > 0) await rest.sleep(ready)
    while (!stopped) {
      rest.clear()
      try {
        const pausing = await step()
        stale = false
        wait = deps.firstWait ?? firstWait
        if (pausing === 0) await new Promise((resolve) => setTimeout(resolve, pause))
        else {
          await rest.sleep(pausing)
          if (rest.woken) await new Promise((resolve) => setTimeout(resolve, gather))
          else due.rule = true
        }
      } catch (error) {
        if (!stopped) await failed(error)
      }
    }
  }

  /** What waits, as far as it is known while the workspace is away: it may be so for a day, and over a restart. */
  async function countAway(): Promise<Pick<SharingState, 'published' | 'wanted' | 'refused'>> {
    const { published, wanted, refused } = await said.load()
    const rule = place?.mailbox?.rule ?? ruleOf(account, 'choice')
    const sides = deps.sides()
    if (!sides || rule.mode === 'private') return { published, wanted, refused }
    const kept = await privates()
    const away = marks ?? marksFor(sharingTest(rule, sides.index, sides.own, place?.excluded ?? []))
    await queue.look(away, rule.level === 'full', kept.has)
    const now = queue.counts(kept.has)
    return { published: Math.min(published, now.wanted), wanted: now.wanted, refused }
  }

  async function failed(error: unknown): Promise<void> {
    const wire = toWire(error)
    // it may have been done all the same
    due = { rule: true, published: true }
    queue.reset()
    if (wire.code === 'sharing.stale' && !stale) {
      stale = true
      return
    }
    const alone = wire.code === 'workspace.notMember'
    const state = alone ? 'off' : 'waiting'
    const counts = alone ? { published: 0, wanted: 0, refused: 0 } : await countAway()
    await said
      .say({ state, ...counts, ...(alone && { shared: false }), error: alone ? null : wire }, true)
      .catch(() => undefined)
    // what came while it ran is what the next try looks for
    rest.clear()
    await rest.sleep(alone ? lookAgain : wait)
    wait = Math.min(longestWait, wait * 2)
  }

  /** Held against the rule once more before a file goes: what was begun on a record is shared whatever it says. */
  async function allows(row: MessageRow, source: MailSource): Promise<boolean | null> {
    if (due.rule || !place) return null
    const { hash } = keys.learn(row)
    if ((await privates()).has(hash)) return false
    if (source === 'crm') return true
    if (!place.mailbox || place.mailbox.rule.mode === 'private') return false
    if (!marks) return null
    const shared = queue.isFiled(hash) || sharedOn(participants(row), marks.test)
    return shared && place.mailbox.rule.level === 'full'
  }

  const uploads = startUploads({
    bridge,
    store,
    keys,
    account: () => account,
    allows,
    stored: (mail, part) => deps.files?.of(mail)?.parts[part],
    ...(deps.firstWait === undefined ? {} : { firstWait: deps.firstWait })
  })
  const done = run()
  return {
    kick(what) {
      if (what === 'files') return uploads.kick()
      if (what !== 'mail') due.rule = true
      if (what === 'all') due.published = true
      // a workspace that is out of reach is not asked again for each mail that comes
      if (what !== 'mail' || said.last.state !== 'waiting') rest.wake()
    },
    update(next) {
      const before = account
      account = next
      const personal = (one: Account): string => JSON.stringify([one.keepPersonal, one.personalFolders])
      const text = (one: Account): string =>
        JSON.stringify([one.sharing, one.sharingRule, personal(one), one.address, one.protocol, one.state])
      if (text(before) === text(next)) return
      if (personal(before) !== personal(next)) due.published = true
      due.rule = true
      rest.wake()
    },
    async settle() {
      await rest.settle()
      await uploads.settle()
    },
    async stop() {
      stopped = true
      rest.end()
      await Promise.all([done, uploads.stop()])
    }
  }
}
