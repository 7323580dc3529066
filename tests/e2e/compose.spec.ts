import { expect, type Page, test } from '@playwright/test'
import { ImapFlow } from 'imapflow'
import { accountDraft, type App, startApp, startSmtp, until } from '../app/app.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { type Proxy, startProxy } from '../servers/proxy.ts'

test.describe.configure({ mode: 'serial' })
test.setTimeout(120_000)

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let wire: Proxy
let app: App

async function inFolder<T>(folder: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.imap,
    secure: false,
    doSTARTTLS: false,
    logger: false,
    auth: { user: 'rep', pass: 'pass' }
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.mailboxOpen(folder)
    return await work(client)
  } finally {
    await client.logout()
  }
}
const countIn = (folder: string, subject: string): Promise<number> =>
  inFolder(folder, async (client) => ((await client.search({ subject })) || []).length)

async function write(page: Page, to: string, subject: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'New mail' }).click()
  await page.getByRole('combobox', { name: 'To' }).fill(to)
  await page.getByRole('combobox', { name: 'To' }).press('Enter')
  await page.getByRole('textbox', { name: 'Subject' }).fill(subject)
  await page.getByRole('textbox', { name: 'Message text' }).click()
  await page.keyboard.type(text)
}

test.beforeAll(async () => {
  dovecot = await startDovecot()
  dovecot.seed('rep', 'INBOX', [
    {
      bytes:
        'From: Anna Bergmann <anna@acme.example>\r\nTo: rep@fernhill.example, Bob <bob@acme.example>\r\nSubject: Question on terms\r\nMessage-ID: <q@acme.example>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Could you <b>hold</b> the price?</p><img src="http://tracker.example/x.png"><script>window.bad = 1</script>\r\n',
      received: Date.UTC(2026, 10, 24, 10)
    }
  ])
  smtp = await startSmtp()
  wire = await startProxy(smtp.port)
  app = await startApp()
  const client = await app.client()
  await client.call('app.setPreferences', { undoSendSeconds: 0 })
  const { report } = await client.call('accounts.add', accountDraft({ imap: dovecot.imap, smtp: wire.port }))
  client.close()
  expect(report.ok).toBe(true)
  await app.page.goto(`${app.shell.url.split('#')[0]}#/mail`)
  await expect(app.page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date', {
    timeout: 60_000
  })
})
test.afterAll(async () => {
  await app?.close()
  await wire?.close()
  await smtp?.close()
  await dovecot?.stop()
})

test('a mail with a file and a hidden copy is sent once and filed once', async () => {
  const { page } = app
  await write(page, 'anna@acme.example', 'Terms for 2027', 'The price stays.')
  await page.getByRole('button', { name: 'Bcc', exact: true }).click()
  await page.getByRole('combobox', { name: 'Bcc' }).fill('boss@fernhill.example,')
  await page.getByRole('combobox', { name: 'Bcc' }).press('Enter')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'terms.txt', mimeType: 'text/plain', buffer: Buffer.from('nine per cent') })
  await expect(page.getByText('terms.txt')).toBeVisible()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const mail = await until('the mail at the server', async () => smtp.mails[0])
  expect([...mail.to].sort()).toEqual(['anna@acme.example', 'boss@fernhill.example'])
  const text = mail.bytes.toString()
  expect(text).not.toMatch(/^bcc:/im)
  expect(text).not.toContain('boss@fernhill.example')
  expect(text).toContain(Buffer.from('nine per cent').toString('base64'))
  await until('one copy in Sent', async () => (await countIn('Sent', 'Terms for 2027')) === 1)
  await page.waitForTimeout(1500)
  expect(await countIn('Sent', 'Terms for 2027')).toBe(1)
  expect(smtp.mails).toHaveLength(1)
})

test('a reply goes to the sender, quotes without what the mail could do, and marks it answered', async () => {
  const { page } = app
  await page
    .getByRole('navigation', { name: 'Mailboxes' })
    .getByRole('link', { name: /^Inbox/ })
    .click()
  await page
    .getByRole('grid', { name: 'Messages' })
    .getByRole('row', { name: /Question on terms/ })
    .click()
  await expect(page.getByRole('article')).toBeVisible()
  await page.keyboard.press('r')
  const composer = page.getByRole('region', { name: 'Reply', exact: true })
  await expect(composer).toBeVisible()
  await expect(composer.getByRole('textbox', { name: 'Subject' })).toHaveValue('Re: Question on terms')
  await expect(composer.getByRole('textbox', { name: 'Message text' })).toContainText('hold')
  await expect(composer.locator('img')).toHaveCount(0)
  await expect(composer.getByRole('button', { name: 'Quoted mail' })).toHaveAttribute(
    'aria-expanded',
    'false'
  )
  await page.keyboard.type('Gladly.')
  await page.keyboard.press('Control+Enter')
  const mail = await until('the reply at the server', async () => smtp.mails[1])
  expect(mail.to).toEqual(['anna@acme.example'])
  const text = mail.bytes.toString()
  expect(text).toMatch(/^In-Reply-To: <q@acme\.example>/im)
  expect(text).not.toMatch(/tracker\.example|<script/i)
  await until('the flag on the server', () =>
    inFolder('INBOX', async (client) => {
      const found = await client.fetchOne('1', { flags: true })
      return found && found.flags?.has('\\Answered')
    })
  )
})

test('a crash of the page gives the draft back as it was typed', async () => {
  await write(app.page, 'carl@acme.example', 'Half a thought', 'This sentence must not be lost')
  await expect(app.page.getByText(/Draft saved/)).toBeVisible()
  const session = await app.context.newCDPSession(app.page)
  const gone = new Promise((done) => app.page.once('crash', done))
  void session.send('Page.crash').catch(() => undefined)
  await gone
  await app.page.close()
  app.page = await app.context.newPage()
  await app.page.goto(app.shell.url)
  await expect(app.page.getByRole('textbox', { name: 'Message text' })).toContainText(
    'This sentence must not be lost',
    { timeout: 30_000 }
  )
  await expect(app.page.getByRole('textbox', { name: 'Subject' })).toHaveValue('Half a thought')
  await app.page.getByRole('button', { name: 'Discard draft' }).click()
})

test('undo send gives the mail back, and nothing has gone', async () => {
  const { page } = app
  const client = await app.client()
  await client.call('app.setPreferences', { undoSendSeconds: 20 })
  client.close()
  const before = smtp.mails.length
  await write(page, 'dora@acme.example', 'Too quick', 'Oh no')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('button', { name: /Undo/ }).click()
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('Too quick')
  expect(smtp.mails).toHaveLength(before)
  await page.getByRole('button', { name: 'Discard draft' }).click()
  const again = await app.client()
  await again.call('app.setPreferences', { undoSendSeconds: 0 })
  again.close()
})

test('without a network the mail waits, and goes once when it is back', async () => {
  const { page } = app
  const before = smtp.mails.length
  wire.setOffline(true)
  await write(page, 'erik@acme.example', 'From the train', 'Written offline')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByRole('link', { name: /^Outbox/ })).toBeVisible({ timeout: 20_000 })
  expect(smtp.mails).toHaveLength(before)
  wire.setOffline(false)
  await until('the mail at the server', async () => smtp.mails.length > before, 60_000)
  await page.waitForTimeout(2000)
  expect(smtp.mails).toHaveLength(before + 1)
  await expect(page.getByRole('link', { name: /^Outbox/ })).toHaveCount(0)
})

test('what cannot be sent is said before it is tried', async () => {
  const { page } = app
  await page.getByRole('button', { name: 'New mail' }).click()
  await page.getByRole('textbox', { name: 'Subject' }).fill('To nobody')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('Nobody to send to yet')
  await page.getByRole('combobox', { name: 'To' }).fill('not an address')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByRole('alert').first()).toContainText('is not an address')
  await page.getByRole('button', { name: 'Discard draft' }).click()
})
