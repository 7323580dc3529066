// By hand: `node tests/pictures-guide.ts [NAME...]` takes the pictures of the guides, from the sample mailbox. Build first.
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { accountDraft, startApp, startSmtp } from './app/app.ts'
import { joinTeam, startTeam } from './app/team.ts'
import { readInvitation, writeInvitation } from '../shared/team/invitation.ts'
import { startDovecot } from './servers/dovecot.ts'
import { mailOf } from './servers/messages.ts'

const folder = join(import.meta.dirname, '../docs/pictures')
const wanted = process.argv.slice(2)
/** Settings and forms are still read in a page's column at this width; the mail has all four of its own above it. */
const size = { width: 1280, height: 800 }
const mailSize = { width: 1440, height: 900 }

async function take(of: Page | Locator, name: string): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(name)) return
  await ('mouse' in of ? of : of.page()).mouse.move(0, 0)
  await new Promise((done) => setTimeout(done, 700))
  await of.screenshot({ path: join(folder, `${name}.png`) })
  console.log(name)
}
const go = (page: Page, hash: string) => page.evaluate((to) => void (location.hash = to), hash)
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function ofSample(): Promise<void> {
  const app = await startApp()
  try {
    const { page } = app
    await page.setViewportSize(size)
    const client = await app.client()
    await client.call('app.setPreferences', { theme: 'light' })
    await page.getByRole('button', { name: 'Try with a sample mailbox' }).waitFor()
    await take(page, 'first-run')
    await page.getByRole('button', { name: /^Fastmail/ }).click()
    await page.getByLabel('Display Name').fill('Maya Lindqvist')
    await page.getByLabel('Email address').fill('maya@fastmail.com')
    await page.getByLabel('Password', { exact: true }).fill('anything at all')
    await take(page, 'service-form')
    await page.getByRole('button', { name: 'Back' }).click()

    await page.getByRole('button', { name: 'Try with a sample mailbox' }).click()
    const status = page.getByRole('status', { name: 'Sync status' })
    await expect(status).toContainText('Up to date', { timeout: 120_000 })
    await page.setViewportSize(mailSize)
    await go(page, '#/mail/deals')
    const rows = page.getByRole('grid', { name: 'Messages' }).getByRole('row')
    await rows.filter({ hasText: 'Renewal terms' }).first().click()
    const card = page.getByRole('region', { name: 'Suggestions from this mail' })
    await expect(card).toBeVisible({ timeout: 60_000 })
    await take(page, 'inbox')
    await take(card, 'suggestions')
    await page.setViewportSize({ width: 900, height: 700 })
    await take(page, 'narrow')
    await page.setViewportSize(mailSize)
    await client.call('app.setPreferences', { theme: 'dark' })
    await take(page, 'inbox-dark')
    await client.call('app.setPreferences', { theme: 'light' })

    await page.getByRole('button', { name: /Why$/ }).first().click()
    await take(page.getByText('Because of').locator('xpath=ancestor::*[@role="dialog"][1]'), 'mood-why')
    await page.keyboard.press('Escape')
    const opened = app.context.waitForEvent('page')
    await page.keyboard.press('Shift+Enter')
    const own = await opened
    await own.setViewportSize({ width: 820, height: 640 })
    await own.getByRole('article').last().waitFor()
    await take(own, 'own-window')
    await own.close()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('whit')
    await take(page, 'palette')
    await page.keyboard.press('Escape')
    await page.keyboard.press('r')
    await page.getByLabel('Message text').waitFor()
    await page.keyboard.type('Fair point about October. I can hold the price for 24 months.')
    await take(page, 'compose')
    await page.getByRole('button', { name: 'Discard draft' }).click()
    await page.setViewportSize(size)
    // and with the page its toast goes
    await page.reload()

    const [account] = await client.call('accounts.list', {})
    await go(page, '#/settings/accounts')
    await take(page, 'settings')
    await go(page, `#/settings/accounts/${account!.id}`)
    await page.setViewportSize({ ...size, height: 2400 })
    await take(page, 'account')
    await page.setViewportSize(size)
    const period = part(page, 'Email Sync Preferences')
    await period.getByRole('radio', { name: 'From a specific date' }).check()
    await period
      .getByLabel('Earliest date')
      .fill(new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10))
    await period.getByRole('button', { name: 'Update' }).click()
    await expect(page.getByRole('dialog')).toContainText('become free', { timeout: 30_000 })
    await take(page.getByRole('dialog'), 'sync-period')
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Add Email Address' }).click()
    await take(part(page, 'More From Address'), 'more-from')
    const mapping = part(page, 'Folder Mapping')
    if (await mapping.getByRole('button', { name: 'Change folder mapping' }).isVisible())
      await mapping.getByRole('button', { name: 'Change folder mapping' }).click()
    await take(mapping, 'folder-mapping')

    await go(page, '#/settings/filters')
    await page
      .locator('input[type=file]')
      .setInputFiles(join(import.meta.dirname, 'data/filters/g01-basic.xml'))
    await expect(page.getByText(/^Fits/).first()).toBeVisible({ timeout: 60_000 })
    await take(page, 'import-filter')
    await go(page, '#/settings/intelligence')
    await page.getByText('Read from your last mail').waitFor()
    await take(page, 'intelligence')
    await go(page, '#/settings/notifications')
    await page.getByLabel('Be quiet outside my hours').check({ force: true })
    await take(page, 'notifications')
    await page.getByLabel('Be quiet outside my hours').uncheck({ force: true })
    await go(page, '#/promises')
    await page.getByText('Overdue').first().waitFor()
    await take(page, 'promises')
    await go(page, '#/settings/organisation/Sign-in%20services')
    await take(part(page, 'Sign-in services'), 'sign-in-services')
    await go(page, '#/records/deal')
    await take(page, 'deals')
    await page.getByText('Acme renewal').first().click()
    await take(part(page, 'Deal weather'), 'weather')
    client.close()
  } finally {
    await app.close()
  }
}

async function ofTeam(): Promise<void> {
  const team = await startTeam(['Maya', 'Otto', 'Priya'])
  const dovecot = await startDovecot()
  const smtp = await startSmtp()
  const app = await startApp()
  try {
    const { page } = app
    await page.setViewportSize(size)
    dovecot.seed('maya', 'INBOX', [...mailOf({ count: 60, owner: 'maya@fernhill.example' })])
    const client = await app.client()
    await client.call('app.setPreferences', { theme: 'light' })
    await go(page, '#/settings/workspace')
    await page
      .getByRole('textbox', { name: 'Invitation' })
      .fill(writeInvitation(readInvitation(team.people[1]!.invitation)).link)
    await page.getByRole('button', { name: 'Join', exact: true }).waitFor()
    await take(page, 'join-team')
    await joinTeam(app, team.people[0]!.invitation)
    const ports = { imap: dovecot.imap, smtp: smtp.port }
    const { account } = await client.call('accounts.add', accountDraft(ports, { user: 'maya' }))
    await client.call('accounts.change', { id: account!.id, patch: { sharing: 'custom' } })
    await go(page, `#/settings/accounts/${account!.id}`)
    await part(page, 'Email Sharing Settings').getByText('On which records').waitFor()
    await take(part(page, 'Email Sharing Settings'), 'sharing-custom')
    await go(page, '#/settings/workspace')
    await page.getByRole('button', { name: 'Invite Otto' }).click()
    await page.getByRole('textbox', { name: 'Link' }).waitFor()
    await take(part(page, 'People'), 'invite')
    client.close()
  } finally {
    await app.close()
    await smtp.close()
    await dovecot.stop()
    await team.stop()
  }
}

await ofSample()
await ofTeam()
