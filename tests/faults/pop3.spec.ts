import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openMailbox } from '../../electron/pop3/spool/mailbox.ts'
import { accountDraft, type App, held, progress, readStore, startApp, startSmtp, until } from '../app/app.ts'
import { type Dovecot, type Seed, startDovecot } from '../servers/dovecot.ts'
import { mailOf } from '../servers/messages.ts'
import { type Proxy, startProxy } from '../servers/proxy.ts'

// nine starts of the core, and as many times the processor is somebody else's
test.describe.configure({ timeout: 300_000 })

/** Above what is kept in memory on its way: each lies in a file of its own (docs/pop3.md). */
const large = 300_000
let dovecot: Dovecot
let proxy: Proxy
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App
test.beforeAll(async () => {
  dovecot = await startDovecot()
  proxy = await startProxy(dovecot.pop3, ['Marked to be deleted', 'messages deleted'])
  smtp = await startSmtp()
  app = await startApp()
})
test.afterAll(async () => {
  await app?.close()
  await smtp?.close()
  await proxy?.close()
  await dovecot?.stop()
})

const hashOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Some hundred of every kind, a few of them large, and what a protocol of lines and dots could spoil. */
function* letters(): Generator<Seed & { bytes: Buffer }> {
  let n = 0
  for (const { bytes, ...rest } of mailOf({ count: 400, seed: 11, bodySize: 4000 })) {
    const odd = `.\r\n..\r\n\r\n.${n} \xff\xfe\0${'é'.repeat(n % 3)}\r\n`
    const more = n++ % 100 === 60 ? `${'x'.repeat(70)}\r\n`.repeat(large / 72) : ''
    yield { ...rest, bytes: Buffer.concat([Buffer.from(bytes), Buffer.from(odd + more, 'latin1')]) }
  }
}

/** Hashes of what the server has. */
const onServer = (): string[] =>
  ['cur', 'new']
    .map((kind) => join(dovecot.maildir('rep'), kind))
    .flatMap((path) => readdirSync(path).map((name) => hashOf(readFileSync(join(path, name)))))

/** Hashes of what a start would find on our disk. Of a copy: looking changes it. */
async function onDisk(account: string): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'spool-'))
  try {
    cpSync(join(app.shell.dataFolder, 'pop3', account), copy, { recursive: true })
    const mailbox = await openMailbox(copy)
    const mails = [...mailbox.state.folders.values()].flatMap((folder) => [...folder.mails.values()])
    const hashes = mails.map((mail) => hashOf(mailbox.bytes.read(mail, 0, mail.size)))
    await mailbox.close()
    return hashes
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** Mails that the index on our disk names. */
const indexed = (account: string): number =>
  readFileSync(join(app.shell.dataFolder, 'pop3', account, 'index'), 'utf8').split('"k":"mail"').length - 1

test('the core is killed all along a download that deletes: each mail is here once, byte for byte, and none is gone from the server before', async () => {
  const seeds = [...letters()]
  const all = seeds.map(({ bytes }) => hashOf(bytes)).sort()
  const octets = seeds.reduce((sum, { bytes }) => sum + bytes.length, 0)
  dovecot.seed('rep', 'INBOX', seeds)
  const came = (part: number) => (): boolean => proxy.down >= part * octets
  /** What the wire is held at, and how much of what came is to be on the disk before the kill. */
  const points: { held: () => boolean; written?: number; emptied?: true }[] = [
    { held: came(0.01) },
    { held: came(0.15), written: 10 },
    { held: came(0.15) },
    { held: came(0.2), written: 40 },
    { held: came(0.2), written: 30 },
    { held: () => proxy.seen('Marked to be deleted') >= 150 },
    // what QUIT was answered does not come through
    { held: () => proxy.seen('messages deleted') > 0, emptied: true }
  ]

  proxy.stallWhen = points[0]!.held
  const client = await app.client()
  const ports = { imap: proxy.port, smtp: smtp.port }
  const draft = accountDraft(ports, { protocol: 'pop3', pop: { leave: false, days: null } })
  const account = (await client.call('accounts.add', draft)).account!.id
  client.close()
  const here: number[] = []
  for (const [i, { held: at, written = 0, emptied }] of points.entries()) {
    const before = here.at(-1) ?? 0
    if (i > 0) {
      proxy.reset()
      proxy.stallWhen = at
      proxy.stall(false)
      await app.shell.start()
    }
    await until(
      `point ${i}`,
      async () => proxy.stallWhen === null && (!written || indexed(account) >= before + written),
      60_000,
      1
    )
    await app.shell.kill('SIGKILL')
    const [ours, theirs] = [await onDisk(account), onServer()]
    here.push(ours.length)
    expect(new Set(ours).size, `point ${i}`).toBe(ours.length)
    expect([...new Set([...ours, ...theirs])].sort(), `point ${i}`).toEqual(all)
    // it forgets nothing before a QUIT, and that is said once all of it is here
    expect(theirs.length, `point ${i}`).toBe(emptied ? 0 : all.length)
  }
  expect(here.slice(-2)).toEqual([all.length, all.length])
  console.log(`killed with ${here.join(', ')} of ${all.length} mails here`)

  proxy.stall(false)
  await app.shell.start()
  await until('every text', async () => (await progress(app.page)).texts >= all.length)
  await expect(app.page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date', {
    timeout: 30_000
  })
  const end = await held(app.page)
  expect([end.messages, end.bodies, end.folders['INBOX']!.length]).toEqual([400, 400, 400])
  expect(end.doubled).toEqual([])
  expect(onServer()).toEqual([])
  const folders = await readStore<{ path: string; cursor: { uidValidity: string } }>(
    app.page,
    'mail',
    'folders'
  )
  const { uidValidity } = folders.find(({ path }) => path === 'INBOX')!.cursor
  const reader = await app.client()
  const sources = await Promise.all(
    end.folders['INBOX']!.map((uid) =>
      reader.call('mail.source', { account, folder: 'INBOX', uidValidity, uid })
    )
  )
  reader.close()
  expect(sources.map(({ hash }) => hash).sort()).toEqual(all)
})
