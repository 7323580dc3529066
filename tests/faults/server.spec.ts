import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type App, held, progress, readStore, until } from '../app/app.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { mailOf } from '../servers/messages.ts'
import { startProxy } from '../servers/proxy.ts'
import { elsewhere } from '../servers/imap.ts'
import { type FaultApp, openFolder, plain, startWith, upToDate, withFile } from './fault-app.ts'

let dovecot: Dovecot
test.beforeAll(async () => {
  dovecot = await startDovecot()
})
test.afterAll(async () => dovecot?.stop())

const row = (app: App, name: RegExp) =>
  app.page.getByRole('grid', { name: 'Messages' }).getByRole('row', { name })
const texts = (app: App, count: number) => async (): Promise<boolean> =>
  (await progress(app.page)).texts >= count

/** What the rep's "try now" does; by itself it is looked at each minute. */
async function lookNow({ app, account }: FaultApp): Promise<void> {
  const client = await app.client()
  await client.call('mail.retry', { account })
  client.close()
}

interface Columns {
  folder: number
  uid: number[]
  flags: number[]
}
const seenBit = 1
const flaggedBit = 4

async function countsOf(app: App, path: string): Promise<{ all: number; seen: number; flagged: number }> {
  const folders = await readStore<{ id: number; path: string }>(app.page, 'mail', 'folders')
  const id = folders.find((one) => one.path === path)?.id
  const flags = (await readStore<Columns>(app.page, 'mail', 'windows'))
    .filter((one) => one.folder === id)
    .flatMap((one) => one.flags)
  return {
    all: flags.length,
    seen: flags.filter((bits) => bits & seenBit).length,
    flagged: flags.filter((bits) => bits & flaggedBit).length
  }
}

test('a mailbox that is numbered anew shows the same mail, none doubled, with its flags of now', async () => {
  const count = 250
  dovecot.seed('anew', 'INBOX', mailOf({ count, seed: 11 }))
  const proxy = await startProxy(dovecot.imap)
  const it = await startWith({ ...dovecot, imap: proxy.port }, 'anew')
  const { app } = it
  try {
    await until('all texts', texts(app, count))
    await upToDate(it)
    const before = await held(app.page)
    const [cursor] = await readStore<{ path: string; cursor: { uidValidity: string } }>(
      app.page,
      'mail',
      'folders'
    )
    proxy.setOffline(true)
    await elsewhere(dovecot, 'anew', 'INBOX', async (client) => {
      await client.messageFlagsRemove('1:*', ['\\Seen'])
      await client.messageFlagsAdd('1:5', ['\\Flagged'])
    })
    const maildir = dovecot.maildir('anew')
    for (const name of readdirSync(maildir))
      if (name.startsWith('dovecot')) rmSync(join(maildir, name), { force: true })
    await dovecot.restart()
    proxy.setOffline(false)
    await lookNow(it)
    await until('another UIDVALIDITY', async () => {
      const [now] = await readStore<typeof cursor>(app.page, 'mail', 'folders')
      return now?.cursor && now.cursor.uidValidity !== cursor?.cursor.uidValidity
    })
    await until('all mail again', async () => (await countsOf(app, 'INBOX')).all === count)
    await upToDate(it)
    const after = await held(app.page)
    expect(after.folders['INBOX']).toHaveLength(count)
    expect(after.messages).toBe(before.messages)
    expect(after.bodies).toBe(count)
    expect(after.doubled).toEqual([])
    expect(await countsOf(app, 'INBOX')).toEqual({ all: count, seen: 0, flagged: 5 })
  } finally {
    await it.close()
    await proxy.close()
  }
})

test('mail that is expunged while it is fetched is not here, all other mail is', async () => {
  const count = 700
  dovecot.seed('expunged', 'INBOX', mailOf({ count, seed: 12 }))
  const proxy = await startProxy(dovecot.imap)
  proxy.delay = 60
  // in small pieces, so that there is time to expunge between them
  const local = { 'salesinbox.batch': '60' }
  const it = await startWith({ ...dovecot, imap: proxy.port }, 'expunged', { local })
  const { app } = it
  try {
    await until('the first headers', async () => (await progress(app.page)).here >= 100, 60_000, 5)
    // some that are here already, some that are still to come
    await elsewhere(dovecot, 'expunged', 'INBOX', async (client) => {
      await client.messageDelete('1:40,300:340,680:700', { uid: true })
    })
    expect((await progress(app.page)).here).toBeLessThan(count)
    const left = count - 40 - 41 - 21
    await until('what is left', async () => (await countsOf(app, 'INBOX')).all === left)
    await until('its texts', texts(app, left))
    await upToDate(it)
    const there = await elsewhere(dovecot, 'expunged', 'INBOX', (client) =>
      client.search({ all: true }, { uid: true })
    )
    expect((await held(app.page)).folders['INBOX']).toEqual(there)
  } finally {
    await it.close()
    await proxy.close()
  }
})

test('folders deleted, renamed and named strangely elsewhere are followed', async () => {
  const strange = ['R&D', 'Büro/Angebote 🚀', 'a "quoted" name', 'back\\slash', '日本語', '100 %']
  const mails = (name: string, n: number) =>
    Array.from({ length: n }, (_, i) => ({
      bytes: plain(`In ${name.length} ${i}`, `${Buffer.from(name).toString('hex').slice(0, 40)}${i}`),
      received: Date.UTC(2026, 10, 24, 10, i),
      flags: 'S'
    }))
  for (const folder of ['INBOX', 'Gone', 'Old name']) dovecot.seed('folders', folder, mails(folder, 3))
  await elsewhere(dovecot, 'folders', null, async (client) => {
    for (const name of strange) {
      await client.mailboxCreate(name)
      await client.append(name, plain(`Inside ${name}`, `in-${strange.indexOf(name)}`), ['\\Seen'])
    }
  })
  const proxy = await startProxy(dovecot.imap, ['ENVELOPE ('])
  const it = await startWith({ ...dovecot, imap: proxy.port }, 'folders')
  const { app } = it
  try {
    await until('all texts', texts(app, 9 + strange.length))
    await upToDate(it)
    const first = await held(app.page)
    for (const name of strange) expect(first.folders[name], name).toHaveLength(1)
    const rail = app.page.getByRole('navigation', { name: 'Mailboxes' })
    // a level that is no folder itself has no row, and is said with what lies in it
    for (const name of ['R&D', 'Büro/Angebote 🚀', '日本語', '100 %'])
      await expect(
        rail.getByRole('link', { name: new RegExp(`^${name.replace(/[%&]/g, '\\$&')}`) })
      ).toBeVisible()
    await openFolder(app, /Angebote 🚀/)
    await expect(row(app, /Inside/)).toHaveCount(1)

    const asked = proxy.seen('ENVELOPE (')
    await elsewhere(dovecot, 'folders', null, async (client) => {
      await client.mailboxDelete('Gone')
      await client.mailboxRename('Old name', 'New name')
    })
    await lookNow(it)
    await until(
      'the folders as they are now',
      async () => {
        const { folders } = await held(app.page)
        return !('Gone' in folders) && !('Old name' in folders) && folders['New name']?.length === 3
      },
      80_000
    )
    // followed, not fetched again
    expect(proxy.seen('ENVELOPE (')).toBe(asked)
    const end = await held(app.page)
    expect(end.doubled).toEqual([])
    expect(end.folders['INBOX']).toHaveLength(3)
  } finally {
    await it.close()
    await proxy.close()
  }
})

test('mail that no parser likes shows, its source opens, and all other mail comes', async () => {
  const at = (n: number) => Date.UTC(2026, 10, 24, 10, n)
  const bad = [
    // a multipart without its boundary, one that never ends, one that holds itself
    plain('No boundary', 'bad1', 'text', 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n'),
    plain(
      'Never ends',
      'bad2',
      '--x\r\nContent-Type: text/plain\r\n\r\nhello',
      'Content-Type: multipart/mixed; boundary=x\r\n'
    ),
    plain(
      'Strange charset',
      'bad3',
      'gr\xfc\xdfe',
      'Content-Type: text/plain; charset=x-klingon\r\nContent-Transfer-Encoding: 8bit\r\n'
    ),
    plain(
      'Broken base64',
      'bad4',
      '=!!!not*base64###',
      'Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n'
    ),
    plain('Huge header', 'bad5', 'small', `X-Long: ${'x'.repeat(900_000)}\r\n`),
    plain('Deep', 'bad6', deep(60), 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n'),
    // no header at all, and nothing but zeros
    'just words, and no header\r\n',
    '\0\0\0\0\r\n\r\n\0\0'
  ]
  const good = [...mailOf({ count: 30, seed: 14, newest: at(0) })]
  // one Message-ID, two mails
  const twins = [
    plain('Twin', 'twin', 'The first of two.'),
    plain('Twin', 'twin', 'The second of two, longer.')
  ]
  dovecot.seed('bad', 'INBOX', [
    ...good,
    ...bad.map((mail, i) => ({ bytes: Buffer.from(mail, 'latin1'), received: at(i + 1), flags: 'S' })),
    ...twins.map((mail, i) => ({ bytes: mail, received: at(30 + i), flags: 'S' }))
  ])
  const count = good.length + bad.length + twins.length
  const it = await startWith(dovecot, 'bad')
  const { app } = it
  app.page.setDefaultTimeout(10_000)
  try {
    await until('all mail', texts(app, count))
    await upToDate(it)
    const end = await held(app.page)
    expect(end.folders['INBOX']).toHaveLength(count)
    expect(end.messages).toBe(count)
    const client = await app.client()
    await client.call('app.setPreferences', { conversations: false })
    client.close()
    await openFolder(app, /^Inbox/)
    await expect(row(app, /Twin/)).toHaveCount(2)
    for (const [nth, words] of [
      [0, 'The second of two, longer.'],
      [1, 'The first of two.']
    ] as const) {
      await row(app, /Twin/).nth(nth).click()
      await expect(app.page.frameLocator('iframe').locator('body').first()).toContainText(words)
    }
    for (const name of [
      /No boundary/,
      /Never ends/,
      /Strange charset/,
      /Broken base64/,
      /Huge header/,
      /Deep/
    ])
      await expect(row(app, name)).toHaveCount(1)
    await row(app, /Broken base64/).click()
    await expect(app.page.getByRole('article')).toBeVisible()
    await app.page.getByRole('button', { name: 'More actions' }).last().click()
    await app.page.getByRole('menuitem', { name: /source/i }).click()
    await expect(app.page.getByRole('dialog')).toContainText('not*base64###')
  } finally {
    await it.close()
  }
})

function deep(levels: number): string {
  let text = `--b${levels}\r\nContent-Type: text/plain\r\n\r\nat the bottom\r\n--b${levels}--\r\n`
  for (let n = levels; n > 0; n--)
    text = `--b${n - 1}\r\nContent-Type: multipart/mixed; boundary=b${n}\r\n\r\n${text}\r\n--b${n - 1}--\r\n`
  return text
}

test('a mail of 40 MB lists and reads like any other; its file comes when it is wanted, and not through memory', async () => {
  test.setTimeout(180_000)
  const at = Date.UTC(2026, 10, 24, 10)
  const large = ['First', 'Second'].map((name) => ({ name, file: randomBytes(29_000_000) }))
  dovecot.seed('large', 'INBOX', [
    ...mailOf({ count: 40, seed: 15, newest: at - 60_000 }),
    ...large.map(({ name, file }, i) => ({
      bytes: withFile(`${name} drawings`, `large${i}`, file, `${name}.bin`),
      received: at + i * 1000,
      flags: 'S'
    }))
  ])
  const it = await startWith(dovecot, 'large')
  const { app, account } = it
  const rss = (): number =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${app.shell.child.pid}/status`, 'utf8'))![1]) / 1024
  try {
    await until('all mail', texts(app, 42))
    // the records' database takes hundreds of megabytes for some seconds while its code is compiled
    const client = await app.client()
    await client.call('workspace.organisation', {})
    client.close()
    let seen = 0
    await until(
      'memory at rest',
      async () => {
        const now = rss()
        const resting = Math.abs(now - seen) < 5
        seen = now
        return resting
      },
      60_000,
      3000
    )
    await openFolder(app, /^Inbox/)
    const growths: number[] = []
    for (const { name, file } of large) {
      await row(app, new RegExp(`${name} drawings`)).click()
      await expect(app.page.frameLocator('iframe').locator('body').first()).toContainText(
        `The text of ${name} drawings.`
      )
      const hash = createHash('sha256').update(file).digest('hex')
      const stored = join(app.shell.dataFolder, 'attachments', account, hash)
      expect(existsSync(stored)).toBe(false)
      const before = rss()
      let most = before
      const watch = setInterval(() => (most = Math.max(most, rss())), 20)
      const download = app.page.waitForEvent('download')
      await app.page.getByRole('button', { name: new RegExp(`Save .*${name}\\.bin`) }).click()
      await (await download).path()
      clearInterval(watch)
      expect(readFileSync(stored).equals(file)).toBe(true)
      growths.push(most - before)
    }
    console.log(`core: +${growths.map((growth) => growth.toFixed(0)).join(', +')} MB`)
    // the first one also makes the room that all later ones use
    expect(growths[1]).toBeLessThan(60)
  } finally {
    await it.close()
  }
})
