import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge, Payload } from '../../shared/contract/index.ts'
import type { Rule } from '../../shared/filters/model.ts'
import { type Batch, Flag, type HeaderRow } from '../../shared/mail/message.ts'
import { type MailDb, openMailDb } from '../cache/mail-db.ts'
import type { Deed } from '../cache/outbox-types.ts'
import { openOutboxDb, type OutboxDb } from '../cache/outbox-db.ts'
import type { FolderRow } from '../cache/types.ts'
import { applyBatch } from './apply-batch.ts'
import { startChange } from './book.ts'
import { type Filters, startFilters } from './filters.ts'
import { openStore, type Store } from './store.ts'
import { batch, folderRow, header } from './testing.ts'

let install = 0
let mail: MailDb
let outbox: OutboxDb
let store: Store
let filters: Filters
let rules: Rule[]

const rule = (parts: Partial<Rule> = {}): Rule => ({
  id: 'acme',
  name: 'Acme',
  enabled: true,
  account: null,
  onArrival: true,
  match: 'all',
  conditions: [{ kind: 'text', field: 'from', header: '', op: 'contains', value: '@acme.example' }],
  actions: [{ kind: 'move', folder: { path: ['Customers'], source: '' } }, { kind: 'star' }],
  origin: null,
  ...parts
})

/** Main, as far as the keeper asks it for rules. */
function bridgeOf(): Bridge {
  const list = (): Payload<'filters.changed'> => ({ rev: 1, rules })
  return {
    call: async (name: string) => {
      if (name !== 'filters.list') throw new Error(name)
      return list()
    },
    on: () => () => undefined,
    onConnection: () => () => undefined
  } as unknown as Bridge
}

async function start(): Promise<void> {
  store = await openStore(mail)
  filters = await startFilters({ bridge: bridgeOf(), store, outbox })
  await filters.settle()
}

const complete: FolderRow['cursor'] = {
  uidValidity: '1',
  uidNext: 1,
  modseq: '1',
  since: null,
  complete: true
}
const known = (id: number, path: string, parts: Partial<FolderRow> = {}): FolderRow => ({
  ...folderRow(id, path),
  cursor: complete,
  checkedAt: 1_700_000_000_000,
  ...parts
})

async function putFolders(...rows: FolderRow[]): Promise<void> {
  await store.write(() => {
    const change = startChange(store.book)
    change.folders.push(...rows)
    return { written: { change }, result: true }
  })
}

/** As a round does it. */
async function receive(folder: number, headers: HeaderRow[], parts: Partial<Batch> = {}): Promise<void> {
  await store.write(() => {
    const row = store.book.folders.get(folder)!
    const uidNext = Math.max(1, ...headers.map(({ uid }) => uid + 1))
    const next = batch(headers, { complete: true, cursor: { ...complete!, uidNext }, ...parts })
    const plan = applyBatch(store.book, row, next, () => 4, 1_700_000_100_000)
    const meta = filters.noteArrivals(row, plan)
    return { written: { change: plan.change, messages: plan.messages, meta }, result: true }
  })
  await filters.settle()
}

const deeds = async (): Promise<Deed[]> => (await outbox.operations.toArray()).map(({ deed }) => deed)
const kinds = async (): Promise<string[]> => (await deeds()).map(({ kind }) => kind)
const waiting = async (): Promise<number[] | undefined> =>
  ((await mail.meta.get('filters/a'))?.value as { waiting: number[] } | undefined)?.waiting

beforeEach(async () => {
  install++
  rules = [rule()]
  mail = openMailDb(`filters-${install}`)
  outbox = openOutboxDb(`filters-${install}`)
  await start()
  await putFolders(known(1, 'INBOX'), known(2, 'Customers'), known(3, 'Junk', { role: 'junk' }))
})
afterEach(async () => {
  await filters.stop()
  await store.close()
  mail.close()
  outbox.close()
})

describe('new mail', () => {
  it('is filed by operations, once, and names the mail in them', async () => {
    await receive(1, [header(1)])
    await filters.settle()
    expect(await kinds()).toEqual(['flags', 'move'])
    expect((await deeds())[1]).toMatchObject({ from: { path: 'INBOX' }, to: { path: 'Customers' } })
    expect(await waiting()).toEqual([])
  })
  it('that fits no filter stays as it is', async () => {
    await receive(1, [header(1, { from: [['', 'x@other.example']] })])
    expect(await kinds()).toEqual([])
    expect(await waiting()).toEqual([])
  })
  it('that was read on another device is filtered too', async () => {
    await receive(1, [header(1, { flags: Flag.seen })])
    expect(await kinds()).toEqual(['flags', 'move'])
  })
  it('of a first sync, or older than the cursor, is left alone', async () => {
    await putFolders(known(1, 'INBOX', { cursor: null }))
    await receive(1, [header(1)])
    await putFolders(known(1, 'INBOX', { cursor: { ...complete!, uidNext: 50 } }))
    await receive(1, [header(20)])
    expect(await kinds()).toEqual([])
  })
  it('in another folder is left alone', async () => {
    await receive(2, [header(1)])
    expect(await kinds()).toEqual([])
  })
  it('that filters took out and the rep put back is not filtered again', async () => {
    await receive(1, [header(1)])
    await receive(2, [
      header(7, { messageId: header(1).messageId, sent: header(1).sent, subject: 'Subject 1' })
    ])
    await receive(1, [
      header(2, { messageId: header(1).messageId, sent: header(1).sent, subject: 'Subject 1' })
    ])
    expect(await kinds()).toEqual(['flags', 'move'])
  })
  it('is not filtered by what is off, runs by hand alone, or is of another account', async () => {
    rules = [rule({ enabled: false }), rule({ onArrival: false }), rule({ account: 'b' })]
    await start()
    await receive(1, [header(1)])
    expect(await kinds()).toEqual([])
  })
  it('in Junk is taken out only by a filter that says never spam', async () => {
    await receive(3, [header(1)])
    expect(await kinds()).toEqual([])
    rules = [rule({ actions: [{ kind: 'neverSpam' }] })]
    await start()
    await receive(3, [header(2)])
    expect(
      (await deeds()).map((deed) => ('to' in deed && typeof deed.to === 'object' ? deed.to.path : deed.kind))
    ).toEqual(['flags', 'INBOX'])
  })
})

describe('a keeper that dies', () => {
  it('between the arrival and the filters: the next one runs them', async () => {
    rules = []
    await store.write(() => {
      const row = store.book.folders.get(1)!
      const plan = applyBatch(store.book, row, batch([header(1)], { complete: true }), () => 4, 0)
      const meta = [{ key: 'filters/a', value: { waiting: [plan.messages[0]!.id], done: [] } }]
      return { written: { change: plan.change, messages: plan.messages, meta }, result: true }
    })
    rules = [rule()]
    await start()
    expect(await kinds()).toEqual(['flags', 'move'])
  })
  it('between the operations and the crossing out: the next one finds what was done', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const write = store.write.bind(store)
    let dead = false
    store.write = (plan, urgent) => (dead ? Promise.reject(new Error('dead')) : write(plan, urgent))
    const noted = filters.noteArrivals
    filters.noteArrivals = (folder, applied) => {
      dead = true
      return noted(folder, applied)
    }
    await receive(1, [header(1)])
    expect(await kinds()).toEqual(['flags', 'move'])
    expect(await waiting()).toHaveLength(1)
    expect(said).toHaveBeenCalled()
    said.mockRestore()
    await start()
    expect(await kinds()).toEqual(['flags', 'move'])
    expect(await waiting()).toEqual([])
  })
})

describe('a filter on the text', () => {
  const asks = rule({
    conditions: [{ kind: 'text', field: 'body', header: '', op: 'contains', value: 'offer' }],
    actions: [{ kind: 'star' }]
  })
  it('waits for it, and runs when it is here', async () => {
    rules = [asks]
    await start()
    await receive(1, [header(1)])
    expect(await kinds()).toEqual([])
    const [id] = (await waiting())!
    const bodies = [{ id: id!, text: 'Our offer', html: null, truncated: false, failed: null }]
    await store.write(() => ({ written: { change: startChange(store.book), bodies }, result: true }))
    await filters.settle()
    expect(await kinds()).toEqual(['flags'])
    expect(await waiting()).toEqual([])
  })
})

describe('a folder that is not there', () => {
  it('is made once, and the mail waits for it', async () => {
    rules = [rule({ actions: [{ kind: 'label', name: 'Deals/New', smart: '' }, { kind: 'archive' }] })]
    await start()
    await receive(1, [header(1)])
    await receive(1, [header(2)])
    expect(await deeds()).toEqual([{ kind: 'createFolder', path: 'Deals/New' }])
    await outbox.operations.toCollection().modify({ state: 'done', doneAt: Date.now() })
    await putFolders(known(4, 'Deals'), known(5, 'Deals/New'))
    await filters.settle()
    expect(await kinds()).toEqual(['createFolder', 'move'])
    expect((await deeds())[1]).toMatchObject({ to: { path: 'Deals/New' } })
  })
  it('that the server refuses keeps nothing waiting, and the rest is done', async () => {
    rules = [rule({ actions: [{ kind: 'label', name: 'No', smart: '' }, { kind: 'star' }] })]
    await start()
    await receive(1, [header(1)])
    await outbox.operations.toCollection().modify({ state: 'refused' })
    await filters.settle()
    expect(await kinds()).toEqual(['createFolder', 'flags'])
    expect(await waiting()).toEqual([])
  })
})
