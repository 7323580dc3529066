import { readFileSync, writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SharingRule } from '../../shared/contract/sharing.ts'
import { setMoods } from './moods.ts'
import {
  testMail,
  testMailbox,
  testPublish,
  testRecords,
  testTeam,
  type TestTeam,
  type TestUser
} from './team-testing.ts'
import { testEngines } from './testing.ts'

/** The rules of a mailbox, each with a mail of its own from Dana, who is in an open deal of Acme. */
const modes: Record<string, { rule: Partial<SharingRule>; shared: boolean; text?: false }> = {
  private: { rule: { mode: 'private' }, shared: false },
  public: { rule: { mode: 'public' }, shared: true },
  'custom, all records': { rule: { mode: 'custom' }, shared: true },
  'custom, only deals': { rule: { mode: 'custom', records: 'deals' }, shared: true },
  'custom, this record chosen': { rule: { mode: 'custom', records: 'chosen' }, shared: true },
  'custom, none chosen': { rule: { mode: 'custom', records: 'chosen' }, shared: false },
  'custom, only her domain': { rule: { mode: 'custom', people: ['@acme.example'] }, shared: true },
  'custom, only others': { rule: { mode: 'custom', people: ['@else.example'] }, shared: false },
  'custom, subject only': { rule: { mode: 'custom', level: 'subject' }, shared: true, text: false },
  'public, but never her': { rule: { mode: 'public', never: ['dana@acme.example'] }, shared: false }
}
type Viewer = 'owner of the mail' | 'colleague' | 'administrator' | 'stranger'
const viewers: Viewer[] = ['owner of the mail', 'colleague', 'administrator', 'stranger']
const accesses = ['all records', 'own: hers', 'own: nobody’s', 'own: another’s'] as const
const lives = ['works here', 'deactivated', 'deactivated, backed up', 'backed up before'] as const

/** The rules as a person would say them; what the database shows must be this. */
function expected(
  mode: string,
  viewer: Viewer,
  access: (typeof accesses)[number],
  life: (typeof lives)[number]
): boolean {
  if (!modes[mode]?.shared || viewer === 'stranger') return false
  if (viewer === 'owner of the mail') return true
  if (life === 'deactivated') return false
  if (viewer === 'administrator') return true
  return access !== 'own: another’s'
}

describe.each(testEngines)('who sees a mail, on $name', (engine) => {
  let team: TestTeam
  let users: Record<Viewer, TestUser>
  let records: Awaited<ReturnType<typeof testRecords>>
  let another: TestUser

  beforeAll(async () => {
    team = await testTeam(engine)
    const maya = await team.addUser('Maya')
    another = await team.addUser('Otto')
    users = {
      'owner of the mail': maya,
      colleague: await team.addUser('Priya'),
      administrator: await team.addUser('Ada', 'administrator'),
      stranger: await team.addUser('Stranger')
    }
    // a login that is no user's any more
    await team.owner.db
      .updateTable('users')
      .set({ active: false })
      .where('id', '=', users.stranger.id)
      .execute()
    records = await testRecords(team, 'dana@acme.example')
    for (const [name, { rule }] of Object.entries(modes)) {
      const chosen = name.includes('this record') ? { chosen: [records.contact] } : {}
      const mailbox = await testMailbox(team, maya, { ...rule, ...chosen })
      const files = [{ name: 'a.pdf', type: 'application/pdf', size: 3 }]
      const publishing = testPublish(team, maya, mailbox, testMail(name, { files }))
      if (rule.mode === 'private') await expect(publishing).rejects.toThrow(/row-level security/)
      else await publishing
      const mood = { sentiment: 'negative' as const, emotion: null, intents: [], model: 'm' }
      await team.as(maya.login, (scope) =>
        setMoods(scope, { mailbox: mailbox.id, moods: [{ message: name, mood }] })
      )
    }
    // the bytes of a file for each mail, also where the rule should never have let them come
    const { db, workspace } = team.owner
    for (const { id: mail } of await db.selectFrom('mails').select('id').execute()) {
      const place = { workspace, mail, file: 0 }
      await db
        .insertInto('mail_file_chunks')
        .values({ ...place, chunk: 0, bytes: new Uint8Array([1, 2, 3]) })
        .execute()
      await db
        .insertInto('mail_files')
        .values({ ...place, size: 3, chunks: 1 })
        .execute()
    }
  }, 120_000)
  afterAll(() => team.close())

  async function set(access: (typeof accesses)[number], life: (typeof lives)[number]): Promise<void> {
    const { db } = team.owner
    const of = { 'own: hers': users.colleague.id, 'own: another’s': another.id }[access as string] ?? null
    await db
      .updateTable('workspaces')
      .set({ records: access === 'all records' ? 'all' : 'own' })
      .execute()
    for (const table of ['contacts', 'accounts', 'deals'] as const) {
      await db.updateTable(table).set({ owner: of }).execute()
    }
    await db
      .updateTable('users')
      .set({
        mail_off: life.startsWith('deactivated') ? 1 : null,
        backed_up: life.includes('backed up') ? 2 : null
      })
      .where('id', '=', users['owner of the mail'].id)
      .execute()
  }

  /** What this login reads from the tables: the messages with their texts, and on which records. */
  async function read(viewer: Viewer) {
    return team.as(users[viewer].login, async ({ db }) => {
      const mails = await db
        .selectFrom('mails as m')
        .leftJoin('mail_bodies as b', (on) => on.onRef('b.mail', '=', 'm.id'))
        .select(['m.message', 'm.snippet', 'b.text'])
        .execute()
      const bodies = await db.selectFrom('mail_bodies').select('text').execute()
      const grants = await db.selectFrom('mail_grants').select(['message', 'kind']).execute()
      const bytes = await db
        .selectFrom('mail_file_chunks as c')
        .leftJoin('mails as m', (on) => on.onRef('m.id', '=', 'c.mail'))
        .select('m.message')
        .execute()
      const files = await db
        .selectFrom('mail_files as f')
        .leftJoin('mails as m', (on) => on.onRef('m.id', '=', 'f.mail'))
        .select('m.message')
        .execute()
      const moods = await db
        .selectFrom('mail_moods as d')
        .leftJoin('mails as m', (on) => on.onRef('m.id', '=', 'd.mail'))
        .select('m.message')
        .execute()
      return { mails, bodies, grants, bytes, files, moods }
    })
  }

  /** Every cell of the matrix: what was expected and what is seen. */
  async function differences(): Promise<string[]> {
    const wrong: string[] = []
    for (const access of accesses) {
      for (const life of lives) {
        await set(access, life)
        for (const viewer of viewers) {
          const { mails, bodies, grants, ...attached } = await read(viewer)
          for (const [table, rows] of Object.entries(attached))
            if (rows.some(({ message }) => message === null))
              wrong.push(`${table}: of a mail that is not seen`)
          for (const [mode, { text }] of Object.entries(modes)) {
            const where = `${mode}, ${viewer}, ${access}, ${life}`
            const sees = expected(mode, viewer, access, life)
            const mail = mails.find(({ message }) => message === mode)
            if ((mail !== undefined) !== sees) wrong.push(`mails: ${where}`)
            const words = sees && text !== false
            if (bodies.some(({ text }) => text === `Text of ${mode}`) !== words)
              wrong.push(`mail_bodies: ${where}`)
            for (const [table, rows] of Object.entries(attached))
              if (rows.filter((one) => one.message === mode).length !== (words ? 1 : 0))
                wrong.push(`${table}: ${where}`)
            if (mail && (mail.snippet !== '') !== words) wrong.push(`snippet: ${where}`)
            const kinds = grants
              .filter(({ message }) => message === mode)
              .map(({ kind }) => kind)
              .sort()
            const all = ['account', 'contact', 'deal']
            const on = mode.includes('deals') ? ['deal'] : mode.includes('this record') ? ['contact'] : all
            if (JSON.stringify(kinds) !== JSON.stringify(sees ? on : [])) wrong.push(`mail_grants: ${where}`)
          }
        }
      }
    }
    return wrong
  }

  it('is what the rules say, in every cell', async () => expect(await differences()).toEqual([]), 120_000)

  it.each(['mails', 'mail_bodies', 'mail_grants', 'mail_files', 'mail_file_chunks', 'mail_moods'])(
    'is wrong as soon as the policy of %s is open: the matrix would tell',
    async (table) => {
      const { db } = team.owner
      const open = sql`create policy open on ${sql.table(table)} for select using (true)`
      await open.execute(db)
      try {
        expect(await differences()).not.toEqual([])
      } finally {
        await sql`drop policy open on ${sql.table(table)}`.execute(db)
      }
      expect(await differences()).toEqual([])
    },
    120_000
  )

  it('is what docs/sharing-matrix.md prints', () => {
    const file = new URL('../../docs/sharing-matrix.md', import.meta.url)
    if (process.env.UPDATE_DOCS) writeFileSync(file, page())
    expect(readFileSync(file, 'utf8')).toBe(page())
  })
})

/** The matrix as a table; one that nobody but its owner sees is written in one line. */
function page(): string {
  const cell = (mode: string, viewer: Viewer): string => {
    const no = accesses.flatMap((access) =>
      lives.filter((life) => !expected(mode, viewer, access, life)).map((life) => ({ access, life }))
    )
    if (no.length === accesses.length * lives.length) return 'never'
    if (no.length === 0) return 'always'
    const left = no.some(({ life, access }) => life === 'deactivated' && access === 'all records')
    const record = no.some(({ life, access }) => life === 'works here' && access === 'own: another’s')
    return [left && 'its owner is here or backed up', record && 'the viewer may see the record']
      .filter(Boolean)
      .join(', and ')
  }
  const rows = Object.keys(modes).map(
    (mode) =>
      `| ${mode} | ${viewers.map((viewer) => cell(mode, viewer)).join(' | ')} | ${modes[mode]?.text === false ? 'no' : modes[mode]?.shared ? 'yes' : ''} |`
  )
  return `# Who sees a shared mail

Written by electron/workspace/matrix.test.ts, which reads the tables as each role in every combination of the sharing
of a mailbox, the viewer, whose the record is (${accesses.join('; ')}) and whether the mail's owner was deactivated
and backed up (${lives.join('; ')}): ${Object.keys(modes).length * viewers.length * accesses.length * lives.length} cells, on PGlite and on PostgreSQL. Each policy switched off makes it fail.

A cell says when the viewer sees the mail. A stranger has a login of the server that is no user's of the workspace.

| the mailbox shares | ${viewers.join(' | ')} | the text, the files and how it sounds too |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}
