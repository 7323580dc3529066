import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideSharing } from '../../../electron/workspace/admin/decide.ts'
import { readTeam } from '../../../electron/workspace/admin/team.ts'
import {
  testMailbox,
  testRecords,
  testTeam,
  type TestTeam,
  type TestUser
} from '../../../electron/workspace/team-testing.ts'
import { testEngines } from '../../../electron/workspace/testing.ts'
import { type Decision, outcomeOf, type Team } from './decisions.ts'

/** Random, and the same each time. */
let seed = 20_261_128
const below = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most
const one = <T>(some: readonly T[]): T => some[below(some.length)]!

const decisions = ['choice', 'private', 'public', 'custom', null] as const
const locks = [true, false, null] as const
const now = Date.UTC(2026, 10, 25)

describe.each(testEngines)('what is said before it is decided, on $name', (engine) => {
  let team: TestTeam
  let boss: TestUser
  const people: TestUser[] = []
  beforeAll(async () => {
    team = await testTeam(engine)
    boss = await team.addUser('Ada', 'administrator')
    for (const name of ['Maya', 'Otto', 'Priya', 'Kai']) people.push(await team.addUser(name))
    for (const user of people) await testMailbox(team, user, {})
  }, 120_000)
  afterAll(() => team.close())

  const asBoss = <T>(work: Parameters<typeof team.as<T>>[1]) => team.as(boss.login, work)
  const decision = (now: Team): Decision => ({
    of: one([
      { kind: 'all' },
      { kind: 'profile', id: one(now.profiles).id },
      { kind: 'user', id: one(now.users).id }
    ] as const),
    decision: one(decisions),
    locked: one(locks)
  })

  it('comes to what the database then decides, whatever was decided before', async () => {
    for (let i = 0; i < 60; i++) {
      const before = await asBoss((scope) => readTeam(scope, now))
      const wanted = decision(before)
      await asBoss((scope) => decideSharing(scope, wanted))
      const { rows } = await sql<{ id: string; decision: string; held: boolean; modes: string[] }>`
        select u.id, s.decision, s.lock as held, array(select mode from mailboxes b where b.owner = u.id) as modes
        from users u cross join lateral sharing_of(u.workspace, u.id) s`.execute(team.owner.db)
      const said = before.users.map((user) => ({ id: user.id, ...outcomeOf(user, before, wanted) }))
      const { users } = await asBoss((scope) => readTeam(scope, now))
      for (const { id, decision, held, modes } of rows) {
        const told = { id, decision, held }
        expect([wanted, said.find((user) => user.id === id)]).toEqual([wanted, told])
        expect(users.find((user) => user.id === id)).toMatchObject(told)
        if (decision !== 'choice') expect(modes.filter((mode) => mode !== decision)).toEqual([])
      }
    }
  }, 120_000)

  it('shows as another user exactly the records that this user sees', async () => {
    const { db } = team.owner
    const records = await testRecords(team, 'dana@acme.example')
    const all = [...people, boss]
    const seen = { yes: 0, no: 0 }
    for (let i = 0; i < 40; i++) {
      await db
        .updateTable('workspaces')
        .set({ records: one(['all', 'own', 'own'] as const) })
        .execute()
      for (const table of ['contacts', 'accounts', 'deals'] as const)
        await db
          .updateTable(table)
          .set({ owner: one([...all.map(({ id }) => id), null]) })
          .execute()
      const someone = one(people)
      await db
        .updateTable('users')
        .set({ active: one([true, true, false]) })
        .where('id', '=', someone.id)
        .execute()
      await db
        .updateTable('users')
        .set({ profile: one(['standard', 'standard', 'administrator']) })
        .where('id', '=', one(people).id)
        .execute()
      for (const user of all)
        for (const [kind, id] of Object.entries(records)) {
          const sees = await team.as(user.login, (scope) =>
            sql`select from ${sql.table(`${kind}s`)} where id = ${id}`.execute(scope.db)
          )
          const said = await asBoss((scope) =>
            sql<{ would: boolean }>`select member_would_see(${user.id}, ${kind}, ${id}) as would`.execute(
              scope.db
            )
          )
          expect([user.login, kind, said.rows[0]?.would]).toEqual([user.login, kind, sees.rows.length === 1])
          seen[sees.rows.length === 1 ? 'yes' : 'no']++
        }
    }
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(50)
  }, 120_000)
})
