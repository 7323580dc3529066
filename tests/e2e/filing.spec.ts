import { axe } from '../app/axe.ts'
import { expect, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp } from '../app/app.ts'
import type { Client } from '../app/client.ts'
import { joinTeam, startTeam, type TeamServers } from '../app/team.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** Two apps, one PostgreSQL, a real mail server: what Maya files on a record by hand, and what Otto sees of it. */
test.describe.configure({ mode: 'serial', timeout: 120_000 })

let team: TeamServers
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let maya: App
let ottosApp: App
let mine: Client
let otto: Client
let anna: string
let account: string

const received = Date.now() - 3_600_000
const stranger = `From: Who <who@nowhere.example>\r\nTo: maya@fernhill.example\r\nSubject: About Anna\r\nMessage-ID: <about@nowhere.example>\r\nDate: ${new Date(received).toUTCString()}\r\n\r\nAnna wants the blue one.\r\n`
const weekend = `From: Anna <anna@acme.example>\r\nTo: maya@fernhill.example\r\nSubject: Weekend plans\r\nSensitivity: Personal\r\nMessage-ID: <weekend@acme.example>\r\nDate: ${new Date(received).toUTCString()}\r\n\r\nShall we sail?\r\n`
const open = (hash: string) => maya.page.evaluate((to) => void (location.hash = to), hash)
const list = () => maya.page.getByRole('region', { name: 'Emails', exact: true })
const dialog = () => maya.page.getByRole('dialog', { name: 'File this mail to the CRM' })
const seen = async (): Promise<string[]> =>
  (await otto.call('workspace.recordMail', { record: anna, show: 'crm' })).rows.map(({ subject }) => subject)
const sees = (subjects: string[]) => expect.poll(seen, { timeout: 20_000 }).toEqual(subjects)
async function stand(): Promise<void> {
  await open('#/mail/others')
  await maya.page.getByRole('row', { name: /About Anna/ }).click()
  await expect(maya.page.getByRole('article', { name: 'About Anna' })).toBeVisible()
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  team = await startTeam(['Maya', 'Otto'])
  dovecot = await startDovecot()
  smtp = await startSmtp()
  dovecot.seed(
    'maya',
    'INBOX',
    [stranger, weekend].map((bytes) => ({ received, bytes }))
  )
  ottosApp = await startApp()
  maya = await startApp()
  await joinTeam(ottosApp, team.people[1]!.invitation)
  await joinTeam(maya, team.people[0]!.invitation)
  otto = await ottosApp.client()
  mine = await maya.client()
  const contact = await mine.call('workspace.create', {
    kind: 'contact',
    values: { name: 'Anna Berg', addresses: ['anna@acme.example'] }
  })
  anna = contact.id
  const ports = { imap: dovecot.imap, smtp: smtp.port }
  const added = await mine.call('accounts.add', accountDraft(ports, { user: 'maya' }))
  if (!added.account) throw new Error('not added')
  account = added.account.id
})
test.afterAll(async () => {
  mine?.close()
  otto?.close()
  await maya?.close()
  await ottosApp?.close()
  await smtp?.close()
  await dovecot?.stop()
  await team?.stop()
})

test('a mail of a private mailbox is filed by keys, and shows on the record to its owner alone', async () => {
  const { page } = maya
  await stand()
  await page.keyboard.press('Shift+F')
  await expect(dialog()).toContainText('Your mailbox is private: on this record you alone see it.')
  await dialog().getByRole('combobox', { name: 'Record' }).fill('ann')
  await page.getByRole('option', { name: /Anna Berg/ }).click()
  await dialog().getByRole('button', { name: 'File', exact: true }).click()
  await expect(page.getByText('1 mail filed on Anna Berg')).toBeVisible()
  await open(`#/records/contact/${anna}`)
  const row = list().getByRole('row', { name: /About Anna/ })
  await expect(row).toHaveAccessibleName(/Only you\. Filed by hand/)
  await list()
    .getByRole('radio', { name: /^Sent to CRM/ })
    .check({ force: true })
  await expect(row).toBeVisible()
  expect(await seen()).toEqual([])
  const shots = process.env['SHOTS']
  if (shots) await page.screenshot({ path: `${shots}/filed-light.png` })
  await row.click()
  await expect(page.getByRole('article', { name: 'About Anna' })).toBeVisible()
})

test('it is there after a restart, and reaches the team once the mailbox is shared', async () => {
  await open(`#/records/contact/${anna}`)
  await maya.page.reload()
  await expect(list().getByRole('row', { name: /About Anna/ })).toHaveAccessibleName(/Filed by hand/)
  await mine.call('accounts.change', { id: account, patch: { sharing: 'public' } })
  await sees(['About Anna'])
  const { rows } = await otto.call('workspace.recordMail', { record: anna })
  expect(rows).toMatchObject([{ source: 'crm', owners: [{ name: 'Maya', source: 'crm' }] }])
  expect((await otto.call('workspace.sharedMail', { id: rows[0]!.id })).text).toContain('the blue one')
})

test('it is taken off again, with undo, and filing it twice is filing it once', async () => {
  const { page } = maya
  await stand()
  await page.getByRole('toolbar').getByRole('button', { name: /More/ }).click()
  await page.getByRole('menuitem', { name: 'File to CRM…' }).click()
  await expect(dialog()).toContainText('Sent to CRM')
  const shots = process.env['SHOTS']
  if (shots) {
    for (const [name, scheme, width] of [
      ['light', 'light', 1440],
      ['dark', 'dark', 1440],
      ['narrow', 'light', 700]
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${shots}/file-dialog-${name}.png` })
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  const { violations } = await axe(page)
    .include('[role="dialog"]')
    .disableRules(['landmark-no-duplicate-banner'])
    .analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await dialog().getByRole('list', { name: 'Filed on' }).getByRole('button', { name: 'Take off' }).click()
  await sees([])
  await page.getByRole('button', { name: 'Undo' }).click()
  await sees(['About Anna'])
  await dialog().getByRole('combobox', { name: 'Record' }).fill('ann')
  await page.getByRole('option', { name: /Anna Berg/ }).click()
  await dialog().getByRole('button', { name: 'File', exact: true }).click()
  await expect(page.getByText('Already filed on Anna Berg')).toBeVisible()
  await mine.call('accounts.change', { id: account, patch: { sharing: 'private' } })
  await sees([])
})

test('a mail that its sender marked as personal stays private, until the rep shares it all the same', async () => {
  const { page } = maya
  const all = async (): Promise<string[]> =>
    (await otto.call('workspace.recordMail', { record: anna })).rows.map(({ subject }) => subject).toSorted()
  await mine.call('accounts.change', { id: account, patch: { sharing: 'public' } })
  await expect.poll(all, { timeout: 20_000 }).toEqual(['About Anna'])
  await open(`#/settings/accounts/${account}`)
  const section = page.getByRole('region', { name: 'Email Sharing Settings', exact: true })
  await expect(section).toContainText('1 mail was kept private because it looks personal.')
  await expect(section.getByRole('checkbox', { name: 'Keep personal mail private' })).toBeChecked()
  const shots = process.env['SHOTS']
  if (shots) await section.screenshot({ path: `${shots}/personal-settings.png` })
  await open('#/mail/contacts')
  await page.getByRole('row', { name: /Weekend plans/ }).click()
  const line = page.getByRole('group', { name: 'Kept private: marked personal by its sender' })
  await expect(line).toBeVisible()
  if (shots) {
    for (const [name, scheme, width] of [
      ['light', 'light', 1440],
      ['dark', 'dark', 1440],
      ['narrow', 'light', 700]
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${shots}/personal-${name}.png` })
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  expect(await all()).toEqual(['About Anna'])
  // filed by hand it is shared, and nothing says that it was kept
  await page.keyboard.press('Shift+F')
  await dialog().getByRole('combobox', { name: 'Record' }).fill('ann')
  await page.getByRole('option', { name: /Anna Berg/ }).click()
  await dialog().getByRole('button', { name: 'File', exact: true }).click()
  await expect.poll(all, { timeout: 20_000 }).toEqual(['About Anna', 'Weekend plans'])
  await expect(line).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(line).toBeVisible()
  await expect.poll(all, { timeout: 20_000 }).toEqual(['About Anna'])
  await line.getByRole('button', { name: 'Share all the same' }).click()
  await expect(line).toBeHidden()
  await expect.poll(all, { timeout: 20_000 }).toEqual(['About Anna', 'Weekend plans'])
})

test('from its row a mail that looks personal is filed: it is shared, and not said to be kept', async () => {
  const { page } = maya
  const boat = weekend.replace('Weekend plans', 'A boat').replace('weekend@', 'boat@')
  await dovecot.deliver('maya', boat)
  await open('#/mail/contacts')
  const row = page.getByRole('row', { name: /A boat/ })
  await row.click()
  const line = page.getByRole('group', { name: 'Kept private: marked personal by its sender' })
  await expect(line).toBeVisible()
  await row.hover()
  const shots = process.env['SHOTS']
  if (shots) await page.screenshot({ path: `${shots}/row-file.png` })
  await row.getByRole('button', { name: 'File to CRM…' }).click()
  await dialog().getByRole('combobox', { name: 'Record' }).fill('ann')
  await page.getByRole('option', { name: /Anna Berg/ }).click()
  await dialog().getByRole('button', { name: 'File', exact: true }).click()
  await expect(line).toBeHidden()
  await sees(['A boat', 'About Anna'])
})

test('several mails that are chosen are filed from the bar above the list', async () => {
  const { page } = maya
  await open('#/mail/contacts')
  for (const name of [/A boat/, /Weekend plans/])
    await page.getByRole('row', { name }).click({ modifiers: ['Control'] })
  const bar = page.getByRole('region', { name: 'Mail list' }).getByRole('group', { name: '2 selected' })
  const shots = process.env['SHOTS']
  if (shots) {
    await page.screenshot({ path: `${shots}/bar-file.png` })
    await page.setViewportSize({ width: 700, height: 900 })
    await page.screenshot({ path: `${shots}/bar-file-narrow.png` })
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  await bar.getByRole('button', { name: 'File to CRM…' }).click()
  const several = page.getByRole('dialog', { name: 'File 2 mails to the CRM' })
  await several.getByRole('combobox', { name: 'Record' }).fill('ann')
  await page.getByRole('option', { name: /Anna Berg/ }).click()
  await several.getByRole('button', { name: 'File', exact: true }).click()
  // of one second: by their keys
  await sees(['Weekend plans', 'A boat', 'About Anna'])
})

test('what lies in a folder that the rep marked as personal is taken back, also under another name, until the mark goes', async () => {
  const { page } = maya
  const shared = async (): Promise<string[]> =>
    (await otto.call('workspace.recordMail', { record: anna })).rows.map(({ subject }) => subject)
  const sailing = weekend.replaceAll(/weekend|Weekend/g, 'Sailing').replace(/Sensitivity.*\r\n/, '')
  await dovecot.deliver('maya', sailing)
  await expect.poll(shared, { timeout: 20_000 }).toContain('Sailing plans')
  const menu = async (name: string): Promise<void> =>
    page.getByRole('button', { name: `Actions for ${name}` }).click()
  await menu('maya@fernhill.example')
  await page.getByRole('menuitem', { name: 'New folder' }).click()
  await page.getByRole('textbox', { name: 'Folder name' }).fill('Family')
  await page.getByRole('button', { name: 'Create' }).click()
  await menu('Family')
  const mark = page.getByRole('menuitemcheckbox', { name: 'Personal: never shared' })
  await mark.click()
  await expect(page.getByText('Nothing in Family is shared')).toBeVisible()
  await expect(mark).toBeChecked()
  const shots = process.env['SHOTS']
  if (shots) await page.screenshot({ path: `${shots}/personal-menu.png` })
  await page.keyboard.press('Escape')
  await page.getByRole('row', { name: /Sailing plans/ }).click()
  await expect(page.getByRole('article', { name: 'Sailing plans' })).toBeVisible()
  await page.keyboard.press('v')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Family/ })
    .click()
  await expect.poll(shared, { timeout: 20_000 }).not.toContain('Sailing plans')
  await menu('Family')
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Folder name' }).fill('Home')
  await page.getByRole('button', { name: 'Rename' }).click()
  await open(`#/settings/accounts/${account}`)
  const folders = page.getByRole('list', { name: 'Personal folders' })
  await expect(folders).toHaveText(/Home/, { timeout: 20_000 })
  if (shots) {
    await folders.scrollIntoViewIfNeeded()
    await page.screenshot({ path: `${shots}/personal-folders.png` })
  }
  expect(await shared()).not.toContain('Sailing plans')
  await folders.getByRole('button', { name: /Remove Home/ }).click()
  await expect.poll(shared, { timeout: 20_000 }).toContain('Sailing plans')
})
