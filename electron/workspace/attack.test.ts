import { execFileSync, spawnSync } from 'node:child_process'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, type Postgres } from '../../tests/servers/postgres.ts'
import { openPostgres } from './postgres.ts'
import {
  testMail,
  testMailbox,
  testPublish,
  testRecords,
  testTeam,
  type TestTeam,
  type TestUser
} from './team-testing.ts'

/**
 * A rep with psql and bad intentions, logged in as a rep's role on a real server. The secret is a word in a mail on a
 * record that the rep may not see; Maya, who owns both, shares it with whoever may.
 */
const secret = 'TOPSECRET'

describe('a malicious rep with psql', () => {
  let server: Postgres
  let url: string
  let team: TestTeam
  let maya: TestUser
  let mallory: TestUser
  let mailbox: { id: string; epoch: number }
  let records: Awaited<ReturnType<typeof testRecords>>
  let mail: string

  beforeAll(async () => {
    server = await startPostgres({ open: true })
    url = await server.createDatabase()
    team = await testTeam({ open: async () => openPostgres(url, 'owner') })
    maya = await team.addUser('Maya')
    mallory = await team.addUser('Mallory')
    records = await testRecords(team, 'dana@acme.example', maya.id)
    await team.owner.db.updateTable('workspaces').set({ records: 'own' }).execute()
    mailbox = await testMailbox(team, maya, {})
    await testPublish(
      team,
      maya,
      mailbox,
      testMail('one@acme.example', { subject: secret, snippet: secret, text: secret })
    )
    const row = await team.owner.db.selectFrom('mails').select('id').executeTakeFirstOrThrow()
    mail = row.id
    await team.owner.db
      .updateTable('contacts')
      .set({ notes: secret, name: secret })
      .where('id', '=', records.contact)
      .execute()
  }, 120_000)
  afterAll(async () => {
    await team.close()
    await server.stop()
  })

  /** What psql prints of these statements, errors included. */
  const psql = (...statements: string[]): string => psqlAs(mallory, ...statements)
  function psqlAs(user: TestUser, ...statements: string[]): string {
    const as = new URL(url)
    as.username = user.login
    const args = ['-X', '-A', '-t', '-v', 'ON_ERROR_STOP=0', '-d', as.href]
    const { stdout, stderr, error } = spawnSync('psql', args, {
      input: statements.join(';\n') + ';\n',
      encoding: 'utf8'
    })
    if (error) throw error
    return stdout + stderr
  }

  it('is a role without any right of its own', async () => {
    const said = psql(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = current_user`,
      `select count(*) from pg_class where pg_get_userbyid(relowner) = current_user`,
      `select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'schema_version'
          and not (c.relrowsecurity and c.relforcerowsecurity)`
    )
    expect(said.trim().split('\n')).toEqual(['f|f|f|f|f', '0', '0'])
  })

  it('reads nothing of it, however it asks', () => {
    // whoever may see the record does
    expect(psqlAs(maya, 'select subject, text from mails join mail_bodies on mail = id')).toContain(
      `${secret}|${secret}`
    )
    const said = psql(
      'select * from mails',
      'select * from mail_bodies',
      'select * from mail_grants',
      'select * from mailboxes',
      'select * from contacts',
      'select * from deal_contacts',
      `select * from addresses where kind <> 'user'`,
      'copy mails to stdout',
      'table mail_bodies',
      `select query_to_xml('select * from mails', true, true, '')`,
      `select * from mails for update`,
      `with x as (delete from mails returning *) select * from x`,
      `update contacts set owner = null returning notes`,
      `insert into contacts (workspace, id, origin, created, changed, name, sorting, words, title, phones, city, owner, notes)
        select workspace, '${records.contact}', 'rep', 1, 1, 'x', 'x', 'x', '', '[]', '', null, '' from workspaces
        on conflict (workspace, id) do update set owner = null returning notes`,
      `prepare p as select * from mail_bodies`,
      'execute p',
      `begin; declare c cursor for select * from mails; fetch all from c; rollback`,
      `select most_common_vals::text from pg_stats where tablename in ('mails', 'mail_bodies', 'contacts')`,
      `select query from pg_stat_activity where query like '%${secret.slice(0, 4)}' || '%${secret.slice(4)}%'`,
      `select * from information_schema.triggers`
    )
    expect(said).not.toContain(secret)
    expect(said).not.toContain('dana@acme.example')
    expect(said).not.toContain(mail)
  })

  it('learns nothing by functions that tell what they are shown, nor by errors', () => {
    const leak = `create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0000001 as
      $f$ begin raise notice 'saw %', $1; return true; end $f$`
    const said = psql(
      leak,
      'select count(*) from mails where pg_temp.leak(subject)',
      'select count(*) from mail_bodies where pg_temp.leak(text)',
      'select count(*) from contacts where pg_temp.leak(notes)',
      `select count(*) from mail_grants where pg_temp.leak(address)`,
      `select * from mails where 1 / (length(subject) - ${secret.length}) > 5`,
      `select * from mail_bodies where text::int = 1`,
      `select * from contacts where name::numeric > 1`,
      `select * from mails m join pg_class c on pg_temp.leak(m.subject)`
    )
    expect(said).not.toContain('saw')
    expect(said).not.toContain('division by zero')
    expect(said).not.toContain('invalid input syntax')
    expect(said).not.toContain(secret)
  })

  it('learns nothing by how many rows the planner expects, nor by how long it takes', async () => {
    const plan = (word: string) => psql(`explain select * from mails where subject = '${word}'`)
    const strip = (text: string) => text.replaceAll(/'[A-Z]+'/g, '')
    psqlAsOwner('analyze')
    expect(strip(plan(secret))).toBe(strip(plan('NOTHING')))
    // a slow predicate would be felt if it were asked of a row that is not seen
    const began = performance.now()
    psql(
      `create function pg_temp.slow(text) returns boolean language plpgsql cost 0.0000001 as
        $f$ begin perform pg_sleep(3); return true; end $f$`,
      'select count(*) from mails where pg_temp.slow(subject)'
    )
    expect(performance.now() - began).toBeLessThan(2_500)
  })

  const psqlAsOwner = (statement: string) => execFileSync('psql', ['-X', '-q', '-d', url, '-c', statement])

  it('becomes nobody else, and changes neither rules nor rights', async () => {
    const { id } = mallory
    const refused = [
      'set role test',
      `set session authorization ${maya.login}`,
      `set role ${maya.login}`,
      'alter table mails disable row level security',
      'alter table mails no force row level security',
      'create policy open on mails using (true)',
      'drop policy shared on mails',
      'create table public.mine (x int)',
      'create or replace function member_user(login name) returns uuid language sql as $$ select null::uuid $$',
      `insert into members values ('${mallory.login}x', (select id from workspaces), '${id}')`,
      `update members set account_of = '${maya.id}'`,
      `select invite_member('${maya.id}', 'SCRAM-SHA-256$4096:x')`,
      `insert into mail_grants select workspace, '${mail}', '${records.contact}', 'contact', 1, 'x', '${id}', 'imap', '' from workspaces`,
      `select grant_mails((select id from workspaces), array['${mail}'::uuid])`,
      `select refile((select id from workspaces), array['${mail}'::uuid])`,
      `insert into mail_bodies select id, '${mail}', 'x', null from workspaces`,
      `update mails set owner = '${id}'`,
      `update workspaces set records = 'all'`,
      `update workspaces set sharing = 'public'`,
      `insert into excluded select id, '@acme.example' from workspaces`,
      `insert into mailboxes select id, gen_random_uuid(), '${maya.id}', 'x@x', 'imap', 'public', 'full', 'all', '{}', '{}', 1, '', 1, null from workspaces`,
      `insert into mails select id, gen_random_uuid(), '${mailbox.id}', '${maya.id}', 1, 'x', 'x', 1, 'imap', false, '', '', '[]', '[]', '{}', '[]' from workspaces`,
      `insert into mail_deals select id, 'one@acme.example', null, true, 1 from workspaces`,
      `insert into addresses select id, 'mallory@x.example', 'user', '${id}', 1 from workspaces`,
      'select pg_read_file($$/etc/passwd$$)',
      `copy (select 1) to program 'true'`,
      'select * from pg_authid',
      `alter role ${maya.login} password 'x'`,
      `alter role current_user bypassrls`,
      `grant salesinbox_rep to public`,
      'truncate mails',
      'alter database test_1 set row_security = off'
    ]
    for (const statement of refused)
      expect([statement, psql(statement)]).toEqual([statement, expect.stringContaining('ERROR')])
    // these are not refused, they find nothing to change
    for (const statement of [
      `update users set profile = 'administrator' where id = '${id}'`,
      `update mailboxes set mode = 'public', owner = '${id}'`,
      `delete from mails`,
      `delete from users`
    ]) {
      expect([statement, psql(statement).trim()]).toEqual([
        statement,
        expect.stringMatching(/^(UPDATE|DELETE) 0$/)
      ])
    }
    expect(psql('set row_security = off', 'select * from mails')).toContain('ERROR')
    const { rows } = await withOwner((client) => client.query('select count(*)::int as n from mails'))
    expect(rows).toEqual([{ n: 1 }])
  })

  it('shadows no table or function that the rules look at', () => {
    const said = psql(
      `create temp table members (login name, workspace uuid, account_of uuid)`,
      `create temp table users as select * from public.users`,
      `update pg_temp.users set profile = 'administrator'`,
      `insert into pg_temp.members select current_user, id, '${maya.id}' from public.workspaces`,
      'set search_path = pg_temp, public',
      'select member_user(current_user), member_administers(current_user)',
      'select * from public.mails'
    )
    expect(said).toContain(`${mallory.id}|f`)
    expect(said).not.toContain(secret)
  })

  it('hears of a record’s mail that something changed, and not of which record', async () => {
    const as = new URL(url)
    as.username = mallory.login
    const client = new pg.Client({ connectionString: as.href })
    await client.connect()
    const heard: string[] = []
    client.on('notification', ({ payload }) => heard.push(payload ?? ''))
    await client.query('listen salesinbox')
    await testPublish(team, maya, mailbox, testMail('two@acme.example'))
    await expect.poll(() => heard.length, { timeout: 5_000 }).toBeGreaterThan(0)
    await client.end()
    expect(heard.join()).toMatch(/^mail:[0-9a-f-]{36}:[\d,]+$/)
  })

  async function withOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
})
