import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type App, held, progress, readStore, until } from '../app/app.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { mailOf } from '../servers/messages.ts'
import { openFolder, startWith, upToDate } from './fault-app.ts'

let dovecot: Dovecot
test.beforeAll(async () => {
  dovecot = await startDovecot()
})
test.afterAll(async () => dovecot?.stop())

/** A disk of this size that can be filled to the last byte. */
function smallDisk(megabytes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  const filler = join(folder, 'filler')
  const free = (): number => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  return {
    folder,
    free,
    /** Leaves this many octets, or as few as others let it. */
    fill(left: number): void {
      const file = openSync(filler, 'a')
      const block = Buffer.alloc(64 * 1024)
      try {
        while (free() > left) writeSync(file, block, 0, Math.min(block.length, Math.max(4096, free() - left)))
      } catch {
        // the last block was one too many
      } finally {
        closeSync(file)
      }
    },
    makeRoom: () => rmSync(filler, { force: true }),
    remove(): void {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** As Electron lets the page have it: the browser may not throw its databases away to make room. */
async function keepDatabases({ context, page, shell }: App): Promise<void> {
  const session = await context.browser()!.newBrowserCDPSession()
  const { origin } = new URL(shell.url)
  await session.send('Browser.grantPermissions', { permissions: ['durableStorage'], origin })
  expect(await page.evaluate(() => navigator.storage.persist())).toBe(true)
}

const alertText = (app: App): Promise<string> =>
  app.page
    .getByRole('alert')
    .first()
    .textContent({ timeout: 1000 })
    .then(String, () => '')

/** Writes a row that nobody but a test knows into the mail's database. */
function mark({ page }: App): Promise<void> {
  return page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find((one) => one.name?.endsWith('-mail'))!
    const db = await new Promise<IDBDatabase>((done, fail) => {
      const request = indexedDB.open(name!)
      request.onsuccess = () => done(request.result)
      request.onerror = () => fail(request.error)
    })
    const writing = db.transaction('meta', 'readwrite')
    writing.objectStore('meta').put({ key: 'mark', value: true })
    await new Promise((done) => (writing.oncomplete = done))
    db.close()
  })
}

test('a full disk stops the sync and says so; with room it goes on, nothing lost or doubled', async () => {
  test.skip(process.getuid?.() !== 0, 'only root can mount a small disk')
  const [before, more] = [300, 900]
  const mails = [...mailOf({ count: before + more, seed: 3, bodySize: 12_000 })]
  dovecot.seed('full', 'INBOX', mails.slice(0, before))
  const disk = smallDisk(260)
  const it = await startWith(dovecot, 'full', {
    profile: join(disk.folder, 'profile'),
    dataFolder: join(disk.folder, 'data')
  })
  const { app } = it
  try {
    await keepDatabases(app)
    await until('the first mail', async () => (await progress(app.page)).texts >= before)
    await app.page.getByRole('button', { name: 'New mail' }).click()
    await app.page.getByRole('textbox', { name: 'Subject' }).fill('Words to keep')
    await expect(app.page.getByText(/Draft saved/)).toBeVisible()

    disk.fill(10_000_000)
    dovecot.seed('full', 'INBOX', mails.slice(before))
    await until('the words', async () => (await alertText(app)).includes('disk of this computer is full'))
    expect(await alertText(app)).toContain('Make space on the disk. SalesInbox goes on by itself.')
    await expect(app.page.getByRole('status', { name: 'Sync status' })).toContainText('Disk full')
    const stopped = await progress(app.page)
    expect(stopped.texts).toBeLessThan(before + more)
    expect(disk.free()).toBeGreaterThan(0)

    disk.makeRoom()
    await until('the rest', async () => (await progress(app.page)).texts >= before + more)
    await upToDate(it)
    await expect(app.page.getByRole('alert')).toHaveCount(0)
    const end = await held(app.page)
    expect(end.folders['INBOX']).toHaveLength(before + more)
    expect(end.messages).toBe(before + more)
    expect(end.bodies).toBe(before + more)
    expect(end.doubled).toEqual([])
    const drafts = await readStore<{ subject: string }>(app.page, 'outbox', 'drafts')
    expect(drafts.map((draft) => draft.subject)).toEqual(['Words to keep'])
  } finally {
    await it.close()
    disk.remove()
  }
})

test('a browser that throws the databases away loses no mail: the keeper begins anew', async () => {
  const count = 300
  dovecot.seed('thrown', 'INBOX', mailOf({ count, seed: 4 }))
  const it = await startWith(dovecot, 'thrown')
  const { app } = it
  try {
    await until('all mail', async () => (await progress(app.page)).texts >= count, 20_000)
    await mark(app)
    const session = await app.context.newCDPSession(app.page)
    await session.send('Storage.clearDataForOrigin', {
      origin: new URL(app.shell.url).origin,
      storageTypes: 'indexeddb'
    })
    // the databases of before are gone, and new ones are full again
    await until('all mail again', async () => {
      const marks = await readStore<{ key: string }>(app.page, 'mail', 'meta')
      return !marks.some(({ key }) => key === 'mark') && (await progress(app.page)).texts >= count
    })
    const end = await held(app.page)
    expect(end.folders['INBOX']).toHaveLength(count)
    expect(end.messages).toBe(count)
    expect(end.bodies).toBe(count)
    expect(end.doubled).toEqual([])
    await upToDate(it)
    await openFolder(app, /^Inbox/)
    await expect(app.page.getByRole('grid', { name: 'Messages' }).getByRole('row').first()).toBeVisible()
  } finally {
    await it.close()
  }
})
