import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Account } from '../../shared/contract/accounts.ts'
import { accountDraft, type App, startApp, startSmtp, until } from '../app/app.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** An account whose server keeps nothing for it: its mail, folders and copies are here, and look like any other's. */
test.describe.configure({ mode: 'serial' })

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App
let account: Account

const mailboxes = () => app.page.getByRole('navigation', { name: 'Mailboxes' })
const folder = (name: RegExp) => mailboxes().getByRole('link', { name })
const mail = (subject: RegExp) =>
  app.page.getByRole('grid', { name: 'Messages' }).getByRole('row', { name: subject })
const onServer = (): number =>
  ['cur', 'new']
    .map((kind) => join(dovecot.maildir('rep'), kind))
    .reduce((count, path) => count + (existsSync(path) ? readdirSync(path).length : 0), 0)
const draft = (leave: boolean) =>
  accountDraft({ imap: dovecot.pop3, smtp: smtp.port }, { protocol: 'pop3', pop: { leave, days: null } })
const letter = (n: number): string =>
  `From: Anna Bergmann <anna@acme.example>\r\nTo: rep@fernhill.example\r\nSubject: Pump ${n}\r\nMessage-ID: <pump${n}@acme.example>\r\nDate: Tue, 24 Nov 2026 10:0${n}:00 +0000\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nDie Gr\u00f6\u00dfe von Pumpe ${n}\r\n.ein Punkt\r\n`

test.beforeAll(async () => {
  dovecot = await startDovecot()
  dovecot.seed(
    'rep',
    'INBOX',
    [1, 2, 3].map((n) => ({
      bytes: Buffer.from(letter(n), 'latin1'),
      received: Date.UTC(2026, 10, 24, 10, n)
    }))
  )
  smtp = await startSmtp()
  app = await startApp()
  const client = await app.client()
  await client.call('app.setPreferences', { undoSendSeconds: 0 })
  const wrong = await client.call('accounts.add', { ...draft(true), password: 'wrong' })
  expect(wrong.report.steps[0]?.error?.code).toBe('auth.wrongPassword')
  const added = await client.call('accounts.add', draft(true))
  client.close()
  expect(added.report.ok).toBe(true)
  account = added.account!
  await app.page.goto(`${app.shell.url.split('#')[0]}#/mail`)
})
test.afterAll(async () => {
  await app?.close()
  await smtp?.close()
  await dovecot?.stop()
})

test('its mail comes in and is read, and stays on the server', async () => {
  const { page } = app
  await expect(page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date', {
    timeout: 60_000
  })
  for (const name of ['Inbox', 'Drafts', 'Sent', 'Archive', 'Trash'])
    await expect(folder(new RegExp(`^${name}`))).toBeVisible()
  await folder(/^Inbox/).click()
  await mail(/Pump 3/).click()
  const body = page.frameLocator('iframe[title="Message body"]')
  await expect(body.getByText('Die Größe von Pumpe 3')).toBeVisible()
  await expect(body.getByText('.ein Punkt')).toBeVisible()
  expect(onServer()).toBe(3)
})

test('it is moved to a folder that is made here', async () => {
  const { page } = app
  await page.getByRole('button', { name: /Actions for rep@/ }).click()
  await page.getByRole('menuitem', { name: 'New folder' }).click()
  await page.getByLabel('Folder name').fill('Pumps')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(folder(/^Pumps/)).toBeVisible({ timeout: 20_000 })
  await mail(/Pump 1/).click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Move to folder' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pumps' }).click()
  await expect(mail(/Pump 1/)).toHaveCount(0)
  await folder(/^Pumps/).click()
  await expect(mail(/Pump 1/)).toBeVisible({ timeout: 20_000 })
})

test('a reply is sent and filed in Sent, once', async () => {
  const { page } = app
  await mail(/Pump 1/).click()
  await page.keyboard.press('r')
  const composer = page.getByRole('region', { name: 'Reply', exact: true })
  await composer.getByRole('textbox', { name: 'Message text' }).press('Control+Home')
  await page.keyboard.type('It fits.')
  await composer.getByRole('button', { name: 'Send', exact: true }).click()
  await until('the reply at the server', async () => smtp.mails[0])
  await folder(/^Sent/).click()
  await expect(mail(/Re: Pump 1/)).toHaveCount(1, { timeout: 20_000 })
})

test('new mail comes, and after "delete after download" the server is empty and nothing here is', async () => {
  await dovecot.deliver('rep', Buffer.from(letter(4), 'latin1'))
  const client = await app.client()
  const updated = await client.call('accounts.update', { id: account.id, draft: draft(false) })
  expect(updated.report.ok).toBe(true)
  await client.call('mail.retry', { account: account.id })
  client.close()
  await folder(/^Inbox/).click()
  await expect(mail(/Pump 4/)).toBeVisible({ timeout: 30_000 })
  await until('an empty drop', async () => onServer() === 0, 30_000)
  await expect(mail(/Pump [234]/)).toHaveCount(3)
})

test('removed, it leaves no byte behind', async () => {
  const kept = join(app.shell.dataFolder, 'pop3', account.id)
  expect(existsSync(kept)).toBe(true)
  const client = await app.client()
  await client.call('accounts.remove', { id: account.id })
  await until(
    'the account is gone',
    async () => (await client.call('accounts.list', {})).length === 0,
    30_000
  )
  client.close()
  expect(existsSync(kept)).toBe(false)
})
