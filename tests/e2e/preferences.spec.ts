import { expect, test } from '@playwright/test'
import type { Account } from '../../shared/contract/accounts.ts'
import { accountDraft, type App, readStore, startApp, startSmtp, until } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { elsewhere } from '../servers/imap.ts'

/** An account's preferences, on a server that names its folders in German and says nothing of what they are. */
test.describe.configure({ mode: 'serial' })

const sentFolder = 'Gesendete Elemente'
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App
/** Of one server that files sent mail by itself, and of one that does not. */
let plain: Account
let filing: Account

const open = (hash: string) => app.page.goto(`${app.shell.url.split('#')[0]}${hash}`)
const section = (name: string) => app.page.getByRole('region', { name, exact: true })
const copies = (user: string, subject: string): Promise<number> =>
  elsewhere(dovecot, user, sentFolder, async (client) => ((await client.search({ subject })) || []).length)

async function choose(label: string, option: string): Promise<void> {
  await app.page.getByRole('combobox', { name: label, exact: true }).click()
  await app.page.getByRole('option', { name: option, exact: true }).click()
}
async function write(from: string, subject: string): Promise<void> {
  const { page } = app
  await page.getByRole('button', { name: 'New mail' }).click()
  await page.getByLabel('From').selectOption({ label: `Maya Lindqvist <${from}>` })
  await page.getByRole('combobox', { name: 'To' }).fill('anna@acme.example')
  await page.getByRole('combobox', { name: 'To' }).press('Enter')
  await page.getByRole('textbox', { name: 'Subject' }).fill(subject)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await until(subject, async () => smtp.mails.some(({ bytes }) => bytes.includes(`Subject: ${subject}`)))
}

test.beforeAll(async () => {
  dovecot = await startDovecot({ namespace: 'german' })
  const received = Date.now() - 3_600_000
  const mail = (subject: string, to: string) => ({
    received,
    bytes: `From: Anna <anna@acme.example>\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replace(/ /g, '-')}@acme.example>\r\nDate: ${new Date(received).toUTCString()}\r\n\r\nHello.\r\n`
  })
  dovecot.seed('plain', 'INBOX', [
    mail('An enquiry', 'sales@fernhill.example'),
    mail('Keep me', 'x@x.example')
  ])
  dovecot.seed('plain', sentFolder, [mail('Sent last week', 'anna@acme.example')])
  dovecot.seed('plain', 'Ablage', [mail('Old papers', 'plain@fernhill.example')])
  smtp = await startSmtp()
  app = await startApp()
  const client = await app.client()
  await client.call('app.setPreferences', { undoSendSeconds: 0 })
  const add = async (user: string): Promise<Account> => {
    const ports = { imap: dovecot.imap, smtp: smtp.port }
    const { account } = await client.call('accounts.add', accountDraft(ports, { user }))
    if (!account) throw new Error('not added')
    return account
  }
  plain = await add('plain')
  filing = await add('filing')
  client.close()
  await open('#/mail/others')
  await expect(app.page.getByRole('row', { name: /An enquiry/ })).toBeVisible({ timeout: 60_000 })
  await expect(app.page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date')
})
test.afterAll(async () => {
  await app?.close()
  await smtp?.close()
  await dovecot?.stop()
})

test('the first mail is on its way to the finding who files it, and the core dies meanwhile', async () => {
  await write('filing@fernhill.example', 'Filed by the server')
  const { bytes } = smtp.mails.at(-1)!
  await elsewhere(dovecot, 'filing', null, (client) => client.append(sentFolder, bytes))
  await write('plain@fernhill.example', 'Filed by nobody')
  // one that dies between the last dot and the answer asks the rep: tests/faults/sending.spec.ts
  await until('the answer noted', async () => {
    const drafts = await readStore<{ subject: string; state: string }>(app.page, 'outbox', 'drafts')
    return drafts.some((one) => one.subject === 'Filed by nobody' && one.state === 'sent')
  })
  await app.shell.kill('SIGKILL')
  await app.shell.start()
  // nothing is stored before it is known
  expect(await copies('plain', 'Filed by nobody')).toBe(0)
})

test('folders are guessed by their German names, shown with what is in them, and the rep’s choice holds', async () => {
  const { page } = app
  await open(`#/settings/accounts/${plain.id}`)
  const mapping = section('Folder Mapping')
  await expect(mapping).toContainText('guessed by the names')
  await expect(mapping.getByRole('combobox', { name: 'Sent' })).toHaveValue(`As found out: ${sentFolder}`)
  await expect(mapping).toContainText('1 mail · guessed by its name')
  await expect(mapping).toContainText('Sent last week')
  await expect(mapping.getByRole('combobox', { name: 'Trash' })).toHaveValue(
    'As found out: Gelöschte Elemente'
  )
  await expect(mapping).toContainText('No folder was found for it.')
  await choose('Archive', 'Ablage')
  await expect(mapping).toContainText('Old papers')
  await expect(mapping).toContainText('chosen by you')
  await open('#/mail/others')
  await page.getByRole('row', { name: /Keep me/ }).click()
  await page.keyboard.press('e')
  await until('the mail in the chosen folder', () =>
    elsewhere(dovecot, 'plain', 'Ablage', async (client) => {
      const found = await client.search({ subject: 'Keep me' })
      return found && found.length === 1
    })
  )
})

test('a further address is proved by a code; a reply goes out from the one that was written to', async () => {
  const { page } = app
  await open(`#/settings/accounts/${plain.id}`)
  const more = section('More From Address')
  await expect(more.getByLabel('Default Address')).toHaveValue('plain@fernhill.example')
  await more.getByRole('button', { name: 'Add Email Address' }).click()
  await more.getByLabel('Address', { exact: true }).fill('sales@fernhill.example')
  await more.getByLabel('Name', { exact: true }).fill('Fernhill Sales')
  await more.getByLabel('Reply to').fill('team@fernhill.example')
  await more.getByLabel('Signature').fill('Your sales team')
  await more.getByRole('button', { name: 'Save and send code' }).click()
  await expect(more).toContainText('A code was sent to sales@fernhill.example')
  const client = await app.client()
  await expect(
    client.call('accounts.change', { id: plain.id, patch: { defaultSender: 'sales@fernhill.example' } })
  ).rejects.toThrow(/badInput/)
  client.close()
  const code = /The code is (\d{6})/.exec(smtp.mails.at(-1)!.bytes.toString())![1]!
  await more.getByLabel('Code').fill(code === '111111' ? '222222' : '111111')
  await more.getByRole('button', { name: 'Confirm' }).click()
  await expect(more).toContainText('4 tries are left')
  await more.getByLabel('Code').fill(code)
  await more.getByRole('button', { name: 'Confirm' }).click()
  await expect(more.getByLabel('Code')).toHaveCount(0)
  expect((await axe(page).analyze()).violations).toEqual([])

  await open('#/mail/others')
  await page.getByRole('row', { name: /An enquiry/ }).click()
  await page.keyboard.press('r')
  await expect(page.getByLabel('From').locator('option:checked')).toHaveText(
    'Fernhill Sales <sales@fernhill.example>'
  )
  await expect(page.getByRole('textbox', { name: 'Message text' })).toContainText('Your sales team')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const reply = await until('the reply', async () =>
    smtp.mails.find(({ bytes }) => bytes.includes('Subject: Re: An enquiry'))
  )
  expect(reply.from).toBe('sales@fernhill.example')
  expect(reply.bytes.toString()).toContain('From: Fernhill Sales <sales@fernhill.example>')
  expect(reply.bytes.toString()).toContain('Reply-To: Fernhill Sales <team@fernhill.example>')
})

test('Settings by keys alone: focus is on the page that is open, arrows go through the pages, Esc leads back', async () => {
  const { page } = app
  const to = (name: string) =>
    expect(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name })).toBeFocused()
  await open('#/mail')
  await page.getByRole('grid', { name: 'Messages' }).getByRole('row').first().waitFor()
  await page.keyboard.press('Control+,')
  await to('Email Configuration')
  await page.keyboard.press('ArrowDown')
  await to('Filters')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Filters', level: 1 })).toBeVisible()
  await to('Filters')
  await page.keyboard.press('Home')
  await to('Back to mail')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('grid', { name: 'Messages' })).toBeVisible()
})

test('a section is found by the words of the help page, in Settings and in the palette', async () => {
  const { page } = app
  await open('#/settings/appearance')
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('add email')
  await page.getByRole('list', { name: 'Found in Settings' }).getByRole('link').first().click()
  await expect(section('More From Address')).toBeInViewport()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find anything' }).fill('zoho mail add-on')
  await expect(page.getByRole('option', { name: /Settings: Email Configuration/ })).toBeVisible()
  await page.getByRole('combobox', { name: 'Find anything' }).fill('special folders')
  await page.getByRole('option', { name: /Settings: Folder Mapping/ }).click()
  await expect(section('Folder Mapping')).toBeInViewport()
})

test('sharing is the rep’s choice until the administrator decides for all', async () => {
  const { page } = app
  await open(`#/settings/accounts/${plain.id}`)
  await expect(page.getByRole('combobox', { name: 'Sharing permission' })).toHaveValue('Private')
  await choose('Sharing permission', 'Custom')
  await open('#/settings/sharing')
  await page.getByRole('button', { name: 'Sharing for Everybody: User Choice' }).click()
  await page.getByRole('menuitem', { name: 'Public' }).click()
  await page.getByRole('button', { name: 'Decide' }).click()
  await expect(page.getByText('Public for Everybody', { exact: true })).toBeVisible()
  await open(`#/settings/accounts/${plain.id}`)
  const permission = page.getByRole('combobox', { name: 'Sharing permission' })
  await expect(permission).toHaveValue('Public')
  await expect(permission).toBeDisabled()
  await expect(section('Email Sharing Settings')).toContainText('Your administrator decided on Public')
  const client = await app.client()
  await expect(
    client.call('accounts.change', { id: plain.id, patch: { sharing: 'private' } })
  ).rejects.toThrow(/accounts\.notAllowed/)
  // what is not of sharing stays the rep's, and the rep's own choice is kept meanwhile
  const { sharing } = await client.call('accounts.change', { id: plain.id, patch: { signature: '' } })
  expect(sharing).toBe('custom')
  client.close()
})

test('without “Email & Chat Settings” the pages say so, and the core refuses too', async () => {
  const { page } = app
  await open('#/settings/sharing')
  const box = page.getByRole('switch', { name: 'Email & Chat Settings: Administrator' })
  await box.click()
  await expect(page.getByText('Administrator may not connect mailboxes')).toBeVisible()
  expect((await axe(page).analyze()).violations).toEqual([])
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 700, height: 600 })
  const row = page.getByRole('list', { name: 'Profiles' }).getByRole('listitem').first()
  expect((await row.boundingBox())!.height).toBeLessThan(50)
  await page.setViewportSize(size)
  const refusal = page.getByText('“Email & Chat Settings” is off for the profile Administrator')
  await open('#/settings/accounts')
  await expect(refusal).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add your mailbox' })).toHaveCount(0)
  await open(`#/settings/accounts/${plain.id}`)
  await expect(refusal).toBeVisible()
  await expect(section('Server Details').getByRole('button', { name: 'Update' })).toHaveCount(0)
  await open('#/setup')
  await expect(refusal).toBeVisible()
  await expect(page.getByRole('button', { name: 'Other Mail' })).toHaveCount(0)
  const client = await app.client()
  const draft = accountDraft({ imap: dovecot.imap, smtp: smtp.port }, { user: 'third' })
  await expect(client.call('accounts.add', draft)).rejects.toThrow(/accounts\.notAllowed/)
  client.close()
  await page.getByRole('button', { name: 'Open Email sharing' }).click()
  await box.click()
  await expect(page.getByText('Administrator may connect mailboxes')).toBeVisible()
})

test('each sent mail is in Sent once, whoever filed it, and the page says what was found out', async () => {
  const { page } = app
  const by = async (id: string): Promise<string> => {
    const client = await app.client()
    const found = (await client.call('accounts.list', {})).find((one) => one.id === id)!.filing.by
    client.close()
    return found
  }
  await until('the finding', async () => (await by(filing.id)) === 'server' && (await by(plain.id)) === 'app')
  await until('the copy', async () => (await copies('plain', 'Filed by nobody')) === 1)
  expect(await copies('filing', 'Filed by the server')).toBe(1)
  await open(`#/settings/accounts/${filing.id}`)
  const box = page.getByRole('checkbox', { name: 'Store sent messages on the server' })
  await expect(section('Server Details')).toContainText('keeps a copy of sent mail by itself: found out on')
  await expect(box).toHaveCount(0)
  await open(`#/settings/accounts/${plain.id}`)
  await expect(box).toBeChecked()
  await expect(section('Server Details')).toContainText('keeps no copy by itself: found out on')
  // known now: the next one is stored at once
  await open('#/mail/others')
  await write('plain@fernhill.example', 'The second')
  await until('its copy', async () => (await copies('plain', 'The second')) === 1, 10_000)
})
