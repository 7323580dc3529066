import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTeam, type TeamServers } from '../../../tests/app/team.ts'
import { startPgBouncer } from '../../../tests/servers/pgbouncer.ts'
import { freePort } from '../../../tests/servers/postgres.ts'
import { readInvitation, writeInvitation } from '../../../shared/team/invitation.ts'
import { migrate, readSchemaVersion } from '../migrate.ts'
import { migrations } from '../migrations/index.ts'
import { openPostgres } from '../postgres.ts'
import { scramVerifier } from './scram.ts'
import { aLead, allLeads, startTestApp, type TestApp } from './testing.ts'

let team: TeamServers
const apps: TestApp[] = []
const start = (): TestApp => {
  const app = startTestApp()
  apps.push(app)
  return app
}
const join = (app: TestApp, invitation: string) => app.call('team.join', { invitation })
const names = async (app: TestApp) =>
  (await app.call('workspace.list', allLeads)).rows.map(({ name }) => name)
const state = (app: TestApp) => app.call('team.state', {})
const patience = { timeout: 20_000, interval: 20 }

beforeAll(async () => {
  team = await startTeam(['Maya', 'Otto', 'Priya'])
}, 60_000)
afterAll(() => team?.stop())
afterEach(() => Promise.all(apps.splice(0).map((app) => app.close())))

describe('joining a team', () => {
  it('serves once, keeps no password that anybody has seen, and holds over a restart', async () => {
    const [maya] = team.people
    const app = start()
    expect(await state(app)).toMatchObject({ where: 'here', administrator: true })
    const joined = await join(app, maya!.invitation)
    expect(joined).toMatchObject({ where: 'team', host: '127.0.0.1', user: 'Maya', administrator: true })
    await app.call('workspace.createFromSender', aLead('first'))
    await vi.waitFor(
      async () => expect(await state(app)).toMatchObject({ reach: 'ok', news: 'live', readOnly: false }),
      patience
    )
    const { password } = readInvitation(maya!.invitation)
    const own = [...app.secrets.values()]
    expect(own).toHaveLength(1)
    expect(own[0]).not.toBe(password)
    const written = JSON.stringify([...app.settings, app.logged, app.events])
    for (const secret of [password, ...own]) expect(written).not.toContain(secret)

    await app.restart()
    expect(await names(app)).toEqual(['first'])
    expect(await state(app)).toMatchObject({ where: 'team', user: 'Maya' })

    const other = start()
    await expect(join(other, maya!.invitation)).rejects.toMatchObject({ code: 'team.usedInvitation' })
    expect(await state(other)).toMatchObject({ where: 'here' })
    // this very app may ask again: what it kept still opens
    expect(await join(app, maya!.invitation)).toMatchObject({ user: 'Maya' })
  }, 60_000)

  it('lets an administrator invite, by file or link, and nobody else', async () => {
    const [maya, otto, priya] = team.people
    const boss = start()
    await join(boss, await team.invite(maya!))
    const { link, text, file } = await boss.call('team.invite', { user: otto!.id })
    expect(file).toBe('Otto.salesinbox-invitation')
    expect(readInvitation(link)).toEqual(readInvitation(text))
    expect(readInvitation(text)).toMatchObject({ user: 'Otto', by: 'Maya' })
    const rep = start()
    // the one from before serves no more
    await expect(join(rep, otto!.invitation)).rejects.toMatchObject({ code: 'team.usedInvitation' })
    expect(await join(rep, `  ${link}\n`)).toMatchObject({ user: 'Otto', administrator: false })
    const refused = rep.call('team.invite', { user: priya!.id })
    await expect(refused).rejects.toMatchObject({ code: 'workspace.notAllowed' })
    await expect(boss.call('team.invite', { user: crypto.randomUUID() })).rejects.toMatchObject({
      code: 'workspace.notFound'
    })
  }, 60_000)

  it('goes back to the records in the data folder, as they were', async () => {
    const app = start()
    await app.call('workspace.createFromSender', aLead('mine'))
    const { version } = (await app.call('workspace.directory', { known: -1 }))!
    await join(app, await team.invite(team.people[1]!))
    // a version of the same number says nothing of another workspace
    expect(await app.call('workspace.directory', { known: version })).not.toBeNull()
    expect(await names(app)).not.toContain('mine')
    expect(await app.call('team.leave', {})).toMatchObject({ where: 'here' })
    expect(await names(app)).toEqual(['mine'])
    expect(app.secrets.size).toBe(0)
  }, 120_000)
})

describe('what is no way in', () => {
  const tell = async (invitation: string) => {
    const app = start()
    const refused = await join(app, invitation).catch((error: unknown) => error)
    expect(await state(app)).toMatchObject({ where: 'here' })
    expect(app.secrets.size).toBe(0)
    return refused
  }
  const otto = () => team.people[1]!

  it('is text that is no invitation', async () => {
    const tls = JSON.parse(await team.invite(otto())) as { server: Record<string, unknown> }
    const elsewhere = { ...tls, server: { ...tls.server, host: 'db.example', tls: false } }
    for (const text of ['', 'hello', '{}', 'salesinbox:join#???', JSON.stringify(elsewhere)])
      expect(await tell(text)).toMatchObject({ code: 'team.badInvitation' })
  })
  it('is a server whose certificate is by another authority, for another name, or not encrypted', async () => {
    const { selfSigned } = team.certificates
    const other = await team.invite(otto(), { certificate: selfSigned.cert })
    expect(await tell(other)).toMatchObject({ code: 'net.certificate' })
    const invitation = readInvitation(await team.invite(otto()))
    const { certificate: _, ...unknown } = invitation.server
    expect(await tell(writeInvitation({ ...invitation, server: unknown }).text)).toMatchObject({
      code: 'net.certificate'
    })
    // a name that the certificate does not have
    expect(await tell(await team.invite(otto(), { host: '127.0.0.2' }))).toMatchObject({
      code: expect.stringMatching(/^net\.(certificate|refused)$/) as string
    })
    expect(await tell(await team.invite(otto(), { tls: false }))).toMatchObject({
      code: 'team.usedInvitation'
    })
  }, 60_000)
  it('is a server that is not there', async () => {
    const port = await freePort()
    expect(await tell(await team.invite(otto(), { port }))).toMatchObject({ code: 'net.refused' })
  })
  it('is a database that has no workspace, and one whose user is inactive', async () => {
    const empty = new URL(await team.postgres.createDatabase()).pathname.slice(1)
    expect(await tell(await team.invite(otto(), { database: empty }))).toMatchObject({
      code: 'workspace.notMember'
    })
    const priya = team.people[2]!
    await team.owner.db.updateTable('users').set({ active: false }).where('id', '=', priya.id).execute()
    expect(await tell(await team.invite(priya))).toMatchObject({ code: 'workspace.notMember' })
    await team.owner.db.updateTable('users').set({ active: true }).where('id', '=', priya.id).execute()
  })
})

describe('a schema that is not this app’s', () => {
  afterEach(() => team.owner.db.updateTable('schema_version').set({ version: migrations.length }).execute())

  it.each([
    ['older', migrations.length - 1],
    ['newer', migrations.length + 1]
  ])(
    'is read and not written where it is %s',
    async (_, version) => {
      const app = start()
      await join(app, await team.invite(team.people[1]!))
      await app.call('workspace.createFromSender', aLead(`before${version}`))
      await team.owner.db.updateTable('schema_version').set({ version }).execute()
      // found out at the next change, without a restart
      const refused = app.call('workspace.createFromSender', aLead('after'))
      await expect(refused).rejects.toMatchObject({ code: 'workspace.readOnly' })
      expect(await names(app)).toContain(`before${version}`)
      expect(await state(app)).toMatchObject({ readOnly: true })
      await app.restart()
      expect(await names(app)).toContain(`before${version}`)
      await vi.waitFor(async () => expect(await state(app)).toMatchObject({ readOnly: true }), patience)
      await team.owner.db.updateTable('schema_version').set({ version: migrations.length }).execute()
      await app.call('workspace.createFromSender', aLead(`again${version}`))
      await vi.waitFor(async () => expect(await state(app)).toMatchObject({ readOnly: false }), patience)
    },
    60_000
  )

  it('says so where it cannot be read, instead of an error of the database', async () => {
    const app = start()
    await join(app, await team.invite(team.people[1]!))
    await team.owner.db.updateTable('schema_version').set({ version: 3 }).execute()
    await sql`alter table mail_grants rename to gone`.execute(team.owner.db)
    try {
      const read = app.call('workspace.sharers', { record: crypto.randomUUID() })
      await expect(read).rejects.toMatchObject({ code: 'workspace.readOnly' })
    } finally {
      await sql`alter table gone rename to mail_grants`.execute(team.owner.db)
    }
  }, 60_000)

  it('is made once by two apps of the owner that begin at one moment', async () => {
    const url = await team.postgres.createDatabase({ owned: true })
    const both = [openPostgres(url, 'owner'), openPostgres(url, 'owner')]
    await Promise.all(both.map(({ db }) => migrate(db)))
    const rows = await both[0]!.db.selectFrom('schema_version').selectAll().execute()
    expect(rows).toEqual([{ version: migrations.length }])
    await Promise.all(both.map((engine) => engine.close()))
  }, 60_000)
})

describe('an older schema, updated by an administrator', () => {
  const password = 'the owner’s own password'
  let old: TeamServers
  beforeAll(async () => {
    old = await startTeam(['Maya', 'Otto'], { version: migrations.length - 1 })
    await sql`alter role owner password ${sql.lit(await scramVerifier(password))}`.execute(old.owner.db)
    await old.postgres.askOwner()
  }, 60_000)
  afterAll(() => old?.stop())
  const version = () => readSchemaVersion(old.owner.db)

  it('is the owner’s sign-in alone, which is kept nowhere', async () => {
    const from = migrations.length - 1
    const [maya, otto] = [start(), start()]
    await join(maya, old.people[0]!.invitation)
    await join(otto, old.people[1]!.invitation)
    expect(await state(maya)).toMatchObject({
      readOnly: true,
      userId: old.people[0]!.id,
      older: { from, to: migrations.length, owner: 'owner' }
    })
    const asked = (app: TestApp, user: string, given: string) =>
      app.call('team.migrate', { user, password: given })
    const refused: [TestApp, string, string, string][] = [
      [otto, 'owner', password, 'workspace.notAllowed'],
      [maya, 'owner', 'wrong', 'team.ownerRefused'],
      [maya, 'nobody', password, 'team.ownerRefused'],
      [maya, 'super', password, 'team.notOwner']
    ]
    for (const [app, user, given, code] of refused)
      await expect(asked(app, user, given)).rejects.toMatchObject({ code })
    expect(await version()).toBe(from)

    expect(await asked(maya, 'owner', password)).toMatchObject({ readOnly: false, older: null })
    expect(await version()).toBe(migrations.length)
    expect(maya.heard('team.migrating').at(-1)).toEqual({ done: 1, of: 1 })
    await maya.call('workspace.createFromSender', aLead('after'))
    expect(await names(otto)).toEqual(['after'])
    await vi.waitFor(async () => expect(await state(otto)).toMatchObject({ readOnly: false }), patience)
    const kept = [...maya.settings, ...maya.secrets, maya.logged, maya.events]
    expect(JSON.stringify(kept)).not.toContain(password)
  }, 60_000)
})

describe('news of others', () => {
  const changes = (app: TestApp) => app.heard('workspace.changed').length
  /** ms until the other app hears of a new lead. */
  async function latency(from: TestApp, to: TestApp, name: string): Promise<number> {
    const before = changes(to)
    const begun = performance.now()
    await from.call('workspace.createFromSender', aLead(name))
    await vi.waitFor(() => expect(changes(to)).toBeGreaterThan(before), patience)
    const at = to.events.filter((event) => event.name === 'workspace.changed').at(-1)!.at
    expect(await names(to)).toContain(name)
    return at - begun
  }
  async function pair(change = {}): Promise<[TestApp, TestApp]> {
    const both: [TestApp, TestApp] = [start(), start()]
    await join(both[0], await team.invite(team.people[0]!, change))
    await join(both[1], await team.invite(team.people[1]!, change))
    return both
  }
  const way = (app: TestApp, news: string) =>
    vi.waitFor(async () => expect(await state(app)).toMatchObject({ news, reach: 'ok' }), patience)
  const count = (bucket: number) =>
    sql`insert into mail_counters (workspace, bucket, count) values (${team.scope.workspace}, ${bucket}, 1)
      on conflict (workspace, bucket) do update set count = mail_counters.count + 1`.execute(team.owner.db)

  it('come at once where the server can be listened to', async () => {
    const [one, two] = await pair()
    await way(two, 'live')
    expect(await latency(one, two, 'live')).toBeLessThan(1_000)
    await sql`select pg_notify('salesinbox', ${`mail:${team.scope.workspace}:7,12`})`.execute(team.owner.db)
    await sql`select pg_notify('salesinbox', ${`mail:${crypto.randomUUID()}:1`})`.execute(team.owner.db)
    await vi.waitFor(() => expect(two.heard('workspace.mailChanged').at(-1)).toEqual({ buckets: [7, 12] }))
  }, 60_000)

  it('are asked for through a pooler in transaction mode, where everything else works as well', async () => {
    const pooler = await startPgBouncer(team.postgres.port, team.certificates.good)
    try {
      const [one, two] = await pair({ port: pooler.port })
      await way(two, 'polling')
      expect(await latency(one, two, 'pooled')).toBeLessThan(2_500)
      await count(7)
      await count(900)
      await vi.waitFor(
        () =>
          expect(
            two
              .heard('workspace.mailChanged')
              .flatMap(({ buckets }) => buckets ?? [])
              .sort()
          ).toEqual([7, 900]),
        patience
      )
      await Promise.all(
        Array.from({ length: 20 }, (_, at) => one.call('workspace.createFromSender', aLead(`many${at}`)))
      )
      expect(await names(two)).toHaveLength((await names(one)).length)
      // the invitation names PostgreSQL itself for the news
      const third = start()
      const direct = { host: '127.0.0.1', port: team.postgres.port }
      const invitation = await team.invite(team.people[2]!, { port: pooler.port, direct })
      await join(third, invitation)
      await way(third, 'live')
    } finally {
      await pooler.stop()
    }
  }, 90_000)

  it('go on after the server was away, and say that anything may have changed', async () => {
    const [one, two] = await pair()
    await way(two, 'live')
    await one.call('workspace.createFromSender', aLead('kept'))
    await team.postgres.restart(2_500)
    await way(two, 'live')
    expect(two.heard('team.changed').map(({ reach }) => reach)).toContain('lost')
    expect(two.heard('workspace.mailChanged')).toContainEqual({ buckets: null })
    expect(await names(two)).toContain('kept')
    await latency(one, two, 'later')
  }, 60_000)

  it('wait for a server that is away when the app starts', async () => {
    const app = start()
    await join(app, await team.invite(team.people[0]!))
    await names(app)
    const resume = await team.postgres.halt()
    await app.restart()
    await expect(names(app)).rejects.toMatchObject({ code: 'workspace.unavailable' })
    expect(await state(app)).toMatchObject({
      where: 'team',
      user: 'Maya',
      reach: 'lost',
      problem: { code: 'net.refused' }
    })
    await resume()
    await way(app, 'live')
  }, 60_000)
})
