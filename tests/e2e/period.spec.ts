import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Input } from '../../shared/contract/index.ts'
import { accountDraft, type App, held, progress, readStore, startApp, startSmtp, until } from '../app/app.ts'
import { type Dovecot, type Seed, startDovecot } from '../servers/dovecot.ts'
import { type Proxy, startProxy } from '../servers/proxy.ts'

/** How much of a mailbox is on this computer, from all of it to nothing. */
test.describe.configure({ mode: 'serial' })

const day = 86_400_000
const old = 1200
const recent = 40
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let wire: Proxy
let app: App
let account = ''

/** One a day from `from` days ago backwards. */
function* mails(count: number, from: number, flags: (i: number) => string): Iterable<Seed> {
  for (let i = 0; i < count; i++) {
    const received = Date.now() - (from + i) * day
    const bytes = [
      `From: Dana Whitfield <dana${i % 40}@acme.example>`,
      'To: rep@fernhill.example',
      `Date: ${new Date(received).toUTCString()}`,
      `Message-ID: <${from}.${i}@acme.example>`,
      `Subject: ${from > 300 ? 'Zebrawood' : 'Quote'} ${i}`,
      'Content-Type: text/plain',
      '',
      `${from > 300 ? 'Quagmire' : 'Delivery'} number ${i}. Thank you for the call.`
    ].join('\r\n')
    yield { bytes, received, flags: flags(i) }
  }
}
/** Files below a folder in which any of these texts stands; the log names accounts by their number. */
function holding(folder: string, ...texts: string[]): string[] {
  const found = spawnSync('grep', [
    '-rlaF',
    '--exclude-dir=logs',
    ...texts.flatMap((text) => ['-e', text]),
    folder
  ])
  return found.stdout.toString().split('\n').filter(Boolean)
}
const link = (name: RegExp) =>
  app.page.getByRole('navigation', { name: 'Mailboxes' }).getByRole('link', { name })
const grid = () => app.page.getByRole('grid', { name: 'Messages' })
const status = () => app.page.getByRole('status', { name: 'Sync status' })
const onServer = (folder: string): number =>
  ['cur', 'new'].reduce(
    (sum, kind) => sum + readdirSync(join(dovecot.maildir('rep', folder), kind)).length,
    0
  )

async function open(path: string): Promise<void> {
  await app.page.evaluate((to) => (location.hash = to), path)
}
const here = async (): Promise<number> => (await progress(app.page)).here
async function change(patch: Input<'accounts.change'>['patch']): Promise<void> {
  const client = await app.client()
  await client.call('accounts.change', { id: account, patch })
  client.close()
}
async function upToDate(): Promise<void> {
  await open('#/mail')
  await expect(status()).toContainText('Up to date', { timeout: 90_000 })
}
/** Until what is here stays the same: nothing is on its way onto the disk or off it. */
async function settled(count: number): Promise<void> {
  await until(`${count} mails here`, async () => (await here()) === count, 60_000, 100)
  await upToDate()
  expect(await here()).toBe(count)
}

test.beforeAll(async () => {
  dovecot = await startDovecot()
  smtp = await startSmtp()
  wire = await startProxy(dovecot.imap, ['BODYSTRUCTURE'])
  dovecot.seed(
    'rep',
    'INBOX',
    mails(recent, 1, (i) => (i % 2 ? 'S' : ''))
  )
  // two that are flagged, the rest half unread
  dovecot.seed(
    'rep',
    'INBOX',
    mails(old, 400, (i) => (i < 2 ? 'FS' : i % 2 ? 'S' : ''))
  )
  dovecot.seed(
    'rep',
    'Drafts',
    mails(1, 3000, () => 'DS')
  )
  app = await startApp()
  const client = await app.client()
  const added = await client.call('accounts.add', accountDraft({ imap: wire.port, smtp: smtp.port }))
  account = added.account!.id
  client.close()
  await settled(recent + old + 1)
})
test.afterAll(async () => {
  await app?.close()
  for (const server of [wire, smtp]) await server?.close()
  await dovecot?.stop()
})

test('a newer period says what it removes and keeps, and takes it out of every view, never from the server', async () => {
  const { page } = app
  await open(`#/settings/accounts/${account}`)
  const section = page.getByRole('region', { name: 'Email Sync Preferences' })
  const choices = section.getByRole('group', { name: 'Sync emails from' })
  await choices.getByRole('radio', { name: 'From a specific date' }).check()
  const ahead = new Date(Date.now() + 2 * day).toISOString().slice(0, 10)
  await section.getByLabel('Earliest date').fill(ahead)
  await section.getByRole('button', { name: 'Update' }).click()
  await expect(section.getByText('Choose a day that has passed.')).toBeVisible()
  await choices.getByRole('radio', { name: 'Last 6 months' }).check()
  await section.getByRole('button', { name: 'Update' }).click()
  const dialog = page.getByRole('dialog')
  const gone = (old - 2).toLocaleString('en')
  await expect(dialog).toContainText(`${gone} mails leave this computer and every list.`)
  await expect(dialog).toContainText('Kept although older: 2 flagged mails and 1 draft.')
  await expect(dialog).toContainText(/About \d+ KB|About [\d.]+ MB/)
  await dialog.getByRole('button', { name: `Remove ${gone} mails` }).click()

  await open('#/mail')
  await link(/^Inbox/).click()
  await expect(grid()).toHaveAttribute('aria-rowcount', String(recent + 2))
  await expect(link(/^Inbox/)).toHaveAccessibleName(/^Inbox\D+20\b/)
  await settled(recent + 3)
  expect((await held(page)).messages).toBe(recent + 3)
  const search = page.getByRole('searchbox', { name: 'Search mail' })
  await search.fill('zebrawood')
  await expect(grid()).toHaveAttribute('aria-rowcount', '3')
  await search.fill('')
  expect(onServer('INBOX')).toBe(recent + old)
})

test('an older period brings the rest again and reads nothing twice', async () => {
  wire.reset()
  await open(`#/settings/accounts/${account}`)
  const section = app.page.getByRole('region', { name: 'Email Sync Preferences' })
  await section.getByRole('radio', { name: 'From the beginning' }).check()
  await section.getByRole('button', { name: 'Update' }).click()
  await settled(recent + old + 1)
  expect(wire.seen('BODYSTRUCTURE')).toBe(old - 2)
})

test('interrupted half-way by a reload it goes on, and the last wish wins', async () => {
  await change({ period: { months: 12 } })
  await until('half of it gone', async () => (await here()) < old, 20_000, 20)
  await app.page.reload()
  await settled(recent + 3)

  await change({ period: { everything: true } })
  await until('half of it back', async () => (await here()) > old / 3, 20_000, 20)
  await change({ period: { months: 6 } })
  await change({ period: { months: 24 } })
  const within = Math.floor((Date.now() - new Date().setMonth(new Date().getMonth() - 24)) / day) - 400
  await until('two years here', async () => (await here()) >= recent + 1 + within, 60_000, 200)
  await change({ period: { months: 12 } })
  await until('some of it gone', async () => (await here()) < recent + within, 20_000, 20)
  await change({ period: { everything: true } })
  await settled(recent + old + 1)
  expect((await held(app.page)).doubled).toEqual([])
})

test('deactivated nothing connects and what was kept is read; activated again nothing is fetched again', async () => {
  const { page } = app
  await open(`#/settings/accounts/${account}`)
  await page.getByRole('button', { name: /^Deactivate rep@/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('checkbox', { name: 'Keep folders, filters and labels' })).toBeChecked()
  await expect(dialog.getByRole('checkbox', { name: 'Keep the mail in the cache' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.getByRole('region', { name: 'Deactivated' })).toBeVisible()
  await open('#/mail')
  await expect(status()).toContainText('Deactivated')
  await link(/^Inbox/).click()
  await expect(grid()).toHaveAttribute('aria-rowcount', String(recent + old))
  wire.reset()
  const before = wire.connections
  await page.reload()
  await expect(grid()).toHaveAttribute('aria-rowcount', String(recent + old))
  await grid().getByRole('row').first().click()
  await expect(page.frameLocator('iframe[title="Message body"]').first().locator('body')).toContainText(
    'number 0'
  )
  expect(wire.connections - before).toBe(0)
  await open('#/settings/accounts')
  await page.getByRole('button', { name: 'Activate' }).click()
  await upToDate()
  expect(wire.connections).toBeGreaterThan(before)
  expect(wire.seen('BODYSTRUCTURE')).toBe(0)
})

test('deactivated without its mail nothing of it is here, and it comes back', async () => {
  const keep = { folders: false, mail: false }
  await change({ state: 'inactive', keep })
  await until('nothing here', async () => (await held(app.page)).messages === 0)
  expect(await readStore(app.page, 'mail', 'folders')).toEqual([])
  await change({ state: 'active', period: { months: 12 } })
  await settled(recent)
})

test('removed for good no store answers it, and with the last mailbox no file is left', async () => {
  const { page, shell } = app
  dovecot.seed(
    'other',
    'INBOX',
    mails(5, 1, () => 'S')
  )
  const client = await app.client()
  const ports = { imap: dovecot.imap, smtp: smtp.port }
  const other = (await client.call('accounts.add', accountDraft(ports, { user: 'other' }))).account!.id
  await settled(recent + 5)
  await open(`#/settings/accounts/${account}`)
  await page.getByRole('button', { name: /^Remove rep@/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await until('the account is gone', async () => (await client.call('accounts.list', {})).length === 1)

  const folders = await readStore<{ account: string }>(page, 'mail', 'folders')
  expect(new Set(folders.map((row) => row.account))).toEqual(new Set([other]))
  const left = await held(page)
  expect([left.messages, left.bodies, left.folders['INBOX']!.length]).toEqual([5, 5, 5])
  for (const store of ['operations', 'drafts', 'uploads'])
    expect(await readStore(page, 'outbox', store), store).toEqual([])
  const people = await readStore<{ addresses: string[] }>(page, 'mail', 'people')
  const named = people.flatMap(({ addresses }) => addresses).filter(Boolean)
  expect(named.toSorted()).toEqual([
    ...[0, 1, 2, 3, 4].map((n) => `dana${n}@acme.example`),
    'rep@fernhill.example'
  ])
  const identities = await readStore<{ identity: number[] }>(page, 'mail', 'identities')
  expect(identities.flatMap(({ identity }) => identity).filter((hash) => hash !== 0)).toHaveLength(5)
  expect(JSON.stringify(await readStore(page, 'mail', 'meta'))).not.toContain(account)
  expect(JSON.stringify(await readStore(page, 'mail', 'snippets'))).not.toContain('number 30')
  expect(holding(shell.dataFolder, account)).toEqual([])

  await client.call('accounts.remove', { id: other })
  await until('both are gone', async () => (await client.call('accounts.list', {})).length === 0)
  client.close()
  expect(holding(shell.dataFolder, 'rep@fernhill.example', 'other@fernhill.example', other)).toEqual([])
  const marks = ['Zebrawood', 'Quagmire', '@acme.example', 'rep@fernhill.example']
  await until('nothing in the profile', async () => holding(app.profile, ...marks).length === 0, 20_000, 500)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Add your mailbox' })).toBeVisible()
})
