import { expect, type Page, test } from '@playwright/test'
import { type App, startApp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { readKeyTable } from '../docs/pages.ts'
import { keyLabel } from '../../renderer/ui/keys.ts'

/** The whole mail page with every rule of axe, best practice among them, at every width and in both themes. */
test.describe.configure({ mode: 'serial' })

let app: App

test.beforeAll(async () => {
  app = await startApp({ args: ['--sample'] })
  await expect(app.page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date', {
    timeout: 90_000
  })
  const grid = app.page.getByRole('grid', { name: 'Messages' })
  await grid.getByRole('row').first().click()
  await expect(app.page.getByRole('article').first()).toBeVisible()
})
test.afterAll(async () => app?.close())

async function violations(page: Page): Promise<unknown[]> {
  // what a mail's own markup does is its sender's; a splitter belongs to the two regions that it stands between
  const { violations: found } = await axe(page).exclude('iframe').exclude('[role="separator"]').analyze()
  return found.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 160))])
}

test('the guide has the table of keys that the window shows', async () => {
  const { page } = app
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'All keys' })
  const groups = dialog.locator('section')
  await expect(groups.first()).toBeVisible()
  const shown = await groups.evaluateAll((sections) =>
    sections.map((section) => ({
      group: section.getAttribute('aria-label') ?? '',
      rows: [...section.querySelectorAll('dt')].map((term) => ({
        words: term.textContent,
        keys: [...term.nextElementSibling!.querySelectorAll('.visually-hidden')].map((key) => key.textContent)
      }))
    }))
  )
  const table = shown.map(({ group, rows }) => [
    group,
    Object.fromEntries(rows.map(({ words, keys }) => [words, keys.map((key) => keyLabel(key, false))]))
  ])
  expect(Object.fromEntries(table)).toEqual(readKeyTable())
  await dialog.getByRole('button', { name: 'Close' }).click()
})

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1440, 900, 420]) {
    test(`the mail page is accessible, ${theme}, ${width} px wide`, async () => {
      const { page } = app
      const client = await app.client()
      await client.call('app.setPreferences', { theme })
      client.close()
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
      await page.setViewportSize({ width, height: 900 })
      const rail = page.getByRole('navigation', { name: 'More of SalesInbox' })
      // one column shows the mail alone, then the list with the rail
      if (width === 420) await expect(rail).toHaveCount(0)
      else await expect(rail).toBeVisible()
      expect.soft(await violations(page)).toEqual([])
      if (width !== 420) return
      await page.keyboard.press('u')
      await expect(page.getByRole('grid', { name: 'Messages' })).toBeVisible()
      await expect(rail).toBeVisible()
      expect.soft(await violations(page)).toEqual([])
      await page.keyboard.press('Enter')
    })
  }
}

test('the Outbox and Settings are accessible', async () => {
  const { page } = app
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const place of ['#/mail/outbox', '#/settings/accounts']) {
    await page.goto(`${app.shell.url.split('#')[0]}${place}`)
    await expect(page.getByRole('heading', { name: /^(Outbox|Email Configuration)$/ })).toBeVisible()
    expect.soft(await violations(page)).toEqual([])
  }
})

test('Esc closes the dialog of keys, and nothing behind it', async () => {
  const { page } = app
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${app.shell.url.split('#')[0]}#/mail/deals`)
  await page.getByRole('grid', { name: 'Messages' }).getByRole('row').first().click()
  await page.setViewportSize({ width: 420, height: 900 })
  const mail = page.getByRole('article').first()
  await expect(mail).toBeVisible()
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'All keys' })
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(mail).toBeVisible()
})
