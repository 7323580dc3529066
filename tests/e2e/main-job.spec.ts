import { expect, test } from '@playwright/test'
import type { ImapFlow } from 'imapflow'
import { elsewhere } from '../servers/imap.ts'
import { accountDraft, type App, progress, startApp, startSmtp, until } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { mailOf } from '../servers/messages.ts'
import { type Proxy, startProxy } from '../servers/proxy.ts'

/** A day's work on a real Dovecot: connect, read, act, lose the network, get it back. */
test.describe.configure({ mode: 'serial' })

const mails = 300
let dovecot: Dovecot
let proxy: Proxy
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App

const onServer = <T>(work: (client: ImapFlow) => Promise<T>): Promise<T> =>
  elsewhere(dovecot, 'rep', null, work)
async function countOn(client: ImapFlow, folder: string): Promise<number> {
  const status = await client.status(folder, { messages: true })
  return (status && status.messages) || 0
}
const list = () => app.page.getByRole('grid', { name: 'Messages' })
const status = () => app.page.getByRole('status', { name: 'Sync status' })
const inbox = () =>
  app.page.getByRole('navigation', { name: 'Mailboxes' }).getByRole('link', { name: /^Inbox/ })

test.beforeAll(async () => {
  dovecot = await startDovecot()
  dovecot.seed('rep', 'INBOX', mailOf({ count: mails, seed: 5 }))
  proxy = await startProxy(dovecot.imap)
  smtp = await startSmtp()
  app = await startApp()
})
test.afterAll(async () => {
  await app?.close()
  await smtp?.close()
  await proxy?.close()
  await dovecot?.stop()
})

test('first run offers services, other mail and the sample', async () => {
  const { page } = app
  await expect(page.getByRole('button', { name: 'Try with a sample mailbox' })).toBeVisible({
    timeout: 30_000
  })
  for (const name of ['Gmail', 'Zoho Mail', 'Other Mail'])
    await expect(page.getByRole('button', { name, exact: false }).first()).toBeVisible()
  const { violations } = await axe(page).analyze()
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([])
})

test('a connected mailbox is read to the end, newest first', async () => {
  const client = await app.client()
  const { report } = await client.call('accounts.add', accountDraft({ imap: proxy.port, smtp: smtp.port }))
  client.close()
  expect(report.ok).toBe(true)
  await app.page.goto(`${app.shell.url.split('#')[0]}#/mail`)
  await expect(status()).toContainText('Up to date', { timeout: 90_000 })
  await inbox().click()
  await app.page.getByRole('button', { name: 'List options' }).click()
  await app.page.getByRole('menuitemcheckbox', { name: 'Conversations' }).click()
  await app.page.keyboard.press('Escape')
  await expect(list()).toHaveAttribute('aria-rowcount', String(mails))
  await expect(list().getByRole('row').first()).toHaveAccessibleName(new RegExp(` ${mails - 1}\\.`))
})

test('mail is opened by mouse and key, and the text is here', async () => {
  const { page } = app
  await list().getByRole('row').first().click()
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(
    page.frameLocator('iframe[title="Message body"]').getByText('Thank you for the call').first()
  ).toBeVisible()
  const before = await page.getByRole('article').getAttribute('aria-label')
  await page.keyboard.press('j')
  // the focus goes along with the selection
  await expect(list().locator('[role="row"]:focus')).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('article')).not.toHaveAttribute('aria-label', before ?? '')
  await page.keyboard.press('k')
  await expect(page.getByRole('article')).toHaveAttribute('aria-label', before ?? '')
})

test('a menu opens by click and key, and gives the focus back to its button', async () => {
  const { page } = app
  const more = page.getByRole('toolbar').getByRole('button', { name: 'More actions' })
  for (const open of [() => more.click(), () => more.press('ArrowDown')]) {
    await open()
    await expect(page.getByRole('menuitem', { name: 'Show source' })).toBeVisible()
    await expect(page.getByRole('menu').locator(':focus')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect(more).toBeFocused()
  }
})

test('archive shows at once, reaches the server, and undo takes it back', async () => {
  const { page } = app
  await list().getByRole('row').nth(2).click()
  await page.keyboard.press('e')
  await expect(list()).toHaveAttribute('aria-rowcount', String(mails - 1))
  // the next mail takes its place, and the focus is with it
  await expect(list().locator('[role="row"]:focus')).toHaveAttribute('aria-selected', 'true')
  await until('one mail in Archive on the server', () =>
    onServer(async (client) => (await countOn(client, 'Archive')) === 1)
  )
  await page.keyboard.press('z')
  await expect(list()).toHaveAttribute('aria-rowcount', String(mails))
  await until('Archive empty again', () =>
    onServer(async (client) => (await countOn(client, 'Archive')) === 0)
  )
})

test('new mail comes in by itself, and what was done elsewhere arrives', async () => {
  const before = Date.now()
  await dovecot.deliver(
    'rep',
    'From: Nina New <nina@new.example>\nTo: rep@fernhill.example\nSubject: Fresh from the wire\nMessage-ID: <fresh@new.example>\nDate: Wed, 25 Nov 2026 09:00:00 +0000\n\nHello\n'
  )
  await expect(list().getByRole('row', { name: /Fresh from the wire/ })).toBeVisible({ timeout: 10_000 })
  test.info().annotations.push({ type: 'figure', description: `new mail after ${Date.now() - before} ms` })
  await onServer(async (client) => {
    await client.mailboxOpen('INBOX')
    const [uid] =
      (await client.search({ header: { 'message-id': 'fresh@new.example' } }, { uid: true })) || []
    await client.messageDelete(String(uid), { uid: true })
  })
  await expect(list().getByRole('row', { name: /Fresh from the wire/ })).toHaveCount(0, { timeout: 10_000 })
})

test('search finds words of the text, on this computer', async () => {
  const { page } = app
  await page.keyboard.press('/')
  await page.keyboard.type('subject:Renewal 124')
  await expect(
    list()
      .getByRole('row', { name: /Renewal terms 2?124|Renewal terms \d*124/ })
      .or(page.getByText('No mail with'))
      .first()
  ).toBeVisible({ timeout: 15_000 })
  await page.getByRole('searchbox', { name: 'Search mail' }).fill('second option')
  await expect
    .poll(async () => Number(await list().getAttribute('aria-rowcount')), { timeout: 30_000 })
    .toBeGreaterThan(200)
  await page.keyboard.press('Escape')
  await expect(list()).toHaveAttribute('aria-rowcount', String(mails))
})

test('without a network everything cached opens, and what is done plays when it is back', async () => {
  const { page } = app
  proxy.setOffline(true)
  await expect(page.getByRole('status', { name: 'Offline' })).toBeVisible({ timeout: 60_000 })
  await list().getByRole('row').nth(2).click()
  await expect(
    page.frameLocator('iframe[title="Message body"]').getByText('Thank you for the call').first()
  ).toBeVisible()
  await page.keyboard.press('s')
  await page.keyboard.press('#')
  await expect(list()).toHaveAttribute('aria-rowcount', String(mails - 1))
  await app.context.setOffline(false)
  proxy.setOffline(false)
  await until(
    'one mail in Trash on the server',
    () => onServer(async (client) => (await countOn(client, 'Trash')) === 1),
    90_000,
    500
  )
  await expect(page.getByRole('status', { name: 'Offline' })).toHaveCount(0, { timeout: 60_000 })
  const flagged = await onServer(async (client) => {
    await client.mailboxOpen('Trash')
    const mail = await client.fetchOne('1', { flags: true })
    return mail ? [...(mail.flags ?? [])] : []
  })
  expect(flagged).toContain('\\Flagged')
})

test('a second tab shows the same and fetches nothing twice', async () => {
  // what the lost network broke is made anew first
  let connections = -1
  await until(
    'no new connection for a while',
    async () => proxy.connections === connections || ((connections = proxy.connections), false),
    30_000,
    2000
  )
  const second = await app.context.newPage()
  await second.goto(app.shell.url)
  await second
    .getByRole('navigation', { name: 'Mailboxes' })
    .getByRole('link', { name: /^Inbox/ })
    .click()
  await expect(second.getByRole('grid', { name: 'Messages' })).toHaveAttribute(
    'aria-rowcount',
    String(mails - 1)
  )
  expect(proxy.connections).toBe(connections)
  // the first tab goes, and with it the keeper: the second takes over
  await app.page.close()
  app.page = second
  await dovecot.deliver(
    'rep',
    'From: Otto <otto@new.example>\nSubject: After the change of keepers\nMessage-ID: <otto@new.example>\n\nHello\n'
  )
  await expect(list().getByRole('row', { name: /After the change of keepers/ })).toBeVisible({
    timeout: 30_000
  })
  expect((await progress(app.page)).here).toBeGreaterThan(0)
})

test('folders with odd names are made, renamed and deleted here', async () => {
  const { page } = app
  await page.getByRole('button', { name: /Actions for rep@/ }).click()
  await page.getByRole('menuitem', { name: 'New folder' }).click()
  await page.getByLabel('Folder name').fill('Kunden & Öfen 🔥')
  await page.getByRole('button', { name: 'Create' }).click()
  const link = page
    .getByRole('navigation', { name: 'Mailboxes' })
    .getByRole('link', { name: /Kunden & Öfen 🔥/ })
  await expect(link).toBeVisible({ timeout: 20_000 })
  expect(await onServer(async (client) => (await client.list()).map((folder) => folder.path))).toContain(
    'Kunden & Öfen 🔥'
  )
})
