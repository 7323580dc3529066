import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type App, startApp, startSmtp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { type Dovecot, freePorts, startDovecot } from '../servers/dovecot.ts'

/** What an organisation has fixed by its file is seen, locked, and said why. */
test.describe.configure({ mode: 'serial' })

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let folder: string
let app: App
let page: Page
const file = () => join(folder, 'managed.json')
const said = 'Set by your organisation'
const go = (hash: string) => page.evaluate((to) => void (location.hash = to), hash)
async function violations(): Promise<unknown[]> {
  const found = await axe(page).analyze()
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

test.beforeAll(async () => {
  dovecot = await startDovecot()
  smtp = await startSmtp()
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-managed-'))
  const place = { host: '127.0.0.1', security: 'never' }
  const servers = {
    domain: 'fernhill.example',
    protocol: 'imap',
    incoming: { ...place, port: dovecot.imap },
    outgoing: { ...place, port: smtp.port, authentication: false }
  }
  writeFileSync(
    file(),
    `{
  "accounts": { "servers": [${JSON.stringify(servers)}], "onlyThese": true },
  "sharing": { "mode": "private" },
  "intelligence": { "on": false, "drafting": false },
  "updates": { "on": "never" }
}`
  )
  app = await startApp({ args: ['--managed', file()] })
  page = app.page
})
test.afterAll(async () => {
  await app?.close()
  await smtp?.close()
  await dovecot?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('which domains there may be is said before a form is filled', async () => {
  const allowed = page.getByText('Your organisation allows mailboxes at fernhill.example only.')
  await expect(allowed).toBeVisible()
  await page.getByLabel('Email address').fill('rep@elsewhere.example')
  await page.getByRole('button', { name: 'Add your mailbox' }).click()
  await expect(page.getByLabel('Email address')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Email address')).toBeFocused()
  await expect(allowed).toBeVisible()
  expect(await violations()).toEqual([])
})

test('the form of a mailbox shows the servers, locked, and nobody else is asked for them', async () => {
  await page.getByLabel('Email address').fill('rep@fernhill.example')
  await page.getByRole('button', { name: 'Add your mailbox' }).click()
  const incoming = page.getByRole('group', { name: 'Incoming Server Details' })
  const outgoing = page.getByRole('group', { name: 'Outgoing Server Details' })
  await expect(incoming.getByLabel('Incoming server')).toHaveValue('127.0.0.1')
  await expect(incoming.getByLabel('Incoming server')).toBeDisabled()
  await expect(incoming.getByLabel('Port')).toHaveValue(String(dovecot.imap))
  await expect(incoming.getByLabel('Use SSL')).toBeDisabled()
  await expect(incoming.getByText(said)).toBeVisible()
  await expect(outgoing.getByLabel('Outgoing Server')).toBeDisabled()
  await expect(outgoing.getByLabel('Port')).toHaveValue(String(smtp.port))
  await expect(outgoing.getByRole('radio', { name: 'Never' })).toBeChecked()
  await expect(outgoing.getByRole('radio', { name: 'SSL' })).toBeDisabled()
  await expect(outgoing.getByText(said)).toBeVisible()
  await expect(page.getByRole('radio', { name: 'POP' })).toBeDisabled()
  expect(await violations()).toEqual([])
})

test('an address of another domain has no fixed servers, and is refused', async () => {
  await page.getByLabel('Email address/User Name').fill('rep@elsewhere.example')
  const incoming = page.getByRole('group', { name: 'Incoming Server Details' })
  await expect(incoming.getByLabel('Incoming server')).toBeEnabled()
  await page.getByLabel('Display Name').fill('Maya')
  await page.getByLabel('Password', { exact: true }).fill('pass')
  await incoming.getByLabel('Incoming server').fill('imap.elsewhere.example')
  await page.getByLabel('Outgoing Server').fill('smtp.elsewhere.example')
  await page.getByRole('button', { name: 'Configure' }).click()
  await expect(page.getByRole('alert')).toContainText('allows mailboxes of its own domains only')
})

test('the mailbox connects by them', async () => {
  await page.getByLabel('Email address/User Name').fill('rep@fernhill.example')
  await page.getByRole('button', { name: 'Configure' }).click()
  await expect(page.getByRole('navigation', { name: 'Mailboxes' })).toBeVisible({ timeout: 30_000 })
  const client = await app.client()
  const [account] = await client.call('accounts.list', {})
  expect(account).toMatchObject({ incoming: { port: dovecot.imap }, outgoing: { port: smtp.port } })
  // the window is not what keeps it: any caller is refused
  await expect(
    client.call('accounts.change', { id: account!.id, patch: { sharing: 'public' } })
  ).rejects.toMatchObject({ code: 'managed.locked' })
  client.close()
})

test('sharing is locked', async () => {
  await go('#/settings/accounts')
  await page.getByRole('link', { name: /rep@fernhill/ }).click()
  const section = page.getByRole('region', { name: 'Email Sharing Settings' })
  await expect(section.getByLabel('Sharing permission').first()).toBeDisabled()
  await expect(section.getByText(said)).toBeVisible()
  await expect(page.getByLabel('Incoming server')).toBeDisabled()
  expect(await violations()).toEqual([])
})

test('intelligence is off', async () => {
  await go('#/settings/intelligence')
  const master = page.getByRole('switch', { name: 'Read incoming mail' })
  await expect(master).not.toBeChecked()
  await expect(master).toBeDisabled()
  await expect(page.getByRole('switch', { name: 'Drafting help' })).toBeDisabled()
  await expect(page.getByText(said).first()).toBeVisible()
  expect(await violations()).toEqual([])
})

test('what is wrong with the file is said, by line', async () => {
  await go('#/settings/about')
  const section = page.getByRole('region', { name: 'Organisation’s settings' })
  await expect(section).toContainText('It fixes: mail servers, sharing, email intelligence.')
  await expect(section).toContainText('line 5, updates.on: expected true or false')
  await expect(section).toContainText(file())
  expect(await violations()).toEqual([])
})

test('of a file that cannot be read nothing holds, and nothing else is said', async () => {
  writeFileSync(file(), '{ "accounts": ')
  await app.shell.killAndRestart()
  await page.reload()
  const section = page.getByRole('region', { name: 'Organisation’s settings' })
  await expect(section).toContainText('It fixes nothing.')
  await expect(section).toContainText('It cannot be read, and none of it holds')
  await expect(section).not.toContainText('A part of it')
})

test('updates are off, and this is said where they are looked for', async () => {
  writeFileSync(file(), '{ "updates": { "on": false } }')
  const [port = 0] = await freePorts(1)
  const script = join(import.meta.dirname, '../app/updating-shell.ts')
  const args = [script, join(folder, 'data'), String(port), 'http://127.0.0.1:9/', 'key', file()]
  const shell: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [url] = (await once(shell.stdout!, 'data')) as [Buffer]
    await page.goto(url.toString().trim())
    await page.getByRole('button', { name: 'Add your mailbox' }).waitFor()
    await go('#/settings/about')
    const section = page.getByRole('region', { name: 'Updates' })
    await expect(section).toContainText('does not look for newer versions here')
    await expect(section.getByRole('button')).toHaveCount(0)
    await expect(section.getByRole('switch')).toBeDisabled()
    await expect(section.getByRole('switch')).not.toBeChecked()
    await expect(section.getByText(said)).toBeVisible()
    expect(await violations()).toEqual([])
  } finally {
    shell.kill('SIGKILL')
  }
})
