import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { type App, startApp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { startTeam, type TeamServers } from '../app/team.ts'

/** A team from nothing: the administrator joins, makes a user and invites; the user joins and sees the same records. */
test.describe.configure({ mode: 'serial' })
test.setTimeout(120_000)

let team: TeamServers
let boss: App
let rep: App

const open = ({ page, shell }: App, hash: string) => page.goto(`${shell.url.split('#')[0]}${hash}`)
const section = (page: Page, name: string) => page.getByRole('region', { name })

test.beforeAll(async () => {
  team = await startTeam(['Maya'])
  await team.owner.db.updateTable('workspaces').set({ name: 'Fernhill' }).execute()
  boss = await startApp()
  rep = await startApp()
  for (const { page } of [boss, rep]) page.setDefaultTimeout(20_000)
})
test.afterAll(async () => {
  await boss?.close()
  await rep?.close()
  await team?.stop()
})

test('an app without a mailbox joins by the page, after it has said where that leads', async () => {
  const { page } = boss
  await open(boss, '#/settings/workspace')
  await expect(section(page, 'Where it is')).toContainText('On this computer')
  const field = page.getByRole('textbox', { name: 'Invitation' })
  await field.fill('an invitation, please')
  await expect(page.getByText('This is not an invitation to a team')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeDisabled()
  await field.fill(team.people[0]!.invitation)
  await expect(page.getByRole('group', { name: 'Join a team' })).toContainText('127.0.0.1, database test_1')
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(section(page, 'Where it is')).toContainText('Fernhill')
  await expect(section(page, 'Where it is')).toContainText('Maya, administrator')
  await expect(section(page, 'Where it is')).toContainText('At once')
})

test('the administrator makes a user and invites; the user joins by the file', async () => {
  const { page } = boss
  await page.getByRole('button', { name: 'New user' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Name', { exact: true }).fill('Otto Berg')
  await form
    .getByRole('button', { name: /save|create|add/i })
    .last()
    .click()
  await expect(form).toBeHidden()
  // the new record is shown
  await open(boss, '#/settings/workspace')
  const people = section(page, 'People')
  await people.getByRole('button', { name: 'Invite Otto Berg' }).click()
  const made = people.getByRole('group', { name: 'Invitation for Otto Berg' })
  await expect(made.getByLabel('Link')).toHaveValue(/^salesinbox:join#/)
  const saved = page.waitForEvent('download')
  await made.getByRole('button', { name: 'Save file' }).click()
  const download = await saved
  expect(download.suggestedFilename()).toBe('Otto Berg.salesinbox-invitation')
  const path = await download.path()
  expect(readFileSync(path, 'utf8')).toContain('"user": "Otto Berg"')
  const { violations } = await axe(page).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  await open(rep, '#/settings/workspace')
  await rep.page.locator('input[type="file"]').setInputFiles(path)
  await expect(rep.page.getByText('Maya invites Otto Berg.')).toBeVisible()
  await rep.page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(section(rep.page, 'Where it is')).toContainText('Otto Berg')
  await expect(section(rep.page, 'People')).toHaveCount(0)
})

test('what one makes, the other sees within a second', async () => {
  await open(rep, '#/records/lead')
  await expect(rep.page.getByText('Nora Vance')).toHaveCount(0)
  const client = await boss.client()
  const lead = { kind: 'lead' as const, name: 'Nora Vance', address: 'nora@northwind.example' }
  await client.call('workspace.createFromSender', lead)
  client.close()
  const began = Date.now()
  await expect(rep.page.getByText('Nora Vance').first()).toBeVisible({ timeout: 10_000 })
  console.log(`seen after ${Date.now() - began} ms`)
})

test('a server that goes away is told, and so is a workspace that can only be read', async () => {
  await open(boss, '#/settings/workspace')
  const where = section(boss.page, 'Where it is')
  const back = team.postgres.restart(6_000)
  await expect(where).toContainText('cannot be reached')
  await back
  await expect(where).not.toContainText('cannot be reached', { timeout: 30_000 })
  const version = await team.owner.db.selectFrom('schema_version').select('version').executeTakeFirstOrThrow()
  await team.owner.db.updateTable('schema_version').set({ version: 99 }).execute()
  await boss.page.reload()
  await expect(where).toContainText('can only be read')
  await team.owner.db.updateTable('schema_version').set(version).execute()
})

test('who leaves is back among the records of this computer', async () => {
  const { page } = rep
  await open(rep, '#/settings/workspace')
  await page.getByRole('button', { name: 'Leave the team' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave the team' }).click()
  await expect(section(page, 'Where it is')).toContainText('On this computer')
})
