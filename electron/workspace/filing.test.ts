import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filing } from '../../shared/contract/sharing.ts'
import { recordMail } from './record-mail.ts'
import { fileMails, published, share } from './sharing.ts'
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

describe.each(testEngines)('mail that is filed by hand, on $name', (engine) => {
  let team: TestTeam
  let maya: TestUser
  let otto: TestUser
  let records: Awaited<ReturnType<typeof testRecords>>
  let mailbox: { id: string; epoch: number }
  const stranger = testMail('one', { from: ['Who', 'who@nowhere.example'] })

  beforeAll(async () => {
    team = await testTeam(engine)
    maya = await team.addUser('Maya')
    otto = await team.addUser('Otto')
    records = await testRecords(team, 'dana@acme.example')
    mailbox = await testMailbox(team, maya, {})
  }, 120_000)
  afterAll(() => team.close())

  const filing = (kind: 'contact' | 'deal' = 'contact'): Filing => ({
    message: 'one',
    record: records[kind],
    kind
  })
  const file = (add: Filing[], remove: Filing[] = [], by = maya) =>
    team.as(by.login, (scope) => fileMails(scope, { mailbox: mailbox.id, add, remove }))
  const on = async (record: string, show: 'all' | 'crm' | 'imap' = 'all') => {
    const ask = { record, show, user: null, as: null, search: '', cursor: null, limit: 50 }
    const { rows } = await team.as(otto.login, (scope) => recordMail(scope, ask))
    return rows.map(({ message, source, owners }) => `${message} ${source} ${owners[0]?.source}`)
  }
  const change = async (given: Parameters<typeof rule>[0]) => {
    const ask = { id: mailbox.id, address: maya.address, protocol: 'imap' as const, rule: rule(given) }
    mailbox = await team.as(maya.login, (scope) => share(scope, ask, 1))
  }

  it('is seen on that record as sent to the CRM, though nobody of it is in the mail', async () => {
    expect(await testPublish(team, maya, mailbox, stranger)).toEqual({ refused: ['one'] })
    await file([filing()])
    await file([filing()])
    expect(await testPublish(team, maya, mailbox, stranger)).toEqual({ refused: [] })
    expect(await on(records.contact, 'crm')).toEqual(['one crm crm'])
    expect(await on(records.contact, 'imap')).toEqual([])
    expect(await on(records.deal)).toEqual([])
    await file([filing('deal')])
    expect(await on(records.deal)).toEqual(['one crm crm'])
  })

  it('follows the rule of its mailbox', async () => {
    await change({ mode: 'custom', records: 'deals' })
    expect(await on(records.contact)).toEqual([])
    expect(await on(records.deal)).toEqual(['one crm crm'])
    await change({ mode: 'public', never: ['@nowhere.example'] })
    expect(await on(records.deal)).toEqual([])
    await change({ mode: 'private' })
    await expect(file([filing()])).rejects.toThrow(/row-level security/)
    const told = await team.as(maya.login, (scope) => published(scope, mailbox.id))
    expect(told).toMatchObject({ messages: [], filings: [] })
    await change({ mode: 'public' })
  })

  it('is published no more where it is taken from its last record', async () => {
    await file([filing(), filing('deal')])
    await testPublish(team, maya, mailbox, stranger)
    await file([], [filing('deal')])
    expect(await on(records.deal)).toEqual([])
    expect(await on(records.contact)).toEqual(['one crm crm'])
    await file([], [filing()])
    expect(await on(records.contact)).toEqual([])
    expect(await team.owner.db.selectFrom('mails').select('id').execute()).toEqual([])
  })

  it('is nobody’s but the owner’s to file, nor on a record that the owner does not see', async () => {
    await expect(file([filing()], [], otto)).rejects.toThrow(/row-level security/)
    await team.owner.db.updateTable('workspaces').set({ records: 'own' }).execute()
    await team.owner.db.updateTable('contacts').set({ owner: otto.id }).execute()
    await expect(file([filing()])).rejects.toThrow(/row-level security/)
    await file([filing('deal')])
    expect(
      await team.as(otto.login, ({ db }) => db.selectFrom('mail_filings').selectAll().execute())
    ).toEqual([])
  })
})
