import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fromBuffer, type Entry } from 'yauzl'
import { elsewhere } from '../../tests/servers/imap.ts'
import { type Dovecot, type Seed, startDovecot } from '../../tests/servers/dovecot.ts'
import type { CallContext } from '../../shared/contract/index.ts'
import { type AppError, toWire } from '../../shared/errors.ts'
import type { LeaverDoor } from '../../shared/leavers.ts'
import { tryMailbox } from '../accounts/mailbox.ts'
import { connect, testDeadlines } from '../imap/connect.ts'
import { readLeaver } from '../imap/leaver.ts'
import { wireTo } from '../imap/testing.ts'
import { backUp, deactivateMail, readBackups } from '../workspace/admin/leavers.ts'
import { leaverCalls } from '../workspace/admin/rest.ts'
import { unpublish } from '../workspace/sharing.ts'
import {
  testMail,
  testMailbox,
  testPublish,
  testRecords,
  testTeam,
  type TestTeam,
  type TestUser
} from '../workspace/team-testing.ts'
import { testEngines } from '../workspace/testing.ts'
import { createLeavers } from './service.ts'

const resourcesFolder = join(import.meta.dirname, '../../resources')
const day = Date.UTC(2026, 5, 1, 9)
const context = (signal = new AbortController().signal): CallContext => ({ signal, caller: 1 })

interface Written {
  from?: string
  to?: string
  cc?: string
  bcc?: string
  body?: string
  html?: boolean
}
function seed(id: string, { from, to, cc, bcc, body, html }: Written = {}, flags = ''): Seed {
  const head = [
    `From: ${from ?? 'Dana <dana@acme.example>'}`,
    `To: ${to ?? 'Maya <maya@fernhill.example>'}`,
    ...(cc ? [`Cc: ${cc}`] : []),
    ...(bcc ? [`Bcc: ${bcc}`] : []),
    `Subject: About ${id}`,
    `Message-ID: <${id}@acme.example>`,
    `Date: ${new Date(day).toUTCString()}`,
    `Content-Type: text/${html ? 'html' : 'plain'}; charset=utf-8`
  ]
  return { bytes: `${head.join('\r\n')}\r\n\r\n${body ?? `Text of ${id}`}\r\n`, received: day, flags }
}
const touching = Array.from({ length: 7 }, (_, at) => `inbox${at}`)

describe.each(testEngines)('the backup of a leaver’s mailbox, on $name', (engine) => {
  let team: TestTeam
  let dovecot: Dovecot
  let [ada, maya, priya]: TestUser[] = []
  let mailbox: { id: string; epoch: number }
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-leavers-'))
  beforeAll(async () => {
    dovecot = await startDovecot()
    dovecot.seed('maya', 'INBOX', [
      ...touching.map((id) => seed(id)),
      seed('published'),
      seed('stranger', { from: 'x@nobody.example' }),
      seed('colleagues', { from: 'Priya <priya@fernhill.example>' }),
      seed('excluded', { cc: 'teller@sub.bank.example' }),
      seed('never', { cc: 'dr@doctor.example' }),
      seed('barred', { bcc: 'dr@doctor.example' }),
      seed('hidden', { from: 'x@nobody.example', bcc: 'dana@acme.example' }),
      seed('byhand'),
      seed('told'),
      seed('draft', {}, 'D')
    ])
    dovecot.seed('maya', 'Archive', [
      seed('inbox0'),
      seed('page', { html: true, body: '<p>From here on</p>' }),
      seed('quoted', { body: 'First\r\nFrom the start\r\n>From before\r\nend' })
    ])
    dovecot.seed('maya', 'Sent', [
      seed('sent', { from: 'Maya <maya@fernhill.example>', to: '"Dana, née X" <dana@acme.example>' })
    ])
    for (const name of ['Trash', 'Drafts', 'Junk']) dovecot.seed('maya', name, [seed(`in${name}`)])
    team = await testTeam(engine)
    ada = await team.addUser('Ada', 'administrator')
    maya = await team.addUser('Maya')
    priya = await team.addUser('Priya')
    await testRecords(team, 'dana@acme.example')
    await team.as(ada.login, ({ db, workspace }) =>
      db.insertInto('excluded').values({ workspace, entry: '@bank.example' }).execute()
    )
    mailbox = await testMailbox(team, maya, { never: ['@doctor.example'] })
  }, 120_000)
  beforeEach(async () => {
    const { db } = team.owner
    await db.deleteFrom('mails').execute()
    await db.deleteFrom('backups').execute()
    await db.deleteFrom('mail_withheld').execute()
    await db.updateTable('users').set({ mail_off: null, backed_up: null }).execute()
    const { message: published } = testMail('published@acme.example')
    await testPublish(team, maya!, mailbox, testMail(published), testMail('byhand@acme.example'))
    await team.as(maya!.login, (scope) =>
      unpublish(scope, { mailbox: mailbox.id, messages: ['byhand@acme.example', 'told@acme.example'] })
    )
    const keep = { folders: true, mail: true }
    await team.as(ada!.login, (scope) => deactivateMail(scope, { user: maya!.id, keep }, Date.now()))
  })
  afterAll(async () => {
    await team?.close()
    await dovecot?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const doorOf =
    (user: TestUser): LeaverDoor =>
    (name, input) =>
      team.as(user.login, (scope) => (leaverCalls(scope)[name] as (given: unknown) => Promise<never>)(input))
  /** An app of its own each time, as after a start; `door` stands between it and the workspace. */
  function startApp(door = doorOf(ada!), saveAs = '') {
    const logged: string[] = []
    const progress: { folder: string; done: number; total: number }[] = []
    const log = (event: string, fields = {}): void => void logged.push(`${event} ${JSON.stringify(fields)}`)
    const service = createLeavers({
      host: { resourcesFolder, log: { info: log, warn: log, error: log }, askSavePath: async () => saveAs },
      emit: (_, payload) => void progress.push(payload as (typeof progress)[number]),
      door,
      count: (ask) => team.as(ada!.login, (scope) => backUp(scope, ask, Date.now(), () => undefined)),
      tryMailbox: (ask) =>
        tryMailbox(
          {
            resourcesFolder,
            grantToken: () => '',
            useGrant: () => undefined,
            async testIncoming(server, password, trustedCertificates) {
              try {
                ;(await connect({ server, password, trustedCertificates }, testDeadlines)).close()
                return null
              } catch (error) {
                return toWire(error)
              }
            }
          },
          ask
        ),
      readLeaver: (reading) => readLeaver({ ...reading, batch: 3 }),
      wayTo: async () => null,
      files: {
        putStream: async () => ({ hash: '' }),
        removeAccount: async () => undefined,
        address: async () => ({ url: '' })
      }
    })
    const signIn = (port = dovecot.imap, password = 'pass') =>
      service.handlers['leavers.signIn'](
        {
          mailbox: mailbox.id,
          server: { host: '127.0.0.1', port, security: 'never', user: 'maya' },
          password,
          trustedCertificates: []
        },
        context()
      )
    const run = (withoutRest = false, signal?: AbortSignal) =>
      service.handlers['workspace.backUp']({ user: maya!.id, withoutRest }, context(signal))
    const signedIn = () => service.handlers['leavers.signedIn']({}, context())
    return { ...service, logged, progress, signIn, signedIn, run }
  }
  const kept = async () =>
    (await team.owner.db.selectFrom('mails').select('message').orderBy('message').execute()).map(
      ({ message }) => message.replace('@acme.example', '')
    )
  const code = async (work: Promise<unknown>) =>
    ((await work.catch((error: unknown) => error)) as AppError | undefined)?.code
  const all = [...touching, 'page', 'published', 'quoted', 'sent']

  it('keeps what touches records and is not kept yet, and nothing that publishing would not share', async () => {
    const app = startApp()
    expect(await app.signIn()).toMatchObject({ ok: true, error: null })
    expect(await app.signedIn()).toEqual([mailbox.id])
    const done = await app.run()
    expect(await kept()).toEqual(all)
    expect(done).toMatchObject({ mails: all.length, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(done.folders.map(({ folder, kept, done: whole }) => [folder, kept, whole])).toEqual([
      // the one that is in both was found here first
      ['Archive', 3, true],
      ['INBOX', touching.length - 1, true],
      ['Sent', 1, true]
    ])
    expect(app.progress.at(-1)).toMatchObject({ done: 21, total: 21 })
    const row = await team.owner.db
      .selectFrom('mails as m')
      .innerJoin('mail_bodies as b', 'b.mail', 'm.id')
      .innerJoin('mail_grants as g', 'g.mail', 'm.id')
      .select(['m.owner', 'm.source', 'm.outgoing', 'm.recipients', 'b.text', 'g.kind'])
      .where('m.message', '=', 'sent@acme.example')
      .execute()
    expect(row.map(({ kind }) => kind).sort()).toEqual(['account', 'contact', 'deal'])
    expect(row[0]).toMatchObject({
      owner: maya!.id,
      source: 'imap',
      outgoing: true,
      recipients: [['Dana, née X', 'dana@acme.example']],
      text: 'Text of sent\r\n'
    })
    // read only: nothing on the server is marked as read
    const flags = await elsewhere(dovecot, 'maya', 'INBOX', async (client) =>
      (await client.fetchAll('1:*', { flags: true })).flatMap(({ flags: set }) => [...(set ?? [])])
    )
    expect(flags).not.toContain('\\Seen')
    expect(await app.signedIn()).toEqual([])
  })

  it('cut off before or after any step and begun again, it misses nothing and doubles nothing', async () => {
    const whole = startApp()
    await whole.signIn()
    const { hash: _, ...first } = await whole.run()
    let steps = 0
    for (let at = 1; at < 200; at++) {
      await team.owner.db.deleteFrom('mails').where('message', '<>', 'published@acme.example').execute()
      await team.owner.db.deleteFrom('backups').execute()
      await team.owner.db.updateTable('users').set({ backed_up: null }).execute()
      let count = 0
      const door = doorOf(ada!)
      // odd: it dies before the workspace heard of it; even: after
      const dying: LeaverDoor = async (name, input) => {
        const dies = ++count === Math.ceil(at / 2)
        if (dies && at % 2 === 1) throw new Error('killed')
        const answer = await door(name, input)
        if (dies) throw new Error('killed')
        return answer
      }
      const one = startApp(door)
      const killed = startApp(dying)
      const signed = await killed.signIn().then(
        () => true,
        () => false
      )
      const outcome = signed ? await killed.run().catch((error: unknown) => error) : null
      if (signed && !(outcome instanceof Error)) break
      steps = at
      expect(await killed.signedIn()).toEqual([])
      await one.signIn()
      const again = await one.run()
      expect([at, await kept()]).toEqual([at, all])
      expect(again.folders.map(({ seen, kept: k }) => [seen, k])).toEqual(
        first.folders.map(({ seen, kept: k }) => [seen, k])
      )
    }
    expect(steps).toBeGreaterThan(20)
  }, 120_000)

  it('goes on where the connection was cut, says until then what is missing, and asks for the sign-in again', async () => {
    const wire = await wireTo(dovecot.imap)
    const app = startApp(async (name, input) => {
      // the second batch of the folder is written, the third not fetched
      if (name === 'keep' && ++keeps === 2) wire.cut(0)
      return doorOf(ada!)(name, input)
    })
    let keeps = 0
    await app.signIn(wire.port)
    expect(await code(app.run())).toBe('leaver.connectionLost')
    expect(await app.signedIn()).toEqual([])
    const [open] = await team.as(ada!.login, readBackups)
    expect(open).toMatchObject({ finished: null })
    const missing = open!.folders.filter(({ done }) => !done)
    expect(missing.length).toBeGreaterThan(0)
    for (const { seen, total } of missing) expect(seen).toBeLessThan(total)
    expect(open!.folders.reduce((sum, { seen }) => sum + seen, 0)).toBe(6)
    expect(await code(app.run())).toBe('leaver.unfinished')
    await app.signIn()
    const done = await app.run()
    expect(done.id).toBe(open!.id)
    expect(await kept()).toEqual(all)
    await wire.close()
  })

  it('can be stopped, and finished without the rest', async () => {
    const stop = new AbortController()
    const app = startApp(async (name, input) => {
      if (name === 'keep') stop.abort()
      return doorOf(ada!)(name, input)
    })
    await app.signIn()
    expect(await code(app.run(false, stop.signal))).toBe('contract.cancelled')
    expect(await app.signedIn()).toEqual([])
    const done = await app.run(true)
    expect(done.folders.some(({ done: whole }) => !whole)).toBe(true)
    expect(done.mails).toBe((await kept()).length)
    expect(done.mails).toBeLessThan(all.length)
  })

  it('names a wrong password, keeps no secret anywhere, and begins nothing', async () => {
    const app = startApp()
    expect(await app.signIn(dovecot.imap, 'not-it')).toMatchObject({
      ok: false,
      error: { code: 'auth.wrongPassword' }
    })
    expect(await app.signedIn()).toEqual([])
    await app.signIn()
    await app.handlers['leavers.forget']({}, context())
    expect(await app.signedIn()).toEqual([])
    await app.run()
    expect(await kept()).toEqual(['published'])
    await app.signIn()
    await app.run()
    app.close()
    const rows = await team.owner.db.selectFrom('backup_folders').selectAll().execute()
    for (const text of [JSON.stringify(rows), ...app.logged]) expect(text).not.toMatch(/not-it|"pass"/)
  })

  it('is refused to everybody else, and for whoever is not leaving, also on the functions themselves', async () => {
    const app = startApp(doorOf(priya!))
    expect(await code(app.signIn())).toBe('workspace.notAllowed')
    const state = async (user: TestUser, work: (door: LeaverDoor) => Promise<unknown>) => {
      const error = await work(doorOf(user)).catch((thrown: unknown) => thrown)
      const found = error as { code?: string }
      return found?.code
    }
    const { backup } = await doorOf(ada!)('begin', { user: maya!.id, now: Date.now() })
    const candidates = [{ message: 'inbox0@acme.example', people: ['dana@acme.example'], hidden: [] }]
    const write = { backup, mailbox: mailbox.id, folder: 'INBOX', cursor: null }
    const mails = [testMail('forged@acme.example')]
    for (const user of [priya!, maya!]) {
      expect(await state(user, (door) => door('wanted', { mailbox: mailbox.id, candidates }))).toBe('42501')
      expect(await state(user, (door) => door('keep', { ...write, mails }))).toBe('42501')
      expect(await state(user, (door) => door('page', { backup, after: null, limit: 5 }))).toBe('42501')
      expect(await state(user, (door) => door('saved', { backup }))).toBe('workspace.notAllowed')
    }
    const folders = await team.as(priya!.login, ({ db }) =>
      db.selectFrom('backup_folders').selectAll().execute()
    )
    expect(folders).toEqual([])
    // an administrator reads no mailbox of whoever is active, and nothing of a backup that is not finished
    expect(await state(ada!, (door) => door('page', { backup, after: null, limit: 5 }))).toBe('42501')
    await team.owner.db.updateTable('users').set({ mail_off: null }).where('id', '=', maya!.id).execute()
    expect(await state(ada!, (door) => door('keep', { ...write, mails }))).toBe('42501')
    expect(await code(startApp().signIn())).toBe('leaver.deactivateFirst')
    expect(await kept()).toEqual(['published'])
    // what is private stays so
    await team.owner.db.updateTable('mailboxes').set({ mode: 'private' }).execute()
    expect(await code(startApp().signIn())).toBe('leaver.private')
    await team.owner.db.updateTable('mailboxes').set({ mode: 'public' }).execute()
    const row = await team.owner.db.selectFrom('mailboxes').select('epoch').executeTakeFirstOrThrow()
    mailbox = { ...mailbox, epoch: row.epoch }
  })

  it('is saved as mbox and as .eml in a .zip: every mail once, as it was, and readable', async () => {
    const app = startApp()
    await app.signIn()
    const done = await app.run()
    const save = async (form: 'mbox' | 'zip') => {
      const target = join(folder, `${engine.name}.${form}`)
      const one = startApp(doorOf(ada!), target)
      const answer = await one.handlers['leavers.save']({ backup: done.id, form }, context())
      expect(answer).toMatchObject({
        saved: true,
        mails: all.length,
        same: true,
        folder,
        name: `Mail of Maya.${form}`
      })
      return readFileSync(target)
    }
    const mbox = (await save('mbox')).toString('latin1').split(/^From (?=\S+ \w{3} \w{3} [ \d]\d \d\d:)/m)
    expect(mbox.shift()).toBe('')
    const sources = mbox.map((entry) => entry.slice(entry.indexOf('\n') + 1).replace(/^>(>*From )/gm, '$1'))
    const files = await unzipped(await save('zip'))
    expect(new Set(files.map(({ name }) => name)).size).toBe(all.length)
    expect(files.map(({ name }) => name)).toContainEqual(
      expect.stringMatching(/^\d{5} 2026-06-01 About sent\.eml$/)
    )
    for (const texts of [sources, files.map(({ bytes }) => bytes.toString('latin1'))]) {
      const parsed = await Promise.all(texts.map((text) => simpleParser(Buffer.from(text, 'latin1'))))
      const ids = parsed.map(({ messageId }) => messageId?.replace(/^<|@acme.example>$/g, ''))
      expect(ids.toSorted()).toEqual(all)
      const by = (id: string) => parsed[ids.indexOf(id)]!
      expect(by('quoted').text?.replaceAll('\r\n', '\n').trim()).toBe(
        'First\nFrom the start\n>From before\nend'
      )
      expect(by('page').html).toContain('<p>From here on</p>')
      expect(by('sent')).toMatchObject({
        subject: 'About sent',
        date: new Date(day),
        from: { value: [{ name: 'Maya', address: 'maya@fernhill.example' }] },
        to: { value: [{ name: 'Dana, née X', address: 'dana@acme.example' }] }
      })
    }
    // who begins in the middle is written down as well
    const saves = () =>
      sql<{ about: string }>`select about from audit where act = 'backups.save'`.execute(team.owner.db)
    expect((await saves()).rows).toHaveLength(2)
    await sql`delete from audit where act = 'backups.save'`.execute(team.owner.db)
    const first = '00000000-0000-0000-0000-000000000000'
    for (let page = 0; page < 2; page++)
      await doorOf(ada!)('page', { backup: done.id, after: first, limit: 5 })
    expect((await saves()).rows).toEqual([{ about: maya!.id }])
  })
})

function unzipped(bytes: Buffer): Promise<{ name: string; bytes: Buffer }[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      const found: { name: string; bytes: Buffer }[] = []
      zip.on('entry', (entry: Entry) =>
        zip.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed)
          const parts: Buffer[] = []
          for await (const part of stream) parts.push(part as Buffer)
          found.push({ name: entry.fileName, bytes: Buffer.concat(parts) })
          zip.readEntry()
        })
      )
      zip.on('end', () => resolve(found))
      zip.on('error', reject)
      zip.readEntry()
    })
  })
}
