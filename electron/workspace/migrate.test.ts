import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { migrate, readSchemaVersion } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { openStore } from './store.ts'
import { testEngines } from './testing.ts'

const events = { changed: () => undefined, importProgress: () => undefined }
const mailOn = (record: string) => ({
  record,
  show: 'all' as const,
  user: null,
  as: null,
  search: '',
  cursor: null,
  limit: 50
})
const ids = { dana: '01990000-0000-7000-8000-000000000031' }

function fixture(version: number): string[] {
  const file = new URL(`./migrations/fixtures/${String(version).padStart(4, '0')}.sql`, import.meta.url)
  return readFileSync(file, 'utf8')
    .split(/;\n/)
    .filter((statement) => statement.trim() !== '')
}

describe.each(testEngines)('the schema on $name', ({ openBare }) => {
  it.each(migrations.map((_, at) => at + 1))(
    'carries along what version %i kept',
    async (version) => {
      const engine = await openBare()
      await migrate(engine.db, version)
      for (const statement of fixture(version)) await sql.raw(statement).execute(engine.db)
      const store = await openStore(engine, events, () => 10_000)
      const { record, account, deals, activities } = await store.calls['workspace.record']({
        kind: 'contact',
        id: ids.dana
      })
      expect(record).toMatchObject({
        name: 'Dana',
        rev: 2,
        title: 'Head',
        addresses: ['dana@acme.example'],
        phones: [{ kind: 'work', number: '1' }],
        ownerName: 'Maya',
        notes: 'note'
      })
      expect(account).toMatchObject({ name: 'Acme', domains: ['acme.example'] })
      expect(deals).toMatchObject([
        {
          name: 'Renewal',
          stageName: 'Neu',
          amount: 48_000.5,
          closing: '2026-12-31',
          contacts: [{ role: 'Buyer' }]
        }
      ])
      expect(activities).toMatchObject([{ name: 'Call', due: 5000, aboutName: 'Renewal' }])
      expect(await store.calls['workspace.directory']({ known: -1 })).toMatchObject({ version: 41 })
      expect(await store.calls['workspace.organisation']({})).toMatchObject({
        sharing: version < 2 ? 'choice' : 'private',
        profiles: [
          { id: 'administrator', name: 'Administrator', emailSettings: true },
          { id: 'standard', name: 'Standard', emailSettings: version < 2 },
          ...(version < 2 ? [] : [{ id: 'interns', name: 'Interns', emailSettings: false }])
        ]
      })
      const { rows } = await store.calls['workspace.recordMail'](mailOn(ids.dana))
      const { intents } = await store.calls['workspace.intents']({})
      expect(intents).toMatchObject(
        version < 9 ? [] : [{ name: 'Site visit', on: true, words: ['technician'], rev: 4 }]
      )
      expect(rows).toMatchObject(version < 4 ? [] : [{ subject: 'Terms', owners: [{ name: 'Maya' }] }])
      await store.close()
    },
    120_000
  )

  it('carries along which mails are on no record', async () => {
    const engine = await openBare()
    await migrate(engine.db, 5)
    for (const statement of fixture(5)) await sql.raw(statement).execute(engine.db)
    const mail = '01990000-0000-7000-8000-000000000081'
    await sql`delete from mail_grants`.execute(engine.db)
    await sql`insert into mail_nowhere select workspace, id from mails where id = ${mail}`.execute(engine.db)
    await migrate(engine.db)
    expect(await engine.db.selectFrom('mails').select(['id', 'nowhere']).execute()).toEqual([
      { id: mail, nowhere: true }
    ])
    await engine.close()
  }, 120_000)

  it('is as it was where a migration breaks, and says what to do', async () => {
    const engine = await openBare()
    await migrate(engine.db)
    const from = migrations.length
    const broken = [...migrations, ['create table half (x integer)', 'select 1 / 0']]
    const failed = migrate(engine.db, from + 1, undefined, broken)
    await expect(failed).rejects.toMatchObject({
      code: 'workspace.notMigrated',
      params: { from, to: from + 1 }
    })
    expect(await readSchemaVersion(engine.db)).toBe(from)
    expect((await sql`select from pg_tables where tablename = 'half'`.execute(engine.db)).rows).toEqual([])
    await migrate(engine.db, from + 1, undefined, [...migrations, ['create table half (x integer)']])
    expect(await readSchemaVersion(engine.db)).toBe(from + 1)
    await engine.close()
  }, 120_000)

  it('is made once by two apps that start at one moment, and refused when it is newer', async () => {
    const engine = await openBare()
    await Promise.all([migrate(engine.db), migrate(engine.db), migrate(engine.db)])
    const rows = await engine.db.selectFrom('schema_version').select('version').execute()
    expect(rows).toEqual([{ version: migrations.length }])
    await engine.db.updateTable('schema_version').set({ version: 99 }).execute()
    await expect(openStore(engine, events)).rejects.toThrow('workspace.newer')
    await engine.close()
  }, 120_000)

  it('empties the bin after 30 days', async () => {
    const engine = await openBare()
    let now = 0
    const store = await openStore(engine, events, () => now)
    const { record } = await store.calls['workspace.createFromSender']({
      kind: 'lead',
      name: 'x',
      address: 'x@x.example',
      title: '',
      phone: '',
      account: ''
    })
    await store.calls['workspace.delete']({ kind: 'lead', id: record.id, rev: 1 })
    const count = async () => (await engine.db.selectFrom('leads').select('id').execute()).length
    now = 29 * 24 * 3600_000
    await openStore(engine, events, () => now)
    expect(await count()).toBe(1)
    now = 31 * 24 * 3600_000
    await openStore(engine, events, () => now)
    expect(await count()).toBe(0)
    await engine.close()
  }, 120_000)
})
