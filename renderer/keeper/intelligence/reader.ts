import type { Account } from '../../../shared/contract/accounts.ts'
import type { IntelligenceChoice } from '../../../shared/contract/app.ts'
import type { Bridge } from '../../../shared/contract/index.ts'
import type { Said, Verdict } from '../../../shared/contract/intelligence.ts'
import type { Directory } from '../../../shared/contract/workspace.ts'
import { ownAddresses } from '../../../shared/identity.ts'
import { readHeaders } from '../../cache/headers.ts'
import { type Mail, readableOf } from '../../cache/readable.ts'
import { LocalFlag, type FolderRow } from '../../cache/types.ts'
import { verdictPage, type VerdictsDb } from '../../cache/verdicts-db.ts'
import type { Store } from '../store.ts'
import type { OutboxDb } from '../../cache/outbox-db.ts'
import { followCorrections } from './corrections.ts'
import { followSharedMoods } from './shared-moods.ts'
import { alertOfUnhappy } from './alerts.ts'
import { followIntents } from './intents.ts'
import { readOwnMail } from './promises.ts'
import { clear, forgetOldCache, numberOf } from './read-with.ts'
import { writeCustom, writeVerdicts } from './write.ts'

const atOnce = 50
/** Between two batches, and after one that failed, ms. */
const pause = 20
const again = 30_000
/** Nothing was written for so long, ms: what is being read from the network comes first. */
const quiet = 1_000
/** Between two looks at what is promised for today, ms. */
const clock = 15 * 60_000
/** Mails that are read again when something was learned: the newest. */
const againMost = 5_000
/** Rows of `meta` that say how an account's sync goes. */
const syncKey = 'sync/'
/** Folders whose mail was not written to the rep, or is to be forgotten. */
const passed = new Set(['drafts', 'sent', 'junk', 'trash'])

export interface Reader {
  /** Whose mail is read: that of IMAP accounts, and not what the rep wrote. */
  useAccounts(accounts: Account[]): void
  stop(): Promise<void>
}

/**
 * Has what came in read behind the sync, newest first, in batches; what was not read, or by another model, is found by
 * comparing columns at each start, so that it goes on wherever it stopped.
 */
export async function startReader(deps: {
  bridge: Bridge
  store: Store
  db: VerdictsDb
  outbox: OutboxDb
  directory(): Directory | null
  /** For tests: the wait after a failure, how long nothing was written before a batch, and between two looks at the workspace, ms. */
  again?: number
  quiet?: number
  pause?: number
}): Promise<Reader> {
  const { bridge, store, db, outbox } = deps
  await forgetOldCache(db, store)
  let accounts: Account[] = []
  let known = ''
  let choice: IntelligenceChoice | null = null
  let model: { name: string; number: number; custom: string } | null = null
  /** Ids that are to be read, the newest last. */
  let queue: number[] = []
  /** Those of which the custom intents alone are. */
  let marking: number[] = []
  let writtenAt = 0
  /** Accounts whose mail is being fetched. */
  const syncing = new Set<string>()
  /** Somebody sounded unhappy since the last look for streaks, here or to a colleague. */
  let negative = false
  /** Something was read since it was last found what of colleagues' mail is here too. */
  let unmatched = false
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | null = null
  let running: Promise<void> = Promise.resolve()
  const forgotten: number[] = []
  /** What mail was read with, once all of the queue is. */
  let lesson: string | null = null
  const own = readOwnMail(deps)
  const corrections = await followCorrections({ outbox, mail: store.db, db, onChanged: () => relearn() })
  const intents = await followIntents({ bridge, db, onChanged: () => compare() })

  const colleagues = await followSharedMoods({
    ...{ bridge, store, db },
    accounts: () => accounts.map(({ id }) => id),
    onChanged() {
      negative = true
      schedule()
    },
    ...(deps.pause === undefined ? {} : { pause: deps.pause })
  })

  store.onWritten(({ bodies, forget, meta, dropMeta }) => {
    writtenAt = Date.now()
    for (const { key, value } of meta ?? []) {
      if (!key.startsWith(syncKey)) continue
      if ((value as { state?: string } | null)?.state === 'running') syncing.add(key)
      else syncing.delete(key)
    }
    for (const key of dropMeta ?? []) syncing.delete(key)
    if (bodies?.length) queue.push(...wantedOf(new Set(bodies.map(({ id }) => id))).map(({ id }) => id))
    if (forget?.length) forgotten.push(...forget)
    if (bodies?.length || forget?.length) own.look()
    schedule()
  })
  const daily = setInterval(schedule, clock)
  const off = bridge.on('app.preferencesChanged', ({ intelligence }) => use(intelligence))
  void bridge.call('app.preferences', {}).then(
    ({ intelligence }) => use(intelligence),
    () => undefined
  )

  function use(next: IntelligenceChoice): void {
    const before = choice
    choice = next
    if (next.on !== before?.on) colleagues.use(next.on)
    if (next.on && !before?.on) compare()
    if (!next.on && before?.on !== false) run(() => clear(db))
    if (next.promises !== before?.promises) {
      own.look()
      if (!next.promises) run(() => db.promises.clear())
      else schedule()
    }
  }

  /** What the rep corrected counts at once; what is like it is read again, as far as it is new. */
  function relearn(): void {
    run(async () => {
      if (!choice?.on) return
      await corrections.apply()
      const name = (await corrections.learned())?.name ?? ''
      if (name === (lesson ?? (await db.meta.get('learned'))?.value ?? '')) return
      lesson = name
      const newest = wantedOf(null).sort((a, b) => b.received - a.received)
      const again = new Set(newest.slice(0, againMost).map(({ id }) => id))
      queue = [...queue.filter((id) => !again.has(id)), ...[...again].toReversed()]
      schedule()
    })
  }

  /** Everything here with its text, in a folder that counts, that somebody else wrote. */
  function wantedOf(among: ReadonlySet<number> | null): { id: number; received: number }[] {
    const imap = new Set(accounts.filter(({ protocol }) => protocol === 'imap').map(({ id }) => id))
    const own = new Set(
      accounts.flatMap(ownAddresses).flatMap((address) => store.book.persons.get(address.toLowerCase()) ?? [])
    )
    const found = new Map<number, number>()
    for (const [folder, windows] of store.book.windows) {
      const row: FolderRow | undefined = store.book.folders.get(folder)
      if (!row || !imap.has(row.account) || passed.has(row.role)) continue
      for (const window of windows.values())
        for (let at = 0; at < window.id.length; at++) {
          const id = window.id[at]!
          if (among && !among.has(id)) continue
          if (!(window.flags[at]! & LocalFlag.textHere) || own.has(window.people[window.peopleAt[at]!]!))
            continue
          found.set(id, window.received[at]!)
        }
    }
    return [...found].map(([id, received]) => ({ id, received }))
  }

  /** Queues what was not read by this model, or with these custom intents. */
  function compare(): void {
    run(async () => {
      if (!choice?.on) return
      const { model: name, custom } = await bridge.call('intelligence.model', {})
      const { number } = await numberOf(db, name)
      model = { name, number, custom }
      const { marked } = await intents.now(custom)
      const pages = new Map((await db.pages.toArray()).map((page) => [page.page, page]))
      const pageOf = (id: number) => pages.get(Math.floor(id / verdictPage))
      const wanted = wantedOf(null).sort((a, b) => a.received - b.received)
      const isRead = ({ id }: { id: number }): boolean => pageOf(id)?.model[id % verdictPage] === number
      queue = wanted.filter((one) => !isRead(one)).map(({ id }) => id)
      // marks of intents that are not on any more are not shown: they need no reading
      marking = wanted
        .filter(
          (one) => marked > 0 && isRead(one) && pageOf(one.id)?.customBy?.[one.id % verdictPage] !== marked
        )
        .map(({ id }) => id)
      lesson = null
      own.look()
      schedule()
      relearn()
    })
  }

  function run(job: () => Promise<void>): void {
    running = running.then(async () => {
      if (stopped) return
      await job().catch((error: unknown) => {
        console.error('intelligence', error)
        schedule(deps.again ?? again)
      })
    })
  }

  function schedule(wait = pause): void {
    if (stopped || timer) return
    timer = setTimeout(() => {
      timer = null
      run(work)
    }, wait)
  }

  async function work(): Promise<void> {
    if (forgotten.length > 0) {
      const gone = forgotten.splice(0, 1000)
      await writeVerdicts(db, { model: 0, custom: 0 }, new Map(gone.map((id) => [id, null])))
    }
    if (!choice?.on) return
    if (!model) return compare()
    if (queue.length === 0 && marking.length === 0) {
      // whoever writes here for the first time may be unhappy with a colleague
      if (unmatched && (await colleagues.match())) negative = true
      unmatched = false
      if (negative && choice.sentiment)
        await alertOfUnhappy({ ...deps, directory: deps.directory() }, choice.alertAfter)
      negative = false
      if (lesson !== null) await db.meta.put({ key: 'learned', value: lesson })
      lesson = null
      if (forgotten.length > 0) return schedule()
      return await readPromises()
    }
    const wait = deps.quiet ?? quiet
    if (syncing.size > 0 || Date.now() - writtenAt < wait) return schedule(Math.max(pause, wait / 2))
    const whole = queue.length > 0
    const ids = [...new Set((whole ? queue : marking).splice(-atOnce))]
    try {
      await (whole ? read(ids) : mark(ids))
    } catch (error) {
      const line = whole ? queue : marking
      line.push(...ids)
      throw error
    }
    schedule()
  }

  /** Behind everything that was received. */
  async function readPromises(): Promise<void> {
    if (!choice?.promises) return
    const wait = deps.quiet ?? quiet
    if (syncing.size > 0 || Date.now() - writtenAt < wait) return schedule(Math.max(pause, wait / 2))
    if (await own.next(accounts)) schedule()
    else await own.tell()
  }

  /** The mails of these that are here, as the thread reads them. */
  async function load(ids: number[]): Promise<{ at: number[]; mails: Mail[]; said: Map<number, Said> }> {
    const [headers, bodies] = await Promise.all([readHeaders(store.db, ids), store.db.bodies.bulkGet(ids)])
    const at: number[] = []
    const said = new Map<number, Said>()
    const mails = ids.flatMap((id, i) => {
      const [header, body] = [headers[i], bodies[i]]
      if (!header || !body) return []
      at.push(id)
      const by = corrections.of(header)
      if (by) said.set(id, by)
      return [readableOf(header, body)]
    })
    return { at, mails, said }
  }

  /** Custom intents alone. */
  async function mark(ids: number[]): Promise<void> {
    const { at, mails } = await load(ids)
    const { custom, marked } = await intents.now(model!.custom)
    if (mails.length === 0 || !custom) return
    const { marks } = await bridge.call('intelligence.custom', { mails, custom })
    await writeCustom(db, marked, new Map(at.map((id, i) => [id, marks[i]!])))
  }

  async function read(ids: number[]): Promise<void> {
    const { at, mails, said } = await load(ids)
    if (mails.length === 0) return
    const learned = await corrections.learned()
    const { custom, marked } = await intents.now(model!.custom)
    const { model: name, verdicts } = await bridge.call('intelligence.read', {
      mails,
      ...(learned && { learned }),
      ...(custom && { custom })
    })
    // the thread of another version of the app: its custom intents are compared at the next start
    if (name !== model!.name) model = { ...model!, ...(await numberOf(db, name)) }
    const gone = new Set(forgotten)
    const read = new Map<number, Verdict>()
    at.forEach((id, i) => {
      if (!gone.has(id)) read.set(id, verdicts[i]!)
    })
    await writeVerdicts(db, { model: model!.number, custom: marked }, read, said)
    unmatched = true
    // with a corrected mail's text comes what others learn from it
    if (said.size > 0) {
      corrections.arrived()
      relearn()
    }
    if (verdicts.some(({ sentiment }) => sentiment?.value === 'negative')) negative = true
  }

  return {
    useAccounts(next) {
      accounts = next
      const now = JSON.stringify(next.map((one) => [one.id, one.protocol, ownAddresses(one)]))
      if (now !== known && choice?.on) compare()
      known = now
    },
    async stop() {
      stopped = true
      off()
      corrections.stop()
      colleagues.stop()
      intents.stop()
      if (timer) clearTimeout(timer)
      clearInterval(daily)
      await running
      db.close()
    }
  }
}
