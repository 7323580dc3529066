import { expect, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** What the team has in common, set on one page: whose mail is a colleague's, and the way of a deal. */
test.describe.configure({ mode: 'serial' })

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App

const open = (hash: string) => app.page.goto(`${app.shell.url.split('#')[0]}${hash}`)
const domains = () => app.page.getByRole('list', { name: 'Own domains' })
const folder = (name: RegExp) =>
  app.page.getByRole('navigation', { name: 'SalesInbox' }).getByRole('link', { name })
const mail = (subject: RegExp) =>
  app.page.getByRole('grid', { name: 'Messages' }).getByRole('row', { name: subject })
const stages = () =>
  app.page
    .getByRole('list', { name: 'Deal stages' })
    .getByRole('textbox')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))

test.beforeAll(async () => {
  dovecot = await startDovecot()
  const received = Date.now() - 60_000
  dovecot.seed(
    'rep',
    'INBOX',
    ['priya@own.example', 'dana@acme.example'].map((from, i) => ({
      received,
      bytes: `From: ${from}\r\nTo: rep@fernhill.example\r\nSubject: From ${from}\r\nMessage-ID: <${i}@own.example>\r\nDate: ${new Date(received).toUTCString()}\r\n\r\nHello.\r\n`
    }))
  )
  smtp = await startSmtp()
  app = await startApp()
  const client = await app.client()
  await client.call('accounts.add', accountDraft({ imap: dovecot.imap, smtp: smtp.port }))
  client.close()
  await open('#/mail/others')
  await expect(mail(/priya@own\.example/)).toBeVisible({ timeout: 60_000 })
})
test.afterAll(async () => {
  await app?.close()
  await smtp?.close()
  await dovecot?.stop()
})

test('an own domain moves the mail of its people to Colleagues, and undo moves it back', async () => {
  const { page } = app
  await open('#/settings/organisation')
  const field = page.getByRole('textbox', { name: 'Domain' })
  await field.fill('https://www.own.example/contact')
  await page.keyboard.press('Enter')
  await expect(domains().getByText('own.example', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Back to mail' }).click()
  await folder(/^Colleagues, 1 unread/).click()
  await expect(mail(/priya@own\.example/)).toBeVisible()
  await expect(mail(/dana@acme\.example/)).toHaveCount(0)

  await page.keyboard.press('z')
  await folder(/^Others, 2 unread/).click()
  await expect(mail(/priya@own\.example/)).toBeVisible()
})

test('what is no domain, and what everybody can have an address at, is refused with words', async () => {
  const { page } = app
  await open('#/settings/organisation')
  const field = page.getByRole('textbox', { name: 'Domain' })
  const add = page.getByRole('button', { name: 'Add domain' })
  await field.fill('fernhill')
  await add.click()
  await expect(page.getByText('“fernhill” is not a domain')).toBeVisible()
  await field.fill('maya@gmail.com')
  await add.click()
  await expect(page.getByText('Anybody can have an address at gmail.com')).toBeVisible()
  await expect(field).toHaveAccessibleDescription(/gmail\.com/)
  await expect(domains()).toHaveCount(0)
})

test('stages are added, moved and renamed at once; one with deals asks where these go', async () => {
  const { page } = app
  const client = await app.client()
  await client.call('workspace.create', {
    kind: 'deal',
    values: { name: 'Pilot order', stage: 'proposal', contacts: [] } as never
  })
  const before = await stages()
  await page.getByRole('textbox', { name: 'New stage' }).fill('Pilot')
  await page.keyboard.press('Enter')
  await expect.poll(stages).toEqual([...before.slice(0, 5), 'Pilot', ...before.slice(5)])
  await page.getByRole('button', { name: 'Move Pilot up' }).click()
  await expect.poll(async () => (await stages())[4]).toBe('Pilot')
  await page.getByRole('textbox', { name: 'Name of the stage Pilot' }).fill('closing')
  await page.keyboard.press('Enter')
  await expect(page.getByText('There is a stage by the name Closing already')).toBeVisible()
  await page.getByRole('textbox', { name: 'Name of the stage Pilot' }).fill('Trial')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Remove Trial' })).toBeVisible()
  await page.getByRole('button', { name: 'Remove Trial' }).click()
  await expect.poll(stages).toEqual(before)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await stages())[4]).toBe('Trial')

  await page.getByRole('button', { name: 'Remove Proposal' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove the stage Proposal?' })
  await expect(dialog).toContainText('1 deal stands in Proposal')
  await dialog.getByRole('combobox', { name: 'Move to' }).click()
  await page.getByRole('option', { name: 'Trial' }).click()
  await dialog.getByRole('button', { name: 'Move 1 deal and remove' }).click()
  await expect.poll(stages).not.toContain('Proposal')
  const { rows } = await client.call('workspace.list', { kind: 'deal' })
  client.close()
  expect(rows).toMatchObject([{ name: 'Pilot order', stageName: 'Trial' }])
})

test('the page is accessible in light and dark', async () => {
  const { page } = app
  for (const theme of ['light', 'dark'] as const) {
    const client = await app.client()
    await client.call('app.setPreferences', { theme })
    client.close()
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    const { violations } = await axe(page).analyze()
    expect
      .soft(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]))
      .toEqual([])
  }
})
