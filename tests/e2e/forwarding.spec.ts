import { expect, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp, until } from '../app/app.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { elsewhere } from '../servers/imap.ts'

/** A filter passes new mail on over SMTP: with consent, to the address it was given for, each mail once. */
test.describe.configure({ mode: 'serial' })

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App

const letter = (from: string, subject: string, header = ''): string =>
  `From: ${from}\nTo: rep@fernhill.example\nSubject: ${subject}\nMessage-ID: <${subject.replace(/\W/g, '')}@x.example>\nDate: Wed, 25 Nov 2026 09:00:00 +0000\n${header}\nTwo pumps, as agreed.\n`
const row = (subject: string) => app.page.getByRole('row', { name: new RegExp(subject) })
const forwarded = (subject: string): number =>
  smtp.mails.filter(({ bytes }) => bytes.includes(`Subject: Fwd: ${subject}`)).length
const copiesInSent = (): Promise<number> =>
  elsewhere(dovecot, 'rep', 'Sent', async (client) => ((await client.search({ all: true })) || []).length)
const isUpToDate = () =>
  expect(app.page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date', {
    timeout: 60_000
  })
async function makeFilter(from: string, to: string, consents: boolean): Promise<void> {
  const { page } = app
  await page.goto(`${app.shell.url.split('#')[0]}#/settings/filters/new`)
  await page.getByRole('group', { name: 'Condition 1' }).getByLabel('Value').fill(from)
  const action = page.getByRole('group', { name: 'Action 1' })
  await action.getByRole('combobox', { name: 'Act' }).click()
  await page.getByRole('option', { name: 'Forward to' }).click()
  await action.getByRole('textbox', { name: 'Address' }).fill(to)
  if (consents) await action.getByLabel(`I allow mail to be forwarded to ${to}`).check()
  await page.getByRole('button', { name: 'Save filter' }).click()
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText(from)
}

test.beforeAll(async () => {
  dovecot = await startDovecot()
  dovecot.seed('rep', 'INBOX', [
    { received: Date.now() - 60_000, bytes: letter('Orders <orders@quaycrane.example>', 'Old order') }
  ])
  smtp = await startSmtp()
  app = await startApp()
  const client = await app.client()
  const { report } = await client.call('accounts.add', accountDraft({ imap: dovecot.imap, smtp: smtp.port }))
  client.close()
  expect(report.ok).toBe(true)
  await app.page.goto(`${app.shell.url.split('#')[0]}#/mail`)
  await isUpToDate()
})
test.afterAll(async () => {
  await app?.close()
  await smtp?.close()
  await dovecot?.stop()
})

test('new mail goes to the address of the filter, whole and once; no other mail goes anywhere', async () => {
  const { page } = app
  await makeFilter('orders@quaycrane.example', 'desk@fernhill.example', true)
  await makeFilter('invoices@quaycrane.example', 'books@fernhill.example', false)
  await page.getByRole('link', { name: 'Back to mail' }).click()
  await dovecot.deliver('rep', letter('Dana <dana@acme.example>', 'Not an order'))
  await dovecot.deliver('rep', letter('Bills <invoices@quaycrane.example>', 'No consent'))
  const automatic = 'Auto-Submitted: auto-replied\n'
  await dovecot.deliver('rep', letter('Orders <orders@quaycrane.example>', 'Out of office', automatic))
  await dovecot.deliver('rep', letter('Orders <orders@quaycrane.example>', 'New order'))
  await until('the mail at the SMTP server', async () => forwarded('New order') > 0)
  await expect(row('New order')).toBeVisible()
  await until('the copy in Sent', async () => (await copiesInSent()) === 1)

  expect(smtp.mails.map(({ from, to }) => [from, to])).toEqual([
    ['rep@fernhill.example', ['desk@fernhill.example']]
  ])
  const text = smtp.mails[0]!.bytes.toString()
  expect(text).toContain('Content-Type: message/rfc822')
  expect(text).toContain('Message-ID: <Neworder@x.example>')
  expect(text).toContain('Two pumps, as agreed.')
})

test('neither a killed core nor a new page sends it again, and the next order still goes out', async () => {
  const { page } = app
  await app.shell.killAndRestart()
  await page.reload()
  await isUpToDate()
  await dovecot.deliver('rep', letter('Orders <orders@quaycrane.example>', 'Later order'))
  await until('the next mail at the SMTP server', async () => forwarded('Later order') > 0)
  await until('its copy in Sent', async () => (await copiesInSent()) === 2)
  expect(smtp.mails).toHaveLength(2)
  expect(forwarded('New order')).toBe(1)
})
