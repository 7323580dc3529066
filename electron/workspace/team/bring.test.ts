import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startTeam, type TeamServers } from '../../../tests/app/team.ts'
import { aLead, allLeads, startTestApp, type TestApp } from './testing.ts'

let team: TeamServers
let app: TestApp
beforeAll(async () => {
  team = await startTeam(['Maya', 'Otto'])
}, 60_000)
afterAll(() => team?.stop())
afterEach(() => app?.close())

it('copies the records of the data folder into an empty team, once, and leaves them where they are', async () => {
  app = startTestApp()
  const me = { title: '', phones: [], profile: 'standard' as const, active: true }
  const maya = await app.call('workspace.create', {
    kind: 'user',
    values: { ...me, name: 'Maya Lindqvist', addresses: ['maya@fernhill.example'] }
  })
  await app.call('workspace.create', {
    kind: 'user',
    values: { ...me, name: 'Priya', addresses: ['priya@fernhill.example'] }
  })
  await app.call('workspace.createFromSender', aLead('nora'))
  const { record } = await app.call('workspace.createFromSender', {
    ...aLead('dana'),
    kind: 'contact',
    account: 'Acme'
  })
  const { account } = await app.call('workspace.record', { kind: 'contact', id: record.id })
  const { stages, name, ownDomains, currency, rev } = await app.call('workspace.organisation', {})
  const own = [{ id: '', name: 'First talk', outcome: 'open' as const }, ...stages.slice(1)]
  const organisation = await app.call('workspace.setOrganisation', {
    name,
    ownDomains,
    currency,
    rev,
    stages: own
  })
  const values = { amount: 1200.5, currency: 'EUR', closing: '2026-12-31', notes: 'n', owner: maya.id }
  const deal = await app.call('workspace.create', {
    kind: 'deal',
    values: {
      ...values,
      name: 'Renewal',
      account: account!.id,
      stage: organisation.stages[0]!.id,
      contacts: [{ contact: record.id, role: 'Buyer' }]
    }
  })

  await app.call('team.join', { invitation: team.people[0]!.invitation })
  expect(await app.call('team.bring', {})).toEqual({
    user: 1,
    lead: 1,
    contact: 1,
    account: 1,
    deal: 1,
    activity: 0
  })
  const there = await app.call('workspace.record', { kind: 'deal', id: deal.id })
  // her records are those of the user that the team knows her as
  expect(there.record).toMatchObject({
    name: 'Renewal',
    stageName: 'First talk',
    amount: 1200.5,
    closing: '2026-12-31',
    accountName: 'Acme',
    owner: team.people[0]!.id,
    contacts: [{ contact: record.id, role: 'Buyer' }]
  })
  const { view } = await app.call('workspace.person', { address: 'nora@x.example' })
  expect(view?.record.name).toBe('nora')
  await expect(app.call('team.bring', {})).rejects.toMatchObject({ code: 'team.notEmpty' })
  await app.call('team.leave', {})
  expect((await app.call('workspace.list', allLeads)).rows).toHaveLength(1)
}, 180_000)

it('is an administrator’s, and copies nothing where there is nothing', async () => {
  await team.owner.db.deleteFrom('deals').execute()
  for (const table of ['contacts', 'accounts', 'leads'] as const)
    await team.owner.db.deleteFrom(table).execute()
  app = startTestApp()
  await app.call('team.join', { invitation: team.people[1]!.invitation })
  await expect(app.call('team.bring', {})).rejects.toMatchObject({ code: 'workspace.notAllowed' })
  await app.call('team.leave', {})
  await app.call('team.join', { invitation: await team.invite(team.people[0]!) })
  expect(await app.call('team.bring', {})).toMatchObject({ lead: 0, user: 0 })
}, 60_000)
