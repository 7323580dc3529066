import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type App, startApp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { clientId, type OidcForTests, startOidc } from '../servers/oidc.ts'
import { type SmtpForTests, startSmtp } from '../servers/smtp.ts'

const user = 'maya@fernhill.example'
const popUser = 'anna@fernhill.example'
let oidc: OidcForTests
let dovecot: Dovecot
let smtp: SmtpForTests
let app: App

test.beforeAll(async () => {
  oidc = await startOidc(['https://mail.google.com/'])
  dovecot = await startDovecot({ introspection: oidc.introspection })
  for (const name of [user, popUser]) {
    const mail = `From: Dana Whitfield <dana@acme.example>\r\nTo: ${name}\r\nSubject: Renewal terms\r\nMessage-ID: <1@acme.example>\r\n\r\nThanks.\r\n`
    dovecot.seed(name, 'INBOX', [{ received: Date.now() - 60_000, bytes: mail }])
  }
  smtp = await startSmtp({
    options: {
      authMethods: ['XOAUTH2'],
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) =>
        void oidc
          .userOf(auth.accessToken ?? '')
          .then((whose) => done(null, whose === auth.username ? { user: whose } : { data: {} }))
    }
  })
})
test.afterAll(async () => {
  await smtp.close()
  await dovecot.stop()
  await oidc.close()
})
test.afterEach(async () => app.close())

async function isAccessible(page: Page): Promise<void> {
  const { violations } = await axe(page)
    .exclude('iframe')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))])).toEqual([])
}

/** Clicks, and does in the browser what the rep does there. */
async function signIn(button: Locator, name = user): Promise<void> {
  const opened = app.context.waitForEvent('page')
  await button.click()
  const browser = await opened
  await browser.getByPlaceholder('Enter any login').fill(name)
  await browser.getByPlaceholder('and password').fill('x')
  await browser.getByRole('button', { name: 'Sign-in' }).click()
  await browser.getByRole('button', { name: 'Continue' }).click()
  await expect(browser.getByText('You can close this tab and go back to SalesInbox.')).toBeVisible()
  await browser.close()
}

/** The app with a client of the service, and the form of Gmail filled for servers of ours. */
async function startGmail(name: string, protocol: 'IMAP' | 'POP', port: number): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'salesinbox-'))
  const clients = { google: { clientId, issuer: oidc.issuer } }
  writeFileSync(join(dataFolder, 'config.json'), JSON.stringify({ oauthClients: clients }))
  app = await startApp({ dataFolder })
  const { page } = app
  await page.getByRole('button', { name: 'Gmail', exact: true }).click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0)
  await page.getByLabel('Display Name').fill('Maya Lindqvist')
  await page.getByLabel('Email address', { exact: true }).fill(name)
  await page.getByRole('radio', { name: protocol, exact: true }).check()
  await page.getByRole('button', { name: 'Server Details' }).click()
  const incoming = page.getByRole('group', { name: 'Incoming Server Details' })
  await incoming.getByLabel('Incoming server').fill('127.0.0.1')
  await incoming.getByLabel('Use SSL').uncheck()
  await incoming.getByLabel('Port').fill(String(port))
  const outgoing = page.getByRole('group', { name: 'Outgoing Server Details' })
  await outgoing.getByLabel('Outgoing Server').fill('127.0.0.1')
  await outgoing.getByRole('radio', { name: 'Never' }).check()
  await outgoing.getByLabel('Port').fill(String(smtp.port))
}

test('a mailbox signs in on its service’s page, and again when the service wants it; nothing is lost', async () => {
  await startGmail(user, 'IMAP', dovecot.imap)
  const { page } = app

  // called off, and nothing is left of it
  await page.getByRole('button', { name: 'Sign in with Google' }).click()
  await expect(page.getByText('Waiting for your browser…')).toBeVisible()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Waiting for your browser…')).toHaveCount(0)
  await signIn(page.getByRole('button', { name: 'Sign in with Google' }))
  const status = page.getByRole('status', { name: 'Sync status' })
  await expect(page.getByRole('row', { name: /Renewal terms/ })).toBeVisible({ timeout: 30_000 })
  await expect(status).toContainText('Up to date', { timeout: 30_000 })

  // the service takes it all back
  const client = await app.client()
  await client.call('app.setPreferences', { undoSendSeconds: 0 })
  client.close()
  oidc.revokeAll()
  await dovecot.restart()
  const alert = page.getByRole('alert').filter({ hasText: 'wants you to sign in again' })
  await expect(alert).toContainText(user, { timeout: 60_000 })
  await expect(status).toContainText('Sign in again')
  await expect(page.getByRole('row', { name: /Renewal terms/ })).toBeVisible()
  await isAccessible(page)
  await page.getByRole('button', { name: 'New mail' }).click()
  await page.getByLabel('To', { exact: true }).fill('dana@acme.example')
  await page.keyboard.press('Enter')
  await page.getByLabel('Subject').fill('Waits for me')
  await page.getByRole('button', { name: 'Send' }).click()

  await signIn(alert.getByRole('button', { name: 'Sign in again' }))
  await expect(status).toContainText('Up to date', { timeout: 60_000 })
  await expect(alert).toHaveCount(0)
  await expect.poll(() => smtp.mails.length, { timeout: 60_000 }).toBe(1)
  await dovecot.deliver(user, 'From: <dana@acme.example>\nSubject: Flows on\n\nHello\n')
  await expect(page.getByRole('row', { name: /Flows on/ })).toBeVisible({ timeout: 30_000 })
})

test('by POP3 too: mail comes with a token, and after that lapsed with one that was refreshed once', async () => {
  await startGmail(popUser, 'POP', dovecot.pop3)
  const { page } = app
  const given = oidc.grants.length
  const since = (): string[] => oidc.grants.slice(given)
  // as good as lapsed when the first visit is made: the app sees that by itself
  oidc.lifetime(60)
  await signIn(page.getByRole('button', { name: 'Sign in with Google' }), popUser)
  oidc.lifetime(3600)
  const status = page.getByRole('status', { name: 'Sync status' })
  await expect(page.getByRole('row', { name: /Renewal terms/ })).toBeVisible({ timeout: 30_000 })
  await expect(status).toContainText('Up to date', { timeout: 30_000 })
  expect(since()).toEqual(['authorization_code', 'refresh_token'])

  // lapsed at the server before its time: the app hears of it by a login that is refused
  oidc.lapse()
  await dovecot.deliver(popUser, 'From: <dana@acme.example>\nSubject: Flows on\n\nHello\n')
  const client = await app.client()
  const [account] = await client.call('accounts.list', {})
  await client.call('mail.retry', { account: account!.id })
  client.close()
  await expect(page.getByRole('row', { name: /Flows on/ })).toBeVisible({ timeout: 30_000 })
  await expect(status).toContainText('Up to date', { timeout: 30_000 })
  expect(since()).toEqual(['authorization_code', 'refresh_token', 'refresh_token'])
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('without a client id the form says so, and the administrator enters one in Settings', async () => {
  app = await startApp()
  const { page } = app
  await expect(page.getByRole('button', { name: 'Office 365', exact: true })).toHaveAccessibleDescription(
    'Sign-in not set up yet'
  )
  await page.getByRole('button', { name: 'Gmail', exact: true }).click()
  await expect(page.getByText('An app password works without it.')).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Sign-in services' }).click()
  const microsoft = page.getByRole('form', { name: 'Microsoft' })
  await microsoft.getByLabel('Client ID').fill('11111111-2222-3333-4444-555555555555')
  await microsoft.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Microsoft saved')).toBeVisible()
  await isAccessible(page)
  await page.getByRole('link', { name: 'Back to mail' }).click()
  await page.getByRole('button', { name: 'Office 365', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Sign in with Microsoft' })).toBeVisible()
})
