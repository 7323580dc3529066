import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Checked } from '../../shared/contract/index.ts'
import { customerMoods, recordMoods, setMoods } from './moods.ts'
import { recordMail, sharedMail } from './record-mail.ts'
import { published, share, unpublish, unshare } from './sharing.ts'
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

type Mood = NonNullable<Checked<'workspace.setMoods'>['moods'][number]['mood']>
const dana = 'dana@acme.example'
const day = 24 * 3600_000
const clock = Date.UTC(2026, 10, 26)
const mood = (sentiment: Mood['sentiment'], more: Partial<Mood> = {}): Mood => ({
  sentiment,
  emotion: null,
  intents: [],
  model: 'm1',
  ...more
})

describe.each(testEngines)('how shared mail sounds, on $name', (engine) => {
  let team: TestTeam
  let maya: TestUser
  let priya: TestUser
  let otto: TestUser
  let records: Awaited<ReturnType<typeof testRecords>>
  beforeAll(async () => {
    team = await testTeam(engine)
    maya = await team.addUser('Maya')
    priya = await team.addUser('Priya')
    otto = await team.addUser('Otto')
    records = await testRecords(team, dana)
  }, 120_000)
  afterAll(() => team.close())

  const tell = (user: TestUser, mailbox: { id: string }, moods: Record<string, Mood | null>) =>
    team.as(user.login, (scope) =>
      setMoods(scope, {
        mailbox: mailbox.id,
        moods: Object.entries(moods).map(([message, one]) => ({ message, mood: one }))
      })
    )
  const list = async (user: TestUser) => {
    const ask = { show: 'all' as const, user: null, as: null, search: '', cursor: null, limit: 50 }
    const read = () => team.as(user.login, (scope) => recordMail(scope, { ...ask, record: records.contact }))
    return (await read()).rows.map(({ message, mood: one }) => [message, one?.sentiment ?? null])
  }
  const customers = (user: TestUser) => team.as(user.login, (scope) => customerMoods(scope, clock))
  const of = (user: TestUser) => team.as(user.login, (scope) => recordMoods(scope, records.contact))
  const told = async (mailbox: { id: string }) =>
    (await team.as(maya.login, (scope) => published(scope, mailbox.id))).moods
  const close = (mailbox: { id: string }, user = maya) =>
    team.as(user.login, (scope) => unshare(scope, mailbox.id))

  it('is seen by whoever reads the text, is corrected, and goes with its mail', async () => {
    const hers = await testMailbox(team, maya, {})
    await testPublish(team, maya, hers, testMail('one'), testMail('two', { sent: clock }))
    await tell(maya, hers, {
      one: mood('negative', { emotion: 'frustrated', intents: ['request', 'complaint'] }),
      two: mood('neutral'),
      nowhere: mood('positive')
    })
    expect(await list(priya)).toEqual([
      ['two', 'neutral'],
      ['one', 'negative']
    ])
    expect((await told(hers)).toSorted()).toEqual([
      ['one', 'negative/frustrated/request,complaint'],
      ['two', 'neutral//']
    ])
    const [{ mail, said, owner }] = (await of(priya)).filter(({ message }) => message === 'one') as [
      Awaited<ReturnType<typeof of>>[number]
    ]
    expect([said, owner]).toEqual([false, 'Maya'])
    const read = () => team.as(priya.login, (scope) => sharedMail(scope, mail))
    expect((await read()).mood).toEqual({
      ...{ sentiment: 'negative', emotion: 'frustrated', said: false },
      intents: ['request', 'complaint']
    })
    await tell(maya, hers, { one: mood('positive', { model: null }), two: null })
    expect((await read()).mood).toMatchObject({ sentiment: 'positive', intents: [], said: true })
    expect(await list(priya)).toEqual([
      ['two', null],
      ['one', 'positive']
    ])
    // what the rep has is in the rep's own app
    expect(await customers(maya)).toEqual([])
    expect(await of(maya)).toEqual([])
    await team.as(maya.login, (scope) => unpublish(scope, { mailbox: hers.id, messages: ['one'] }))
    expect(await told(hers)).toEqual([])
    await close(hers)
  })

  it('is none where the subject alone is shared, or is no more than that from now on', async () => {
    const hers = await testMailbox(team, maya, { mode: 'custom', level: 'subject' })
    await testPublish(team, maya, hers, testMail('bare'))
    await tell(maya, hers, { bare: mood('negative') })
    expect(await list(priya)).toEqual([['bare', null]])
    const whole = await testMailbox(team, maya, { mode: 'custom' })
    await testPublish(team, maya, whole, testMail('whole', { sent: clock }))
    await tell(maya, whole, { whole: mood('negative') })
    expect(await list(priya)).toContainEqual(['whole', 'negative'])
    const narrower = { ...whole, address: maya.address, protocol: 'imap' as const }
    await team.as(maya.login, (scope) =>
      share(scope, { ...narrower, rule: rule({ mode: 'custom', level: 'subject' }) }, clock)
    )
    expect(await list(priya)).toEqual([
      ['whole', null],
      ['bare', null]
    ])
    // nor by hand, past what the app asks
    const bare = team.as(maya.login, async ({ db, workspace }) => {
      const { id } = await db
        .selectFrom('mails')
        .select('id')
        .where('message', '=', 'bare')
        .executeTakeFirstOrThrow()
      const row = { workspace, mail: id, sent: 1, sentiment: 'negative' as const, emotion: null }
      await db
        .insertInto('mail_moods')
        .values({ ...row, intents: [], model: null })
        .execute()
    })
    await expect(bare).rejects.toThrow(/row-level security/)
    await close(hers)
    await close(whole)
  })

  it('is its owner’s to say: a colleague neither changes nor takes it back', async () => {
    const hers = await testMailbox(team, maya, {})
    await testPublish(team, maya, hers, testMail('one'))
    await tell(maya, hers, { one: mood('negative') })
    await tell(priya, hers, { one: mood('positive') })
    await tell(priya, hers, { one: null })
    await team.as(priya.login, async ({ db }) => {
      await db.updateTable('mail_moods').set({ sentiment: 'positive' }).execute()
      await db.deleteFrom('mail_moods').execute()
    })
    expect(await list(otto)).toEqual([['one', 'negative']])
    await close(hers)
  })

  it('counts once for a mail that two have, and of each sender what is since the last good one', async () => {
    const hers = await testMailbox(team, maya, {})
    const his = await testMailbox(team, priya, {})
    const at = (ago: number) => ({ sent: clock - ago * day })
    const mails = [
      testMail('old', at(100)),
      testMail('before', at(6)),
      testMail('good', at(5)),
      testMail('plain', at(4)),
      testMail('both', at(3)),
      testMail('last', at(1))
    ]
    await testPublish(team, maya, hers, ...mails)
    await testPublish(
      team,
      priya,
      his,
      testMail('both', at(3)),
      testMail('ours', { ...at(0), outgoing: true })
    )
    await tell(maya, hers, {
      ...{ old: mood('negative'), before: mood('negative'), good: mood('positive'), plain: mood('neutral') },
      ...{ both: mood('positive'), last: mood('negative') }
    })
    await tell(priya, his, { both: mood('negative', { model: null }), ours: mood('negative') })
    const all = await customers(otto)
    expect(all.map(({ message, sentiment, said }) => [message, sentiment, said])).toEqual([
      ['last', 'negative', false],
      // one of its owners says so
      ['both', 'negative', true],
      ['good', 'positive', false]
    ])
    expect(all[0]).toMatchObject({ sender: dana, subject: 'About last', owner: 'Maya' })
    expect((await of(otto)).map(({ message }) => message)).toEqual([
      ...['last', 'both', 'plain', 'good', 'before', 'old']
    ])
    expect((await of(priya)).map(({ message }) => message)).toContain('both')
    await close(hers)
    await close(his, priya)
  })

  it('is told of to who looks at the record', async () => {
    const hers = await testMailbox(team, maya, {})
    await testPublish(team, maya, hers, testMail('one'))
    const mark = () =>
      team.as(priya.login, async (scope) => {
        const ask = { show: 'all' as const, user: null, as: null, search: '', cursor: null, limit: 1 }
        return (await recordMail(scope, { ...ask, record: records.contact })).mark
      })
    const before = await mark()
    await tell(maya, hers, { one: mood('negative') })
    const read = await mark()
    expect(read).toBeGreaterThan(before)
    await tell(maya, hers, { one: null })
    expect(await mark()).toBeGreaterThan(read)
    await close(hers)
  })
})
