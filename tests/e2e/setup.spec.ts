import { expect, type Page, test } from '@playwright/test'
import { accountDraft, type App, readStore, startApp, startSmtp, until } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { fillOtherMail } from '../app/setup-form.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App

test.beforeAll(async () => {
  dovecot = await startDovecot()
  smtp = await startSmtp()
  const received = Date.now() - 60_000
  dovecot.seed('maya', 'INBOX', [
    {
      received,
      bytes: `From: Dana Whitfield <dana@acme.example>\r\nTo: maya@fernhill.example\r\nSubject: Renewal terms\r\nMessage-ID: <1@acme.example>\r\nDate: ${new Date(received).toUTCString()}\r\n\r\nThanks Maya.\r\n`
    }
  ])
})
test.afterAll(async () => {
  await smtp.close()
  await dovecot.stop()
})
test.beforeEach(async () => {
  app = await startApp()
})
test.afterEach(async () => app.close())

async function isAccessible(page: Page): Promise<void> {
  const { violations } = await axe(page)
    .exclude('iframe')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))])).toEqual([])
}

test('names what failed, keeps what was typed, asks about the certificate, and goes straight to the mail', async () => {
  const { page } = app
  await expect(page.getByRole('heading', { name: 'Add your mailbox' })).toBeVisible()
  await isAccessible(page)
  const ports = { imap: dovecot.imaps, smtp: smtp.port }
  const draft = accountDraft(ports, { user: 'maya', period: { months: 24 } })
  await fillOtherMail(page, { ...draft, incoming: { ...draft.incoming, security: 'ssl' } })
  await isAccessible(page)

  await page.getByRole('button', { name: 'Configure' }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'may not be your server' })
  await expect(alert).toContainText('Nothing was sent, not even your password')
  await expect(page.getByText(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)).toBeVisible()
  await isAccessible(page)
  await expect(page.getByLabel('Email address/User Name')).toHaveValue('maya')
  // what was pressed was disabled meanwhile: the keys go on where something is to be done
  await expect(page.getByRole('button', { name: 'Do not connect' })).toBeFocused()

  await page.getByLabel('Password', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: 'Trust this certificate' }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'refused this user name or password' })
  ).toBeVisible()
  await expect(page.getByLabel('Incoming server')).toHaveValue('127.0.0.1')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()

  await page.getByLabel('Password', { exact: true }).fill('pass')
  await page.getByRole('button', { name: 'Configure' }).click()
  await expect(page.getByRole('row', { name: /Renewal terms/ })).toBeVisible()
  await expect(page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date')

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Change maya@fernhill.example' }).click()
  await expect(page.getByRole('heading', { name: 'Server Details', exact: true })).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await isAccessible(page)
  await page.getByRole('button', { name: 'Remove maya@fernhill.example' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  // and with it goes every row of its mail
  for (const store of ['folders', 'windows', 'headers', 'bodies'] as const)
    await until(`no ${store}`, async () => (await readStore(page, 'mail', store)).length === 0)
  await expect(page.getByRole('heading', { name: 'Email Configuration' })).toBeVisible()
  await page.getByRole('link', { name: 'Back to mail' }).click()
  await expect(page.getByRole('heading', { name: 'Add your mailbox' })).toBeVisible()
})

test('a mailbox that comes while the window starts is not missed', async () => {
  const { page } = app
  let show: () => void = () => undefined
  const held = new Promise<void>((done) => (show = done))
  // the views' code is on its way for as long as the test wants
  await page.route('**/assets/show-*.js', async (route) => {
    await held
    await route.continue()
  })
  let answers = 0
  page.on('websocket', (socket) => socket.on('framereceived', () => void answers++))
  await page.reload({ waitUntil: 'commit' })
  // what the window knows at its start: the app, the preferences, no mailbox
  await expect.poll(() => answers).toBeGreaterThanOrEqual(3)
  const client = await app.client()
  await client.call('accounts.add', accountDraft({ imap: dovecot.imap, smtp: smtp.port }))
  client.close()
  show()
  await expect(page.getByRole('status', { name: 'Sync status' })).toBeVisible()
})

test('opens the sample by one click, finds a deal in the palette, and acts by keys only on the mail page', async () => {
  const { page } = app
  await page.getByRole('button', { name: 'Try with a sample mailbox' }).click()
  const first = page.getByRole('row').first()
  await expect(first).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('j')
  await expect(page.getByRole('article').first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Record' })).toContainText('Open deals')
  const place = await page.evaluate(() => location.hash)
  expect(place).toMatch(/^#\/mail\/deals\/\d+$/)

  // typed faster than the palette opens: nothing of it may reach the mail
  await page.keyboard.press('Control+k')
  await page.keyboard.type('acme re')
  await expect(page.getByRole('combobox', { name: 'Find anything' })).toHaveValue('acme re')
  await expect(page.getByRole('option', { name: /Acme renewal/ })).toBeVisible()
  await isAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByText('archived')).toHaveCount(0)

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'All keys' })).toBeVisible()
  await page.keyboard.press('e')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Email Configuration' })).toBeVisible()
  await page.keyboard.press('e')
  await expect(page.getByText('archived')).toHaveCount(0)

  for (const name of ['Appearance', 'Keyboard', 'Notifications', 'Problems', 'About']) {
    await page.getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
    await isAccessible(page)
  }
  await page.getByRole('link', { name: 'Appearance' }).click()
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await isAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page.getByRole('grid', { name: 'Messages' })).toBeVisible()

  await page.reload()
  await expect(page.getByRole('grid', { name: 'Messages' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
})

test('a password that the server changed is said over the mail, which stays; the new one goes on', async () => {
  const { page } = app
  const client = await app.client()
  const draft = accountDraft({ imap: dovecot.imap, smtp: smtp.port }, { user: 'maya' })
  await client.call('accounts.add', draft)
  client.close()
  const row = page.getByRole('row', { name: /Renewal terms/ })
  const status = page.getByRole('status', { name: 'Sync status' })
  await expect(status).toContainText('Up to date', { timeout: 30_000 })
  await dovecot.setPassword('another')
  try {
    const alert = page.getByRole('alert').filter({ hasText: 'no longer accepts the password' })
    await expect(alert).toContainText('maya@fernhill.example', { timeout: 60_000 })
    await expect(alert).toContainText('is still here')
    await expect(status).toContainText('Sign in again')
    await expect(row).toBeVisible()
    await isAccessible(page)
    await alert.getByRole('button', { name: 'Enter password' }).click()
    await page.getByLabel('Password', { exact: true }).fill('another')
    await page.getByRole('region', { name: 'Server Details' }).getByRole('button', { name: 'Update' }).click()
    await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 30_000 })
    await page.getByRole('link', { name: 'Back to mail' }).click()
    await expect(status).toContainText('Up to date', { timeout: 30_000 })
    await expect(alert).toHaveCount(0)
  } finally {
    await dovecot.setPassword('pass')
  }
})
