import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askFile, bringFile, filePiece, fileRequests, fileStates, refuseFile } from './shared-files.ts'
import { unpublish } from './sharing.ts'
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

const files = [
  { name: 'terms.pdf', type: 'application/pdf', size: 6 },
  { name: 'plan.png', type: 'image/png', size: 3 }
]
const pdf = new Uint8Array([1, 2, 3, 4, 5, 6])

describe.each(testEngines)('files of shared mail, on $name', (engine) => {
  let team: TestTeam
  let maya: TestUser
  let otto: TestUser
  let priya: TestUser
  let mailbox: { id: string; epoch: number }
  let mail: string

  beforeAll(async () => {
    team = await testTeam(engine)
    maya = await team.addUser('Maya')
    otto = await team.addUser('Otto')
    priya = await team.addUser('Priya')
    await testRecords(team, 'dana@acme.example', otto.id)
    await team.owner.db.updateTable('workspaces').set({ records: 'own' }).execute()
    mailbox = await testMailbox(team, maya, {})
    await publishOne()
  }, 120_000)
  afterAll(() => team.close())

  async function publishOne(): Promise<void> {
    await testPublish(team, maya, mailbox, testMail('one', { files }))
    mail = (await team.owner.db.selectFrom('mails').select('id').executeTakeFirstOrThrow()).id
  }
  const ask = (user: TestUser, file: number, of = mail) =>
    team.as(user.login, (scope) => askFile(scope, { mail: of, file }, 100))
  const states = (user: TestUser) => team.as(user.login, (scope) => fileStates(scope, { mail }))
  const requests = () => team.as(maya.login, (scope) => fileRequests(scope, { mailbox: mailbox.id }, 200))
  const bring = (user: TestUser, file = 0, bytes: Uint8Array<ArrayBuffer>[] = [pdf], size = pdf.length) =>
    team.as(user.login, async (scope) => {
      for (const [piece, some] of bytes.entries())
        await bringFile(scope, { mail, file, piece, pieces: bytes.length, size, bytes: some })
    })
  const read = (user: TestUser, piece = 0) =>
    team.as(user.login, (scope) => filePiece(scope, { mail, file: 0, piece }))
  const left = async () => ({
    requests: (await team.owner.db.selectFrom('file_requests').selectAll().execute()).length,
    files: (await team.owner.db.selectFrom('mail_files').selectAll().execute()).length,
    pieces: (await team.owner.db.selectFrom('mail_file_chunks').select('chunk').execute()).length
  })

  it('come to who asks, by their owner alone, in pieces', async () => {
    await expect(bring(maya)).rejects.toThrow('workspace.notFound')
    await ask(otto, 0)
    expect(await states(otto)).toEqual([{ file: 0, state: 'asked', failed: null, at: 100 }])
    expect(await requests()).toMatchObject([
      { mail, file: 0, message: 'one', name: 'terms.pdf', source: 'imap' }
    ])
    expect(await states(otto)).toMatchObject([{ file: 0, state: 'taken' }])
    await expect(bring(otto)).rejects.toThrow(/notFound|row-level security/)
    await expect(bring(maya, 0, [pdf.slice(0, 4), pdf.slice(4, 5)])).rejects.toThrow('workspace.invalid')
    await expect(read(otto)).rejects.toThrow('workspace.notFound')
    await bring(maya, 0, [pdf.slice(0, 4), pdf.slice(4)])
    expect(await states(otto)).toEqual([{ file: 0, state: 'here', failed: null, at: null }])
    expect(await read(otto)).toEqual({ bytes: pdf.slice(0, 4), pieces: 2, size: 6 })
    expect((await read(otto, 1)).bytes).toEqual(pdf.slice(4))
    expect(await requests()).toEqual([])
  })

  it('are nothing to who does not see the mail', async () => {
    await expect(ask(priya, 0)).rejects.toThrow('workspace.notFound')
    await expect(read(priya)).rejects.toThrow('workspace.notFound')
    expect(await states(priya)).toEqual([])
    await expect(ask(otto, 7)).rejects.toThrow('workspace.notFound')
    await expect(ask(maya, 0)).rejects.toThrow('workspace.notFound')
  })

  it('are not brought for who may not see the mail any more', async () => {
    await ask(otto, 1)
    const { db } = team.owner
    const owned = (owner: string) =>
      Promise.all(
        (['contacts', 'accounts', 'deals'] as const).map((table) =>
          db.updateTable(table).set({ owner }).execute()
        )
      )
    await owned(maya.id)
    expect(await requests()).toEqual([])
    await expect(bring(maya, 1)).rejects.toThrow('workspace.notFound')
    await owned(otto.id)
    expect(await requests()).toHaveLength(1)
  })

  it('say why they do not come, and are asked for again', async () => {
    await team.as(maya.login, (scope) => refuseFile(scope, { mail, file: 1, why: 'large' }))
    expect(await states(otto)).toMatchObject([{ file: 0 }, { file: 1, state: 'failed', failed: 'large' }])
    expect(await requests()).toEqual([])
    await ask(otto, 1)
    expect(await requests()).toHaveLength(1)
  })

  it('go with the mail, and where the subject alone is shared', async () => {
    expect(await left()).toEqual({ requests: 2, files: 1, pieces: 2 })
    await team.as(maya.login, (scope) => unpublish(scope, { mailbox: mailbox.id, messages: ['one'] }))
    expect(await left()).toEqual({ requests: 0, files: 0, pieces: 0 })
    await publishOne()
    await ask(otto, 0)
    await bring(maya)
    await team.owner.db
      .updateTable('mailboxes')
      .set({ mode: 'custom', level: 'subject' })
      .where('id', '=', mailbox.id)
      .execute()
    expect(await left()).toEqual({ requests: 0, files: 0, pieces: 0 })
    await expect(ask(otto, 0)).rejects.toThrow('workspace.notFound')
  })
})
