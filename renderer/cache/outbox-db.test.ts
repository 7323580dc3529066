import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { expect, it, vi } from 'vitest'
import type { Correction } from './outbox-types.ts'
import { openOutboxDb, outboxDbName, outboxVersion, requireOutbox } from './outbox-db.ts'

/** Rows as version 1 kept them: its stores, its keys, and a draft and an operation from before they knew of records. */
const first = {
  stores: {
    operations: '++id, state',
    drafts: 'id, account, state, updatedAt',
    uploads: '++id, draft',
    wishes: 'id'
  },
  operation: {
    id: 7,
    account: 'a',
    deed: { kind: 'send', draft: 'd' },
    state: 'queued',
    notBefore: 5,
    attempts: 2,
    error: { code: 'net.offline', params: {} },
    createdAt: 1,
    doneAt: null,
    inverse: null
  },
  draft: {
    id: 'd',
    account: 'a',
    from: ['Maya', 'maya@fernhill.example'],
    to: [['Dana', 'dana@acme.example']],
    cc: [],
    bcc: [],
    subject: 'Offer',
    html: '',
    text: 'Hello',
    attachments: [{ upload: 3, hash: null, name: 'a.txt', type: 'text/plain', size: 2, cid: '' }],
    messageId: 'd@fernhill.example',
    inReplyTo: '',
    references: [],
    origin: null,
    state: 'queued',
    error: null,
    rev: 4,
    updatedAt: 2,
    server: null,
    rejected: []
  },
  upload: { id: 3, draft: 'd', bytes: new Uint8Array([104, 105]) },
  wish: { id: 9, askedAt: 1 }
}

const correction: Correction = {
  ...{ account: 'a', message: 'm', id: 9, at: 1 },
  said: { sentiment: 'positive', emotion: null, intents: [] }
}

async function keepFirst(installId: string): Promise<void> {
  const db = new Dexie(outboxDbName(installId))
  db.version(1).stores(first.stores)
  await db.open()
  await db.table('operations').add(first.operation)
  await db.table('drafts').add(first.draft)
  await db.table('uploads').add(first.upload)
  await db.table('wishes').add(first.wish)
  db.close()
}

it('carries along all that version 1 kept, and counts on from its last operation', async () => {
  await keepFirst('from-1')
  for (let opened = 0; opened < 2; opened++) {
    const db = openOutboxDb('from-1')
    await db.open()
    expect(db.verno).toBe(outboxVersion)
    expect(await db.operations.where({ state: 'queued' }).toArray()).toEqual([first.operation])
    expect(await db.drafts.where({ account: 'a' }).toArray()).toEqual([first.draft])
    expect(await db.uploads.where({ draft: 'd' }).toArray()).toEqual([first.upload])
    expect(await db.wishes.toArray()).toEqual([first.wish])
    expect(await db.privates.toArray()).toEqual(opened === 0 ? [] : [{ account: 'a', message: 'm', at: 1 }])
    await db.privates.put({ account: 'a', message: 'm', at: 1 })
    expect(await db.corrections.toArray()).toEqual(opened === 0 ? [] : [correction])
    await db.corrections.put(correction)
    db.close()
  }
  const db = openOutboxDb('from-1')
  const { id: _, ...operation } = first.operation
  expect(await db.table('operations').add(operation)).toBe(first.operation.id + 1)
  expect(await db.privates.get(['a', 'm'])).toMatchObject({ at: 1 })
  db.close()
})

it('carries along what version 3 kept, and keeps what was dismissed and corrected', async () => {
  const old = new Dexie(outboxDbName('from-3'))
  old.version(1).stores(first.stores)
  old.version(2).stores({ privates: '[account+message], account' })
  old.version(3).stores({ filings: '[account+message+record], account, record' })
  await old.open()
  const filed = { account: 'a', message: 'm', record: 'r', kind: 'contact', name: 'Dana', at: 1 }
  await old.table('filings').add(filed)
  await old.table('privates').add({ account: 'a', message: 'm', at: 1 })
  old.close()
  const said = { key: 'change/1', how: 'dismissed', at: 2 } as const
  for (let opened = 0; opened < 2; opened++) {
    const db = openOutboxDb('from-3')
    await db.open()
    expect(db.verno).toBe(outboxVersion)
    expect(await db.filings.toArray()).toEqual([filed])
    expect(await db.privates.toArray()).toEqual([{ account: 'a', message: 'm', at: 1 }])
    expect(await db.dismissed.toArray()).toEqual(opened === 0 ? [] : [said])
    expect(await db.corrections.toArray()).toEqual(opened === 0 ? [] : [correction])
    await db.dismissed.put(said)
    await db.corrections.put(correction)
    db.close()
  }
})

it('refuses what a newer app has written, says which version is needed, and leaves all of it as it was', async () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value)
  })
  const now = openOutboxDb('newer')
  await requireOutbox(now, '1.0.0')
  await requireOutbox(now, '1.1.0')
  expect([...kept.values()]).toEqual([`${outboxVersion} 1.0.0`])
  now.close()
  const newer = new Dexie(outboxDbName('newer'))
  newer.version(outboxVersion + 1).stores({ ...first.stores, later: 'id' })
  await newer.open()
  await newer.table('drafts').add(first.draft)
  await newer.table('later').add({ id: 1 })
  newer.close()
  kept.set('salesinbox.outbox', `${outboxVersion + 1} 2.0.0`)

  const older = openOutboxDb('newer')
  await expect(requireOutbox(older, '1.1.0')).rejects.toMatchObject({
    code: 'disk.newer',
    params: { version: '2.0.0', current: '1.1.0' }
  })
  await expect(older.drafts.toArray()).rejects.toThrow()
  await expect(older.drafts.add({ ...first.draft, id: 'e' } as never)).rejects.toThrow()
  older.close()
  kept.clear()
  const unnoted = openOutboxDb('newer')
  await expect(requireOutbox(unnoted, '1.1.0')).rejects.toMatchObject({ params: { version: '' } })
  unnoted.close()
  expect(kept.size).toBe(0)

  await newer.open()
  expect(newer.verno).toBe(outboxVersion + 1)
  expect(await newer.table('drafts').toArray()).toEqual([first.draft])
  expect(await newer.table('later').count()).toBe(1)
  newer.close()
})
