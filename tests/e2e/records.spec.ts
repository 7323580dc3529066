import { expect, test, type Page } from '@playwright/test'
import { startApp, type App } from '../app/app.ts'
import { axe } from '../app/axe.ts'

/** The CRM as a rep uses it: who wrote a mail, adding them, the lists, a form, two editors at once, a file. */
let app: App
let page: Page
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(180_000)
  app = await startApp()
  page = app.page
  const client = await app.client()
  await client.call('sample.install', {})
  client.close()
  await page.reload()
})
test.afterAll(() => app?.close())

const at = (hash: string) => page.evaluate((to) => void (location.hash = to), hash)
const list = () => page.getByRole('grid', { name: 'Messages' })
const panel = () => page.getByRole('region', { name: 'Record' })

test('the panel says who wrote the mail, and what is open with them', async () => {
  await page
    .getByRole('navigation', { name: 'SalesInbox' })
    .getByRole('link', { name: /^Deals/ })
    .click()
  await list()
    .getByRole('row', { name: /Dana Whitfield/ })
    .first()
    .click({ timeout: 60_000 })
  await expect(panel().getByRole('heading', { name: 'Dana Whitfield' })).toBeVisible()
  await expect(panel().getByText('Head of Operations, Acme Ltd')).toBeVisible()
  await expect(panel().getByRole('button', { name: /Acme renewal/ })).toBeVisible()
  await expect(panel().getByRole('img', { name: 'Negotiation, step 4 of 5' })).toBeVisible()
  await expect(panel().getByRole('region', { name: 'Next activity' })).toContainText('Contract review')
})

test('a stranger becomes a lead in one click, and all their mail moves; undo takes it back', async () => {
  await page
    .getByRole('navigation', { name: 'SalesInbox' })
    .getByRole('link', { name: /^Others/ })
    .click()
  await list()
    .getByRole('row', { name: /Iris Feld/ })
    .first()
    .click()
  await expect(panel().getByRole('button', { name: 'Add as lead' })).toBeVisible()
  const before = (await list().getAttribute('aria-rowcount')) ?? ''
  await panel().getByRole('button', { name: 'Add as lead' }).click()
  await expect(list()).not.toHaveAttribute('aria-rowcount', before)
  await expect(list().getByRole('row', { name: /Iris Feld/ })).toHaveCount(0)
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(list()).toHaveAttribute('aria-rowcount', before)
})

test('a file is looked at, mapped and imported; a bad row is told by its line', async () => {
  // the list that is open is what the file goes into
  await at('#/records/lead')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('combobox', { name: 'What the file holds' })).toHaveValue('Leads')
  await page.getByRole('button', { name: 'Back to Leads' }).click()
  await expect(page.getByRole('heading', { name: 'Leads', level: 1 })).toBeVisible()
  await at('#/import')
  const text = 'Name;E-Mail;Firma;x\nGünther;g@imp.example;Imp AG;1\nBad;nope;;\n'
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  const mapping = page.getByRole('table', { name: 'Which column is what' })
  await expect(mapping.getByRole('combobox', { name: 'Field for Firma' })).toHaveValue('Account')
  await expect(mapping.getByRole('combobox', { name: 'Field for x' })).toHaveValue('Leave out')
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByText('1 record added')).toBeVisible()
  const refused = page.getByRole('table', { name: '1 row was not imported' })
  await expect(refused.getByRole('row').nth(1)).toContainText('3Email: Not an email addressnope')
})

test('a record is found, deleted and brought back', async () => {
  await at('#/records/contact')
  const search = page.getByRole('searchbox', { name: 'Search contacts' })
  await search.fill('gunth imp')
  await page.getByRole('button', { name: 'Günther' }).click()
  await expect(page.getByRole('heading', { name: 'Günther' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await search.fill('gunth')
  await expect(page.getByRole('button', { name: 'Günther' })).toBeVisible()
})

test('a deal is made with its people; a second editor sees both edits before one goes', async () => {
  await at('#/records/deal')
  await page.getByRole('button', { name: 'New deal' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByText('A record needs a name.')).toBeVisible()
  await form.getByRole('textbox', { name: 'Name' }).fill('Test deal')
  await form.getByRole('combobox', { name: 'Add a person' }).fill('günth')
  await page.getByRole('option', { name: /Günther/ }).click()
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Test deal' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'People', exact: true })).toContainText('Günther')

  await page.getByRole('button', { name: 'Edit' }).click()
  await form.getByRole('textbox', { name: 'Name' }).fill('Mine')
  const client = await app.client()
  const { rows } = await client.call('workspace.list', { kind: 'deal', search: 'test deal' })
  const [deal] = rows
  if (deal?.kind !== 'deal') throw new Error('no deal')
  const theirs = { ...deal, name: 'Theirs', amount: 1234 }
  await client.call('workspace.update', {
    id: deal.id,
    rev: deal.rev,
    draft: { kind: 'deal', values: theirs }
  })
  client.close()
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByRole('alert')).toContainText('Somebody else changed this record')
  await expect(form).toContainText('saved: Theirs')
  await expect(form).toContainText('yours: Mine')
  await form.getByRole('button', { name: 'Save mine over it' }).click()
  await expect(page.getByRole('heading', { name: 'Mine' })).toBeVisible()
})

test('the pages hold up to axe in both themes, and fit a narrow window', async () => {
  // Fourteen runs of axe, each of seconds on a busy machine.
  test.setTimeout(300_000)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const hash of ['#/records/deal', '#/records/contact', '#/records/user', '#/import']) {
      await at(hash)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await noViolations(`${hash} ${colorScheme}`)
    }
    await at('#/records/deal')
    await page.getByRole('button', { name: 'Acme renewal' }).click()
    await expect(page.getByRole('heading', { name: 'Acme renewal' })).toBeVisible()
    await noViolations(`a deal ${colorScheme}`)
    await page.getByRole('button', { name: 'Edit' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await noViolations(`the form ${colorScheme}`)
    await page.keyboard.press('Escape')
    await at('#/')
    await expect(panel()).toBeVisible()
    await noViolations(`the panel ${colorScheme}`, '[data-pane="panel"]')
  }
  await page.setViewportSize({ width: 620, height: 700 })
  for (const hash of ['#/records/deal', '#/records/lead', '#/import']) {
    await at(hash)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(over, hash).toBeLessThanOrEqual(0)
  }
})

async function noViolations(where: string, within?: string): Promise<void> {
  // The rail and the frame of a mail are tested where they are made.
  const run = axe(page).exclude('iframe').exclude('[data-pane="rail"]')
  const { violations } = await (within ? run.include(within) : run).analyze()
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`
  )
  expect(told, where).toEqual([])
}
