import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import type { HeaderRow } from '../../shared/mail/message.ts'
import { type MailDb, openMailDb } from '../cache/mail-db.ts'
import { openOutboxDb, type OutboxDb } from '../cache/outbox-db.ts'
import { applyBatch } from './apply-batch.ts'
import { isAutomatic, playForward } from './forwarding.ts'
import { openStore, type Store } from './store.ts'
import { batch, folderRow, header } from './testing.ts'

describe('mail that no person wrote', () => {
  it.each([
    ['Auto-Submitted: auto-replied', true],
    ['auto-submitted: auto-generated (vacation)', true],
    ['Auto-Submitted: no', false],
    ['Precedence: bulk', true],
    ['Precedence: list', false],
    ['Return-Path: <>', true],
    ['Return-Path: <anna@acme.example>', false],
    ['X-Autoreply: yes', true],
    ['X-Long: a\r\n Auto-Submitted: auto-replied', false],
    ['Subject: Auto-Submitted: auto-replied', false]
  ])('%s', (line, expected) => {
    expect(
      isAutomatic(`From: a@x.example\r\n${line}\r\nTo: b@x.example\r\n\r\nAuto-Submitted: auto-replied`)
    ).toBe(expected)
  })
})

describe('a mail that a filter passes on', () => {
  const me = {
    id: 'a',
    address: 'me@fernhill.example',
    displayName: 'Me',
    aliases: ['also@fernhill.example']
  } as Account
  let install = 0
  let mail: MailDb
  let outbox: OutboxDb
  let store: Store
  let source = 'From: Anna@acme.example\r\n\r\nHello'

  beforeEach(async () => {
    install++
    mail = openMailDb(`forwards-${install}`)
    outbox = openOutboxDb(`forwards-${install}`)
    store = await openStore(mail)
  })
  afterEach(async () => {
    await store.close()
    mail.close()
    outbox.close()
  })

  const bridge = {
    call: async (name: string) =>
      name === 'mail.source' ? { hash: 'h', size: source.length } : new TextEncoder().encode(source)
  } as unknown as Bridge

  async function forward(parts: Partial<HeaderRow> = {}): Promise<void> {
    const folder = {
      ...folderRow(1),
      cursor: { uidValidity: '1', uidNext: 1, modseq: null, since: null, complete: true }
    }
    await store.write(() => {
      const plan = applyBatch(store.book, folder, batch([header(1, parts)]), () => 4, 0)
      return { written: { change: plan.change, messages: plan.messages }, result: true }
    })
    const [[identity, id]] = [...store.book.ids] as [[number, number]]
    const deps = {
      bridge,
      store,
      outbox,
      account: 'a'
    }
    const kind = 'forward' as const
    const deed = { kind, targets: [{ id, identity }], to: 'boss@fernhill.example', rule: 'r1' }
    await playForward({ ...deps, me: () => me }, deed)
    await playForward({ ...deps, me: () => me }, deed)
  }

  it('leaves whole, as one mail with one Message-ID, however often it is played', async () => {
    await forward()
    const [draft, ...others] = await outbox.drafts.toArray()
    expect(others).toEqual([])
    expect(draft).toMatchObject({
      state: 'queued',
      to: [['', 'boss@fernhill.example']],
      subject: 'Fwd: Subject 1',
      attachments: [{ hash: 'h', name: 'Subject 1.eml', type: 'message/rfc822' }]
    })
    expect(draft!.messageId).toMatch(/^filter-\d+-r1@fernhill\.example$/)
    expect((await outbox.operations.toArray()).map(({ deed }) => deed)).toEqual([
      { kind: 'send', draft: draft!.id }
    ])
  })

  it.each([
    ['we wrote', { from: [['', 'also@fernhill.example']] as [string, string][] }],
    ['the one wrote it would go to', { from: [['Boss', 'BOSS@fernhill.example']] as [string, string][] }]
  ])('does not leave where %s it: no loop', async (_, parts) => {
    await forward(parts)
    expect(await outbox.drafts.count()).toBe(0)
  })
  it('does not leave where a program sent it by itself', async () => {
    source = 'From: Anna@acme.example\r\nAuto-Submitted: auto-replied\r\n\r\nAway'
    await forward()
    expect(await outbox.drafts.count()).toBe(0)
  })
})
