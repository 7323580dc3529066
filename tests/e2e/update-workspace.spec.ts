import { axe } from '../app/axe.ts'
import { expect, test } from '@playwright/test'
import { sql } from 'kysely'
import { migrations } from '../../electron/workspace/migrations/index.ts'
import { scramVerifier } from '../../electron/workspace/team/scram.ts'
import { type App, startApp } from '../app/app.ts'
import { joinTeam, startTeam, type TeamServers } from '../app/team.ts'

/** A server whose schema is older than the app: an administrator with the owner's password brings it along. */
test.setTimeout(120_000)

const password = 'the password of the owner'
let team: TeamServers
let app: App

test.beforeAll(async () => {
  team = await startTeam(['Maya', 'Maya'], { version: migrations.length - 1 })
  await sql`alter role owner password ${sql.lit(await scramVerifier(password))}`.execute(team.owner.db)
  await team.postgres.askOwner()
  app = await startApp()
  app.page.setDefaultTimeout(20_000)
})
test.afterAll(async () => {
  await app?.close()
  await team?.stop()
})

test('an older workspace is read, says so, and is updated with the owner’s password', async () => {
  const { page, shell } = app
  const section = (name: string) => page.getByRole('region', { name })
  await joinTeam(app, team.people[0]!.invitation)
  await page.goto(`${shell.url.split('#')[0]}#/settings/workspace`)
  await expect(section('Where it is')).toContainText('This workspace can only be read')
  await expect(section('Where it is')).toContainText('older version')
  // two users of one name: one of them is the rep
  await expect(section('People').getByText('You', { exact: true })).toHaveCount(1)
  await expect(section('People').getByRole('button', { name: 'Invite Maya' })).toHaveCount(1)

  const update = section('Update the workspace')
  await expect(update).toContainText(`From version ${migrations.length - 1} to version ${migrations.length}`)
  await expect(update).toContainText('can then only read')
  await expect(update.getByLabel('Owner of the workspace')).toHaveValue('owner')
  const { violations } = await axe(page).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await update.getByRole('textbox', { name: 'Password' }).fill('not this one')
  await update.getByRole('button', { name: 'Update workspace' }).click()
  await expect(update.getByRole('alert')).toContainText('did not accept this user and password')
  await expect(update.getByRole('textbox', { name: 'Password' })).toHaveValue('')

  await update.getByRole('textbox', { name: 'Password' }).fill(password)
  await update.getByRole('button', { name: 'Update workspace' }).click()
  await expect(update).toHaveCount(0)
  await expect(section('Where it is')).not.toContainText('only be read')
  await expect(section('People').getByRole('button', { name: 'Invite Maya' })).toBeEnabled()
  expect(await team.owner.db.selectFrom('schema_version').select('version').execute()).toEqual([
    { version: migrations.length }
  ])
})
