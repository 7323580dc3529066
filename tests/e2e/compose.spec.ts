import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import type { ImapFlow } from 'imapflow'
import { elsewhere } from '../servers/imap.ts'
import { simpleParser } from 'mailparser'
import { accountDraft, type App, readStore, startApp, startSmtp, until } from '../app/app.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { type Proxy, startProxy } from '../servers/proxy.ts'

test.describe.configure({ mode: 'serial' })

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let wire: Proxy
let app: App

const pixels = readFileSync(new URL('../../docs/pictures/inbox.png', import.meta.url))
/** A mail with a table, looks from a style sheet, a picture of its own and one that calls home. */
const offer = [
  'From: Anna Bergmann <anna@acme.example>',
  'To: rep@fernhill.example',
  'Subject: Our offer',
  'Message-ID: <offer@acme.example>',
  'Date: Tue, 24 Nov 2026 11:00:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; boundary="b"',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<style>.sum { color: #b00020; font-weight: 600 }</style><p>Our <i>offer</i>:</p>',
  '<table border="1"><tr><td>Seats</td><td>40</td></tr><tr><td>Price</td><td class="sum">9,600</td></tr></table>',
  '<img src="cid:logo" alt="Acme" width="120"><img src="http://tracker.example/o.png">',
  '--b',
  'Content-Type: image/png',
  'Content-ID: <logo>',
  'Content-Transfer-Encoding: base64',
  '',
  pixels.toString('base64').replace(/.{76}/g, '$&\r\n'),
  '--b--',
  ''
].join('\r\n')

const inFolder = <T>(folder: string, work: (client: ImapFlow) => Promise<T>): Promise<T> =>
  elsewhere(dovecot, 'rep', folder, work)
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
  dovecot.seed('rep', 'INBOX', [{ bytes: offer, received: Date.UTC(2026, 10, 24, 11) }])
  smtp = await startSmtp({ refused: ['gone@acme.example'], size: 2_000_000 })
  wire = await startProxy(smtp.port)
  app = await startApp()
  const client = await app.client()
  await client.call('app.setPreferences', { undoSendSeconds: 0 })
  // of a service that is known to file nothing: its first mail need not wait for the finding
  const draft = accountDraft({ imap: dovecot.imap, smtp: wire.port }, { service: 'hostinger' })
  const { report } = await client.call('accounts.add', draft)
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
    .locator('input[type=file]:not([accept])')
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

interface Saved {
  subject: string
  html: string
  text: string
}
/** Waits until the draft on disk is as the test needs it: the words in the bar may speak of an earlier moment. */
async function saved(subject: string, is: (draft: Saved) => boolean): Promise<void> {
  await until(`the saved draft ${subject}`, async () => {
    const drafts = await readStore<Saved>(app.page, 'outbox', 'drafts')
    return drafts.some((draft) => draft.subject === subject && is(draft))
  })
}

/** Ends the page as a crash does, and opens the app again. */
async function crash(): Promise<void> {
  const session = await app.context.newCDPSession(app.page)
  const gone = new Promise((done) => app.page.once('crash', done))
  void session.send('Page.crash').catch(() => undefined)
  await gone
  await app.page.close()
  app.page = await app.context.newPage()
  await app.page.goto(app.shell.url)
}

test('a quote keeps its table, its looks and its picture, and asks the network for nothing', async () => {
  const { page } = app
  const asked: string[] = []
  page.on('request', (request) => void asked.push(request.url()))
  const before = smtp.mails.length
  await page
    .getByRole('grid', { name: 'Messages' })
    .getByRole('row', { name: /Our offer/ })
    .click()
  await expect(page.getByRole('article')).toBeVisible()
  await page.keyboard.press('r')
  const text = page.getByRole('textbox', { name: 'Message text' })
  await expect(text).toBeFocused()
  await page.getByRole('button', { name: 'Quoted mail' }).click()
  await expect(text.locator('td')).toHaveText(['Seats', '40', 'Price', '9,600'])
  await expect(text.locator('td').last()).toHaveCSS('color', 'rgb(176, 0, 32)')
  await expect(text.locator('img[src]')).toHaveCount(1)
  await expect
    .poll(() => text.locator('img[src]').evaluate((one: HTMLImageElement) => one.naturalWidth))
    .toBe(1440)
  // what is quoted can be written in
  await text.locator('td').nth(1).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' or 60?')
  await page.keyboard.press('Control+Enter')
  const sent = await until('the reply at the server', async () => smtp.mails[before])
  const got = await simpleParser(sent.bytes, { keepCidLinks: true })
  expect(got.html).toMatch(/<td[^>]*><div>40 or 60\?<\/div><\/td>/)
  expect(got.text).toContain('> Seats | 40 or 60?')
  expect(sent.bytes.toString()).not.toContain('tracker.example')
  expect(got.attachments.map((one) => [one.related, one.content.equals(pixels)])).toEqual([[true, true]])
  expect(asked.filter((url) => /tracker|^cid:/.test(url))).toEqual([])
})

test('a picture between the lines survives a crash, and goes along in Drafts and in the mail', async () => {
  await write(app.page, 'anna@acme.example', 'See for yourself', 'Look ')
  await app.page.getByRole('button', { name: 'Emoji' }).click()
  await app.page.getByRole('textbox', { name: 'Find by name' }).fill('point down')
  await app.page.getByRole('button', { name: 'pointing down' }).click()
  await app.page.keyboard.press('Control+k')
  await app.page.getByRole('textbox', { name: 'Address of the link' }).fill('javascript:alert(1)')
  await app.page.keyboard.press('Enter')
  await expect(app.page.getByText('This is no address')).toBeVisible()
  await app.page.getByRole('textbox', { name: 'Address of the link' }).fill('fernhill.example/offer')
  await app.page.keyboard.press('Enter')
  await app.page
    .getByRole('toolbar', { name: 'Formatting' })
    .locator('input[type=file]')
    .setInputFiles({ name: 'inbox.png', mimeType: 'image/png', buffer: pixels })
  const shown = () =>
    app.page
      .getByRole('textbox', { name: 'Message text' })
      .locator('img[src]')
      .evaluate((one: HTMLImageElement) => [one.naturalWidth, Number(one.getAttribute('width'))])
  await expect.poll(shown).toEqual([1440, 640])
  await saved('See for yourself', ({ html }) => html.includes('cid:'))
  await crash()
  await expect(app.page.getByRole('textbox', { name: 'Message text' })).toContainText('Look 👇')
  await expect.poll(shown).toEqual([1440, 640])

  // on the words: a click on the picture would choose it, and what is typed then takes its place
  await app.page
    .getByRole('textbox', { name: 'Message text' })
    .getByText('Look 👇')
    .click({ position: { x: 4, y: 6 } })
  await app.page.keyboard.press('End')
  await app.page.keyboard.type(' Here.')
  await app.page.getByRole('button', { name: 'Close and keep as draft' }).click()
  // an earlier copy may still be there, which the last one replaces
  const kept = await until('one draft on the server, with its picture', () =>
    inFolder('Drafts', async (client) => {
      const found = (await client.search({ subject: 'See for yourself' })) || []
      const mail = found.length === 1 && (await client.fetchOne(String(found[0]), { source: true }))
      const parsed = mail ? await simpleParser(mail.source!, { keepCidLinks: true }) : null
      return parsed?.text?.includes('Here.') ? parsed : null
    })
  )
  expect(kept.attachments.map((one) => [one.related, one.content.equals(pixels)])).toEqual([[true, true]])

  await app.page
    .getByRole('navigation', { name: 'Mailboxes' })
    .getByRole('link', { name: /^Drafts/ })
    .click()
  await app.page
    .getByRole('grid', { name: 'Messages' })
    .getByRole('row', { name: /See for yourself/ })
    .click()
  await expect.poll(shown).toEqual([1440, 640])
  const before = smtp.mails.length
  await app.page.getByRole('button', { name: 'Send', exact: true }).click()
  const sent = await until('the mail at the server', async () => smtp.mails[before])
  const got = await simpleParser(sent.bytes, { keepCidLinks: true })
  expect(got.html).toContain(
    '<a target="_blank" rel="noopener noreferrer nofollow" href="https://fernhill.example/offer">'
  )
  expect(got.attachments.map((one) => [one.related, one.content.equals(pixels)])).toEqual([[true, true]])
})

test('plain text goes as text alone, after a warning where that says less', async () => {
  const { page } = app
  const before = smtp.mails.length
  await write(page, 'anna@acme.example', 'In plain words', 'The price is ')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('final')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Plain text' }).click()
  await page.getByRole('alert').getByRole('button', { name: 'Make it plain text' }).click()
  const text = page.getByRole('textbox', { name: 'Message text' })
  await expect(text).toHaveValue('The price is final')
  await expect(page.getByRole('toolbar', { name: 'Formatting' })).toHaveCount(0)
  await saved('In plain words', ({ html, text: words }) => html === '' && words === 'The price is final')
  await page.reload()
  await expect(text).toHaveValue('The price is final')
  await text.press('Control+End')
  await page.keyboard.type(`, ${'and so is what we agreed on '.repeat(5)}`)
  await page.keyboard.press('Control+Enter')
  const { bytes } = await until('the mail at the server', async () => smtp.mails[before])
  expect(bytes.toString()).toMatch(/^Content-Type: text\/plain; charset=utf-8; format=flowed/im)
  expect(bytes.toString()).not.toMatch(/multipart|text\/html/)
})

test('who did not get a mail is named, and can be sent to again', async () => {
  const { page } = app
  const before = smtp.mails.length
  await write(page, 'anna@acme.example', 'For both of you', 'Hello')
  await page.getByRole('combobox', { name: 'To' }).fill('gone@acme.example,')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const sent = await until('the mail at the server', async () => smtp.mails[before])
  expect(sent.to).toEqual(['anna@acme.example'])
  await expect(page.getByText('Sent, but not to gone@acme.example')).toBeVisible()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  const outbox = page.getByRole('region', { name: 'Mail list' })
  await expect(outbox).toContainText('The server refused gone@acme.example')
  await outbox.getByRole('button', { name: 'Correct and send' }).click()
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('For both of you')
  await expect(page.getByRole('region', { name: 'Edit draft' })).not.toContainText('anna@acme.example')
  await expect(outbox).toContainText('Nothing waits to be sent')
  await page.getByRole('button', { name: 'Discard draft' }).click()
  await page.getByRole('link', { name: /^Inbox/ }).click()
  await expect(page.getByRole('link', { name: /^Outbox/ })).toHaveCount(0)
})

test('what the server said of its size limit is told before sending', async () => {
  const { page } = app
  await write(page, 'anna@acme.example', 'Heavy', 'Here it is')
  await page.locator('input[type=file][multiple]:not([accept])').setInputFiles({
    name: 'plan.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(1_700_000)
  })
  await expect(page.getByRole('alert')).toContainText('Your server takes mail up to 2 MB')
  await page.getByRole('button', { name: 'Discard draft' }).click()
})

test('a crash of the page gives the draft back as it was typed', async () => {
  await write(app.page, 'carl@acme.example', 'Half a thought', 'This sentence must not be lost')
  await expect(app.page.getByText(/Draft saved/)).toBeVisible()
  await saved('Half a thought', ({ text }) => text.includes('This sentence must not be lost'))
  await crash()
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
  // the notice of the draft discarded before may still stand, with an Undo of its own
  const notice = page.getByRole('status', { name: 'Notice' }).filter({ hasText: 'dora@acme.example' })
  await notice.getByRole('button', { name: /Undo/ }).click()
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
