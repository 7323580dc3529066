import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { accountDraft, type App, held, startApp, startSmtp as startPlainSmtp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { makeCertificates } from '../servers/certificates.ts'
import { type DnsForTests, startDns } from '../servers/dns.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { startProxy } from '../servers/proxies.ts'
import { startProxy as startWire } from '../servers/proxy.ts'
import { startSmtp } from '../servers/smtp.ts'

const closing: (() => Promise<unknown>)[] = []
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
function kept<T extends { close(): Promise<unknown> }>(one: T): T {
  closing.push(() => one.close())
  return one
}
async function appAsking(dns: DnsForTests): Promise<App> {
  const preload = join(import.meta.dirname, '../servers/use-name-server.mjs')
  return kept(await startApp({ node: ['--import', preload], env: { NAME_SERVER: dns.server } }))
}
async function isAccessible(page: Page): Promise<void> {
  const { violations } = await axe(page)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))])).toEqual([])
}
const seed = (dovecot: Dovecot, user: string): void => {
  const received = Date.now() - 60_000
  const bytes = `From: Dana <dana@acme.example>\r\nTo: ${user}\r\nSubject: Renewal terms\r\nMessage-ID: <1@acme.example>\r\nDate: ${new Date(received).toUTCString()}\r\n\r\nThanks.\r\n`
  dovecot.seed(user, 'INBOX', [{ received, bytes }])
}

test('asks the domain for its servers, says how they were found, and can be skipped', async () => {
  const dns = kept(
    await startDns({
      '_imaps._tcp.fernhill.example': [{ type: 'SRV', target: 'imap.fernhill.example', port: 993 }],
      '_pop3s._tcp.fernhill.example': [{ type: 'SRV', target: 'pop.hostbox.example', port: 995 }],
      '_submissions._tcp.fernhill.example': [{ type: 'SRV', target: 'smtp.fernhill.example', port: 465 }]
    })
  )
  const { page } = await appAsking(dns)
  await expect(page.getByRole('group', { name: 'Popular Email Service' })).toBeVisible()
  await page.getByLabel('Email address').fill('maya@fernhill.example')
  await page.getByRole('button', { name: 'Add your mailbox' }).click()
  await expect(page.getByText("Found by fernhill.example's own DNS records (SRV)")).toBeVisible()
  await expect(page.getByText('imap.fernhill.example, port 993, SSL')).toBeVisible()
  await expect(page.getByText('pop.hostbox.example is not under fernhill.example')).toBeVisible()
  expect(dns.asked.filter((name) => name.includes('maya'))).toEqual([])

  await page.getByRole('radio', { name: 'POP' }).check()
  await page.getByLabel('Keep messages on the server').uncheck()
  await page.getByLabel('Days', { exact: true }).fill('0')
  await page.getByRole('button', { name: 'Configure' }).click()
  await expect(page.getByText('From 1 to 3650 days.')).toBeVisible()
  await page.getByRole('button', { name: 'Server Details' }).click()
  await expect(page.getByLabel('Incoming server')).toHaveValue('pop.hostbox.example')
  await expect(page.getByText('Storing sent messages on the server needs IMAP.')).toBeVisible()
  await isAccessible(page)

  // a name server that never answers is waited for only as long as the rep wants
  const mute = kept(await startDns({}, 'mute'))
  const other = await appAsking(mute)
  await other.page.getByLabel('Email address').fill('maya@fernhill.example')
  await other.page.getByRole('button', { name: 'Add your mailbox' }).click()
  await expect(other.page.getByText('Only the domain goes out')).toBeVisible()
  await other.page.getByRole('button', { name: 'Skip' }).click()
  await expect(other.page.getByLabel('Email address/User Name')).toHaveValue('maya@fernhill.example')
  await expect(other.page.getByLabel('Incoming server')).toHaveValue('imap.fernhill.example')
})

test("a service by 3 fields and 2 clicks, through the system's proxy and by its authorities", async () => {
  test.skip(process.platform !== 'linux', 'elsewhere the system keeps its certificates in its own store')
  const { ca, good } = makeCertificates(['imap.gmail.com', 'smtp.gmail.com'])
  const dovecot = await startDovecot()
  closing.push(() => dovecot.stop())
  for (const [name, text] of [['srv.pem', good.cert] as const, ['srv.key', good.key] as const])
    writeFileSync(join(dovecot.folder, name), text)
  await dovecot.restart()
  seed(dovecot, 'maya@gmail.com')
  const smtp = kept(await startSmtp({ options: { secure: true, ...good } }))
  const proxy = kept(await startProxy('http', { to: (port) => (port === 993 ? dovecot.imaps : smtp.port) }))
  const authority = join(dovecot.folder, 'system.pem')
  writeFileSync(authority, ca)
  const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, SSL_CERT_FILE: authority }
  const { page } = kept(await startApp({ env }))
  let [fields, clicks] = [0, 0]
  const fill = async (label: string, text: string): Promise<void> => {
    fields++
    await page.getByLabel(label, { exact: true }).fill(text)
  }
  const click = async (name: string): Promise<void> => {
    clicks++
    await page.getByRole('button', { name, exact: true }).click()
  }
  await fill('Email address', 'maya@gmail.com')
  await click('Add your mailbox')
  await fill('Display Name', 'Maya')
  await fill('Password', 'pass')
  await click('Configure')
  await expect(page.getByRole('row', { name: /Renewal terms/ })).toBeVisible()
  expect([fields, clicks]).toEqual([3, 2])
  expect(new Set(proxy.asked)).toEqual(new Set(['imap.gmail.com:993', 'smtp.gmail.com:465']))

  await page.goto(`${page.url().split('#')[0]}#/settings/network`)
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText(`imap.gmail.com is reached through 127.0.0.1:${proxy.port}.`)).toBeVisible()
  await page.getByRole('radio', { name: 'Through this proxy' }).check()
  await page.getByRole('button', { name: 'Update' }).click()
  await expect(page.getByText('This is needed.')).toBeVisible()
  await isAccessible(page)
})

test('Server Details: tested again, a port without a new sync, another user only after a question', async () => {
  const dovecot = await startDovecot()
  closing.push(() => dovecot.stop())
  seed(dovecot, 'maya')
  seed(dovecot, 'bo')
  const smtp = kept(await startPlainSmtp())
  const wire = kept(await startWire(dovecot.imap, ['BODYSTRUCTURE (']))
  const app = kept(await startApp())
  const { page } = app
  const client = await app.client()
  const ports = { imap: dovecot.imap, smtp: smtp.port }
  await client.call('accounts.add', accountDraft(ports, { user: 'maya' }))
  client.close()
  const status = page.getByRole('status', { name: 'Sync status' })
  await expect(status).toContainText('Up to date', { timeout: 30_000 })
  const before = await held(page)

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Change maya@fernhill.example' }).click()
  await page.getByRole('button', { name: 'Test again' }).click()
  await expect(page.getByText('Tells of new mail at once (IDLE)')).toBeVisible()
  await isAccessible(page)

  const details = page.getByRole('region', { name: 'Server Details' })
  const incoming = page.getByRole('group', { name: 'Incoming Server Details' })
  await incoming.getByLabel('Port').fill(String(wire.port))
  await details.getByRole('button', { name: 'Update' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await expect.poll(() => wire.connections).toBeGreaterThan(0)
  await expect.poll(() => wire.down).toBeGreaterThan(1000)
  expect(wire.seen('BODYSTRUCTURE (')).toBe(0)
  expect(await held(page)).toEqual(before)

  await page.getByLabel('Email address/User Name').fill('bo')
  await details
    .getByRole('group', { name: 'Outgoing' })
    .getByLabel('Email Address')
    .fill('bo@fernhill.example')
  await details.getByRole('button', { name: 'Update' }).click()
  const dialog = page.getByRole('dialog', { name: 'Is this still the same mailbox?' })
  await expect(dialog).toContainText('It was maya at 127.0.0.1, and will be bo at 127.0.0.1.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByLabel('Email address/User Name')).toHaveValue('bo')
})
