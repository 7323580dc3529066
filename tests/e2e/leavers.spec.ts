import { readFileSync } from 'node:fs'
import { axe } from '../app/axe.ts'
import { expect, type Page, test } from '@playwright/test'
import { simpleParser } from 'mailparser'
import { wireTo } from '../../electron/imap/testing.ts'
import { accountDraft, type App, startApp, startSmtp } from '../app/app.ts'
import type { Client } from '../app/client.ts'
import { joinTeam, startTeam, type TeamServers } from '../app/team.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** Maya shared by rules and leaves: Ada keeps the rest of her mailbox, which Maya's app had never read. */
test.describe.configure({ mode: 'serial' })
test.setTimeout(120_000)

let team: TeamServers
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let wire: Awaited<ReturnType<typeof wireTo>>
let ada: App
let maya: App
let boss: Client
let rep: Client
let anna: string

const now = Date.now()
const old = now - 3 * 365 * 24 * 3_600_000
const mail = (id: string, at: number, from = 'Anna <anna@acme.example>') => ({
  received: at,
  bytes: `From: ${from}\r\nTo: maya@fernhill.example\r\nSubject: ${id}\r\nMessage-ID: <${id}@acme.example>\r\nDate: ${new Date(at).toUTCString()}\r\n\r\nThis is the text of ${id}.\r\n`
})
const older = Array.from({ length: 180 }, (_, at) => `Old ${at}`.replace(' ', '-'))
const open = ({ page, shell }: App, hash: string) => page.goto(`${shell.url.split('#')[0]}${hash}`)
const region = (name: string) => ada.page.getByRole('region', { name, exact: true })
const sheet = () => ada.page.getByRole('complementary', { name: 'Back up Maya', exact: true })
const shared = async (): Promise<number> => {
  const { mails } = (await boss.call('workspace.sharers', { record: anna })).find(
    ({ user }) => user === team.people[1]!.id
  ) ?? { mails: 0 }
  return mails
}
async function clean(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await axe(page).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }
}
async function signIn(port: number, password = 'pass'): Promise<void> {
  const form = sheet().getByRole('form', { name: 'Sign in to this mailbox: maya@fernhill.example' })
  if (!(await form.isVisible()))
    await sheet().getByRole('button', { name: 'Sign in to this mailbox: maya@fernhill.example' }).click()
  await form.getByLabel('Incoming server').fill('127.0.0.1')
  await form.getByRole('combobox', { name: 'Security' }).click()
  await ada.page.getByRole('option', { name: 'None' }).click()
  await form.getByLabel('Port').fill(String(port))
  await form.getByLabel('User name').fill('maya')
  await form.getByLabel('Password', { exact: true }).fill(password)
  await form.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test.beforeAll(async () => {
  team = await startTeam(['Ada', 'Maya'])
  dovecot = await startDovecot()
  dovecot.seed('maya', 'INBOX', [mail('Offer', now), mail('Lunch', now, 'priya@fernhill.example')])
  dovecot.seed('maya', 'Archive', [
    ...older.map((id) => mail(id, old)),
    mail('Stranger', old, 'x@nobody.example')
  ])
  wire = await wireTo(dovecot.imap)
  smtp = await startSmtp()
  ada = await startApp()
  maya = await startApp()
  for (const { page } of [ada, maya]) page.setDefaultTimeout(20_000)
  await joinTeam(ada, team.people[0]!.invitation)
  await joinTeam(maya, team.people[1]!.invitation)
  boss = await ada.client()
  rep = await maya.client()
  const values = { name: 'Anna Berg', addresses: ['anna@acme.example'] }
  anna = (await boss.call('workspace.create', { kind: 'contact', values })).id
  const draft = accountDraft({ imap: dovecot.imap, smtp: smtp.port }, { user: 'maya' })
  const { account } = await rep.call('accounts.add', { ...draft, period: { months: 6 } })
  await rep.call('accounts.change', { id: account!.id, patch: { sharing: 'public' } })
  await expect.poll(shared, { timeout: 60_000 }).toBe(1)
  const keep = { folders: true, mail: true }
  await boss.call('workspace.deactivateMail', { user: team.people[1]!.id, keep })
})
test.afterAll(async () => {
  boss?.close()
  rep?.close()
  await ada?.close()
  await maya?.close()
  await wire?.close()
  await smtp?.close()
  await dovecot?.stop()
  await team?.stop()
})

test('the sign-in to a leaver’s mailbox says what is wrong with it', async () => {
  await open(ada, '#/settings/backup')
  await region('Can be backed up').getByRole('button', { name: 'Back up Maya' }).click()
  await expect(sheet()).toContainText('1 mail in the workspace')
  await clean(ada.page)
  await signIn(wire.port, 'wrong')
  await expect(sheet().getByRole('alert')).toContainText('password')
  await clean(ada.page)
  await signIn(wire.port)
  await expect(sheet()).toContainText('Signed in for this backup')
})

test('a mailbox that dies half-way: what is missing is said, and Continue goes on there', async () => {
  const { page } = ada
  // enough for the folders and the first mails
  wire.cut(60_000)
  await sheet().getByRole('button', { name: 'Back up', exact: true }).click()
  await expect(sheet().getByRole('alert')).toBeVisible({ timeout: 60_000 })
  await expect(sheet()).toContainText(/Archive: \d+ of 181 read/)
  await expect(sheet()).toContainText('Sign in again to go on')
  await expect(sheet().getByRole('button', { name: 'Continue' })).toBeDisabled()
  await clean(page)
  expect(await boss.call('leavers.signedIn', {})).toEqual([])
  await page.keyboard.press('Escape')
  await expect(region('Can be backed up')).toContainText('Cut off')

  await region('Can be backed up').getByRole('button', { name: 'Continue the backup of Maya' }).click()
  await signIn(wire.port)
  await sheet().getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('181 mails of Maya backed up')).toBeVisible({ timeout: 60_000 })
  expect(await shared()).toBe(181)
  await clean(page)
  await sheet().getByRole('button', { name: 'Close', exact: true }).last().click()
  const row = page.getByRole('table', { name: 'Backups' }).getByRole('row', { name: /Maya/ })
  await expect(row).toContainText('Mailbox read to its end')
  await clean(page)
})

test('a backup is saved as one file, with every mail in it', async () => {
  const { page } = ada
  await page.getByRole('button', { name: 'Save the backup of Maya' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as mbox' }).click()
  ])
  expect(download.suggestedFilename()).toBe('Mail of Maya.mbox')
  const text = readFileSync(await download.path(), 'latin1')
  const entries = text.split(/^From \S+ .*\n/m).slice(1)
  const ids = await Promise.all(entries.map(async (entry) => (await simpleParser(entry)).messageId))
  expect(ids.toSorted()).toEqual(['Offer', ...older].map((id) => `<${id}@acme.example>`).toSorted())
  await expect(page.getByText('181 mails saved')).toBeVisible()
  await open(ada, '#/settings/audit')
  await expect(page.getByText('Ada saved the backup of Maya as a file')).toBeVisible()
})

test('who is no administrator is refused each of it', async () => {
  const [box] = (await boss.call('workspace.team', {})).users.flatMap(({ mailboxes }) => mailboxes)
  const server = { host: '127.0.0.1', port: dovecot.imap, security: 'never' as const, user: 'maya' }
  const [backup] = await boss.call('workspace.backups', {})
  for (const refused of [
    () => rep.call('leavers.signIn', { mailbox: box!.id, server, password: 'pass' }),
    () => rep.call('workspace.backUp', { user: team.people[1]!.id }),
    () => rep.call('leavers.save', { backup: backup!.id, form: 'mbox' as const })
  ])
    await expect(refused()).rejects.toMatchObject({ code: 'workspace.notAllowed' })
})
