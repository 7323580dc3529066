import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backUpWithin } from '../../../shared/contract/administration.ts'
import { recordMail } from '../record-mail.ts'
import { readPolicy } from '../policy.ts'
import { published, share } from '../sharing.ts'
import {
  rule,
  testMail,
  testMailbox,
  testPublish,
  testRecords,
  testTeam,
  type TestTeam,
  type TestUser
} from '../team-testing.ts'
import { testEngines } from '../testing.ts'
import { bin } from '../remove.ts'
import { mailboxSeen, noteRead, readAudit } from './audit.ts'
import { decideSharing, removeProfile, saveProfile, setExcluded, setRecordAccess } from './decide.ts'
import { activateMail, backUp, deactivateMail, forgetLeavers, readBackups } from './leavers.ts'
import { readTeam } from './team.ts'

const now = Date.UTC(2026, 10, 27)

describe.each(testEngines)('administration, on $name', (engine) => {
  let team: TestTeam
  let ada: TestUser
  let maya: TestUser
  let priya: TestUser
  let mailbox: { id: string; epoch: number }
  let records: Awaited<ReturnType<typeof testRecords>>
  beforeAll(async () => {
    team = await testTeam(engine)
    ada = await team.addUser('Ada', 'administrator')
    maya = await team.addUser('Maya')
    priya = await team.addUser('Priya')
    records = await testRecords(team, 'dana@acme.example')
    mailbox = await testMailbox(team, maya, {})
    await testPublish(team, maya, mailbox, testMail('one'), testMail('two'))
  }, 120_000)
  afterAll(() => team.close())

  const seen = (user: TestUser) =>
    team.as(user.login, async (scope) => {
      const ask = { show: 'all', user: null, as: null, search: '', cursor: null, limit: 50 } as const
      const { rows } = await recordMail(scope, { record: records.contact, ...ask })
      return rows.length
    })
  const about = async (user: TestUser) =>
    (await team.as(ada.login, (scope) => readTeam(scope, now))).users.find(({ id }) => id === user.id)
  const detail = async (user: TestUser, work: Parameters<typeof team.as<unknown>>[1]) => {
    const error = await team.as(user.login, work).catch((thrown: unknown) => thrown)
    return (error as { detail?: string }).detail ?? (error as Error | undefined)?.message
  }

  it('shows who connected what, and of their mail only how much is shared', async () => {
    await team.as(maya.login, (scope) => mailboxSeen(scope, { id: mailbox.id, state: 'active', synced: 77 }))
    expect(await about(maya)).toMatchObject({
      name: 'Maya',
      address: maya.address,
      invited: true,
      decision: 'choice',
      held: false,
      shared: 2,
      noBackup: null,
      mailboxes: [{ address: maya.address, protocol: 'imap', mode: 'public', synced: 77 }]
    })
    expect(await about(priya)).toMatchObject({ mailboxes: [], shared: 0, noBackup: 'nothing' })
  })

  it('is refused to everybody else', async () => {
    const tries: Parameters<typeof team.as<unknown>>[1][] = [
      (scope) => readTeam(scope, now),
      (scope) => decideSharing(scope, { of: { kind: 'all' }, decision: 'public', locked: true }),
      (scope) => setExcluded(scope, ['x.example']),
      (scope) => setRecordAccess(scope, 'own'),
      (scope) => saveProfile(scope, { id: '', name: 'x', emailSettings: true }),
      (scope) => deactivateMail(scope, { user: ada.id, keep: { folders: true, mail: true } }, now),
      (scope) => activateMail(scope, ada.id),
      (scope) => backUp(scope, { user: maya.id, withoutRest: false }, now, () => undefined),
      (scope) => readBackups(scope),
      (scope) => readAudit(scope, { before: null, limit: 10 })
    ]
    for (const work of tries) expect(await detail(priya, work)).toContain('workspace.notAllowed')
    // not by the tables either
    const none = await team.as(priya.login, ({ db }) => db.selectFrom('backups').selectAll().execute())
    expect(none).toEqual([])
  })

  it('decides for all, a profile or a user, the narrower over the wider, and mailboxes follow', async () => {
    const decide = (
      ...[of, decision, locked]: [
        Parameters<typeof decideSharing>[1]['of'],
        'private' | 'public' | 'choice' | null,
        boolean | null
      ]
    ) => team.as(ada.login, (scope) => decideSharing(scope, { of, decision, locked }))
    const policyOf = (user: TestUser) => team.as(user.login, (scope) => readPolicy(scope, []))
    await decide({ kind: 'all' }, 'private', false)
    expect(await about(maya)).toMatchObject({
      decision: 'private',
      shared: 0,
      mailboxes: [{ mode: 'private' }]
    })
    expect(await policyOf(maya)).toMatchObject({ sharing: 'private' })
    await decide({ kind: 'profile', id: 'standard' }, 'choice', null)
    expect(await about(maya)).toMatchObject({ decision: 'choice' })
    await decide({ kind: 'user', id: maya.id }, 'public', true)
    expect(await about(maya)).toMatchObject({
      decision: 'public',
      held: true,
      mailboxes: [{ mode: 'public' }]
    })
    expect(await about(priya)).toMatchObject({ decision: 'choice', held: false })
    expect(await policyOf(maya)).toMatchObject({ sharing: 'public', locked: true })
    const ask = {
      ...mailbox,
      address: maya.address,
      protocol: 'imap' as const,
      rule: rule({ mode: 'private' })
    }
    expect(await detail(maya, (scope) => share(scope, ask, now))).toBe('decided')
    await decide({ kind: 'user', id: maya.id }, null, null)
    await decide({ kind: 'profile', id: 'standard' }, null, null)
    await decide({ kind: 'all' }, 'choice', false)
    const { epoch } = await team.as(maya.login, (scope) => share(scope, { ...ask, rule: rule({}) }, now))
    mailbox = { ...mailbox, epoch }
    await testPublish(team, maya, mailbox, testMail('one'), testMail('two'))
    expect(await seen(priya)).toBe(2)
  })

  it('keeps profiles of the team’s own, and excluded domains in one spelling', async () => {
    const { id } = await team.as(ada.login, (scope) =>
      saveProfile(scope, { id: '', name: 'Interns', emailSettings: false })
    )
    expect(
      await detail(ada, (scope) => saveProfile(scope, { id: '', name: 'interns', emailSettings: true }))
    ).toContain('workspace.invalid')
    await team.owner.db.updateTable('users').set({ profile: id }).where('id', '=', priya.id).execute()
    expect(await team.as(priya.login, (scope) => readPolicy(scope, []))).toMatchObject({
      profile: 'Interns',
      mayConfigure: false
    })
    expect(await detail(ada, (scope) => removeProfile(scope, id))).toContain('workspace.invalid')
    await team.owner.db.updateTable('users').set({ profile: 'standard' }).where('id', '=', priya.id).execute()
    await team.as(ada.login, (scope) => removeProfile(scope, id))
    await team.as(ada.login, (scope) =>
      setExcluded(scope, ['Bank.example', '@bank.example', 'Dr@Care.example'])
    )
    const { excluded, profiles } = await team.as(ada.login, (scope) => readTeam(scope, now))
    expect(excluded).toEqual(['@bank.example', 'dr@care.example'])
    expect(profiles.map(({ name, users }) => [name, users])).toEqual([
      ['Administrator', 1],
      ['Standard', 2]
    ])
    expect(await detail(ada, (scope) => setExcluded(scope, ['no domain']))).toContain('workspace.invalid')
    await team.as(ada.login, (scope) => setExcluded(scope, []))
  })

  it('keeps a leaver’s mail in this order: deactivate, back up, delete', async () => {
    const remove = (scope: Parameters<typeof bin>[0]) =>
      bin(scope, { kind: 'user', id: maya.id, rev: 1 }, now)
    expect(await detail(ada, remove)).toBe('deactivate')
    await team.as(ada.login, (scope) =>
      deactivateMail(scope, { user: maya.id, keep: { folders: true, mail: false } }, now)
    )
    expect(await seen(priya)).toBe(0)
    expect(await seen(ada)).toBe(0)
    expect(await team.as(maya.login, (scope) => readPolicy(scope, []))).toMatchObject({
      mayConfigure: false,
      deactivated: { folders: true, mail: false }
    })
    expect(await detail(ada, remove)).toBe('backUp')
    const steps: number[] = []
    const cut = team.as(ada.login, (scope) =>
      backUp(scope, { user: maya.id, withoutRest: false }, now, () => {
        throw new Error('cut off')
      })
    )
    await expect(cut).rejects.toThrow('cut off')
    expect(await seen(priya)).toBe(0)
    const done = await team.as(ada.login, (scope) =>
      backUp(scope, { user: maya.id, withoutRest: false }, now, (at) => steps.push(at))
    )
    expect(done).toMatchObject({
      mails: 2,
      expected: 2,
      finished: now,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/)
    })
    expect(steps).toEqual([2, 4])
    expect(
      await team.as(ada.login, (scope) =>
        backUp(scope, { user: maya.id, withoutRest: false }, now, () => undefined)
      )
    ).toMatchObject({
      hash: done.hash
    })
    expect((await team.as(ada.login, readBackups)).every(({ finished }) => finished === now)).toBe(true)
    expect(await seen(priya)).toBe(2)
    await team.as(ada.login, remove)
    expect(await seen(priya)).toBe(2)
    expect(await team.as(ada.login, readBackups)).toMatchObject([{ name: 'Maya' }, { name: 'Maya' }])
    await team.owner.db.updateTable('users').set({ deleted: null }).where('id', '=', maya.id).execute()
    await team.as(ada.login, (scope) => activateMail(scope, maya.id))
  })

  it('forgets after six months what nobody backed up, and nothing before', async () => {
    await team.as(ada.login, (scope) =>
      deactivateMail(scope, { user: maya.id, keep: { folders: true, mail: true } }, now)
    )
    const forget = (user: TestUser, at: number) => team.as(user.login, (scope) => forgetLeavers(scope, at))
    expect(await forget(ada, now + backUpWithin - 1)).toBe(0)
    expect(await forget(priya, now + backUpWithin + 1)).toBe(0)
    expect((await team.as(ada.login, (s) => readTeam(s, now + backUpWithin + 1))).users).toContainEqual(
      expect.objectContaining({ name: 'Maya', noBackup: 'tooLate' })
    )
    expect(await forget(ada, now + backUpWithin + 1)).toBe(2)
    expect(await about(maya)).toMatchObject({ shared: 0 })
    await team.as(ada.login, (scope) => activateMail(scope, maya.id))
  })

  it('writes down who changed what, and who read a mail of whom', async () => {
    const { epoch } = await team.as(maya.login, (scope) => published(scope, mailbox.id))
    await testPublish(team, maya, { ...mailbox, epoch }, testMail('read me'))
    const mail = await team.owner.db.selectFrom('mails').select('id').executeTakeFirstOrThrow()
    await team.as(maya.login, (scope) => noteRead(scope, mail.id))
    await team.as(priya.login, (scope) => noteRead(scope, mail.id))
    await team.as(ada.login, (scope) => setRecordAccess(scope, 'own'))
    await team.as(ada.login, (scope) => setRecordAccess(scope, 'all'))
    const { entries, next } = await team.as(ada.login, (scope) =>
      readAudit(scope, { before: null, limit: 3 })
    )
    expect(entries).toMatchObject([
      { who: 'Ada', act: 'workspaces.update', was: { records: 'own' }, now: { records: 'all' } },
      { who: 'Ada', act: 'workspaces.update', now: { records: 'own' } },
      { who: 'Priya', act: 'mail.read', about: 'About read me', now: { owner: maya.id } }
    ])
    const rest = await team.as(ada.login, (scope) => readAudit(scope, { before: next, limit: 200 }))
    expect(rest.entries.map(({ act, who }) => `${who} ${act}`)).toContain('Maya mailboxes.insert')
    const hidden = await team.as(priya.login, ({ db }) =>
      db
        .selectFrom('audit' as 'backups')
        .selectAll()
        .execute()
    )
    expect(hidden).toEqual([])
  })
})
