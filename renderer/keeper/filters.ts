import type { FilterList } from '../../shared/contract/filters.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { type Compiled, compile } from '../../shared/filters/compile.ts'
import { type Filtered, filingOf } from '../cache/filing.ts'
import { filterMail } from '../cache/filter-mail.ts'
import { readHeaders } from '../cache/headers.ts'
import type { OutboxDb } from '../cache/outbox-db.ts'
import { type FolderRow, identityPage, type MetaRow } from '../cache/types.ts'
import type { Applied } from './apply-batch.ts'
import { startChange } from './book.ts'
import type { Store, Written } from './store.ts'

/** A row of `meta`, key `filters/<account>`: arrived mail that no filter has seen yet, and identities of such as they have. */
export interface FilterQueue {
  waiting: number[]
  done: number[]
}
const keyPrefix = 'filters/'
/** Identities that are remembered: mail that comes back into the inbox is not filtered again. */
const remembered = 5000
const atOnce = 200
/** A folder is listed so soon after it was made, ms. */
const justMade = 60_000
/** Mail that was here before and now stands in the inbox counts as new when it came so short before the last look, ms. */
const longestDetour = 24 * 60 * 60_000

export interface Filters {
  /** What is to be written with a batch, so that no arrival is forgotten. */
  noteArrivals(folder: FolderRow, applied: Applied): MetaRow[]
  /** Resolves when all that can be done now is done. */
  settle(): Promise<void>
  stop(): Promise<void>
}

/**
 * Runs the rep's filters on each mail that arrives, once: the arrival is written with the mail, what filters want is
 * written as operations that name the mail, and only then the arrival is crossed out. Whatever dies in between, the
 * next start takes it up, and finds what it has done already.
 */
export async function startFilters(deps: {
  bridge: Bridge
  store: Store
  outbox: OutboxDb
  now?(): number
}): Promise<Filters> {
  const { bridge, store, outbox } = deps
  const queues = new Map<string, FilterQueue>()
  for (const row of await store.db.meta.where('key').startsWith(keyPrefix).toArray())
    queues.set(row.key.slice(keyPrefix.length), row.value as FilterQueue)
  /** Of mails whose operations a keeper of before saved, and perhaps did not cross out. */
  const saved = new Set<number>()
  for (const one of await outbox.operations.filter(({ filtered }) => filtered !== undefined).toArray())
    for (const identity of one.filtered ?? []) saved.add(identity)
  let list: FilterList | null = null
  const compiled = new Map<string, Compiled>()
  let running: Promise<void> = Promise.resolve()
  let stopped = false

  function use(next: FilterList): void {
    list = next
    compiled.clear()
    kick()
  }
  const off = bridge.on('filters.changed', use)
  void bridge.call('filters.list', {}).then(use, () => undefined)
  store.onWritten(onWritten)

  function rulesOf(account: string): FilterList['rules'] {
    return (list?.rules ?? []).filter(
      (rule) => rule.enabled && rule.onArrival && (rule.account === null || rule.account === account)
    )
  }

  function compiledOf(account: string): Compiled {
    let known = compiled.get(account)
    if (!known) compiled.set(account, (known = compile(rulesOf(account))))
    return known
  }

  function noteArrivals(folder: FolderRow, { entered }: Applied): MetaRow[] {
    if (entered.length === 0 || (folder.role !== 'inbox' && folder.role !== 'junk')) return []
    // what arrives before the rules are known waits for them
    if (list && rulesOf(folder.account).length === 0) return []
    const queue = queues.get(folder.account) ?? { waiting: [], done: [] }
    const waiting = entered
      .filter(({ id, known }) => !known || cameBySide(folder, queue, id))
      .map(({ id }) => id)
    if (waiting.length === 0) return []
    const key = `${keyPrefix}${folder.account}`
    return [{ key, value: { ...queue, waiting: [...new Set([...queue.waiting, ...waiting])] } }]
  }

  /** Gmail's All Mail may show a new mail before the inbox does. What was archived before and moved back is not new. */
  function cameBySide(folder: FolderRow, queue: FilterQueue, id: number): boolean {
    if (queue.done.includes(identityOf(id))) return false
    const since = (folder.checkedAt ?? Number.POSITIVE_INFINITY) - longestDetour
    const places = placesOf(id)
    return places.every(
      ({ folder: other, received }) =>
        ['all', 'important', 'flagged'].includes(other.role) && received >= since
    )
  }

  function identityOf(id: number): number {
    return store.book.identityPages.get(Math.floor(id / identityPage))?.identity[id % identityPage] ?? 0
  }

  function placesOf(id: number): { folder: FolderRow; flags: number; received: number }[] {
    const places: { folder: FolderRow; flags: number; received: number }[] = []
    for (const [number, windows] of store.book.windows) {
      const folder = store.book.folders.get(number)
      if (!folder) continue
      for (const row of windows.values()) {
        const at = row.id.indexOf(id)
        if (at >= 0) places.push({ folder, flags: row.flags[at]!, received: row.received[at]! })
      }
    }
    return places
  }

  function onWritten({ change, meta = [], dropMeta = [], bodies = [] }: Written): void {
    let due = false
    for (const key of dropMeta) if (key.startsWith(keyPrefix)) queues.delete(key.slice(keyPrefix.length))
    for (const { key, value } of meta) {
      if (!key.startsWith(keyPrefix)) continue
      const account = key.slice(keyPrefix.length)
      queues.set(account, value as FilterQueue)
      due = true
    }
    const waiting = [...queues.values()].some((queue) => queue.waiting.length > 0)
    if (due || (waiting && (bodies.length > 0 || change.folders.length > 0))) kick()
  }

  function kick(): void {
    running = running.then(run).catch((error: unknown) => console.error('filters', error))
  }

  async function run(): Promise<void> {
    if (!list) return
    for (const [account, queue] of queues)
      for (let at = 0; at < queue.waiting.length && !stopped; at += atOnce)
        await runOn(account, queue.waiting.slice(at, at + atOnce))
  }

  async function runOn(account: string, ids: number[]): Promise<void> {
    const rules = compiledOf(account)
    const [rows, bodies] = await Promise.all([
      readHeaders(store.db, ids),
      rules.needsBody ? store.db.bodies.bulkGet(ids) : []
    ])
    const now = deps.now?.() ?? Date.now()
    const seen: number[] = []
    const mails: (Filtered & { id: number })[] = []
    ids.forEach((id, i) => {
      const row = rows[i]
      const places = placesOf(id)
      const identity = identityOf(id)
      const first = places.find(({ folder }) => folder.role === 'inbox' || folder.role === 'junk')
      // gone meanwhile, or filtered before
      if (!row || !first || saved.has(identity)) return void seen.push(id)
      const folders = places.map(({ folder }) => folder)
      const mail = filterMail(row, first.flags, folders, bodies[i])
      const { outcome, waits } = rules.outcomeOf(mail, now)
      if (waits) return
      // of junk is taken only what a filter says is none
      if (outcome.rules.length === 0 || (first.folder.role === 'junk' && outcome.junk !== false))
        return void seen.push(id)
      const holds = folders.map((folder) => folder.id)
      mails.push({
        id,
        target: { id, identity },
        flags: first.flags,
        holds,
        from: [first.folder.id],
        outcome
      })
    })
    const folders = [...store.book.folders.values()].filter((row) => row.account === account)
    const filing = filingOf(account, folders, mails, await hopelessOf(account))
    await makeFolders(account, filing.missing)
    const waiting = new Set(filing.waiting.map(({ id }) => id))
    const filed = mails.filter(({ id }) => !waiting.has(id))
    if (filing.operations.length > 0) await outbox.operations.bulkAdd(filing.operations)
    for (const { target } of filed) saved.add(target.identity)
    await crossOut(account, [...seen, ...filed.map(({ id }) => id)])
  }

  async function crossOut(account: string, ids: number[]): Promise<void> {
    if (ids.length === 0) return
    const gone = new Set(ids)
    await store.write(() => {
      const queue = queues.get(account)
      if (!queue) return null
      const value: FilterQueue = {
        waiting: queue.waiting.filter((id) => !gone.has(id)),
        done: [...queue.done, ...ids.map(identityOf)].slice(-remembered)
      }
      const meta = [{ key: `${keyPrefix}${account}`, value }]
      return { written: { change: startChange(store.book), meta }, result: true }
    })
  }

  const folderOperations = (account: string, states: string[]) =>
    outbox.operations
      .where('state')
      .anyOf(states)
      .filter((one) => one.account === account && one.deed.kind === 'createFolder')
      .toArray()

  /** What the server would not make stands under Problems; mail does not wait for it. */
  async function hopelessOf(account: string): Promise<Set<string>> {
    const refused = await folderOperations(account, ['refused'])
    return new Set(refused.map(({ deed }) => (deed.kind === 'createFolder' ? deed.path : '')))
  }

  async function makeFolders(account: string, paths: string[]): Promise<void> {
    if (paths.length === 0) return
    // one that was just made is listed a moment later
    const open = (await folderOperations(account, ['queued', 'claimed', 'done'])).filter(
      ({ doneAt }) => doneAt === null || Date.now() - doneAt < justMade
    )
    const asked = new Set(open.map(({ deed }) => (deed.kind === 'createFolder' ? deed.path : '')))
    const now = Date.now()
    await outbox.operations.bulkAdd(
      paths
        .filter((path) => !asked.has(path))
        .map((path) => ({
          account,
          deed: { kind: 'createFolder' as const, path },
          inverse: null,
          state: 'queued' as const,
          notBefore: 0,
          attempts: 0,
          error: null,
          createdAt: now,
          doneAt: null
        }))
    )
  }

  return {
    noteArrivals,
    async settle() {
      kick()
      await running
    },
    async stop() {
      stopped = true
      off()
      await running
    }
  }
}
