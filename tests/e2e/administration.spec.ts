import { expect, type Page, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import type { Client } from '../app/client.ts'
import { joinTeam, startTeam, type TeamServers } from '../app/team.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** Ada administers, Maya has a mailbox and leaves: what Ada decides, Maya's app does, and what was shared stays. */
test.describe.configure({ mode: 'serial' })
test.setTimeout(120_000)

let team: TeamServers
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let ada: App
let maya: App
let boss: Client
let rep: Client
let anna: string

const received = Date.now() - 3_600_000
const mail = (subject: string): string =>
  `From: Anna <anna@acme.example>\r\nTo: maya@fernhill.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@acme.example>\r\nDate: ${new Date(received).toUTCString()}\r\n\r\nThis is the text of ${subject}.\r\n`
const open = ({ page, shell }: App, hash: string) => page.goto(`${shell.url.split('#')[0]}${hash}`)
const region = (name: string) => ada.page.getByRole('region', { name, exact: true })
const sheet = (name: string) => ada.page.getByRole('complementary', { name, exact: true })
const subjects = async (): Promise<string[]> =>
  (await boss.call('workspace.recordMail', { record: anna })).rows.map(({ subject }) => subject).sort()
const shows = (expected: string[]) => expect.poll(subjects, { timeout: 20_000 }).toEqual(expected)
async function clean(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await axe(page).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }
}
async function openMaya(): Promise<void> {
  await open(ada, '#/settings/sharing')
  await region('Users').getByRole('button', { name: 'Maya', exact: true }).click()
}

test.beforeAll(async () => {
  team = await startTeam(['Ada', 'Maya'])
  dovecot = await startDovecot()
  const seeded = ['Offer', 'Order'].map((subject) => ({ received, bytes: mail(subject) }))
  dovecot.seed('maya', 'INBOX', seeded)
  smtp = await startSmtp()
  ada = await startApp()
  maya = await startApp()
  for (const { page } of [ada, maya]) page.setDefaultTimeout(20_000)
  await joinTeam(ada, team.people[0]!.invitation)
  await joinTeam(maya, team.people[1]!.invitation)
  boss = await ada.client()
  rep = await maya.client()
  const contact = {
    kind: 'contact' as const,
    values: { name: 'Anna Berg', addresses: ['anna@acme.example'] }
  }
  anna = (await boss.call('workspace.create', contact)).id
  await rep.call('accounts.add', accountDraft({ imap: dovecot.imap, smtp: smtp.port }, { user: 'maya' }))
  await open(maya, '#/mail/contacts')
  await expect(maya.page.getByRole('row', { name: /Offer/ })).toBeVisible({ timeout: 60_000 })
})
test.afterAll(async () => {
  boss?.close()
  rep?.close()
  await ada?.close()
  await maya?.close()
  await smtp?.close()
  await dovecot?.stop()
  await team?.stop()
})

test('who is no administrator sees who decides, and nothing of others', async () => {
  const { page } = maya
  await open(maya, '#/settings/sharing')
  await expect(page.getByText('Set by your administrator')).toBeVisible()
  await expect(page.getByText('You choose who sees your mail')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Email sharing' })).toBeVisible()
  for (const name of ['Backup Emails', 'Audit trail'])
    await expect(page.getByRole('link', { name })).toHaveCount(0)
  await clean(page)
})

test('an intent of the administrator’s marks the mail of everybody’s app, and nobody else changes it', async () => {
  const { page } = maya
  const examples = [
    'This is the text of the offer',
    'Here is the text of our order',
    'The text of your contract'
  ]
  const rule = { id: null, rev: 0, examples, unlike: [], words: ['order'], must: true }
  const made = await boss.call('workspace.saveIntent', { ...rule, name: 'Papers', on: true })
  await open(maya, '#/mail/contacts')
  await expect(page.getByRole('row', { name: /Order.* Papers\./ })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('row', { name: /Offer/ })).not.toHaveAccessibleName(/Papers/)
  await open(maya, '#/settings/intelligence')
  await expect(page.getByText('Intents of your own team are defined by Ada.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'New intent' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Show what Papers looks for' }).click()
  const shown = page.getByRole('complementary', { name: 'Papers', exact: true })
  await expect(shown.getByText('Here is the text of our order')).toBeVisible()
  await expect(shown.getByRole('textbox')).toHaveCount(0)
  await clean(page)
  await expect(rep.call('workspace.removeIntent', { id: made.id })).rejects.toThrow('workspace.notAllowed')
  await boss.call('workspace.removeIntent', { id: made.id })
  await expect(shown).toHaveCount(0)
  await open(maya, '#/mail/contacts')
  await expect(page.getByRole('row', { name: /Order/ })).not.toHaveAccessibleName(/Papers/)
})

test('Public and a lock for one user: what they do is said before, and the rep finds it locked', async () => {
  const { page } = ada
  await openMaya()
  const her = sheet('Maya')
  await her.getByRole('combobox', { name: 'Sharing' }).click()
  await page.getByRole('option', { name: 'Public' }).click()
  await her.getByRole('combobox', { name: 'Lock' }).click()
  await page.getByRole('option', { name: 'Locked', exact: true }).click()
  await expect(her.getByRole('status')).toContainText(/nobody goes Private, removes or repoints the account/)
  expect(await subjects()).toEqual([])
  await clean(page)
  await her.getByRole('button', { name: 'Update' }).click()
  await expect(page.getByText('Decided for Maya')).toBeVisible()
  const row = region('Users').getByRole('row', { name: /Maya/ })
  await expect(row).toContainText('Public')
  await expect(row).toContainText('this user')
  await expect(row).toContainText('Locked')

  const [account] = await rep.call('accounts.list', {})
  await open(maya, `#/settings/accounts/${account!.id}`)
  const permission = maya.page.getByRole('combobox', { name: 'Sharing permission' })
  await expect(permission).toHaveValue('Public')
  await expect(permission).toBeDisabled()
  await expect(maya.page.getByText('Your administrator locked what is shared')).toBeVisible()
  await shows(['Offer', 'Order'])
})

test('a decision for everybody says whom it reaches before it is saved', async () => {
  const { page } = ada
  await page.keyboard.press('Escape')
  await expect(sheet('Maya')).toHaveCount(0)
  await page.getByRole('button', { name: 'Lock for Everybody: Not locked' }).click()
  await page.getByRole('menuitem', { name: 'Locked', exact: true }).click()
  const question = page.getByRole('group', { name: 'Locked for Everybody' })
  await expect(question).toContainText('Locked for 1 person')
  // it fades away
  await expect(page.getByRole('menu')).toHaveCount(0)
  await clean(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toHaveCount(0)
})

test('a user who is deactivated: the app reads no mail, and nobody sees what was shared', async () => {
  await openMaya()
  await sheet('Maya').getByRole('button', { name: 'Deactivate' }).click()
  const leave = sheet('Deactivate Maya')
  await expect(leave).toContainText('2 shared mails are not visible in related lists until you back them up')
  await expect(leave).toContainText('kept for 6 months')
  await clean(ada.page)
  await leave.getByRole('button', { name: 'Deactivate' }).click()
  await expect(ada.page.getByText('Maya is deactivated')).toBeVisible()
  await expect
    .poll(async () => (await rep.call('accounts.list', {})).map(({ state }) => state), { timeout: 20_000 })
    .toEqual(['inactive'])
  await shows([])
})

test('a leaver’s days are counted, and the user is not deleted before the backup', async () => {
  const { page } = ada
  await open(ada, `#/records/user/${team.people[1]!.id}`)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const refused = page.getByRole('alert')
  await expect(refused).toContainText('Back up the emails first')
  await refused.getByRole('button', { name: 'Open Email sharing' }).click()
  await expect(region('Not backed up yet')).toContainText('183 days left')
  await page.getByRole('button', { name: 'Backup Emails' }).click()
  await expect(region('Cannot be backed up')).toContainText('Ada')
  await clean(page)
})

test('a backup is counted and hashed, and the mail is back, also when the user is deleted', async () => {
  const { page } = ada
  await region('Can be backed up').getByRole('button', { name: 'Back up Maya' }).click()
  await sheet('Back up Maya').getByRole('button', { name: 'Back up', exact: true }).click()
  await expect(page.getByText('2 mails of Maya backed up')).toBeVisible()
  await expect(page.getByText(/SHA-256 [0-9a-f]{64}/)).toBeVisible()
  await sheet('Back up Maya').getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(page.getByRole('table', { name: 'Backups' }).getByRole('row', { name: /Maya/ })).toContainText(
    '2'
  )
  await shows(['Offer', 'Order'])
  await clean(page)
  await open(ada, `#/records/user/${team.people[1]!.id}`)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('Maya', { exact: true })).toHaveCount(0)
  expect(await subjects()).toEqual(['Offer', 'Order'])
  await open(ada, '#/settings/backup')
  await expect(page.getByRole('table', { name: 'Backups' }).getByRole('row', { name: /Maya/ })).toBeVisible()
})

test('the audit trail tells it in sentences', async () => {
  const { page } = ada
  await page.getByRole('link', { name: 'Audit trail' }).click()
  const entries = region('Today').getByRole('listitem')
  await expect(entries.first()).toContainText('Ada deleted Maya')
  for (const said of [
    'Ada backed up the mail of Maya',
    'Ada deactivated the mail of Maya',
    'Ada changed Maya’s sharing from no decision of its own to Public and locked Maya’s sharing',
    'Maya connected maya@fernhill.example by IMAP'
  ])
    await expect(entries.filter({ hasText: said })).toHaveCount(1)
  await page.getByRole('combobox', { name: 'Person' }).click()
  await page.getByRole('option', { name: 'Maya' }).click()
  await expect(entries.filter({ hasText: 'Ada' })).toHaveCount(0)
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await clean(page)
})

test('profiles of the team’s own are offered in the form of a user', async () => {
  const { page } = ada
  await open(ada, '#/settings/sharing//Profiles')
  await page.getByLabel('New profile').fill('Interns')
  await page.getByRole('button', { name: 'Add profile' }).click()
  await expect(region('Profiles').getByRole('textbox', { name: 'Name of the profile Interns' })).toBeVisible()
  await open(ada, '#/settings/workspace')
  await page.getByRole('button', { name: 'New user' }).click()
  await page.getByRole('dialog').getByRole('combobox', { name: 'Profile' }).click()
  await expect(page.getByRole('option', { name: 'Interns' })).toBeVisible()
})
