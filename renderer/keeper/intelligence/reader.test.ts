import 'fake-indexeddb/auto'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createIntelligence } from '../../../electron/intelligence/service.ts'
import type { Account } from '../../../shared/contract/accounts.ts'
import type { Preferences } from '../../../shared/contract/app.ts'
import type { Bridge, Checked } from '../../../shared/contract/index.ts'
import { type Said, sentiments } from '../../../shared/contract/intelligence.ts'
import type { SharedMood } from '../../../shared/contract/moods.ts'
import type { DefinedIntent } from '../../../shared/contract/intents.ts'
import type { Directory, DirectoryEntry } from '../../../shared/contract/workspace.ts'
import { openMailDb } from '../../cache/mail-db.ts'
import { LocalFlag } from '../../cache/types.ts'
import { copyOf, indexOfUid, windowOf } from '../../cache/columns.ts'
import { type OutboxDb, openOutboxDb } from '../../cache/outbox-db.ts'
import { correct, type Corrected, forgetLearned, takeBack } from '../../cache/corrections.ts'
import type { Cache } from '../../cache/cache.ts'
import { openVerdicts } from '../../cache/verdicts.ts'
import { openVerdictsDb, type VerdictsDb } from '../../cache/verdicts-db.ts'
import { applyBatch } from '../apply-batch.ts'
import { startChange } from '../book.ts'
import { openStore, type Store } from '../store.ts'
import { batch, folderRow, header } from '../testing.ts'
import { alertOfUnhappy } from './alerts.ts'
import { type Reader, startReader } from './reader.ts'

const glad = 'Thank you so much, this is wonderful news and your team did a fantastic job for us.'
const angry =
  'This is unacceptable. The delivery is late for the third time and I am very disappointed and angry with your service.'
const plain = 'The meeting room is on the second floor, next to the lift.'
const day = 24 * 3600_000

const resourcesFolder = join(import.meta.dirname, '../../../resources')
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined }
const service = createIntelligence({
  host: { resourcesFolder, log: quiet as never },
  // dies over a mail with the word POISON in it
  thread: new URL('../../../electron/intelligence/worker.test-child.ts', import.meta.url)
})

let install = 0
let store: Store
let db: VerdictsDb
let outbox: OutboxDb
let reader: Reader
let asked: Checked<'intelligence.read'>['mails'][number][]
let notes: { title: string; body: string }[]
let failing: number
let tell: (choice: Partial<Preferences['intelligence']>) => void
let directory: Directory | null
/** What colleagues' apps read. */
let shared: SharedMood[]
/** What the workspace says; null: it is out of reach. */
let defined: DefinedIntent[] | null
let changed: () => void
/** Mails of which the custom intents alone were asked for. */
let marked: number

const account = (protocol: 'imap' | 'pop3'): Account =>
  ({
    id: 'a',
    protocol,
    address: 'me@fernhill.example',
    displayName: 'Me',
    signature: '',
    senders: [],
    defaultSender: 'me@fernhill.example',
    aliases: []
  }) as unknown as Account

/** Main: the real service, and the rep's choice. */
function bridge(): Bridge {
  let choice = {
    ...{ on: true, sentiment: true, alertAfter: 2, intent: true, emotion: true },
    ...{
      enrichment: true,
      activities: true,
      meetings: true,
      calls: true,
      tasks: true,
      promises: true,
      weather: true,
      fill: false
    }
  }
  const heard: ((preferences: unknown) => void)[] = []
  tell = (patch) => {
    choice = { ...choice, ...patch }
    for (const one of heard) one({ intelligence: choice })
  }
  const calls: Record<string, (input: never) => unknown> = {
    'app.preferences': () => ({ intelligence: choice }),
    'app.notify': (note: { title: string; body: string }) => void notes.push(note),
    'workspace.customerMoods': () => shared,
    'workspace.intents': () => {
      if (!defined) throw new Error('out of reach')
      return { intents: defined, mayChange: true, administrators: [] }
    },
    'intelligence.custom': (input: Checked<'intelligence.custom'>) => {
      if (failing-- > 0) throw new Error('main is gone')
      marked += input.mails.length
      return service.handlers['intelligence.custom'](input, {} as never)
    },
    'intelligence.model': () => service.handlers['intelligence.model']({}, {} as never),
    'intelligence.promises': (input: Checked<'intelligence.promises'>) =>
      service.handlers['intelligence.promises'](input, {} as never),
    'intelligence.keeps': (input: Checked<'intelligence.keeps'>) =>
      service.handlers['intelligence.keeps'](input, {} as never),
    'intelligence.read': (input: Checked<'intelligence.read'>) => {
      if (failing-- > 0) throw new Error('main is gone')
      asked.push(...input.mails)
      return service.handlers['intelligence.read'](input, {} as never)
    }
  }
  return {
    call: async (name: string, input: never) => calls[name]!(input),
    on: (name: string, listener: (payload: unknown) => void) => {
      if (name === 'workspace.changed') changed = () => listener({ version: 1 })
      else heard.push(listener)
      return () => undefined
    },
    onConnection: () => () => undefined
  } as unknown as Bridge
}

async function begin(protocol: 'imap' | 'pop3' = 'imap'): Promise<void> {
  store = await openStore(openMailDb(`read-${install}`))
  db = openVerdictsDb(`read-${install}`)
  outbox = openOutboxDb(`read-${install}`)
  reader = await startReader({
    bridge: bridge(),
    store,
    db,
    outbox,
    directory: () => directory,
    again: 10,
    quiet: 0,
    pause: 10
  })
  reader.useAccounts([account(protocol)])
}

async function receive(
  mails: { text: string; from?: [string, string]; folder?: string; received?: number; clock?: number }[],
  firstUid = 1
): Promise<number[]> {
  const ids: number[] = []
  for (const [at, { text, from, folder = 'INBOX', received, clock }] of mails.entries()) {
    const uid = firstUid + at
    const id = await store.write(() => {
      const known = [...store.book.folders.values()].find(({ path }) => path === folder)
      const role = folder === 'INBOX' ? 'inbox' : folder === 'Junk' ? 'junk' : ('' as const)
      const row = known ?? { ...folderRow(store.book.nextFolder, folder), role }
      const head = header(uid, {
        ...(from && { from: [from] }),
        ...(received && { received, sent: received }),
        ...(clock !== undefined && { clock })
      })
      const applied = applyBatch(store.book, row, batch([head]), () => 4, 0)
      return {
        written: { change: applied.change, messages: applied.messages },
        result: applied.messages[0]!.id
      }
    })
    ids.push(id!)
    await store.write(() => {
      const change = startChange(store.book)
      const row = [...store.book.folders.values()].find(({ path }) => path === folder)!
      const window = copyOf(store.book.windows.get(row.id)!.get(windowOf(uid))!)
      window.flags[indexOfUid(window, uid)]! |= LocalFlag.textHere
      change.windows.push(window)
      return {
        written: { change, bodies: [{ id: id!, text, html: null, truncated: false, failed: null }] },
        result: true
      }
    })
  }
  return ids
}

async function read(id: number): Promise<string | null | undefined> {
  const verdicts = openVerdicts(openVerdictsDb(`read-${install}`))
  const verdict = await verdicts.reasons(id)
  verdicts.close()
  return verdict && (verdict.sentiment?.value ?? null)
}
const until = (of: () => Promise<unknown> | unknown) => expect.poll(of, { timeout: 20_000, interval: 20 })

beforeEach(() => {
  install++
  asked = []
  notes = []
  failing = 0
  directory = null
  shared = []
  defined = []
  marked = 0
})
afterEach(async () => {
  await reader.stop()
  await store.close()
  outbox.close()
})

describe('what comes in is read', () => {
  it('behind the sync, with its reasons', async () => {
    await begin()
    const [one, two, three] = await receive([{ text: glad }, { text: angry }, { text: plain }])
    await until(() => read(three!)).toBe('neutral')
    await until(() => read(one!)).toBe('positive')
    await until(() => read(two!)).toBe('negative')
    const reasons = await openVerdicts(openVerdictsDb(`read-${install}`)).reasons(two!)
    for (const words of reasons!.sentiment!.because) expect(angry).toContain(words)
  })

  it('past a mail that kills the thread, which is not tried for ever', async () => {
    await begin()
    const [one, bad, three] = await receive([{ text: glad }, { text: `POISON ${glad}` }, { text: angry }])
    await until(() => read(one!)).toBe('positive')
    await until(() => read(three!)).toBe('negative')
    await until(() => read(bad!)).toBe(null)
    const before = asked.length
    await new Promise((done) => setTimeout(done, 200))
    expect(asked.length).toBe(before)
  })

  it('on the clock of who wrote it: ten o’clock is ten o’clock there', async () => {
    await begin()
    const received = Date.parse('2026-11-25T08:00:00Z')
    const text = 'Hello,\n\nCan we have a call tomorrow at 10:30?\n\nThanks'
    const [there, unknown] = await receive([
      { text, received, clock: 330 },
      { text, received }
    ])
    const at = async (id: number) =>
      (await openVerdicts(openVerdictsDb(`read-${install}`)).reasons(id))?.activities[0]?.at
    await until(() => at(there!)).toBe(Date.parse('2026-11-26T10:30:00+05:30'))
    await until(() => at(unknown!)).toBe(new Date(2026, 10, 26, 10, 30).getTime())
  })

  it('but not what the rep wrote, junk, or mail of a POP3 account', async () => {
    await begin()
    const [mine] = await receive([{ text: glad, from: ['Me', 'ME@fernhill.example'] }])
    const [junk] = await receive([{ text: glad, folder: 'Junk' }], 20)
    const [theirs] = await receive([{ text: angry }], 30)
    await until(() => read(theirs!)).toBe('negative')
    expect([await read(mine!), await read(junk!)]).toEqual([undefined, undefined])
    await reader.stop()
    await store.close()
    install++
    await begin('pop3')
    const before = asked.length
    await receive([{ text: angry }])
    // a mail of an account that is read comes after it: what was to be read of the first is by then
    reader.useAccounts([account('imap')])
    await until(() => asked.length).toBe(before + 1)
  })

  it('and what the rep wrote for its promises alone', async () => {
    await begin()
    const text = "I'll send the quote by Friday. Thank you, this is wonderful news!"
    const [mine] = await receive([{ text, from: ['Me', 'me@fernhill.example'], received: Date.now() - day }])
    const row = async () => (await db.promises.get(mine!))?.promises.map(({ what, kept }) => ({ what, kept }))
    await until(row).toEqual([{ what: 'quote', kept: null }])
    expect([await read(mine!), asked]).toEqual([undefined, []])
    tell({ promises: false })
    await until(() => db.promises.count()).toBe(0)
    tell({ promises: true })
    await until(row).toHaveLength(1)
    tell({ on: false })
    await until(() => db.promises.count()).toBe(0)
  })

  it('once, also when main was gone or the keeper began anew in between', async () => {
    await begin()
    failing = 2
    const ids = await receive(Array.from({ length: 120 }, (_, at) => ({ text: at % 2 ? glad : angry })))
    await until(() => asked.length).toBeGreaterThanOrEqual(50)
    await reader.stop()
    await store.close()
    await begin()
    await until(async () => (await Promise.all(ids.map(read))).filter(Boolean).length).toBe(120)
    expect(asked.length).toBeLessThanOrEqual(120 + 50)
  })

  it('and forgotten with the mail, and when it is switched off', async () => {
    await begin()
    const [one, two] = await receive([{ text: glad }, { text: angry }])
    await until(() => read(two!)).toBe('negative')
    await until(() => read(one!)).toBe('positive')
    await store.write(() => ({ written: { change: startChange(store.book), forget: [one!] }, result: true }))
    await until(() => read(one!)).toBe(undefined)
    tell({ on: false })
    await until(() => db.pages.count()).toBe(0)
    expect(await db.details.count()).toBe(0)
    tell({ on: true })
    await until(() => read(two!)).toBe('negative')
  })

  it('anew where the cache was rebuilt: its numbers mean other mails', async () => {
    await begin()
    const [one] = await receive([{ text: glad }])
    await until(() => read(one!)).toBe('positive')
    await reader.stop()
    await store.close()
    await openMailDb(`read-${install}`).delete()
    await begin()
    expect(await read(one!)).toBe(undefined)
    const [again] = await receive([{ text: angry }])
    expect(again).toBe(one)
    await until(() => read(again!)).toBe('negative')
  })
})

describe('an unhappy customer', () => {
  const entry: DirectoryEntry = {
    ...{ address: 'anna@acme.example', kind: 'contact', record: 'c1', name: 'Anna Berg', title: '' },
    ...{ account: null, accountName: '', deals: [] }
  }
  const known = (): void =>
    void (directory = { version: 1, entries: [entry], ownDomains: [], accountDomains: [] })

  it('is told of once for a streak: not for the first mail, not again as it grows, anew after a good one', async () => {
    known()
    await begin()
    const at = (ago: number) => Date.now() - ago * day
    await receive([{ text: angry, received: at(2.8) }])
    await until(() => asked.length).toBe(1)
    const [second] = await receive([{ text: angry, received: at(2.5) }], 2)
    await until(() => read(second!)).toBe('negative')
    await until(() => notes.map(({ title }) => title)).toEqual(['☹ 2 · Anna Berg'])
    await receive(
      [
        { text: angry, received: at(2) },
        { text: plain, received: at(1.9) }
      ],
      3
    )
    await until(() => asked.length).toBe(4)
    const [good] = await receive([{ text: glad, received: at(1.5) }], 5)
    await until(() => read(good!)).toBe('positive')
    expect(notes).toHaveLength(1)
    await receive(
      [
        { text: angry, received: at(1) },
        { text: angry, received: at(0.5) }
      ],
      6
    )
    await until(() => notes).toHaveLength(2)
  })

  it('is told of once where another keeper is just leaving', async () => {
    known()
    await begin()
    const at = (ago: number) => Date.now() - ago * day
    await receive([
      { text: angry, received: at(2) },
      { text: angry, received: at(1) }
    ])
    await until(() => notes.length).toBe(1)
    await db.meta.delete('told')
    const again = await openVerdictsDb(`read-${install}`).open()
    const deps = { bridge: bridge(), store, directory }
    await Promise.all([
      alertOfUnhappy({ ...deps, db }, 2),
      alertOfUnhappy({ ...deps, db: again as VerdictsDb }, 2)
    ])
    again.close()
    expect(notes).toHaveLength(2)
  })

  it('of long ago alerts nobody when old mail is read for the first time', async () => {
    known()
    await begin()
    const old = [10, 9, 8].map((ago) => ({ text: angry, received: Date.now() - ago * day }))
    const ids = await receive(old)
    await until(async () => (await Promise.all(ids.map(read))).every((one) => one === 'negative')).toBe(true)
    await reader.stop()
    expect(notes).toEqual([])
  })
})

describe('a customer who is unhappy with the team', () => {
  const entry = (address: string, record: string): DirectoryEntry => ({
    ...{ address, kind: 'contact', record, name: record, title: '' },
    ...{ account: 'acme', accountName: 'Acme', deals: [] }
  })
  const known = (): void =>
    void (directory = {
      version: 1,
      entries: [entry('anna@acme.example', 'Anna'), entry('bo@acme.example', 'Bo')],
      ownDomains: [],
      accountDomains: []
    })
  const ago = (days: number): number => Date.now() - days * day
  const theirs = (
    n: number,
    days: number,
    sentiment: SharedMood['sentiment'],
    more: Partial<SharedMood> = {}
  ): SharedMood => ({
    ...{ message: `c${n}@acme.example`, mail: `uuid-${n}`, sent: ago(days), sender: 'anna@acme.example' },
    ...{ subject: `Theirs ${n}`, owner: 'Otto', sentiment, emotion: null, said: false, ...more }
  })
  const turn = (): void => tell({})
  const titles = () => notes.map(({ title }) => title)
  const anna = (text: string, days: number) => ({
    text,
    received: ago(days),
    from: ['Anna', 'anna@acme.example'] as [string, string]
  })

  it('is told of once for a streak over two owners, and not again when a mail of it comes here too', async () => {
    known()
    await begin()
    const [mine] = await receive([anna(angry, 2)])
    await until(() => read(mine!)).toBe('negative')
    shared = [theirs(1, 1, 'negative', { message: 'm2@acme.example' })]
    turn()
    await until(titles).toEqual(['☹ 2 · Anna'])
    expect(notes[0]!.body).toContain('Theirs 1')
    // neutral ones between them are no matter, and the same mail counts once
    const [copy] = await receive([anna(angry, 1)], 2)
    await until(() => read(copy!)).toBe('negative')
    shared = [theirs(3, 0.5, 'negative'), ...shared]
    turn()
    await until(async () => ((await db.meta.get('shared'))?.value as unknown[])?.length).toBe(2)
    expect((await db.meta.get('shared'))?.value).toMatchObject([{ own: null }, { own: copy }])
    await reader.stop()
    expect(titles()).toEqual(['☹ 2 · Anna'])
  })

  it('is broken by a good mail to anybody of the team, and begins anew after it', async () => {
    known()
    await begin()
    shared = [theirs(1, 1.5, 'positive')]
    turn()
    await until(async () => ((await db.meta.get('shared'))?.value as unknown[])?.length).toBe(1)
    const ids = await receive([anna(angry, 2), anna(angry, 1)])
    await until(() => read(ids[1]!)).toBe('negative')
    await until(() => read(ids[0]!)).toBe('negative')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(notes).toEqual([])
    shared = [theirs(2, 0.5, 'negative'), ...shared]
    turn()
    await until(titles).toEqual(['☹ 2 · Anna'])
  })

  it('counts by account too, but is nobody’s who has no mail with it', async () => {
    known()
    await begin()
    shared = [
      theirs(1, 2, 'negative'),
      theirs(2, 1, 'negative'),
      theirs(3, 1, 'negative', { sender: 'Bo@acme.example' })
    ]
    turn()
    await until(async () => ((await db.meta.get('shared'))?.value as unknown[])?.length).toBe(3)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(notes).toEqual([])
    await receive([{ text: plain, received: ago(3), from: ['Bo', 'bo@acme.example'] }])
    await until(titles).toEqual(['☹ 3 · Acme'])
  })
})

describe('what the rep says of a mail', () => {
  const nothing: Said = { sentiment: null, emotion: null, intents: null }
  const cache = (): Cache => ({ mail: store.db, outbox }) as unknown as Cache
  const say = (id: number, said: Partial<Said>): Promise<Corrected | null> =>
    correct(cache(), id, { ...nothing, ...said })
  const shown = async (id: number) => {
    const verdicts = openVerdicts(openVerdictsDb(`read-${install}`))
    const verdict = await verdicts.reasons(id)
    verdicts.close()
    return verdict
  }
  /** What lists, counts and the unhappy are made from. */
  const column = async (id: number): Promise<string | null> =>
    sentiments[((await db.pages.get(0))?.sentiment[id] ?? 0) - 1] ?? null

  it('wins over what was read, in columns too, and can be taken back', async () => {
    await begin()
    const [one, two] = await receive([{ text: angry }, { text: plain }])
    await until(() => read(one!)).toBe('negative')
    await until(() => read(two!)).toBe('neutral')
    const done = await say(one!, { sentiment: 'neutral', intents: [] })
    await until(() => column(one!)).toBe('neutral')
    expect(await shown(one!)).toMatchObject({
      sentiment: { value: 'neutral', said: true },
      intents: [],
      said: { sentiment: 'neutral', emotion: null, intents: [] }
    })
    // a second word adds to the first
    const more = await say(one!, { emotion: 'confused' })
    await until(async () => (await shown(one!))?.emotion?.value).toBe('confused')
    expect(await column(one!)).toBe('neutral')
    await takeBack(cache(), more!)
    await takeBack(cache(), done!)
    await until(() => column(one!)).toBe('negative')
    expect((await shown(one!))?.said).toBe(null)
    expect(await read(two!)).toBe('neutral')
  })

  it('survives switching off and on, a keeper that was away, and a rebuilt cache', async () => {
    await begin()
    const [one] = await receive([{ text: angry }])
    await until(() => read(one!)).toBe('negative')
    await say(one!, { sentiment: 'positive' })
    await until(() => read(one!)).toBe('positive')
    tell({ on: false })
    await until(() => db.pages.count()).toBe(0)
    tell({ on: true })
    await until(() => read(one!)).toBe('positive')
    await reader.stop()
    outbox.close()
    // said while no keeper was there
    outbox = openOutboxDb(`read-${install}`)
    await say(one!, { sentiment: 'neutral' })
    await store.close()
    outbox.close()
    await begin()
    await until(() => read(one!)).toBe('neutral')
    await reader.stop()
    await store.close()
    outbox.close()
    await openMailDb(`read-${install}`).delete()
    await begin()
    const [other, again] = await receive([{ text: plain }, { text: plain }], 0)
    await until(() => read(again!)).toBe('neutral')
    expect((await shown(again!))?.said).toMatchObject({ sentiment: 'neutral' })
    expect((await shown(other!))?.said).toBe(null)
  })

  it('teaches mail that was read before and mail that comes, until it is forgotten', async () => {
    const notice = (n: number) =>
      `Unfortunately your shipment ${n} is delayed because of bad weather at the port. We are sorry for the trouble. The new delivery date is Monday.`
    await begin()
    const ids = await receive([1, 2, 3, 4].map((n) => ({ text: notice(n) })).concat({ text: angry }))
    await until(() => read(ids[4]!)).toBe('negative')
    await until(async () => (await Promise.all(ids.map(read))).join()).toBe(ids.map(() => 'negative').join())
    for (const id of ids.slice(0, 3)) await say(id, { sentiment: 'neutral' })
    await until(() => read(ids[3]!)).toBe('neutral')
    expect((await shown(ids[3]!))?.sentiment).toMatchObject({ value: 'neutral', like: 3 })
    expect(await read(ids[4]!)).toBe('negative')
    const [next] = await receive([{ text: notice(9) }], 9)
    await until(() => read(next!)).toBe('neutral')
    await forgetLearned(cache())
    await until(() => read(next!)).toBe('negative')
    expect(await Promise.all(ids.map(read))).toEqual([
      'neutral',
      'neutral',
      'neutral',
      'negative',
      'negative'
    ])
  })
})

describe('intents that administrators define', () => {
  const visit: DefinedIntent = {
    ...{ id: 'v', name: 'Site visit', rev: 1, on: true, unlike: [], words: [], must: false },
    examples: [
      'Could a technician come by next week?',
      'We need a service visit',
      'Can your engineer visit our plant?'
    ]
  }
  const come = 'Good morning. Could your technician come by on Monday? The pump makes noises.'
  const named = async (id: number): Promise<string[] | undefined> => {
    const verdicts = openVerdicts(openVerdictsDb(`read-${install}`))
    await verdicts.reasons(id)
    await expect.poll(() => verdicts.version).toBeGreaterThan(0)
    const names = verdicts
      .of(id)
      ?.custom.map((one) => verdicts.intents.find((intent) => intent.id === one)!.name)
    verdicts.close()
    return names
  }
  const define = (next: DefinedIntent[] | null): void => {
    defined = next
    changed()
  }

  it('are read with the rest, each with the sentence that says so', async () => {
    defined = [visit]
    await begin()
    const [one, two] = await receive([{ text: come }, { text: glad }])
    await until(() => named(one!)).toEqual(['Site visit'])
    expect(await named(two!)).toEqual([])
    const verdicts = openVerdicts(openVerdictsDb(`read-${install}`))
    await expect.poll(() => verdicts.intents.length).toBe(1)
    expect((await verdicts.reasons(one!))?.custom).toMatchObject([
      { value: 'v', because: ['Could your technician come by on Monday?'] }
    ])
    verdicts.close()
    expect(marked).toBe(0)
  })

  it('are read alone of what was read before; a name, a switch and a deletion cost no reading', async () => {
    await begin()
    const ids = await receive([{ text: come }, ...Array.from({ length: 119 }, () => ({ text: plain }))])
    await until(() => asked.length).toBe(120)
    await until(() => read(ids[0]!)).not.toBe(undefined)
    define([visit])
    await until(() => named(ids[0]!)).toEqual(['Site visit'])
    await until(() => marked).toBe(120)
    define([{ ...visit, name: 'On site' }])
    await until(() => named(ids[0]!)).toEqual(['On site'])
    define([{ ...visit, on: false }])
    await until(() => named(ids[0]!)).toEqual([])
    define([visit])
    await until(() => named(ids[0]!)).toEqual(['Site visit'])
    define([])
    await until(() => named(ids[0]!)).toEqual([])
    expect(asked.length).toBe(120)
    expect(marked).toBe(120)
    // what came while none was on is read once one is
    const [late] = await receive([{ text: come }], 500)
    await until(() => asked.length).toBe(121)
    define([visit])
    await until(() => named(late!)).toEqual(['Site visit'])
    expect(marked).toBe(121)
    define([{ ...visit, unlike: ['Could your technician come by on Monday?'] }])
    await until(() => named(late!)).toEqual([])
    await until(() => named(ids[0]!)).toEqual([])
  })

  it('go on where reading stopped, and while the workspace is out of reach', async () => {
    await begin()
    const ids = await receive(Array.from({ length: 120 }, () => ({ text: come })))
    await until(async () => (await Promise.all(ids.map(read))).includes(undefined)).toBe(false)
    failing = 1
    define([visit])
    await until(() => marked).toBeGreaterThanOrEqual(50)
    await reader.stop()
    await store.close()
    outbox.close()
    defined = null
    await begin()
    await until(
      async () => (await Promise.all(ids.map(named))).filter((names) => names?.length === 1).length
    ).toBe(120)
    expect(marked).toBeLessThanOrEqual(120 + 50)
    expect(asked.length).toBe(120)
  })

  it('are what the rep says they are', async () => {
    defined = [visit]
    await begin()
    const [one, two] = await receive([{ text: come }, { text: plain }])
    await until(() => named(one!)).toEqual(['Site visit'])
    const cache = { mail: store.db, outbox } as unknown as Cache
    const nothing: Said = { sentiment: null, emotion: null, intents: null }
    const done = await correct(cache, one!, { ...nothing, custom: { v: false } })
    await correct(cache, two!, { ...nothing, custom: { v: true } })
    await until(() => named(one!)).toEqual([])
    await until(() => named(two!)).toEqual(['Site visit'])
    await takeBack(cache, done!)
    await until(() => named(one!)).toEqual(['Site visit'])
    // one that is defined later is read beside what was said
    define([visit, { ...visit, id: 'w', name: 'Wanted' }])
    await until(() => named(two!)).toEqual(['Site visit'])
    await until(() => named(one!)).toEqual(['Site visit', 'Wanted'])
  })
})
