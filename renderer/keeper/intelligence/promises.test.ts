import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keptElsewhere } from '../../../electron/intelligence/kept-elsewhere.ts'
import { readOwnPromises } from '../../../electron/intelligence/own-promises.ts'
import type { Account } from '../../../shared/contract/accounts.ts'
import type { Bridge, Checked } from '../../../shared/contract/index.ts'
import { copyOf, indexOfUid, windowOf } from '../../cache/columns.ts'
import { openMailDb } from '../../cache/mail-db.ts'
import { type OutboxDb, openOutboxDb } from '../../cache/outbox-db.ts'
import { openPromisesOf } from '../../cache/promise-rows.ts'
import { LocalFlag } from '../../cache/types.ts'
import { openVerdictsDb, type VerdictsDb } from '../../cache/verdicts-db.ts'
import { applyBatch } from '../apply-batch.ts'
import { startChange } from '../book.ts'
import { openStore, type Store } from '../store.ts'
import { batch, folderRow, header } from '../testing.ts'
import { type PromiseReader, readOwnMail } from './promises.ts'

const day = 24 * 3600_000
const account = {
  ...{
    id: 'a',
    protocol: 'imap',
    address: 'me@fernhill.example',
    displayName: 'Me',
    senders: [],
    aliases: []
  },
  defaultSender: 'me@fernhill.example'
} as unknown as Account
const dana: [string, string] = ['Dana Whitfield', 'dana@acme.example']
const quote = "Hi Dana, I'll send the quote tomorrow."

let install = 0
let store: Store
let db: VerdictsDb
let outbox: OutboxDb
let reader: PromiseReader
let asked: number
let held: number
/** The thread dies over mails of other conversations. */
let failing: boolean
let notes: { title: string; body: string; tag: string }[]
const bridge = {
  call: async (name: string, input: never) => {
    if (name === 'app.notify') return void notes.push(input)
    if (name === 'intelligence.keeps') {
      held++
      if (failing) throw new Error('app.internal')
      return { kept: keptElsewhere(input) }
    }
    const { conversations } = input as Checked<'intelligence.promises'>
    asked += conversations.flat().length
    return { promises: conversations.map(readOwnPromises) }
  }
} as unknown as Bridge

interface Mail {
  text: string
  sent: number
  from?: [string, string]
  /** uid of the mail that it answers. */
  re?: number
  file?: string
  subject?: string
}
let uid = 0
async function write({
  text,
  sent,
  from = ['Me', 'me@fernhill.example'],
  re,
  file,
  subject = 'Sensors'
}: Mail): Promise<number> {
  const at = ++uid
  const part = { part: '2', type: 'application/pdf', size: 1, encoding: '', charset: '', cid: '' }
  const id = await store.write(() => {
    const [known] = store.book.folders.values()
    const head = header(at, {
      ...{ from: [from], to: [dana], sent, received: sent, subject },
      ...(re && { inReplyTo: `m${re}@acme.example`, references: [`m${re}@acme.example`] }),
      ...(file && { parts: [{ ...part, name: file, disposition: 'attachment' as const, use: '' } as never] })
    })
    const row = known ?? { ...folderRow(store.book.nextFolder, 'Sent'), role: 'sent' as const }
    const applied = applyBatch(store.book, row, batch([head]), () => 4, 0)
    return {
      written: { change: applied.change, messages: applied.messages },
      result: applied.messages[0]!.id
    }
  })
  await store.write(() => {
    const change = startChange(store.book)
    const [row] = store.book.folders.values()
    const window = copyOf(store.book.windows.get(row!.id)!.get(windowOf(at))!)
    window.flags[indexOfUid(window, at)]! |= LocalFlag.textHere
    change.windows.push(window)
    const body = { id: id!, text, html: null, truncated: false, failed: null }
    return { written: { change, bodies: [body] }, result: true }
  })
  reader.look()
  return id!
}
async function readAll(): Promise<void> {
  while (await reader.next([account]));
}
const open = async (now = Date.now()) => openPromisesOf(await db.promises.toArray(), new Set(), now)

beforeEach(async () => {
  install++
  uid = 0
  asked = 0
  held = 0
  failing = false
  notes = []
  store = await openStore(openMailDb(`own-${install}`))
  db = openVerdictsDb(`own-${install}`)
  outbox = openOutboxDb(`own-${install}`)
  reader = readOwnMail({ bridge, store, db, outbox })
})
afterEach(async () => {
  await store.close()
  db.close()
  outbox.close()
})

it('reads what the rep promised, once, and of received mail nothing', async () => {
  const id = await write({ text: quote, sent: Date.now() - 3600_000 })
  await write({ text: quote, sent: Date.now() - 1800_000, from: dana })
  await readAll()
  expect(await open()).toMatchObject([{ mail: id, what: 'quote', to: [dana], dayOnly: true }])
  reader.look()
  await readAll()
  expect(asked).toBe(1)
})

it('closes a promise by the later mail of the conversation, whichever comes here first', async () => {
  const sent = Date.now() - 2 * day
  await write({ text: quote, sent })
  await readAll()
  expect(await open()).toHaveLength(1)
  const keeps = await write({ text: 'Attached is our quote.', sent: sent + day, re: 1, file: 'Quote.pdf' })
  await readAll()
  expect(await open()).toEqual([])
  const [row] = await db.promises.toArray()
  expect(row!.promises[0]!.kept).toEqual({ mail: keeps, how: 'attached' })
})

it('closes a promise by a later mail of another conversation to the same person, whichever is read first', async () => {
  const sent = Date.now() - 3 * day
  await write({ text: quote, sent })
  // the conversation of the promise is the newer one
  await write({ text: 'Which cable do you need?', sent: sent + 2 * day, re: 1 })
  const keeps = await write({
    ...{ text: 'The sensors, attached.', sent: sent + day, file: 'Quote.pdf', subject: 'Prices' }
  })
  await readAll()
  expect(await open()).toEqual([])
  // read again, it stays so; and nothing is held against the same mails twice
  await write({ text: 'Or a longer one?', sent: sent + 2.5 * day, re: 1 })
  const before = held
  await readAll()
  expect(await open()).toEqual([])
  expect(held).toBe(before)
  const rows = await db.promises.toArray()
  expect(rows.flatMap(({ promises }) => promises)).toMatchObject([{ kept: { mail: keeps, how: 'attached' } }])
})

it('closes none by a mail that keeps one of its own conversation', async () => {
  const sent = Date.now() - 3 * day
  const first = await write({ text: quote, sent, subject: 'Sensors' })
  await write({ text: quote, sent: sent + 1000, subject: 'Sensors for line 4' })
  await write({ text: 'The sensors, attached.', sent: sent + day, re: 2, file: 'Quote.pdf' })
  await readAll()
  expect((await open()).map(({ mail }) => mail)).toEqual([first])
  const before = held
  await reader.next([account])
  expect(held).toBe(before)
})

it('closes one promise of a kind by one mail, though several are looked at together', async () => {
  const sent = Date.now() - 3 * day
  await write({ text: quote, sent, subject: 'Sensors' })
  const second = await write({ text: quote, sent: sent + 1000, subject: 'Sensors for line 4' })
  await write({ text: 'The sensors, attached.', sent: sent + day, file: 'Quote.pdf', subject: 'Prices' })
  await readAll()
  expect((await open()).map(({ mail }) => mail)).toEqual([second])
  await write({ text: 'The other sensors.', sent: sent + 2 * day, file: 'Quote.pdf', subject: 'Line 4' })
  await readAll()
  expect(await open()).toEqual([])
})

it('keeps the marks of the rep when a conversation is read again', async () => {
  await write({ text: quote, sent: Date.now() - 2 * day })
  await readAll()
  const [before] = await open()
  await write({ text: 'Which cable do you need?', sent: Date.now() - day, re: 1 })
  await readAll()
  expect((await open()).map(({ key }) => key)).toEqual([before!.key])
  expect(asked).toBe(3)
})

it('waits for nothing that was promised long ago', async () => {
  await write({ text: quote, sent: Date.now() - 90 * day })
  await readAll()
  expect(asked).toBe(0)
  await write({ text: quote, sent: Date.now() - 50 * day })
  await readAll()
  expect(await open()).toHaveLength(1)
  expect(await open(Date.now() + 20 * day)).toEqual([])
})

it('forgets what is gone', async () => {
  const id = await write({ text: quote, sent: Date.now() - day })
  await readAll()
  await store.write(() => {
    const change = startChange(store.book)
    const [row] = store.book.folders.values()
    change.windows.push({
      ...copyOf(store.book.windows.get(row!.id)!.get(0)!),
      people: new Uint32Array([99])
    })
    return { written: { change, forget: [id] }, result: true }
  })
  reader.look()
  await readAll()
  expect(await db.promises.count()).toBe(0)
})

it('tells of a promise once, on its day, and not of what was done', async () => {
  const noon = new Date()
  noon.setHours(12, 0, 0, 0)
  await write({ text: quote, sent: noon.getTime() - day })
  await write({ text: "I'll send the contract tomorrow.", sent: noon.getTime() - day + 1000 })
  await readAll()
  const contract = (await open()).find(({ what }) => what === 'contract')!
  await outbox.dismissed.put({ key: contract.key, how: 'done', at: 1 })
  // said today for today: the rep knows
  await write({ text: "I'll send the invoice today.", sent: noon.getTime() - 3600_000 })
  await readAll()
  await reader.tell(new Date(noon).setHours(6))
  await reader.tell(noon.getTime() - day)
  expect(notes).toEqual([])
  await reader.tell(noon.getTime())
  await reader.tell(noon.getTime() + 3600_000)
  expect(notes).toEqual([
    {
      ...{ title: '⏰ Dana Whitfield', body: `“${quote}”`, context: null, waits: true },
      ...{ tag: expect.stringContaining('promise') as string, mail: expect.any(Number) as number }
    }
  ])
})

it('tells of what is due though nothing can be held against other conversations', async () => {
  const noon = new Date().setHours(12, 0, 0, 0)
  vi.useFakeTimers({ toFake: ['Date'], now: noon })
  try {
    failing = true
    await write({ text: quote, sent: noon - day })
    await write({ text: 'Which cable do you need?', sent: noon - day / 2, subject: 'Cable' })
    await expect(readAll()).rejects.toThrow('app.internal')
    expect(notes).toHaveLength(1)
  } finally {
    vi.useRealTimers()
  }
})

it('tells of a promise once where another keeper is just leaving', async () => {
  const noon = new Date().setHours(12, 0, 0, 0)
  await write({ text: quote, sent: noon - day })
  await readAll()
  const again = openVerdictsDb(`own-${install}`)
  const other = readOwnMail({ bridge, store, db: again, outbox })
  await Promise.all([reader.tell(noon), other.tell(noon)])
  again.close()
  expect(notes).toHaveLength(1)
})
