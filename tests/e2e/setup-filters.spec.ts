import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { fillOtherMail } from '../app/setup-form.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { mailOf } from '../servers/messages.ts'

/** The last step of connecting a mailbox: Import Filter stands over its mail until it is done or skipped. */
test.describe.configure({ mode: 'serial' })

const gmail = join(import.meta.dirname, '../data/filters/g01-basic.xml')
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App

const note = () => app.page.getByRole('group', { name: 'Import Filter' })
const mail = () => app.page.getByRole('grid', { name: 'Messages' })
async function answers() {
  const client = await app.client()
  const accounts = await client.call('accounts.list', {})
  const { rules } = await client.call('filters.list', {})
  client.close()
  return { accounts, rules }
}

test.beforeAll(async () => {
  dovecot = await startDovecot()
  for (const user of ['maya', 'pia']) dovecot.seed(user, 'INBOX', mailOf({ count: 20, seed: 7 }))
  smtp = await startSmtp()
  app = await startApp()
})
test.afterAll(async () => {
  await app?.close()
  await smtp?.close()
  await dovecot?.stop()
})

test('Configure leads straight to the mail, and the step stands there, covering nothing', async () => {
  const { page } = app
  await fillOtherMail(page, accountDraft({ imap: dovecot.imap, smtp: smtp.port }, { user: 'maya' }))
  await page.getByRole('button', { name: 'Configure' }).click()
  await expect(mail().getByRole('row').first()).toBeVisible()
  await expect(note()).toContainText('from Gmail (.xml) or Thunderbird (.dat)')
  expect(await note().evaluate((element) => element.contains(document.activeElement))).toBe(false)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await mail().getByRole('row').first().click()
  await expect(page.getByRole('article').first()).toBeVisible()
  await page.reload()
  await expect(note()).toBeVisible()
})

test('it is accessible in both themes and at every width', async () => {
  const { page } = app
  for (const theme of ['light', 'dark'] as const) {
    const client = await app.client()
    await client.call('app.setPreferences', { theme })
    client.close()
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    for (const width of [1440, 900, 640]) {
      await page.setViewportSize({ width, height: 900 })
      // one column shows the mail that is open
      if (width === 640) await page.keyboard.press('u')
      await expect(note()).toBeVisible()
      const { violations } = await axe(page).exclude('iframe').exclude('[role="separator"]').analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html.slice(0, 160)])).toEqual([])
      const box = await note().evaluate((element) => [element.scrollWidth, element.clientWidth])
      expect(box[0]).toBeLessThanOrEqual(box[1]!)
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 })
})

test('a file that is chosen from there becomes filters of that mailbox, and the step is done', async () => {
  const { page } = app
  const chooser = page.waitForEvent('filechooser')
  await note().getByRole('button', { name: 'Import Filter' }).click()
  await (await chooser).setFiles(gmail)
  const filter = page.getByRole('listitem').filter({ hasText: 'orders@quaycrane.example' })
  await expect(filter).toContainText('of 20 mails here')
  await page.getByRole('button', { name: /^Import \d+ filters$/ }).click()
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('orders@quaycrane.example')
  const { accounts, rules } = await answers()
  expect(rules.length).toBeGreaterThan(1)
  expect(new Set(rules.map(({ account }) => account))).toEqual(new Set([accounts[0]!.id]))
  for (const again of [false, true]) {
    if (again) await page.reload()
    else await page.getByRole('link', { name: 'Back to mail' }).click()
    await expect(mail().getByRole('row').first()).toBeVisible()
    await expect(note()).toHaveCount(0)
  }
})

test('for a further mailbox, by POP, it names it; skipped by keys it stays away, and nothing was taken over', async () => {
  const { page } = app
  const before = (await answers()).rules
  await page.goto(`${app.shell.url.split('#')[0]}#/setup`)
  const draft = accountDraft({ imap: dovecot.pop3, smtp: smtp.port }, { user: 'pia', protocol: 'pop3' })
  await fillOtherMail(page, draft)
  await page.getByRole('button', { name: 'Configure' }).click()
  await expect(note()).toContainText('to pia@fernhill.example')

  // the import begins with the mailbox that was just connected; left there, the step stands on
  const chooser = page.waitForEvent('filechooser')
  await note().getByRole('button', { name: 'Import Filter' }).press('Enter')
  await (await chooser).setFiles(gmail)
  await expect(page.getByRole('combobox', { name: 'Mailbox' })).toHaveValue('pia@fernhill.example')
  await page.getByRole('button', { name: 'Skip' }).click()
  await page.getByRole('link', { name: 'Back to mail' }).click()

  await note().getByRole('button', { name: 'Import Filter' }).focus()
  await page.keyboard.press('Tab')
  await expect(note().getByRole('button', { name: 'Skip' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(note()).toHaveCount(0)
  await expect(mail().locator('[role="row"][tabindex="0"]')).toBeFocused()
  await page.reload()
  await expect(mail().getByRole('row').first()).toBeVisible()
  await expect(note()).toHaveCount(0)
  expect((await answers()).rules).toEqual(before)
})
