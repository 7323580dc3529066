import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp, until } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { elsewhere } from '../servers/imap.ts'
import { mailOf } from '../servers/messages.ts'

/** Filters of two other programs on a real Dovecot: taken over, run on new mail and on old, undone, and written again. */
test.describe.configure({ mode: 'serial' })

const samples = join(import.meta.dirname, '../data/filters')
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App

const letter = (from: string, subject: string): string =>
  `From: ${from}\nTo: rep@fernhill.example\nSubject: ${subject}\nMessage-ID: <${subject.replace(/\W/g, '')}@x.example>\nDate: Wed, 25 Nov 2026 09:00:00 +0000\n\nHello\n`
const held = (folder: string): Promise<number> =>
  elsewhere(dovecot, 'rep', null, async (client) => {
    const status = await client.status(folder, { messages: true })
    return (status && status.messages) || 0
  })
const holds = (folder: string, count: number): Promise<boolean> =>
  until(`${count} in ${folder}`, async () => (await held(folder)) === count)
const choose = (file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> =>
  app.page.locator('input[type=file]').setInputFiles(typeof file === 'string' ? join(samples, file) : file)
const list = () => app.page.getByRole('list', { name: 'Filters' })
async function violations(): Promise<string[]> {
  const { violations: found } = await axe(app.page).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)
}

test.beforeAll(async () => {
  dovecot = await startDovecot()
  dovecot.seed('rep', 'INBOX', mailOf({ count: 20, seed: 7 }))
  for (const n of [1, 2])
    await dovecot.deliver('rep', letter('Orders <orders@quaycrane.example>', `Old order ${n}`))
  smtp = await startSmtp()
  app = await startApp()
  const client = await app.client()
  const { report } = await client.call('accounts.add', accountDraft({ imap: dovecot.imap, smtp: smtp.port }))
  client.close()
  expect(report.ok).toBe(true)
  await app.page.goto(`${app.shell.url.split('#')[0]}#/mail`)
  await expect(app.page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date', {
    timeout: 60_000
  })
})
test.afterAll(async () => {
  await app?.close()
  await smtp?.close()
  await dovecot?.stop()
})

test('a bad file is refused in words, and nothing of it is taken over', async () => {
  const { page } = app
  await page.goto(`${app.shell.url.split('#')[0]}#/settings/accounts`)
  await page.getByRole('link', { name: 'Filters', exact: true }).click()
  await expect(page.getByText('No filters yet')).toBeVisible()
  expect(await violations()).toEqual([])
  await choose('g08-entity-bomb.xml')
  await expect(page.getByRole('alert')).toContainText('declares a document type')
  await page.getByRole('button', { name: 'Skip' }).click()
  await choose({ name: 'big.xml', mimeType: 'text/xml', buffer: Buffer.alloc(11 * 1024 * 1024, ' ') })
  await expect(page.getByRole('alert')).toContainText('larger than')
  await expect(page.getByText('No filters yet')).toBeVisible()
})

test("Gmail's filters are shown in words, with what they fit here, and taken over", async () => {
  const { page } = app
  await choose('g01-basic.xml')
  const first = page.getByRole('listitem').filter({ hasText: 'orders@quaycrane.example' })
  await expect(first).toContainText('Fits 2 of 22 mails here')
  await expect(first).toContainText('Label “Customers/Quay Crane”')
  expect(await violations()).toEqual([])
  for (const name of ['invoice', 'newsletter', 'sales-emea'])
    await page.getByRole('checkbox', { name: new RegExp(`^Import .*${name}`) }).uncheck()
  await page.getByRole('button', { name: 'Import 1 filter' }).click()
  await expect(list().getByRole('listitem')).toHaveCount(1)
  await until('the folder of the label on the server', async () => (await held('Customers/Quay Crane')) === 0)
})

test("Thunderbird's filters ask for the folders that are not in this mailbox", async () => {
  const { page } = app
  await choose('t01-basic.dat')
  const folder = page.getByRole('combobox', { name: 'Instead of INBOX/Customers/Quay Crane' })
  await folder.fill('Orders')
  await page.getByRole('option', { name: 'New folder Orders' }).click()
  await page.getByRole('checkbox', { name: 'Import Invoices' }).uncheck()
  await page.getByRole('button', { name: 'Import 2 filters' }).click()
  await expect(list().getByRole('listitem')).toHaveCount(3)
  await expect(page.getByRole('switch', { name: 'Newsletter off, on' })).not.toBeChecked()
  // the label first, then the move, which stops
  await expect(list().getByRole('listitem').nth(1)).toContainText('Move to “Orders”')
  expect(await violations()).toEqual([])
})

test('new mail is filed by them on the server, once', async () => {
  await dovecot.deliver('rep', letter('Orders <orders@quaycrane.example>', 'New order'))
  await holds('Orders', 1)
  await holds('Customers/Quay Crane', 1)
  expect(await held('INBOX')).toBe(22)
})

test('old mail is filed after a look, and one undo brings it back', async () => {
  const { page } = app
  await page.getByRole('button', { name: 'Run on mail here' }).click()
  await expect(page.getByRole('list', { name: 'What it would do' })).toContainText('2 mails')
  expect(await violations()).toEqual([])
  await page.getByRole('button', { name: 'Run on 2 mails' }).click()
  await holds('Orders', 3)
  await holds('Customers/Quay Crane', 3)
  expect(await held('INBOX')).toBe(20)
  await page.getByRole('button', { name: 'Undo' }).click()
  await holds('INBOX', 22)
  await holds('Orders', 1)
  await holds('Customers/Quay Crane', 1)
})

test('a filter is written here, moved up by key, and deleted with an undo', async () => {
  const { page } = app
  await page.getByRole('link', { name: 'Filters', exact: true }).first().click()
  await page.getByRole('button', { name: 'New filter' }).click()
  await page.getByRole('button', { name: 'Save filter' }).click()
  await expect(page.getByRole('alert')).toContainText('Write what is looked for')
  await page.getByRole('group', { name: 'Condition 1' }).getByLabel('Value').fill('boss@fernhill.example')
  await page.getByRole('group', { name: 'Action 1' }).getByRole('combobox', { name: 'Act' }).click()
  await page.getByRole('option', { name: 'Star' }).click()
  await page.getByLabel('Name', { exact: true }).fill('From the boss')
  expect(await violations()).toEqual([])
  await page.getByRole('button', { name: 'Save filter' }).click()
  await expect(list().getByRole('listitem')).toHaveCount(4)
  await page.getByRole('button', { name: 'Edit From the boss' }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(list().getByRole('listitem').nth(2)).toContainText('From the boss')
  await page.getByRole('button', { name: 'Delete From the boss' }).click()
  await expect(list().getByRole('listitem')).toHaveCount(3)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(list().getByRole('listitem').nth(2)).toContainText('From the boss')
})

test('they leave as the files of both programs, and what has no words there is said', async () => {
  const { page } = app
  async function exported(entry: string): Promise<string> {
    await page.getByRole('button', { name: 'Export' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: entry }).click()
    return readFileSync(await (await download).path(), 'utf8')
  }
  const xml = await exported('For Gmail (.xml)')
  expect(xml).toContain("name='from' value='orders@quaycrane.example'")
  await expect(page.getByRole('status').filter({ hasText: 'These could not be written' })).toContainText(
    'it is off'
  )
  const dat = await exported('For Thunderbird (.dat)')
  expect(dat).toContain('name="Newsletter off"\nenabled="no"')
  expect(dat).toContain('/Orders"')
})
