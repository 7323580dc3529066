import 'fake-indexeddb/auto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../electron/workspace/engine.ts'
import { openStore as openWorkspace, type Store as Workspace } from '../../electron/workspace/store.ts'
import { testEngines } from '../../electron/workspace/testing.ts'
import type { Account } from '../../shared/contract/accounts.ts'
import { contract, type Bridge } from '../../shared/contract/index.ts'
import { values } from '../../shared/contract/records.ts'
import type { RecordDraft } from '../../shared/contract/workspace.ts'
import { type SharingRule, usualTerms } from '../../shared/contract/sharing-rule.ts'
import { indexDirectory, ownSide } from '../../shared/context/context-of.ts'
import { AppError } from '../../shared/errors.ts'
import { messageKey } from '../../shared/mail/message-key.ts'
import type { HeaderRow } from '../../shared/mail/message.ts'
import { asNew, usual } from '../../shared/new-account.ts'
import { type MailDb, openMailDb } from '../cache/mail-db.ts'
import { openOutboxDb, type OutboxDb } from '../cache/outbox-db.ts'
import { openVerdictsDb } from '../cache/verdicts-db.ts'
import { writeSaid, writeVerdicts } from './intelligence/write.ts'
import { sharingKey, type SharingState } from '../cache/sharing-state.ts'
import { LocalFlag } from '../cache/types.ts'
import { copyOf } from '../cache/columns.ts'
import { applyBatch } from './apply-batch.ts'
import { startChange, windowsOf } from './book.ts'
import { startPublishers } from './publish/publishers.ts'
import { type Publisher, startPublisher } from './publisher.ts'
import type { Sorter } from './sorter.ts'
import { openStore, type Store } from './store.ts'
import { batch, folderRow, header } from './testing.ts'

const server = { host: 'localhost', port: 143, security: 'never', user: 'maya' } as const
const box = '01890000-0000-7000-8000-00000000000a'
const account: Account = {
  ...asNew,
  ...usual,
  id: box,
  displayName: 'Maya',
  address: 'maya@fernhill.example',
  service: null,
  protocol: 'imap',
  incoming: server,
  outgoing: { ...server, authentication: false, storeSent: false },
  period: { everything: true },
  sharing: 'public',
  position: 0
}

describe.each(testEngines)('what a mailbox shares, on $name', (testEngine) => {
  let engine: Engine
  let workspace: Workspace
  let mail: MailDb
  let outbox: OutboxDb
  let store: Store
  let sides: Sorter['sides']
  let running: Publisher | null = null
  let install = 0
  /** Whose login this is. */
  let me = ''
  let changed: Partial<Account>[] = []
  /** What a call meets: counts calls that write, and fails at one, before or after it was done. */
  let fault: { at: number; after: boolean; count: number } | null = null
  let calls: string[] = []
  /** What was said in them. */
  let sent: string[] = []

  const bridge = {
    on: () => () => undefined,
    onConnection: () => () => undefined,
    async call(name: string, input: unknown) {
      calls.push(name)
      sent.push(JSON.stringify(input))
      if (name === 'sample.status') return { account: null }
      if (name === 'accounts.change') {
        changed.push((input as { patch: Partial<Account> }).patch)
        return account
      }
      const fails = fault !== null && fault.count++ === fault.at
      if (fails && !fault!.after) throw new AppError('workspace.unavailable')
      const one = name as keyof Workspace['calls']
      // what the router would refuse
      const parsed = contract.calls[one].in.safeParse(input)
      if (!parsed.success) throw new AppError('contract.badInput', { call: name })
      const checked = parsed.data as never
      const answer = await workspace.calls[one](checked)
      if (fails) throw new AppError('workspace.unavailable')
      return answer
    }
  } as unknown as Bridge

  beforeAll(async () => {
    engine = await testEngine.open()
    workspace = await openWorkspace(engine, { changed: () => undefined, importProgress: () => undefined })
    const create = (kind: 'user' | 'contact', name: string, address: string) =>
      workspace.calls['workspace.create']({
        kind,
        values: values[kind].parse({ name, addresses: [address] })
      } as RecordDraft)
    me = (await create('user', 'Maya', 'maya@fernhill.example')).id
    await create('user', 'Bo', 'bo@fernhill.example')
    for (const one of ['anna@acme.example', 'bo@fernhill.example', 'never@acme.example'])
      await create('contact', 'Anna', one)
    if (engine.name === 'postgres')
      await sql`insert into members select current_user, id from workspaces`.execute(engine.db)
    await asOwner(async () => undefined)
  }, 120_000)
  afterAll(() => workspace.close())

  beforeEach(async () => {
    install++
    mail = openMailDb(`publish-${engine.name}-${install}`)
    outbox = openOutboxDb(`publish-${engine.name}-${install}`)
    store = await openStore(mail)
    fault = null
    calls = []
    changed = []
    await learn()
  })
  afterEach(async () => {
    await running?.stop()
    running = null
    await store.close()
    mail.close()
    outbox.close()
    await workspace.calls['workspace.unshare']({ id: box })
  })

  async function learn(): Promise<void> {
    const directory = (await workspace.calls['workspace.directory']({ known: -1 }))!
    sides = { index: indexDirectory(directory), own: ownSide([account.address], directory.ownDomains) }
  }
  function start(one: Partial<Account> = {}): Publisher {
    const deps = { bridge, store, outbox, sides: () => sides, firstWait: 5, startAfter: 0 }
    return (running = startPublisher(deps, { ...account, ...one }))
  }
  /** A keeper of its own from its start to its end. */
  async function once(one: Partial<Account> = {}): Promise<void> {
    await start(one).settle()
    await running!.stop()
  }

  async function arrive(headers: HeaderRow[], text = true, path = 'INBOX'): Promise<void> {
    const number = path === 'INBOX' ? 1 : 2
    const folder = store.book.folders.get(number) ?? { ...folderRow(number, path), account: box }
    await store.write(() => {
      const plan = applyBatch(store.book, folder, batch(headers), () => 1, 0)
      return { written: { change: plan.change, messages: plan.messages }, result: true }
    })
    if (text) await textsCome(number)
  }
  /** The text of everything in a folder could not be had. */
  async function textsFail(folder = 1): Promise<void> {
    await store.write(() => {
      const change = startChange(store.book)
      for (const old of windowsOf(store.book, folder).values()) {
        const row = copyOf(old)
        for (let i = 0; i < row.id.length; i++) row.flags[i]! |= LocalFlag.textFailed
        change.windows.push(row)
      }
      return { written: { change }, result: true }
    })
  }
  async function textsCome(folder = 1): Promise<void> {
    await store.write(() => {
      const change = startChange(store.book)
      const bodies = []
      for (const old of windowsOf(store.book, folder).values()) {
        const row = copyOf(old)
        for (let i = 0; i < row.id.length; i++) {
          row.flags[i]! |= LocalFlag.textHere
          bodies.push({
            id: row.id[i]!,
            text: `Text ${row.uid[i]}`,
            html: null,
            truncated: false,
            failed: null
          })
        }
        change.windows.push(row)
      }
      return { written: { change, bodies }, result: true }
    })
  }

  const key = (uid: number): string => `m${uid}@acme.example`
  async function publishedKeys(): Promise<string[]> {
    const { messages } = await workspace.calls['workspace.published']({ mailbox: box })
    return messages.toSorted()
  }
  const state = async (): Promise<SharingState> =>
    (await mail.meta.get(sharingKey(box)))!.value as SharingState
  const custom = (rule: Partial<SharingRule>): Partial<Account> => ({
    sharing: 'custom',
    sharingRule: { ...usualTerms, ...rule }
  })
  const stranger = (uid: number) => header(uid, { from: [['X', 'x@nowhere.example']] })
  const colleague = (uid: number) => header(uid, { from: [['Bo', 'bo@fernhill.example']] })

  it('is what touches a record, once its text is here, and nothing else', async () => {
    await arrive([header(1), stranger(2), colleague(3)])
    await arrive([header(4)], false)
    await arrive([header(5)], true, 'Junk')
    store.book.folders.get(2)!.role = 'junk'
    const sent = calls
    const publisher = start()
    await publisher.settle()
    expect(await publishedKeys()).toEqual([key(1)])
    expect(await state()).toMatchObject({ state: 'done', published: 1, wanted: 2, refused: 0 })
    expect(sent.filter((name) => name === 'workspace.publish')).toHaveLength(1)
    await textsCome()
    publisher.kick('mail')
    await publisher.settle()
    expect(await publishedKeys()).toEqual([key(1), key(4)])
    expect(await state()).toMatchObject({ state: 'done', published: 2, wanted: 2 })
  })

  it('has its text later, where that could not be had at first', async () => {
    await arrive([header(1)], false)
    await textsFail()
    await once()
    const text = () =>
      sql<{ text: string | null }>`select b.text from mails m left join mail_bodies b on b.mail = m.id`
        .execute(engine.db)
        .then(({ rows }) => rows)
    expect(await text()).toEqual([{ text: null }])
    expect((await workspace.calls['workspace.published']({ mailbox: box })).textless).toEqual([key(1)])
    await textsCome()
    await once()
    expect(await text()).toEqual([{ text: 'Text 1' }])
    calls = []
    await once()
    expect(calls).not.toContain('workspace.publish')
  })

  it('is not what looks personal, but where the rep shares it all the same', async () => {
    await arrive([
      header(1, { sensitivity: 'Personal' }),
      header(2, { subject: 'Re: Privat: Essen' }),
      header(3),
      header(4, { sensitivity: 'normal' })
    ])
    await once()
    expect(await publishedKeys()).toEqual([key(3), key(4)])
    expect(await state()).toMatchObject({ published: 2, wanted: 2, personal: 2 })
    await outbox.privates.put({ account: box, message: key(1), at: 1, share: true })
    await once()
    expect(await publishedKeys()).toEqual([key(1), key(3), key(4)])
    const publisher = start()
    await publisher.settle()
    await outbox.privates.clear()
    publisher.kick('all')
    await publisher.settle()
    expect(await publishedKeys()).toEqual([key(3), key(4)])
    await publisher.stop()
    await once({ keepPersonal: false })
    expect(await publishedKeys()).toEqual([key(1), key(2), key(3), key(4)])
  })

  it('is taken back when it is moved to a personal folder, or filed no more and looks personal', async () => {
    const [contact] = await engine.db.selectFrom('contacts').select('id').execute()
    await arrive([header(1, { sensitivity: 'Personal' }), header(2)])
    const filing = {
      account: box,
      message: key(1),
      record: contact!.id,
      kind: 'contact' as const,
      name: 'Anna'
    }
    const facts = { id: 1, thread: key(1), sent: 1, subject: 'x', from: ['', ''], to: [], at: 1 }
    await outbox.filings.put({ ...filing, ...facts } as never)
    await once()
    expect(await publishedKeys()).toEqual([key(1), key(2)])
    await outbox.filings.clear()
    // the keeper dies when the workspace was told, and before it was
    for (const at of [0, 1, 2, 3]) {
      fault = { at, after: at % 2 === 0, count: 0 }
      await once()
    }
    fault = null
    await once()
    expect(await publishedKeys()).toEqual([key(2)])
    await store.write(() => {
      const change = startChange(store.book)
      const [row] = [...store.book.folders.values()]
      change.folders.push({ ...row!, name: 'Privat' })
      return { written: { change }, result: true }
    })
    await once()
    expect(await publishedKeys()).toEqual([])
  })

  it('is taken back where it lies in a folder that the rep marked as personal, until the mark is taken away', async () => {
    await arrive([header(1), header(2), header(3)])
    const publisher = start({ keepPersonal: false })
    await publisher.settle()
    await arrive([header(2)], true, 'Family.Summer')
    store.book.folders.get(2)!.delimiter = '.'
    const marked = { ...account, keepPersonal: false, personalFolders: ['Family'] }
    publisher.update(marked)
    await publisher.settle()
    expect(await publishedKeys()).toEqual([key(1), key(3)])
    expect(await state()).toMatchObject({ published: 2, wanted: 2, personal: 1 })
    publisher.update({ ...marked, personalFolders: [] })
    await publisher.settle()
    expect(await publishedKeys()).toEqual([key(1), key(2), key(3)])
  })

  it('waits in a folder that may be a personal one by another name, until it is known', async () => {
    await arrive([header(1), header(2)])
    await arrive([header(2), header(3)], true, 'News')
    const doubt = async (parts: { formerly?: string[]; doubted?: boolean }): Promise<void> => {
      await store.write(() => {
        const change = startChange(store.book)
        const { formerly: _, doubted: __, ...row } = store.book.folders.get(2)!
        change.folders.push({ ...row, ...parts })
        return { written: { change }, result: true }
      })
    }
    await doubt({ formerly: ['Family'], doubted: true })
    const marked = { keepPersonal: false, personalFolders: ['Family'] }
    const verdicts = openVerdictsDb(`publish-${engine.name}-${install}`)
    const deps = { bridge, store, outbox, sides: () => sides, firstWait: 5, startAfter: 0, verdicts }
    const publishers = startPublishers(deps)
    publishers.follow({ ...account, ...marked })
    await expect.poll(publishedKeys).toEqual([key(1)])
    // what wakes it at the start is over
    await expect.poll(async () => (await state()).state).toBe('done')
    // nothing of the kind: nobody but this write says so
    await doubt({})
    await expect.poll(publishedKeys).toEqual([key(1), key(2), key(3)])
    // what was published before is not taken back for a doubt
    await doubt({ formerly: ['Family'], doubted: true })
    await new Promise((done) => setTimeout(done, 300))
    expect(await publishedKeys()).toEqual([key(1), key(2), key(3)])
    // it was
    await doubt({ formerly: ['Family'] })
    await expect.poll(publishedKeys).toEqual([key(1)])
    await publishers.stop()
    verdicts.close()
  })

  it('goes with how it sounds, once it is read, as far as that is switched on, and as its rep says', async () => {
    const db = openVerdictsDb(`publish-${engine.name}-${install}`)
    await db.meta.put({ key: 'model', value: { name: 'm1', number: 1 } })
    const shows = { on: true, sentiment: true, intent: true, emotion: true }
    let choice = {
      ...{ ...shows, alertAfter: 2, enrichment: false, activities: false },
      ...{ promises: false, weather: false, fill: false, meetings: true, calls: true, tasks: true }
    }
    const felt = (value: 'negative') => ({
      ...{ language: 'en' as const, person: [], activities: [], leavers: [], custom: [] },
      sentiment: { value, sure: 0.9, because: [] },
      emotion: { value: 'frustrated' as const, sure: 0.9, because: [] },
      intents: []
    })
    const kept = async () =>
      (
        await sql<{ message: string; felt: string; model: string | null }>`select m.message,
          concat_ws('/', d.sentiment, d.emotion) as felt, d.model
          from mail_moods d join mails m on m.id = d.mail order by m.message`.execute(engine.db)
      ).rows.map(({ message, felt: text, model }) => [message, text, model])
    const moods = { db, choice: () => choice }
    const deps = { bridge, store, outbox, sides: () => sides, firstWait: 5, startAfter: 0, moods }
    const publisher = (running = startPublisher(deps, account))
    const ids = () => [...windowsOf(store.book, 1).values()].flatMap((row) => [...row.id])
    const look = async () => {
      publisher.kick('mail')
      await publisher.settle()
    }
    await arrive([header(1), header(2), stranger(3)])
    await publisher.settle()
    expect(await kept()).toEqual([])
    await writeVerdicts(db, { model: 1, custom: 0 }, new Map(ids().map((id) => [id, felt('negative')])))
    await look()
    expect(await kept()).toEqual([
      [key(1), 'negative/frustrated', 'm1'],
      [key(2), 'negative/frustrated', 'm1']
    ])
    const sentBefore = calls.length
    await look()
    expect(calls.slice(sentBefore)).not.toContain('workspace.setMoods')
    const [first] = ids()
    await writeSaid(db, new Map([[first!, { sentiment: 'positive', emotion: null, intents: null }]]))
    choice = { ...choice, emotion: false }
    await look()
    expect(await kept()).toEqual([
      [key(1), 'positive', null],
      [key(2), 'negative', 'm1']
    ])
    // taken back and shared again, it has it again
    await outbox.privates.put({ account: box, message: key(2), at: 1 })
    publisher.kick('all')
    await publisher.settle()
    expect((await kept()).map(([message]) => message)).toEqual([key(1)])
    await outbox.privates.clear()
    publisher.kick('all')
    await publisher.settle()
    expect(await kept()).toHaveLength(2)
    choice = { ...choice, on: false }
    await look()
    expect(await kept()).toEqual([])
    db.close()
  })

  it('is what was filed by hand, as far as the rule shares that record, once', async () => {
    const contacts = await engine.db.selectFrom('contacts').select('id').execute()
    const record = contacts[0]!.id
    await arrive([stranger(1), stranger(2)])
    const filed = (message: string) => ({
      account: box,
      message,
      record,
      kind: 'contact' as const,
      name: 'Anna',
      id: 1,
      thread: message,
      sent: 1,
      subject: 'x',
      from: ['X', 'x@nowhere.example'] as [string, string],
      to: [],
      at: 1
    })
    await outbox.filings.put(filed(key(1)))
    await once({ sharing: 'private' })
    expect(await publishedKeys()).toEqual([])
    await once(custom({ records: 'deals' }))
    expect(await publishedKeys()).toEqual([])
    expect(calls).not.toContain('workspace.publish')
    await once()
    expect(await publishedKeys()).toEqual([key(1)])
    await once()
    expect(calls.filter((name) => name === 'workspace.publish')).toHaveLength(1)
    await outbox.filings.clear()
    await once()
    expect(await publishedKeys()).toEqual([])
    expect((await workspace.calls['workspace.published']({ mailbox: box })).filings).toEqual([])
  })

  it('goes with the deal that its rep linked it to alone, told once: a later link stands', async () => {
    const db = engine.db
    const deal = (name: string) =>
      workspace.calls['workspace.create']({
        kind: 'deal',
        values: values.deal.parse({ name, stage: 'new' })
      } as RecordDraft)
    const chosen = await deal('Chosen')
    const newer = await deal('Newer')
    const dealOf = async (message: string) =>
      (await db.selectFrom('mail_deals').selectAll().where('message', '=', message).execute()).map(
        ({ deal: id, by_hand: byHand }) => [id, byHand]
      )
    await learn()
    try {
      await outbox.filings.put({
        account: box,
        message: key(1),
        record: chosen.id,
        kind: 'deal',
        name: 'Chosen',
        id: 1,
        thread: key(1),
        sent: 1,
        subject: 'x',
        from: ['X', 'x@acme.example'],
        to: [],
        at: 1,
        link: 'wanted'
      })
      await arrive([header(1)])
      await once()
      expect(await dealOf(key(1))).toEqual([[chosen.id, true]])
      expect((await outbox.filings.toArray()).map(({ link }) => link)).toEqual(['told'])
      await workspace.calls['workspace.linkDeal']({ messages: [key(1)], deal: newer.id })
      await once()
      expect(await dealOf(key(1))).toEqual([[newer.id, true]])
    } finally {
      await outbox.filings.clear()
      await once()
      await asOwner(async () => void (await sql`delete from mail_deals`.execute(db)))
      for (const { id, rev } of [chosen, newer])
        await workspace.calls['workspace.delete']({ kind: 'deal', id, rev })
    }
  })

  it('asks first where a rule goes by deals, and sends nothing that would be refused', async () => {
    const db = engine.db
    const of = await db.selectFrom('contacts').select('id').orderBy('id').execute()
    const contact = of[0]!.id
    const deal = await workspace.calls['workspace.create']({
      kind: 'deal',
      values: values.deal.parse({ name: 'Renewal', stage: 'new', contacts: [{ contact }] })
    } as RecordDraft)
    await learn()
    try {
      await arrive([header(1), header(2)])
      await once(custom({ records: 'deals' }))
      expect(await publishedKeys()).toEqual([key(1), key(2)])
      await workspace.calls['workspace.linkDeal']({ messages: [key(2)], deal: null })
      // what it says to the database of a mail that goes with no deal, by hand
      await sql`delete from mails`.execute(db)
      sent = []
      await once(custom({ records: 'deals' }))
      expect(await publishedKeys()).toEqual([key(1)])
      expect(sent.filter((text) => text.includes('"html"'))).toHaveLength(1)
      expect(sent.join()).not.toContain('Text 2')
      expect(sent.find((text) => text.includes(key(2)))).not.toContain('"subject"')
    } finally {
      await asOwner(async () => void (await sql`delete from mail_deals`.execute(db)))
      await workspace.calls['workspace.delete']({ kind: 'deal', id: deal.id, rev: deal.rev })
    }
  })

  it('is published once, also where it has no Message-ID, two folders hold it, or it is looked at again', async () => {
    const nameless = header(7, { messageId: '' })
    await arrive([header(1), nameless, header(8, { messageId: 'x'.repeat(1500) })])
    await arrive([header(1)], true, 'Archive')
    await once()
    const expected = [key(1), messageKey(nameless), 'x'.repeat(900)].sort()
    expect(await publishedKeys()).toEqual(expected)
    calls = []
    await once()
    expect(calls).not.toContain('workspace.publish')
    expect(await publishedKeys()).toEqual(expected)
    expect(await state()).toMatchObject({ published: 3, wanted: 3 })
  })

  it('is taken back by Private, and by hand', async () => {
    await arrive([header(1), header(2), header(3)])
    const publisher = start()
    await publisher.settle()
    await outbox.privates.add({ account: box, message: key(2), at: 0 })
    publisher.kick('rule')
    await publisher.settle()
    expect(await publishedKeys()).toEqual([key(1), key(3)])
    expect(await state()).toMatchObject({ state: 'done', published: 2, wanted: 2 })
    publisher.update({ ...account, sharing: 'private' })
    await publisher.settle()
    expect(await publishedKeys()).toEqual([])
    expect(await state()).toMatchObject({ state: 'off' })
    publisher.update(account)
    await publisher.settle()
    expect(await publishedKeys()).toEqual([key(1), key(3)])
    await outbox.privates.clear()
    publisher.kick('all')
    await publisher.settle()
    expect(await publishedKeys()).toEqual([key(1), key(2), key(3)])
  })

  it('goes by custom rules, and not a word of the text where only the subject is shared', async () => {
    const never = header(2, { to: [['N', 'never@acme.example']] })
    await arrive([header(1), never], false)
    await once(custom({ level: 'subject', never: ['never@acme.example'] }))
    expect(await publishedKeys()).toEqual([key(1)])
    await once(custom({ people: ['@nowhere.example'] }))
    expect(await publishedKeys()).toEqual([])
    await textsCome()
    await once(custom({ records: 'deals' }))
    expect(await publishedKeys()).toEqual([])
    await once(custom({ people: ['@example'] }))
    expect(await publishedKeys()).toEqual([key(1), key(2)])
  })

  it('leaves a mail that cannot be taken behind, and goes on with the others', async () => {
    const headers = Array.from({ length: 20 }, (_, i) => header(i + 1))
    headers[7]!.subject = 'half \ud83d, and \0 and \\u0000'
    await arrive(headers)
    await once()
    expect(await publishedKeys()).toHaveLength(20)
    await arrive([header(30, { sent: Number.NaN }), header(31)])
    await once()
    expect(await publishedKeys()).toHaveLength(21)
    expect(await state()).toMatchObject({ state: 'done', published: 21, wanted: 21, refused: 1 })
  })

  it('has, in bulk, left nothing out and nothing doubled, whatever failed at whichever step', async () => {
    const headers = Array.from({ length: 230 }, (_, i) => (i % 5 === 0 ? stranger(i + 1) : header(i + 1)))
    await arrive(headers)
    await outbox.privates.add({ account: box, message: key(2), at: 0 })
    const wanted = headers
      .filter(({ uid }) => uid % 5 !== 1 && uid !== 2)
      .map(({ uid }) => key(uid))
      .sort()
    await once()
    expect(await publishedKeys()).toEqual(wanted)
    for (const after of [false, true])
      for (let at = 0; at < 6; at++) {
        await workspace.calls['workspace.unshare']({ id: box })
        fault = { at, after, count: 0 }
        const publisher = start()
        await publisher.settle()
        // the keeper dies there
        await publisher.stop()
        fault = null
        await once()
        expect(await publishedKeys()).toEqual(wanted)
        expect(await state()).toMatchObject({
          state: 'done',
          published: wanted.length,
          wanted: wanted.length
        })
        // the rep takes one back, and that dies
        await outbox.privates.add({ account: box, message: key(3), at: 0 })
        fault = { at: at % 3, after, count: 0 }
        await once()
        fault = null
        await once()
        expect(await publishedKeys()).toEqual(wanted.filter((one) => one !== key(3)))
        await outbox.privates.delete([box, key(3)])
      }
  })

  it('waits for a workspace that is out of reach, says so, and catches up', async () => {
    await arrive([header(1)])
    fault = { at: 0, after: false, count: 0 }
    const publisher = start()
    await publisher.settle()
    expect(await state()).toMatchObject({ state: 'waiting', error: { code: 'workspace.unavailable' } })
    for (let tries = 0; (await state()).state !== 'done' && tries < 50; tries++)
      await new Promise((next) => setTimeout(next, 20))
    expect(await publishedKeys()).toEqual([key(1)])
  })

  it('remembers what was refused until something changes', async () => {
    await arrive([header(1), header(2, { from: [['Gone', 'gone@acme.example']] })])
    // a record that this computer still believes in
    const index = { ...sides.index, entries: new Map(sides.index.entries) }
    index.entries.set('gone@acme.example', { ...index.entries.get('anna@acme.example')! })
    sides = { ...sides, index }
    const publisher = start()
    await publisher.settle()
    expect(await publishedKeys()).toEqual([key(1)])
    expect(await state()).toMatchObject({ state: 'done', published: 1, wanted: 1, refused: 1 })
    calls = []
    publisher.kick('all')
    await publisher.settle()
    expect(calls).not.toContain('workspace.publish')
  })

  it('is what the administrator decides', async () => {
    await arrive([header(1)])
    const decide = async (sharing: 'choice' | 'private' | 'public') => {
      const { name, ownDomains, currency, rev } = await workspace.calls['workspace.organisation']({})
      await asOwner(() =>
        workspace.calls['workspace.setOrganisation']({ name, ownDomains, currency, rev, sharing })
      )
    }
    await decide('public')
    await once({ sharing: 'private' })
    expect(await publishedKeys()).toEqual([key(1)])
    await decide('choice')
    await asOwner(() => sql`update workspaces set sharing_locked = true`.execute(engine.db))
    await once({ sharing: 'private' })
    expect(await publishedKeys()).toEqual([key(1)])
    expect(changed).toEqual([{ sharing: 'public', sharingRule: usualTerms }])
    await asOwner(() => sql`update workspaces set sharing_locked = false`.execute(engine.db))
  })

  it('is nothing in a workspace that nobody shares', async () => {
    await arrive([header(1)])
    await asOwner(async () => {
      await start().settle()
      expect(await state()).toMatchObject({ state: 'off', shared: false, error: null })
    })
    running!.kick('rule')
    await running!.settle()
    expect(await publishedKeys()).toEqual([key(1)])
  })

  /** As an administrator, and the owner of the tables. */
  async function asOwner(work: () => Promise<unknown>): Promise<void> {
    if (engine.name === 'pglite') await sql`reset role`.execute(engine.db)
    await sql`update members set account_of = null`.execute(engine.db)
    await work()
    await sql`update members set account_of = ${me}`.execute(engine.db)
    if (engine.name === 'pglite') await sql`set role salesinbox_local`.execute(engine.db)
  }
})
