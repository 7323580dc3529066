import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Checked } from '../../shared/contract/index.ts'
import { testEngines, testStore, type TestStore } from './testing.ts'

type Values = Extract<Checked<'workspace.create'>, { kind: 'user' }>['values']

describe.each(testEngines)('what the administrator decides, on $name', (engine) => {
  let store: TestStore
  beforeAll(async () => {
    store = await testStore(engine)
  }, 120_000)
  afterAll(() => store.close())

  const user = (values: Partial<Values> & { name: string }) =>
    store.calls['workspace.create']({
      kind: 'user',
      values: { title: '', addresses: [], phones: [], profile: 'standard', active: true, ...values }
    })
  async function decide(change: Partial<Checked<'workspace.setOrganisation'>>) {
    const { name, ownDomains, currency, rev } = await store.calls['workspace.organisation']({})
    return store.calls['workspace.setOrganisation']({ name, ownDomains, currency, rev, ...change })
  }

  it('is nothing in a new workspace: whoever is alone in it is its administrator', async () => {
    const free = { mayConfigure: true, profile: 'Administrator', sharing: 'choice' }
    expect(await store.policy([])).toEqual(free)
    expect(await store.policy(['nobody@fernhill.example'])).toEqual(free)
  })

  it('holds for the profile of the user whose address the rep has', async () => {
    await user({ name: 'Maya', addresses: ['Maya@Fernhill.example'] })
    await user({ name: 'Otto', addresses: ['otto@fernhill.example'], profile: 'administrator' })
    await decide({ profiles: [{ id: 'standard', emailSettings: false }], sharing: 'public' })
    expect(await store.policy(['MAYA@fernhill.example', 'otto@fernhill.example'])).toEqual({
      mayConfigure: false,
      profile: 'Standard',
      sharing: 'public'
    })
    expect(await store.policy(['else@fernhill.example', 'otto@fernhill.example'])).toMatchObject({
      mayConfigure: true,
      profile: 'Administrator'
    })
  })

  it('asks neither a user who left nor one of the sample', async () => {
    await user({ name: 'Gone', addresses: ['gone@fernhill.example'], active: false })
    const sample = { title: '', phones: [], profile: 'standard' as const, active: true }
    const values = { ...sample, name: 'Sam', addresses: ['sam@fernhill.example'] }
    await store.insertSample({ records: [{ key: 'sam', draft: { kind: 'user', values } }], ownDomains: [] })
    expect(await store.policy(['gone@fernhill.example', 'sam@fernhill.example'])).toMatchObject({
      profile: 'Administrator'
    })
  })

  it('stays as it is where a change of the organisation does not speak of it', async () => {
    const after = await decide({ name: 'Fernhill' })
    expect(after).toMatchObject({ name: 'Fernhill', sharing: 'public' })
    expect(after.profiles).toEqual([
      { id: 'administrator', name: 'Administrator', emailSettings: true },
      { id: 'standard', name: 'Standard', emailSettings: false }
    ])
  })
})
