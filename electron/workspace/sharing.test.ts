import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DealLink } from '../../shared/contract/sharing.ts'
import { recordMail, sharedMail, sharers, visible } from './record-mail.ts'
import { linkDeal, undoLink } from './link-deal.ts'
import { publish, published, share, sharing, unpublish, unshare } from './sharing.ts'
import {
  rule,
  testMail,
  testMailbox,
  testPublish,
  testRecords,
  testTeam,
  type TestTeam,
  type TestUser
} from './team-testing.ts'
import { testEngines } from './testing.ts'
import { insert, replace } from './write.ts'

const dana = 'dana@acme.example'
const clock = Date.UTC(2026, 10, 26)

describe.each(testEngines)('shared mail, on $name', (engine) => {
  let team: TestTeam
  let maya: TestUser
  let priya: TestUser
  let ada: TestUser
  let records: Awaited<ReturnType<typeof testRecords>>
  beforeAll(async () => {
    team = await testTeam(engine)
    maya = await team.addUser('Maya')
    priya = await team.addUser('Priya')
    ada = await team.addUser('Ada', 'administrator')
    records = await testRecords(team, dana)
  }, 120_000)
  afterAll(() => team.close())

  const list = (user: TestUser, record: string, more: Partial<Parameters<typeof recordMail>[1]> = {}) =>
    team.as(user.login, (scope) =>
      recordMail(scope, {
        record,
        show: 'all',
        user: null,
        as: null,
        search: '',
        cursor: null,
        limit: 50,
        ...more
      })
    )
  const messages = async (...ask: Parameters<typeof list>) =>
    (await list(...ask)).rows.map(({ message }) => message)
  const empty = (mailbox: { id: string }, user = maya) =>
    team.as(user.login, (scope) => unshare(scope, mailbox.id))

  it('is one row for two owners, and reads with its text', async () => {
    const hers = await testMailbox(team, maya, {})
    const other = await testMailbox(team, priya, {}, 'pop3')
    await testPublish(team, maya, hers, testMail('both'), testMail('hers', { sent: clock }))
    await testPublish(team, priya, other, testMail('both', { source: 'pop3' }))
    const { rows, next } = await list(ada, records.contact)
    expect(rows.map(({ message, owners }) => [message, owners.map(({ name }) => name).sort()])).toEqual([
      ['hers', ['Maya']],
      ['both', ['Maya', 'Priya']]
    ])
    expect(next).toBeNull()
    expect(rows[0]).toMatchObject({ address: dana, from: ['Dana', dana], owners: [{ mine: false }] })
    const mail = await team.as(ada.login, (scope) => sharedMail(scope, rows[0]?.id ?? ''))
    expect(mail).toMatchObject({ text: 'Text of hers', level: 'full' })
    // each filter by itself, and the words
    expect(await messages(ada, records.account, { show: 'pop3' })).toEqual(['both'])
    expect(await messages(ada, records.deal, { show: 'user', user: priya.id })).toEqual(['both'])
    expect(await messages(ada, records.contact, { search: 'ABOUT her' })).toEqual(['hers'])
    expect(await messages(ada, records.contact, { show: 'crm' })).toEqual([])
    const who = await team.as(ada.login, (scope) => sharers(scope, records.contact))
    expect(who.map(({ name, imap, pop3 }) => [name, imap, pop3])).toEqual([
      ['Maya', 2, 0],
      ['Priya', 0, 1],
      ['Ada', 0, 0]
    ])
    await empty(hers)
    expect(await messages(ada, records.contact)).toEqual(['both'])
    await empty(other, priya)
  })

  it('comes in pages, each mail once, also where the owners stand at an edge', async () => {
    const hers = await testMailbox(team, maya, {})
    const other = await testMailbox(team, priya, {})
    const mails = Array.from({ length: 23 }, (_, i) => testMail(`m${i}`, { sent: clock + (i % 4) }))
    await testPublish(team, maya, hers, ...mails)
    await testPublish(team, priya, other, ...mails)
    for (const limit of [1, 5, 22, 23, 24]) {
      const seen: string[] = []
      for (let cursor: string | null = null, first = true; first || cursor; first = false) {
        const page = await list(ada, records.contact, { limit, cursor })
        expect(page.rows.every(({ owners }) => owners.length === 2)).toBe(true)
        seen.push(...page.rows.map(({ message }) => message))
        cursor = page.next
      }
      expect([seen.length, new Set(seen).size]).toEqual([23, 23])
    }
    await empty(hers)
    await empty(other, priya)
  })

  it('is published once however often, and not by a rule that was changed since', async () => {
    const mailbox = await testMailbox(team, maya, {})
    await testPublish(team, maya, mailbox, testMail('once'))
    await testPublish(team, maya, mailbox, testMail('once'))
    const about = await team.as(maya.login, (scope) => published(scope, mailbox.id))
    expect(about).toEqual({ epoch: 1, messages: ['once'], filings: [], textless: [], moods: [] })
    const after = await team.as(maya.login, (scope) =>
      share(
        scope,
        { ...mailbox, address: maya.address, protocol: 'imap', rule: rule({ mode: 'private' }) },
        clock
      )
    )
    expect(after.epoch).toBe(2)
    expect((await team.as(maya.login, (scope) => published(scope, mailbox.id))).messages).toEqual([])
    await expect(testPublish(team, maya, mailbox, testMail('late'))).rejects.toThrow('sharing.stale')
    await expect(testPublish(team, maya, after, testMail('late'))).rejects.toThrow(/row-level security/)
    await empty(mailbox)
  })

  it('is refused where it touches no record, is a colleague’s, or is excluded; exclusions take back', async () => {
    const mailbox = await testMailbox(team, maya, { never: ['@private.example'] })
    const to = (...addresses: string[]) => ({
      from: ['', maya.address] as [string, string],
      to: addresses.map((address) => ['', address] as [string, string])
    })
    const kept = testMail('kept', to(dana))
    const { refused } = await testPublish(
      team,
      maya,
      mailbox,
      kept,
      testMail('nobody', to('who@else.example')),
      testMail('colleagues', to(priya.address)),
      testMail('doctor', to(dana, 'x@mail.private.example')),
      testMail('bank', to(dana, 'x@bank.example'))
    )
    expect(refused).toEqual(['nobody', 'colleagues', 'doctor'])
    expect(await messages(priya, records.contact)).toEqual(['kept', 'bank'])
    await team.as(ada.login, ({ db, workspace }) =>
      db.insertInto('excluded').values({ workspace, entry: '@bank.example' }).execute()
    )
    expect(await messages(priya, records.contact)).toEqual(['kept'])
    expect(
      (await testPublish(team, maya, mailbox, testMail('bank', to('x@bank.example', dana)))).refused
    ).toEqual(['bank'])
    expect(await team.as(maya.login, sharing)).toMatchObject({
      excluded: ['@bank.example'],
      decision: 'choice'
    })
    await team.as(maya.login, (scope) => unpublish(scope, { mailbox: mailbox.id, messages: ['kept'] }))
    expect(await messages(priya, records.contact)).toEqual([])
    await empty(mailbox)
  })

  it('is filed anew when an address comes to a record or goes to another', async () => {
    const mailbox = await testMailbox(team, maya, {})
    const both = { to: [['', 'new@acme.example']] as [string, string][] }
    await testPublish(team, maya, mailbox, testMail('first'), testMail('second', both))
    const values = { name: 'Ned', title: '', account: null, phones: [], city: '', owner: null, notes: '' }
    const fresh = { origin: 'rep', now: clock } as const
    const ned = await insert(
      team.owner,
      { kind: 'contact', values: { ...values, addresses: ['new@acme.example'] } },
      fresh
    )
    expect(await messages(priya, ned)).toEqual(['second'])
    await replace(team.owner, ned, 1, { kind: 'contact', values: { ...values, addresses: [] } }, clock)
    expect(await messages(priya, ned)).toEqual([])
    expect(await messages(priya, records.contact)).toEqual(['second', 'first'])
    await replace(
      team.owner,
      ned,
      2,
      { kind: 'contact', values: { ...values, account: records.account, addresses: ['new@acme.example'] } },
      clock
    )
    expect(await messages(priya, ned)).toEqual(['second'])
    await empty(mailbox)
  })

  it('goes with the open deal changed last, old mail only where there is one, and stays as linked by hand', async () => {
    const { contact, account } = await testRecords(team, 'eve@two.example')
    const values = {
      name: 'Second',
      account,
      stage: 'new',
      amount: null,
      currency: 'EUR',
      closing: '',
      contacts: [{ contact, role: '' }],
      owner: null,
      notes: ''
    }
    const second = await insert(team.owner, { kind: 'deal', values }, { origin: 'rep', now: clock + 5 })
    const mailbox = await testMailbox(team, maya, {})
    const from = { from: ['Eve', 'eve@two.example'] as [string, string] }
    const old = Date.UTC(2020, 0, 1)
    await testPublish(
      team,
      maya,
      mailbox,
      testMail('new', { ...from, sent: clock, thread: 't' }),
      testMail('old', { ...from, sent: old })
    )
    expect(await messages(priya, second)).toEqual(['new'])
    const link = (message: string, deal: string | null) =>
      team.as(priya.login, (scope) => linkDeal(scope, { messages: [message], deal }, clock))
    const { before } = await link('old', second)
    expect(before).toEqual([{ message: 'old', deal: null, byHand: false }])
    expect(await messages(priya, second)).toEqual(['new', 'old'])
    const rowOf = async (message: string) => {
      const ask = { record: contact, show: 'all', user: null, as: null, search: '', cursor: null } as const
      const { rows } = await team.as(priya.login, (scope) => recordMail(scope, { ...ask, limit: 50 }))
      return rows.find((row) => row.message === message)
    }
    expect((await rowOf('old'))?.deal).toEqual({ id: second, name: 'Second', byHand: true })
    expect((await rowOf('new'))?.deal).toEqual({ id: second, name: 'Second', byHand: false })
    const undo = (links: DealLink[], linked: string | null) =>
      team.as(priya.login, (scope) => undoLink(scope, { links, linked }, clock))
    await undo(before, second)
    expect((await rowOf('old'))?.deal).toBeNull()
    // what the rule linked is the rule's again, and what was linked otherwise since stays
    const moved = await link('new', records.deal)
    await undo(moved.before, second)
    expect((await rowOf('new'))?.deal?.id).toBe(records.deal)
    await undo(moved.before, records.deal)
    expect((await rowOf('new'))?.deal).toEqual({ id: second, name: 'Second', byHand: false })
    await link('old', second)
    await link('new', null)
    await testPublish(team, maya, mailbox, testMail('new', from))
    expect(await messages(priya, second)).toEqual(['old'])
    await link('new', records.deal)
    expect(await messages(priya, records.deal)).toEqual(['new'])
    // the next of its conversation goes where the hand put it, if its people are in that deal
    await link('new', second)
    await testPublish(team, maya, mailbox, testMail('next', { ...from, sent: clock + 9, thread: 't' }))
    expect(await messages(priya, second)).toEqual(['next', 'new', 'old'])
    await empty(mailbox)
  })

  it('holds back what a rep takes back where the administrator locked it, and what the administrator decided', async () => {
    const { db } = team.owner
    const mailbox = await testMailbox(team, maya, {
      records: 'chosen',
      mode: 'custom',
      chosen: [records.contact]
    })
    await testPublish(team, maya, mailbox, testMail('locked'))
    await db.updateTable('users').set({ sharing_locked: true }).where('id', '=', maya.id).execute()
    const refused = async (work: Parameters<typeof team.as<unknown>>[1]) => {
      const error = await team.as(maya.login, work).catch((thrown: Error & { detail?: string }) => thrown)
      return (error as { detail?: string }).detail
    }
    const again = (mode: 'private' | 'custom', more: object = {}) =>
      refused((scope) =>
        share(
          scope,
          {
            ...mailbox,
            address: maya.address,
            protocol: 'imap',
            rule: rule({ mode, records: 'chosen', ...more })
          },
          clock
        )
      )
    expect(await again('private')).toBe('locked')
    expect(await again('custom', { chosen: [] })).toBe('locked')
    const rest = { mode: 'custom' as const, records: 'chosen' as const, chosen: [records.contact] }
    const elsewhere = {
      ...mailbox,
      address: 'other@fernhill.example',
      protocol: 'imap',
      rule: rule(rest)
    } as const
    expect(await refused((scope) => share(scope, elsewhere, clock))).toBe('locked')
    expect(await refused((scope) => unshare(scope, mailbox.id))).toBe('locked')
    expect(await refused((scope) => unpublish(scope, { mailbox: mailbox.id, messages: ['locked'] }))).toBe(
      'locked'
    )
    expect(await messages(priya, records.contact)).toEqual(['locked'])
    await db
      .updateTable('users')
      .set({ sharing: 'public', sharing_locked: false })
      .where('id', '=', maya.id)
      .execute()
    expect(await again('custom', { chosen: [records.contact] })).toBe('decided')
    await db
      .updateTable('users')
      .set({ sharing: null, sharing_locked: null })
      .where('id', '=', maya.id)
      .execute()
    expect(await again('private')).toBeUndefined()
    await empty(mailbox)
  })

  it('keeps nothing of a batch that is cut off, and all of it when it is sent again', async () => {
    const mailbox = await testMailbox(team, maya, {})
    const mails = [testMail('a'), testMail('b')]
    await expect(
      team.as(maya.login, async (scope) => {
        await publish(scope, { mailbox: mailbox.id, epoch: mailbox.epoch, mails })
        throw new Error('cut off')
      })
    ).rejects.toThrow('cut off')
    expect(await messages(priya, records.contact)).toEqual([])
    await testPublish(team, maya, mailbox, ...mails)
    expect((await messages(priya, records.contact)).sort()).toEqual(['a', 'b'])
    const count = await team.owner.db.selectFrom('mail_bodies').selectAll().execute()
    expect(count).toHaveLength(2)
    await empty(mailbox)
  })

  it('shows as a colleague sees it, of what the asker sees', async () => {
    const mailbox = await testMailbox(team, maya, {})
    await testPublish(team, maya, mailbox, testMail('seen'))
    const set = (owner: string | null, records: 'all' | 'own') =>
      Promise.all([
        team.owner.db.updateTable('contacts').set({ owner }).execute(),
        team.owner.db.updateTable('workspaces').set({ records }).execute()
      ])
    await set(maya.id, 'own')
    expect(await messages(maya, records.contact, { as: priya.id })).toEqual([])
    expect(await messages(maya, records.contact, { as: ada.id })).toEqual(['seen'])
    await set(priya.id, 'own')
    expect(await messages(maya, records.contact, { as: priya.id })).toEqual(['seen'])
    await set(null, 'all')
    const [row] = (await list(priya, records.contact)).rows
    const still = () => team.as(priya.login, (scope) => visible(scope, [row?.id ?? '', maya.id]))
    expect(await still()).toEqual([row?.id])
    await empty(mailbox)
    expect(await still()).toEqual([])
  })
})
