import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Period } from '../../shared/contract/accounts.ts'
import { accountDraft, type App, held, progress, startApp, startSmtp, until } from '../app/app.ts'
import { type Dovecot, type Seed, startDovecot } from '../servers/dovecot.ts'
import { type Proxy, startProxy } from '../servers/proxy.ts'

/** The period of a mailbox changes, and something dies while its mail comes or goes. */
test.describe.configure({ mode: 'serial', timeout: 300_000 })

const day = 86_400_000
/** Mails under way at once: one half is written while the other comes. */
const batch = 200
/** Headers that a FETCH brings, and a bite takes away. */
const half = batch / 2
/** One a day from so many days ago backwards. */
const ages = {
  recent: { from: 1, count: 40 },
  middle: { from: 400, count: 1000 },
  old: { from: 1500, count: 1000 }
}
type Age = keyof typeof ages
const everything: Period = { everything: true }
let dovecot: Dovecot
let proxy: Proxy
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App
let account = ''

/** The first two of each age are flagged. */
function* mails(age: Age): Generator<Seed> {
  const { from, count } = ages[age]
  for (let i = 0; i < count; i++) {
    const received = Date.now() - (from + i) * day
    const bytes = `From: Dana Whitfield <dana${i % 40}@acme.example>\r\nTo: rep@fernhill.example\r\nDate: ${new Date(received).toUTCString()}\r\nMessage-ID: <${age}.${i}@acme.example>\r\nSubject: ${age} ${i}\r\nContent-Type: text/plain\r\n\r\nDelivery ${age} number ${i}.\r\n`
    yield { bytes, received, flags: i < 2 ? 'FS' : 'S' }
  }
}
const link = (name: RegExp) =>
  app.page.getByRole('navigation', { name: 'Mailboxes' }).getByRole('link', { name })
const grid = () => app.page.getByRole('grid', { name: 'Messages' })
const here = async (): Promise<number> => (await progress(app.page)).here

async function change(period: Period): Promise<void> {
  const client = await app.client()
  await client.call('accounts.change', { id: account, patch: { period } })
  client.close()
}

/** How many are left, as soon as more than a bite of them went. */
const someGone = (before: number): Promise<number> =>
  until(
    'some of it gone',
    async () => {
      const count = await here()
      return count < before - half ? count : null
    },
    60_000,
    10
  )

/** Exactly the mail of these ages and what is kept of every age, in the store and in the list; the server keeps all. */
async function settledWith(whole: Age[]): Promise<void> {
  const kept = (age: Age): number => (whole.includes(age) ? ages[age].count : 2)
  const ids = (Object.keys(ages) as Age[]).flatMap((age) =>
    Array.from({ length: kept(age) }, (_, i) => `${age}.${i}@acme.example`)
  )
  await until(`${ids.length} mails and a draft`, async () => {
    const { here: rows, texts } = await progress(app.page)
    return rows === ids.length + 1 && texts === rows
  })
  await expect(app.page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date', {
    timeout: 60_000
  })
  const end = await held(app.page)
  expect(end.ids).toEqual([...ids, 'draft@fernhill.example'].sort())
  expect(end.doubled).toEqual([])
  expect([end.messages, end.bodies]).toEqual([ids.length + 1, ids.length + 1])
  expect(new Set(end.folders['INBOX']).size).toBe(ids.length)
  expect([end.folders['INBOX']!.length, end.folders['Drafts']!.length]).toEqual([ids.length, 1])
  await link(/^Inbox/).click()
  await expect(grid()).toHaveAttribute('aria-rowcount', String(ids.length))
  // the index follows: a word that only this age's mails have finds them, and those alone
  const box = app.page.getByRole('searchbox', { name: 'Search mail' })
  for (const age of Object.keys(ages) as Age[]) {
    await box.fill(`delivery ${age}`)
    await expect(grid()).toHaveAttribute('aria-rowcount', String(kept(age)), { timeout: 60_000 })
  }
  await box.press('Escape')
  const onServer = ['cur', 'new'].flatMap((kind) => readdirSync(join(dovecot.maildir('rep'), kind)))
  expect(onServer).toHaveLength(ages.recent.count + ages.middle.count + ages.old.count)
}

test.beforeAll(async () => {
  dovecot = await startDovecot()
  smtp = await startSmtp()
  proxy = await startProxy(dovecot.imap, ['ENVELOPE (', 'BODY[1]'])
  for (const age of Object.keys(ages) as Age[]) dovecot.seed('rep', 'INBOX', mails(age))
  const draft =
    'From: rep@fernhill.example\r\nSubject: A draft\r\nMessage-ID: <draft@fernhill.example>\r\n\r\nHello\r\n'
  dovecot.seed('rep', 'Drafts', [{ bytes: draft, received: Date.now() - 3000 * day, flags: 'DS' }])
  app = await startApp({ local: { 'salesinbox.batch': String(batch) } })
  const client = await app.client()
  const ports = { imap: proxy.port, smtp: smtp.port }
  const added = await client.call('accounts.add', accountDraft(ports, { period: { months: 12 } }))
  account = added.account!.id
  client.close()
  await until('the recent mail', async () => (await here()) === ages.recent.count)
})
test.afterAll(async () => {
  await app?.close()
  await smtp?.close()
  await proxy?.close()
  await dovecot?.stop()
})

test('an older start, and the core is killed while mail comes: all of it comes, nothing twice', async () => {
  proxy.reset()
  await change(everything)
  const older = ages.middle.count + ages.old.count + 1
  await until('half of it here', async () => (await here()) > older / 2, 60_000, 10)
  await app.shell.killAndRestart()
  await settledWith(['recent', 'middle', 'old'])
  const again = ['ENVELOPE (', 'BODY[1]'].map((text) => proxy.seen(text) - older)
  console.log(`${again.join(' headers and ')} texts fetched again of ${older}`)
  for (const count of again) {
    expect(count).toBeGreaterThanOrEqual(0)
    expect(count).toBeLessThanOrEqual(batch)
  }
})

test('a newer start, and the core is killed while mail goes: it goes to the last one', async () => {
  const before = await here()
  await change({ from: Date.now() - 1450 * day })
  const left = await someGone(before)
  await app.shell.killAndRestart()
  expect(left).toBeGreaterThan(before - ages.old.count + half)
  await settledWith(['recent', 'middle'])
})

test('a newer start, and the browser is killed while mail goes: it is out of sight at once, and goes to the last one', async () => {
  const before = await here()
  await change({ months: 12 })
  const left = await someGone(before)
  await app.killBrowserAndRestart()
  expect(left).toBeGreaterThan(before - ages.middle.count + half)
  await link(/^Inbox/).click()
  await expect(grid()).toHaveAttribute('aria-rowcount', String(ages.recent.count + 4))
  await settledWith(['recent'])
})
