import { axe } from '../app/axe.ts'
import { expect, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp, until } from '../app/app.ts'
import type { Client } from '../app/client.ts'
import { joinTeam, startTeam, type TeamServers } from '../app/team.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** Two apps, one PostgreSQL, a real mail server: Otto gets the files of what Maya shares from Maya's app. */
test.describe.configure({ mode: 'serial', timeout: 100_000 })

let team: TeamServers
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let maya: App
let otto: App
let mine: Client
let anna: string
let mayasFolder: string

const received = Date.now() - 3_600_000
const text = 'Delivery is free above 50 seats.'
function mail(subject: string): string {
  const part = (type: string, name: string, bytes: string) =>
    `--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(bytes).toString('base64')}\r\n`
  return `From: Anna <anna@acme.example>\r\nTo: maya@fernhill.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replace(/ /g, '-')}@acme.example>\r\nDate: ${new Date(received).toUTCString()}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the terms of ${subject}.\r\n${part('text/plain', 'terms.txt', text)}${part('text/csv', 'seats.csv', 'seats;62')}--b--\r\n`
}
const reader = () => otto.page.getByRole('article', { name: 'Offer', exact: true })
const file = (name: string) => reader().getByRole('list').getByRole('listitem').filter({ hasText: name })

async function openShared(subject: string): Promise<void> {
  const { page } = otto
  await page.evaluate((hash) => void (location.hash = hash), `#/records/contact/${anna}`)
  await page
    .getByRole('region', { name: 'Emails', exact: true })
    .getByRole('row', { name: new RegExp(subject) })
    .click()
  await expect(page.getByRole('article', { name: subject, exact: true })).toBeVisible()
}

test.beforeAll(async () => {
  team = await startTeam(['Maya', 'Otto'])
  dovecot = await startDovecot()
  smtp = await startSmtp()
  dovecot.seed('maya', 'INBOX', [{ received, bytes: mail('Offer') }])
  otto = await startApp()
  maya = await startApp()
  await joinTeam(otto, team.people[1]!.invitation)
  await joinTeam(maya, team.people[0]!.invitation)
  mine = await maya.client()
  const contact = await mine.call('workspace.create', {
    kind: 'contact',
    values: { name: 'Anna Berg', addresses: ['anna@acme.example'] }
  })
  anna = contact.id
  const draft = accountDraft({ imap: dovecot.imap, smtp: smtp.port }, { user: 'maya' })
  const { account } = await mine.call('accounts.add', draft)
  if (!account) throw new Error('not added')
  mayasFolder = account.id
  await mine.call('accounts.change', { id: account.id, patch: { sharing: 'public' } })
  await until(
    'shared',
    async () => (await mine.call('workspace.recordMail', { record: anna })).rows.length === 1
  )
})
test.afterAll(async () => {
  mine?.close()
  await maya?.close()
  await otto?.close()
  await smtp?.close()
  await dovecot?.stop()
  await team?.stop()
})

test('a file is brought by its owner’s app, and opens', async () => {
  await openShared('Offer')
  await expect(file('terms.txt')).toContainText('kept by Maya')
  await file('terms.txt').getByRole('button').first().click()
  await expect(file('terms.txt').getByRole('button', { name: 'Save terms.txt' })).toBeVisible({
    timeout: 20_000
  })
  await expect(file('terms.txt')).not.toContainText('kept by')
  await file('terms.txt').getByRole('button', { name: /^Open/ }).click()
  await expect(otto.page.getByRole('dialog', { name: 'terms.txt' })).toContainText(text)
  await otto.page.getByRole('button', { name: 'Close' }).first().click()
})

test('while its owner’s app is closed a file waits, is called off, and comes once the app is there', async () => {
  await maya.page.goto('about:blank')
  await file('seats.csv').getByRole('button').first().click()
  await expect(file('seats.csv')).toContainText('asked Maya’s SalesInbox …')
  await expect(file('seats.csv')).toContainText('comes when Maya’s SalesInbox is open', { timeout: 15_000 })
  const shots = process.env['SHOTS']
  if (shots) {
    for (const [name, scheme, width] of [
      ['light', 'light', 1440],
      ['dark', 'dark', 1440],
      ['narrow', 'light', 700]
    ] as const) {
      await otto.page.emulateMedia({ colorScheme: scheme })
      await otto.page.setViewportSize({ width, height: 1000 })
      await otto.page.screenshot({ path: `${shots}/files-${name}.png` })
    }
    await otto.page.setViewportSize({ width: 1440, height: 900 })
  }
  const { violations } = await axe(otto.page).exclude('iframe').analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await file('seats.csv').getByRole('button', { name: 'Cancel' }).click()
  await expect(file('seats.csv')).toContainText('kept by Maya')
  await file('seats.csv').getByRole('button').first().click()
  await expect(file('seats.csv')).toContainText('asked Maya’s SalesInbox …')
  await maya.page.goto(maya.shell.url)
  await expect(file('seats.csv').getByRole('button', { name: 'Save seats.csv' })).toBeVisible({
    timeout: 60_000
  })
})

test('a mail that is taken back takes its files along', async () => {
  const theirs = await otto.client()
  const { rows } = await theirs.call('workspace.recordMail', { record: anna })
  const piece = { mail: rows[0]!.id, file: 0, piece: 0 }
  expect((await theirs.call('workspace.filePiece', piece)).size).toBe(text.length)
  await mine.call('accounts.change', { id: mayasFolder, patch: { sharing: 'private' } })
  await until(
    'gone',
    async () => (await theirs.call('workspace.recordMail', { record: anna })).rows.length === 0
  )
  await expect(theirs.call('workspace.filePiece', piece)).rejects.toThrow('workspace.notFound')
  theirs.close()
})
