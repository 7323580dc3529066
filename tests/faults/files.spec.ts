import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { until } from '../app/app.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { startProxy } from '../servers/proxy.ts'
import { openFolder, startWith, upToDate, withFile } from './fault-app.ts'

let dovecot: Dovecot
test.beforeAll(async () => {
  dovecot = await startDovecot()
})
test.afterAll(async () => dovecot?.stop())

const day = 24 * 60 * 60_000
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

test('files are fetched ahead once each when wanted, go on after a kill, and open without a network', async () => {
  const files = Array.from({ length: 12 }, () => randomBytes(150_000))
  dovecot.seed(
    'ahead',
    'INBOX',
    files.map((file, i) => ({
      bytes: withFile(`Plan ${i}`, `plan${i}`, file, `plan ${i}.txt`),
      received: Date.UTC(2026, 10, 24, 10, i),
      flags: 'S'
    }))
  )
  const proxy = await startProxy(dovecot.imap, ['BODY[2]<0>'])
  const it = await startWith({ ...dovecot, imap: proxy.port }, 'ahead')
  const { app, account } = it
  const folder = join(app.shell.dataFolder, 'attachments', account)
  const stored = (): string[] =>
    existsSync(folder) ? readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name)) : []
  try {
    await upToDate(it)
    expect(stored()).toEqual([])
    proxy.delay = 20
    const client = await app.client()
    await client.call('app.setPreferences', { fetchAttachments: true })
    client.close()

    await until('some files', async () => stored().length >= 3, 20_000, 5)

    await app.shell.kill('SIGKILL')
    const before = stored().length
    expect(before).toBeLessThan(files.length)
    proxy.delay = 0

    await app.shell.start()

    await until('all files', async () => stored().length === files.length, 30_000)
    expect(stored().sort()).toEqual(files.map(sha256).sort())
    // the one that came while the core died comes twice, and one whose record the keeper could not make
    expect(proxy.seen('BODY[2]<0>')).toBeLessThanOrEqual(files.length + 2)
    const asked = proxy.seen('BODY[2]<0>')

    await upToDate(it)

    // main forgets what it fetched in this run; the window knows, and needs no server

    await app.shell.killAndRestart()

    await upToDate(it)
    await app.page.waitForTimeout(500)
    proxy.setOffline(true)
    await app.page.goto(`${app.shell.url.split('#')[0]}#/mail`)
    await openFolder(app, /^Inbox/)
    await app.page
      .getByRole('grid', { name: 'Messages' })
      .getByRole('row', { name: /Plan 3/ })
      .click()
    const download = app.page.waitForEvent('download')
    await app.page.getByRole('button', { name: /Save .*plan 3\.txt/ }).click()
    const path = await (await download).path()
    expect(sha256(readFileSync(path))).toBe(sha256(files[3]!))
    expect(proxy.seen('BODY[2]<0>')).toBe(asked)
  } finally {
    await it.close()
    await proxy.close()
  }
})

test('a file that a mail refers to stays, one that nothing refers to goes', async () => {
  const file = randomBytes(40_000)
  dovecot.seed('sweep', 'INBOX', [
    { bytes: withFile('With a file', 'sweep1', file), received: Date.UTC(2026, 10, 24, 10), flags: 'S' }
  ])
  const it = await startWith(dovecot, 'sweep')
  const { app, account } = it
  const folder = join(app.shell.dataFolder, 'attachments', account)
  const orphan = randomBytes(1000)
  const young = randomBytes(1000)
  try {
    await upToDate(it)
    await openFolder(app, /^Inbox/)
    await app.page
      .getByRole('grid', { name: 'Messages' })
      .getByRole('row', { name: /With a file/ })
      .click()
    const download = app.page.waitForEvent('download')
    await app.page.getByRole('button', { name: /Save .*plan\.bin/ }).click()

    await download
    expect(existsSync(join(folder, sha256(file)))).toBe(true)
    await app.page.waitForTimeout(500)

    await app.shell.kill('SIGKILL')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, sha256(orphan)), orphan)
    writeFileSync(join(folder, sha256(young)), young)
    const old = new Date(Date.now() - 3 * day)
    for (const bytes of [orphan, file]) utimesSync(join(folder, sha256(bytes)), old, old)

    await app.shell.start()

    await until('the orphan to go', async () => !existsSync(join(folder, sha256(orphan))), 20_000)
    expect(existsSync(join(folder, sha256(file)))).toBe(true)
    expect(existsSync(join(folder, sha256(young)))).toBe(true)
  } finally {
    await it.close()
  }
})
