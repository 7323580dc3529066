import { expect, type Page } from '@playwright/test'

/**
 * A day's work on the sample mailbox, in a page that has just opened it. Every step throws where it fails.
 * @returns what was done, in words, and ms from the start of the first step to the list with its mails
 */
export async function sampleJob(page: Page): Promise<{ done: string[]; list: number }> {
  const began = performance.now()
  const list = page.getByRole('grid', { name: 'Messages' })
  const rows = list.getByRole('row')
  const mailbox = (name: string) =>
    page.getByRole('navigation', { name: 'Mailboxes' }).getByRole('link', { name: new RegExp(`^${name}`) })
  const folder = (name: string) =>
    page.getByRole('navigation', { name: 'SalesInbox' }).getByRole('link', { name: new RegExp(`^${name}`) })
  const count = async (): Promise<number> => Number(await list.getAttribute('aria-rowcount'))
  const done: string[] = []

  await expect(rows.nth(5)).toBeVisible({ timeout: 60_000 })
  const seen = performance.now() - began
  done.push('list')
  await expect(page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date', {
    timeout: 120_000
  })
  done.push('synced')

  for (const name of ['Contacts', 'Leads', 'Colleagues', 'Others', 'Deals']) {
    await folder(name).click()
    await expect.poll(count, { timeout: 30_000 }).toBeGreaterThan(0)
    await expect(rows.first()).toBeVisible()
  }
  done.push('sorted by deal, contact, lead, colleague')

  await rows.first().click()
  await expect(page.getByRole('article').first()).toBeVisible()
  const body = page.frameLocator('iframe[title="Message body"]').first().locator('body')
  await expect(body).toHaveText(/\w{3}/, { timeout: 15_000 })
  done.push('read')

  await mailbox('Inbox').click()
  await expect(rows.nth(3)).toBeVisible()
  const before = await count()
  await rows.nth(2).click()
  await page.keyboard.press('e')
  await expect.poll(count).toBe(before - 1)
  await page.keyboard.press('z')
  await expect.poll(count).toBe(before)
  done.push('archived and undone')

  const subject = 'Written by the packed app'
  await page.getByRole('button', { name: 'New mail' }).click()
  await page.getByRole('combobox', { name: 'To' }).fill('anna@somewhere.example,')
  await page.getByRole('textbox', { name: 'Subject' }).fill(subject)
  await page.getByRole('textbox', { name: 'Message text' }).click()
  await page.keyboard.type('Good morning')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await mailbox('Sent').click()
  await expect(list.getByRole('row', { name: new RegExp(subject) })).toBeVisible({ timeout: 60_000 })
  done.push('sent')

  await page.keyboard.press('/')
  await page.getByRole('searchbox', { name: 'Search mail' }).fill('renewal')
  await expect(list.getByRole('row', { name: new RegExp(subject) })).toHaveCount(0, { timeout: 30_000 })
  await expect.poll(count, { timeout: 30_000 }).toBeGreaterThan(0)
  done.push('searched')
  return { done, list: seen }
}
