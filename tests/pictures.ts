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
// every tenth is in Japanese, which needs a font that not every machine has
const mails = [...mailOf({ count: 5600, owner: 'maya@fernhill.example' })].filter((_, i) => i % 10 !== 9)
dovecot.seed('maya', 'INBOX', mails)

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

  await dovecot.setPassword('another')
  proxy.setOffline(false)
  await app.page.getByRole('alert').filter({ hasText: 'password' }).waitFor({ timeout: 90_000 })
  await take(app, 'error')
  client.close()
} finally {
  await app.close()
}

await proxy.close()
await smtp.close()
await dovecot.stop()
