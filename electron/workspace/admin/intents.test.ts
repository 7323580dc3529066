import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Checked } from '../../../shared/contract/index.ts'
import { testTeam, type TestTeam, type TestUser } from '../team-testing.ts'
import { testEngines, testStore } from '../testing.ts'
import { readAudit } from './audit.ts'
import { readIntents, removeIntent, saveIntent } from './intents.ts'

const now = Date.UTC(2026, 10, 27)
const examples = ['Could a technician come by?', 'We need a service visit', 'Please send somebody to us']
const visit = (rest: Partial<Checked<'workspace.saveIntent'>> = {}): Checked<'workspace.saveIntent'> => ({
  ...{ id: null, rev: 0, name: 'Site visit', examples, unlike: [], words: [], must: false, on: false },
  ...rest
})

describe.each(testEngines)('custom intents, on $name', (engine) => {
  let team: TestTeam
  let ada: TestUser
  let maya: TestUser
  beforeAll(async () => {
    team = await testTeam(engine)
    ada = await team.addUser('Ada', 'administrator')
    maya = await team.addUser('Maya')
  }, 120_000)
  afterAll(() => team.close())
  const save = (user: TestUser, rest: Partial<Checked<'workspace.saveIntent'>> = {}) =>
    team.as(user.login, (scope) => saveIntent(scope, visit(rest), now))
  const read = (user: TestUser) => team.as(user.login, readIntents)

  it('are an administrator’s to make and change, and everybody’s to read', async () => {
    const made = await save(ada, { words: [' Technician ', 'technician', ''] })
    expect(made).toMatchObject({ name: 'Site visit', examples, words: ['Technician'], on: false, rev: 1 })
    const on = await save(ada, { ...made, name: 'Visit', on: true })
    expect(on).toMatchObject({ id: made.id, name: 'Visit', on: true, rev: 2 })
    expect(await read(maya)).toEqual({ intents: [on], mayChange: false, administrators: ['Ada'] })
    expect(await read(ada)).toMatchObject({ mayChange: true, administrators: [] })
  })

  it('are refused to everybody else, by the tables too', async () => {
    const { intents } = await read(ada)
    const id = intents[0]!.id
    await expect(save(maya, { name: 'Mine' })).rejects.toThrow('workspace.notAllowed')
    await expect(team.as(maya.login, (scope) => removeIntent(scope, id))).rejects.toThrow(
      'workspace.notAllowed'
    )
    await team.as(maya.login, async ({ db }) => {
      const changed = await db.updateTable('intents').set({ name: 'Hers' }).returning('id').execute()
      expect(changed).toEqual([])
      expect(await db.deleteFrom('intents').returning('id').execute()).toEqual([])
    })
    const inserting = team.as(maya.login, ({ db, workspace }) =>
      db
        .insertInto('intents')
        .values({
          workspace,
          id,
          created: 0,
          name: 'x',
          key: 'x',
          examples,
          unlike: [],
          words: [],
          must: false,
          is_on: true
        })
        .execute()
    )
    await expect(inserting).rejects.toThrow(/row-level security/)
    expect((await read(ada)).intents).toEqual(intents)
  })

  it('lose no edit in silence', async () => {
    const [intent] = (await read(ada)).intents
    const next = await save(ada, { ...intent!, words: ['visit'] })
    await expect(save(ada, { ...intent!, words: ['call'] })).rejects.toThrow('workspace.conflict')
    expect((await read(ada)).intents).toEqual([next])
  })

  it('say which field is wrong', async () => {
    const wrong = async (rest: Partial<Checked<'workspace.saveIntent'>>) => {
      const error = await save(ada, { name: 'Another', ...rest }).catch((thrown: unknown) => thrown)
      return (error as { params: { field: string } }).params.field
    }
    const other = ['One sentence here', 'And another one', 'And a third']
    expect(await wrong({ name: ' VISIT ', examples: other })).toBe('intent.name')
    expect(await wrong({ name: 'complaint', examples: other })).toBe('intent.name')
    expect(await wrong({})).toBe('intent.examples')
    expect(await wrong({ examples: other.slice(1) })).toBe('intent.examples')
    expect(await wrong({ examples: other, unlike: [other[0]!.toUpperCase()] })).toBe('intent.examples')
    expect(await wrong({ examples: other, words: ['...'] })).toBe('intent.words')
  })

  it('stay small whoever writes them', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `example ${i}`)
    for (const [column, value] of [
      ['examples', many],
      ['examples', ['a'.repeat(20_000), 'b', 'c']],
      ['examples', ['one', 'two']],
      ['unlike', many],
      ['words', many],
      ['name', ['x'.repeat(41)]]
    ] as const) {
      const given = column === 'name' ? sql`${value[0]}` : sql`${value}::text[]`
      const writing = team.as(ada.login, ({ db }) =>
        sql`update intents set ${sql.ref(column)} = ${given}`.execute(db)
      )
      await expect(writing).rejects.toThrow(/check constraint/)
    }
  })

  it('stand in the audit trail, without what their sentences say', async () => {
    const [intent] = (await read(ada)).intents
    await save(ada, { ...intent!, unlike: ['The visit of Dana was nice'] })
    await team.as(ada.login, (scope) => removeIntent(scope, intent!.id))
    await team.as(ada.login, (scope) => removeIntent(scope, intent!.id))
    const { entries } = await team.as(ada.login, (scope) => readAudit(scope, { before: null, limit: 50 }))
    const own = entries.filter(({ act }) => act.startsWith('intents.'))
    expect(own.map(({ act, who }) => [act, who])).toEqual([
      ['intents.delete', 'Ada'],
      ['intents.update', 'Ada'],
      ['intents.update', 'Ada'],
      ['intents.update', 'Ada'],
      ['intents.insert', 'Ada']
    ])
    expect(own[1]).toMatchObject({ was: { name: 'Visit', unlike: 0 }, now: { name: 'Visit', unlike: 1 } })
    expect(JSON.stringify(own)).not.toContain('Dana')
    expect(JSON.stringify(own)).not.toContain('technician come by')
  })
})

it('who has the workspace alone is its administrator, and changes are told', async () => {
  const store = await testStore(testEngines[0]!)
  const before = store.versions.length
  const made = await store.calls['workspace.saveIntent'](visit())
  await store.calls['workspace.removeIntent']({ id: made.id })
  expect(store.versions.length).toBe(before + 2)
  const none = { intents: [], mayChange: true, administrators: [] }
  expect(await store.calls['workspace.intents']({})).toEqual(none)
  await store.close()
}, 120_000)
