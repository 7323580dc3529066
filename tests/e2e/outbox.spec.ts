import { expect, type Page, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp, until } from '../app/app.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { type Proxy, startProxy } from '../servers/proxy.ts'

/** What has not left this computer yet: the Outbox as a place, and drafts that the server does not have. */
test.describe.configure({ mode: 'serial' })

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let smtpWire: Proxy
let imapWire: Proxy
let app: App

const link = (name: RegExp) =>
  app.page.getByRole('navigation', { name: 'Mailboxes' }).getByRole('link', { name })
const rows = () => app.page.getByRole('grid', { name: 'Messages' }).getByRole('row')

async function write(page: Page, to: string, subject: string): Promise<void> {
  await page.getByRole('button', { name: 'New mail' }).click()
  await page.getByRole('combobox', { name: 'To' }).fill(to)
  await page.getByRole('combobox', { name: 'To' }).press('Enter')
  await page.getByRole('textbox', { name: 'Subject' }).fill(subject)
}
async function undoSeconds(seconds: number): Promise<void> {
  const client = await app.client()
  await client.call('app.setPreferences', { undoSendSeconds: seconds })
  client.close()
}

test.beforeAll(async () => {
  dovecot = await startDovecot()
  smtp = await startSmtp()
  smtpWire = await startProxy(smtp.port)
  imapWire = await startProxy(dovecot.imap)
  app = await startApp()
})
test.afterAll(async () => {
  await app?.close()
  for (const server of [imapWire, smtpWire, smtp]) await server?.close()
  await dovecot?.stop()
})

test('a mailbox just connected says that it connects, and calls nothing empty before it was read', async () => {
  const { page } = app
  imapWire.delay = 150
  const client = await app.client()
  const { report } = await client.call(
    'accounts.add',
    accountDraft({ imap: imapWire.port, smtp: smtpWire.port })
  )
  // The delay leaves no time to read a folder between the login and here.
  imapWire.stall(true)
  client.close()
  expect(report.ok).toBe(true)
  await page.goto(`${app.shell.url.split('#')[0]}#/mail`)
  await expect(page.getByText('Connecting to your mailbox')).toBeVisible()
  await expect(page.getByText('Every deal is answered')).toHaveCount(0)
  imapWire.stall(false)
  await expect(link(/^Inbox/)).toBeVisible({ timeout: 60_000 })
  await link(/^Inbox/).click()
  imapWire.delay = 0
  await expect(page.getByText('This folder is empty')).toBeVisible({ timeout: 60_000 })
})

test('the Outbox shows what waits and why; keys send it now and call it off', async () => {
  const { page } = app
  smtpWire.setOffline(true)
  await undoSeconds(0)
  await write(page, 'dora@acme.example', 'Waits for the network')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await undoSeconds(30)
  await write(page, 'erik@acme.example', 'Undo seconds')
  await page.getByRole('button', { name: 'Send', exact: true }).click()

  await link(/^Outbox, 2 waiting$/).click()
  await expect(page).toHaveURL(/#\/mail\/outbox$/)
  await expect(rows()).toHaveCount(2)
  await expect(rows().nth(0)).toHaveAccessibleName(/^erik@acme\.example\. Undo seconds\. Sends in \d+ s/)
  await expect(rows().nth(1)).toHaveAccessibleName(
    /dora@acme\.example.*(Tries again in \d+ s|Trying again)\. The server closed/,
    {
      timeout: 20_000
    }
  )
  await rows().nth(0).focus()
  await page.keyboard.press('#')
  await expect(rows()).toHaveCount(1)
  await expect(rows().nth(0)).toBeFocused()

  smtpWire.setOffline(false)
  await page.keyboard.press('Control+Enter')
  await until('the mail at the server', async () => smtp.mails.length === 1)
  await expect(page.getByText('Nothing waits to be sent')).toBeVisible()
  await link(/^Drafts, 1 message$/).click()
  await expect(link(/^Outbox/)).toHaveCount(0)
  await expect(
    rows()
      .or(page.getByRole('button', { name: /Undo seconds/ }))
      .first()
  ).toBeVisible()
  expect(smtp.mails).toHaveLength(1)
})

test('an address that the server refuses is named in the Outbox; it is opened with Enter and mended', async () => {
  const { page } = app
  await undoSeconds(0)
  await page.goto(`${app.shell.url.split('#')[0]}#/mail/outbox`)
  smtp.refuse.add('gone@acme.example')
  await write(page, 'gone@acme.example', 'To nobody there')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(link(/^Outbox, 1 waiting, 1 not sent$/)).toBeVisible({ timeout: 20_000 })
  await expect(rows().nth(0)).toHaveAccessibleName(/Not sent\. .*deliver.*gone@acme\.example/)
  await rows().nth(0).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('To nobody there')
  await page.getByRole('button', { name: 'Discard draft' }).click()
  await expect(rows()).toHaveCount(0)
})

test('a draft written offline stands in Drafts, opens to go on, comes back when deleted, and is one draft when the server has it', async () => {
  const { page } = app
  // what the test before discarded may still have to go
  let before = -1
  await until(
    'a count of drafts that stays',
    async () => {
      const now = Number(/\d+/.exec((await link(/^Drafts/).getAttribute('aria-label')) ?? '')?.[0] ?? 0)
      return now === before || ((before = now), false)
    },
    30_000,
    2000
  )
  imapWire.setOffline(true)
  await write(page, 'gina@acme.example', 'From the train')
  await page.getByRole('button', { name: 'Close and keep as draft' }).click()
  await link(new RegExp(`^Drafts, ${before + 1} message`)).click()
  const local = page.getByRole('region', { name: 'On this computer only' })
  await local.getByRole('button', { name: /From the train/ }).click()
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('From the train')
  await page.getByRole('textbox', { name: 'Subject' }).fill('From the train, twice')
  await page.getByRole('button', { name: 'Close and keep as draft' }).click()
  const draft = local.getByRole('button', { name: /From the train, twice/ })
  await draft.press('Delete')
  await expect(local).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(draft).toBeVisible()

  imapWire.setOffline(false)
  await expect(rows().filter({ hasText: 'From the train, twice' })).toBeVisible({ timeout: 60_000 })
  await expect(local).toHaveCount(0)
  await expect(link(new RegExp(`^Drafts, ${before + 1} message`))).toBeVisible()
})
