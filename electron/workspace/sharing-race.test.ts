import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setMoods } from './moods.ts'
import type { Scope } from './scope.ts'
import { published, share } from './sharing.ts'
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

/** Runs in the open transaction: an app's pool has no third connection. */
type Before = (scope: Scope) => Promise<unknown>
const clock = Date.UTC(2026, 10, 26)
const mood = { sentiment: 'negative' as const, emotion: null, intents: [], model: 'm1' }

/** Only where two can write at once: PGlite has one connection. */
describe.each(testEngines.filter(({ name }) => name === 'postgres'))(
  'what is written as the mailbox turns to its subjects alone, on $name',
  (engine) => {
    let team: TestTeam
    let maya: TestUser
    beforeAll(async () => {
      team = await testTeam(engine)
      maya = await team.addUser('Maya')
      await testRecords(team, 'dana@acme.example')
    }, 120_000)
    afterAll(() => team.close())

    const narrow = (mailbox: { id: string }, before: Before = async () => undefined) =>
      team.as(maya.login, async (scope) => {
        const ask = { id: mailbox.id, address: maya.address, protocol: 'imap' as const }
        await share(scope, { ...ask, rule: rule({ level: 'subject' }) }, clock)
        await before(scope)
      })
    const tell = (mailbox: { id: string }, before: Before = async () => undefined) =>
      team.as(maya.login, async (scope) => {
        await setMoods(scope, { mailbox: mailbox.id, moods: [{ message: 'one', mood }] })
        await before(scope)
      })
    /** Until the other transaction ended or waits for a lock. */
    async function endsOrWaits({ db }: Scope, other: Promise<unknown>): Promise<void> {
      let ended = false
      void other.then(
        () => (ended = true),
        () => (ended = true)
      )
      await expect
        .poll(async () => {
          const { rows } = await sql`select from pg_locks where not granted`.execute(db)
          return ended || rows.length > 0
        })
        .toBe(true)
    }
    async function left(): Promise<number[]> {
      const counts = await sql<{ bodies: number; moods: number; snippets: number }>`select
        (select count(*)::int from mail_bodies) as bodies, (select count(*)::int from mail_moods) as moods,
        (select count(*)::int from mails where snippet <> '') as snippets`.execute(team.owner.db)
      const { bodies, moods, snippets } = counts.rows[0]!
      return [bodies, moods, snippets]
    }

    it('is nothing, whichever of the two came first: how a mail sounds', async () => {
      const first = await testMailbox(team, maya, {})
      await testPublish(team, maya, first, testMail('one'))
      let other: Promise<unknown> = Promise.resolve()
      await narrow(first, (scope) => endsOrWaits(scope, (other = tell(first))))
      await other
      expect(await left()).toEqual([0, 0, 0])
      await team.owner.db.deleteFrom('mailboxes').execute()
      const second = await testMailbox(team, maya, {})
      await testPublish(team, maya, second, testMail('one'))
      await tell(second, (scope) => endsOrWaits(scope, (other = narrow(second))))
      await other
      expect(await left()).toEqual([0, 0, 0])
      await team.owner.db.deleteFrom('mailboxes').execute()
    })

    it('is nothing, whichever of the two came first: a text', async () => {
      const first = await testMailbox(team, maya, {})
      let other: Promise<unknown> = Promise.resolve()
      await narrow(first, (scope) =>
        endsOrWaits(scope, (other = testPublish(team, maya, first, testMail('one'))))
      )
      await expect(other).rejects.toMatchObject({ code: 'sharing.stale' })
      expect(await left()).toEqual([0, 0, 0])
      const now = await team.as(maya.login, (scope) => published(scope, first.id))
      await testPublish(team, maya, { id: first.id, epoch: now.epoch }, testMail('one', { snippet: '' }))
      expect(await left()).toEqual([0, 0, 0])
      await team.owner.db.deleteFrom('mailboxes').execute()
    })
  }
)
