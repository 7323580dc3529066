import { expect, test, type Page } from '@playwright/test'
import { accountDraft, type App, readStore, startApp, startSmtp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import type { Client } from '../app/client.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** A mail with a signature, a real server, and what the card below it does to the sender's record. */
test.describe.configure({ mode: 'serial', timeout: 120_000 })

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App
let client: Client
const ids = { dana: '', tom: '', lead: '' }

const day = 24 * 3600_000
const received = Date.now() - 600_000
const soon = new Date(Date.now() + 3 * day)
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'Europe/Stockholm' }).format(
  soon
)

function mail(from: string, subject: string, lines: string[]): { received: number; bytes: string } {
  const head = [
    `From: ${from}`,
    'To: Maya <maya@fernhill.example>',
    `Subject: ${subject}`,
    `Message-ID: <${subject.replace(/\W/g, '-')}@acme.example>`,
    `Date: ${new Date(received).toUTCString()}`,
    'Content-Type: text/plain; charset=utf-8'
  ]
  return { received, bytes: [...head, '', ...lines, ''].join('\r\n') }
}
const mails = [
  mail('Dana Whitfield <dana@acme.example>', 'Renewal terms', [
    'Hi Maya,',
    '',
    'Thank you for the offer, we have looked at it with the board.',
    `Could we have a call on ${weekday} at 10:30?`,
    '',
    'Best regards,',
    'Dana Whitfield',
    'Chief Operating Officer',
    'Acme Ltd',
    'Phone: +44 20 7946 0182'
  ]),
  mail('Ruth Okafor <ruth@okafor.example>', 'Delivery dates', [
    'Dear Maya,',
    '',
    `Can we have a call on ${weekday} at 10:45?`,
    '',
    'Best regards,',
    'Ruth Okafor',
    'Purchasing Manager',
    'Okafor Packaging GmbH',
    'Mobile: +49 151 23456789'
  ]),
  mail('Ina Roth <ina.roth@acme.example>', 'Change at Acme', [
    'Dear Maya,',
    '',
    'Tom Berg is no longer with the company. Please contact Jan Weiss (jan.weiss@acme.example) from now on.',
    '',
    'Best regards,',
    'Ina Roth'
  ]),
  mail('Nils Holm <nils@holm.example>', 'Question on sensors', [
    'Hello,',
    '',
    'do your sensors work below zero?',
    '',
    'Best regards,',
    'Nils Holm',
    'Technical Director',
    'Holm Marine AB',
    'Phone: +46 8 123 456 78'
  ])
]

const card = (): ReturnType<Page['getByRole']> =>
  app.page.getByRole('region', { name: 'Suggestions from this mail' })
const line = (text: RegExp) => card().getByRole('listitem').filter({ hasText: text })
const panel = () => app.page.getByRole('region', { name: 'Record' })
async function open(subject: string): Promise<void> {
  await app.page.evaluate(() => void (location.hash = '#/mail'))
  await app.page
    .getByRole('link', { name: /^Inbox/ })
    .first()
    .click()
  await app.page
    .getByRole('row', { name: new RegExp(subject) })
    .first()
    .click()
  await expect(app.page.getByRole('article', { name: subject })).toBeVisible()
}
async function dana(): Promise<{ title: string; phones: { number: string }[] }> {
  const { record } = await client.call('workspace.record', { kind: 'contact', id: ids.dana })
  if (record.kind !== 'contact') throw new Error('no contact')
  return record
}
async function shoot(name: string): Promise<void> {
  const shots = process.env['SHOTS']
  if (!shots) return
  const { page } = app
  for (const [kind, colorScheme, width] of [
    ['light', 'light', 1440],
    ['dark', 'dark', 1440],
    ['narrow', 'light', 620]
  ] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    await page.waitForTimeout(300)
    await page.screenshot({ path: `${shots}/${name}-${kind}.png` })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  dovecot = await startDovecot()
  smtp = await startSmtp()
  dovecot.seed('maya', 'INBOX', mails)
  app = await startApp()
  client = await app.client()
  const account = await client.call('workspace.create', {
    kind: 'account',
    values: { name: 'Acme Ltd', domains: ['acme.example'] }
  })
  const contact = async (name: string, address: string, number?: string): Promise<string> => {
    const made = await client.call('workspace.create', {
      kind: 'contact',
      values: {
        ...{ name, account: account.id, addresses: [address] },
        title: 'Head of Operations',
        phones: number ? [{ kind: 'work', number }] : []
      }
    })
    return made.id
  }
  ids.dana = await contact('Dana Whitfield', 'dana@acme.example', '+44 20 7946 0117')
  ids.tom = await contact('Tom Berg', 'tom@acme.example')
  await contact('Ina Roth', 'ina.roth@acme.example')
  const lead = await client.call('workspace.create', {
    kind: 'lead',
    values: { name: 'Ruth Okafor', addresses: ['ruth@okafor.example'], company: 'Okafor Packaging' }
  })
  ids.lead = lead.id
  const ports = { imap: dovecot.imap, smtp: smtp.port }
  await client.call('accounts.add', accountDraft(ports, { user: 'maya' }))
})
test.afterAll(async () => {
  client?.close()
  await app?.close()
  await smtp?.close()
  await dovecot?.stop()
})

test('a call that a mail asks for is on the record after one click, and undo takes it off again', async () => {
  await open('Renewal terms')
  const call = line(/^Call with Dana, .* 10:30/)
  await expect(call).toBeVisible({ timeout: 30_000 })
  await expect(call).toContainText('Found in this mail. Nothing else planned then.')
  await shoot('suggestions')
  const { violations } = await axe(app.page).include('[data-pane="reader"]').analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await call.getByRole('button', { name: 'Add call' }).click()
  await expect(panel().getByRole('region', { name: 'Next activity' })).toContainText('10:30')
  await expect(call).toHaveCount(0)
  await app.page.getByRole('button', { name: /^Undo/ }).click()
  await expect(panel().getByRole('region', { name: 'Next activity' })).toContainText('Nothing planned')
  await call.getByRole('button', { name: 'Add call' }).click()
  await expect(panel().getByRole('region', { name: 'Next activity' })).toContainText('10:30')
  const { activities } = await client.call('workspace.record', { kind: 'contact', id: ids.dana })
  expect(activities).toMatchObject([{ type: 'call', done: false, about: { kind: 'contact', id: ids.dana } }])
})

test('a new phone takes the old one’s place, undo brings it back, and it can be changed before', async () => {
  const phone = line(/^New phone in signature, \+44 20 7946 0182/)
  await expect(phone).toContainText('Dana’s record has +44 20 7946 0117')
  await phone.getByRole('button', { name: 'Update' }).click()
  await expect.poll(async () => (await dana()).phones).toMatchObject([{ number: '+44 20 7946 0182' }])
  await expect(phone).toHaveCount(0)
  await app.page.getByRole('button', { name: /^Undo/ }).click()
  await expect.poll(async () => (await dana()).phones).toMatchObject([{ number: '+44 20 7946 0117' }])
  await phone.getByRole('button', { name: /^Change before it is kept/ }).click()
  await phone.getByRole('textbox', { name: 'phone' }).fill('+44 20 7946 0199')
  await phone.getByRole('button', { name: 'Save' }).click()
  await expect.poll(async () => (await dana()).phones).toMatchObject([{ number: '+44 20 7946 0199' }])
  // the rep knows better than the signature: it is not suggested again
  await expect(phone).toHaveCount(0)
})

test('what is dismissed stays so after a restart', async () => {
  const title = () => line(/^New title in signature, Chief Operating Officer/)
  await expect(title()).toContainText('Dana’s record has Head of Operations')
  await title()
    .getByRole('button', { name: /^Dismiss/ })
    .click()
  await expect(title()).toHaveCount(0)
  await expect.poll(() => readStore(app.page, 'outbox', 'dismissed')).toHaveLength(3)
  await app.killBrowserAndRestart()
  await open('Delivery dates')
  await expect(line(/^Call with Ruth/)).toBeVisible({ timeout: 30_000 })
  await open('Renewal terms')
  await expect(panel().getByRole('region', { name: 'Next activity' })).toContainText('10:30')
  await expect(card()).toHaveCount(0)
  expect(await dana()).toMatchObject({ title: 'Head of Operations' })
})

test('what is planned at that time is named', async () => {
  await open('Delivery dates')
  await expect(line(/^Call with Ruth, .* 10:45/)).toContainText(/Planned then: Call with Dana Whitfield/)
})

test('who left is named with the successor, who is added in one click', async () => {
  await open('Change at Acme')
  const left = line(/^Tom Berg is no longer there; Jan Weiss has taken over/)
  await expect(left.getByRole('button', { name: 'Open record' })).toBeVisible()
  await shoot('leaver')
  await left.getByRole('button', { name: 'Add Jan Weiss' }).click()
  await expect(left.getByRole('button', { name: 'Add Jan Weiss' })).toHaveCount(0)
  const { view } = await client.call('workspace.person', { address: 'jan.weiss@acme.example' })
  expect(view?.record).toMatchObject({ kind: 'contact', name: 'Jan Weiss', accountName: 'Acme Ltd' })
})

test('the form for somebody new is filled from the signature', async () => {
  await open('Question on sensors')
  const form = panel().getByRole('form', { name: 'Add as lead or contact' })
  await expect(form.getByRole('textbox', { name: 'Title' })).toHaveValue('Technical Director')
  await expect(form.getByRole('textbox', { name: 'Company' })).toHaveValue('Holm Marine AB')
  await expect(form.getByRole('textbox', { name: 'Phone' })).toHaveValue(/\+46 8 123/)
  await expect(card()).toHaveCount(0)
})

test('empty fields are filled unasked once the rep says so, with a line and an undo; never twice', async () => {
  const lead = async () => {
    const { record, activities } = await client.call('workspace.record', { kind: 'lead', id: ids.lead })
    if (record.kind !== 'lead') throw new Error('no lead')
    return { title: record.title, phones: record.phones.length, lines: activities.map(({ name }) => name) }
  }
  expect(await lead()).toEqual({ title: '', phones: 0, lines: [] })
  await app.page.evaluate(() => void (location.hash = '#/settings/intelligence'))
  await app.page.getByRole('switch', { name: /^Fill empty fields/ }).check({ force: true })
  await shoot('settings')
  await open('Delivery dates')
  const lines = ['Filled from the signature: title, phone']
  await expect.poll(lead).toEqual({ title: 'Purchasing Manager', phones: 1, lines })
  await app.page.getByRole('button', { name: /^Undo/ }).click()
  await expect.poll(lead).toEqual({ title: '', phones: 0, lines: [] })
  await open('Renewal terms')
  await open('Delivery dates')
  await expect(line(/^Call with Ruth/)).toBeVisible()
  await app.page.waitForTimeout(1_000)
  expect(await lead()).toEqual({ title: '', phones: 0, lines: [] })
})

test('each switch hides what is its own', async () => {
  const { page } = app
  const off = async (name: string): Promise<void> => {
    await page.evaluate(() => void (location.hash = '#/settings/intelligence'))
    await page.getByRole('switch', { name, exact: true }).uncheck({ force: true })
  }
  const calls = page.getByRole('checkbox', { name: 'Calls' })
  const callsOn = async () => (await client.call('app.preferences', {})).intelligence.calls
  await page.evaluate(() => void (location.hash = '#/settings/intelligence'))
  await calls.uncheck()
  await expect.poll(callsOn).toBe(false)
  await open('Delivery dates')
  await expect(panel().getByRole('heading', { name: 'Ruth Okafor' })).toBeVisible()
  await expect(line(/^Call with Ruth/)).toHaveCount(0)
  await page.evaluate(() => void (location.hash = '#/settings/intelligence'))
  await calls.check()
  await expect.poll(callsOn).toBe(true)
  await open('Delivery dates')
  await expect(line(/^Call with Ruth/)).toBeVisible()
  await off('Activities')
  await open('Change at Acme')
  await expect(line(/^Tom Berg is no longer there/)).toBeVisible()
  await open('Delivery dates')
  await expect(panel().getByRole('heading', { name: 'Ruth Okafor' })).toBeVisible()
  await expect(card()).toHaveCount(0)
  await off('Data enrichment')
  await open('Change at Acme')
  await expect(panel().getByRole('heading', { name: 'Ina Roth' })).toBeVisible()
  await expect(card()).toHaveCount(0)
})
