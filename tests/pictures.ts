// By hand: `node tests/pictures.ts` takes the pictures of docs/pictures that need a server in a certain state.
import { join } from 'node:path'
import { accountDraft, type App, startApp, startSmtp } from './app/app.ts'
import { startDovecot } from './servers/dovecot.ts'
import { mailOf } from './servers/messages.ts'
import { startProxy } from './servers/proxy.ts'

const folder = join(import.meta.dirname, '../docs/pictures')
const dovecot = await startDovecot()
const smtp = await startSmtp()
const proxy = await startProxy(dovecot.imap)
dovecot.seed('maya', 'INBOX', mailOf({ count: 5000, owner: 'maya@fernhill.example' }))

async function take(app: App, name: string): Promise<void> {
  await app.page.waitForTimeout(500)
  await app.page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(name)
}
const first = (app: App) => app.page.getByRole('grid', { name: 'Messages' }).getByRole('row').first()

const app = await startApp()
try {
  const client = await app.client()
  await client.call('app.setPreferences', { theme: 'light' })
  proxy.delay = 60
  const ports = { imap: proxy.port, smtp: smtp.port }
  await client.call('accounts.add', accountDraft(ports, { user: 'maya' }))
  await first(app).click({ timeout: 30_000 })
  await app.page.waitForTimeout(2500)
  await take(app, 'syncing')

  proxy.delay = 0
  const status = app.page.getByRole('status', { name: 'Sync status' })
  await status.filter({ hasText: 'Up to date' }).waitFor({ timeout: 120_000 })
  proxy.setOffline(true)
  await app.page.getByRole('status', { name: 'Offline' }).waitFor({ timeout: 60_000 })
  await app.page.keyboard.press('s')
  await take(app, 'offline')
  proxy.setOffline(false)
  client.close()
} finally {
  await app.close()
}

const refused = await startApp()
try {
  const { page } = refused
  await page.getByRole('button', { name: 'Other Mail', exact: true }).click()
  await page.getByLabel('Display Name').fill('Maya Lindqvist')
  await page.getByLabel('Email address/User Name').fill('maya')
  await page.getByLabel('Password', { exact: true }).fill('not this one')
  const incoming = page.getByRole('group', { name: 'Incoming Server Details' })
  await incoming.getByLabel('Incoming server').fill('127.0.0.1')
  await incoming.getByLabel('Use SSL').uncheck()
  await incoming.getByLabel('Connect without encryption').check()
  await incoming.getByLabel('Port').fill(String(dovecot.imap))
  const outgoing = page.getByRole('group', { name: 'Outgoing Server Details' })
  await outgoing.getByLabel('Email Address').fill('maya@fernhill.example')
  await outgoing.getByLabel('Outgoing Server').fill('127.0.0.1')
  await outgoing.getByRole('radio', { name: 'Never' }).check()
  await outgoing.getByLabel('Port').fill(String(smtp.port))
  await page.getByRole('button', { name: 'Configure' }).click()
  await page.getByRole('alert').first().waitFor({ timeout: 30_000 })
  await page.getByRole('alert').first().scrollIntoViewIfNeeded()
  await take(refused, 'error')
} finally {
  await refused.close()
}
await proxy.close()
await smtp.close()
await dovecot.stop()
