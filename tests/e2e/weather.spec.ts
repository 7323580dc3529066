import { expect, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import type { Client } from '../app/client.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** A deal with weeks of mail on a real server: what its page says of them, and what the rep promised in them. */
test.describe.configure({ mode: 'serial', timeout: 120_000 })

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App
let client: Client
let deal = ''

const day = 24 * 3600_000
const now = Date.now()
const dana = 'Dana Whitfield <dana@acme.example>'
const bob = 'Bob Kent <bob@rival.example>'
const maya = 'Maya Lindqvist <maya@fernhill.example>'
const weekday = (ms: number): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'Europe/Stockholm' }).format(ms)

interface Mail {
  days: number
  from: string
  to: string
  subject: string
  text: string
  cc?: string
  /** Of a thread by this number. */
  in?: number
  /** Sent along, by this name. */
  file?: string
}
let count = 0
function seedOf({ days, from, to, subject, text, cc, in: thread, file }: Mail): {
  received: number
  bytes: string
} {
  const received = now - days * day
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    ...(cc ? [`Cc: ${cc}`] : []),
    `Subject: ${subject}`,
    `Message-ID: <w${++count}@fernhill.example>`,
    ...(thread
      ? [`In-Reply-To: <w${thread}@fernhill.example>`, `References: <w${thread}@fernhill.example>`]
      : []),
    `Date: ${new Date(received).toUTCString()}`
  ]
  const plain = ['Content-Type: text/plain; charset=utf-8', '', text, '']
  const parts = file
    ? [
        ...['Content-Type: multipart/mixed; boundary=b', '', '--b', ...plain, '--b'],
        ...['Content-Type: application/pdf', `Content-Disposition: attachment; filename="${file}"`],
        ...['', '%PDF-1.4', '--b--', '']
      ]
    : plain
  return { received, bytes: [...head, ...parts].join('\r\n') }
}
const asks = (days: number, subject: string, text: string, more: Partial<Mail> = {}): Mail => ({
  ...{ days, from: dana, to: maya, subject, text },
  ...more
})
const tells = (days: number, subject: string, text: string, more: Partial<Mail> = {}): Mail => ({
  ...{ days, from: maya, to: dana, subject, text },
  ...more
})

const received: Mail[] = []
const sent: Mail[] = []
/** They ask, we answer a day later; five times, a week apart. */
for (const week of [9, 8, 7, 6, 5]) {
  received.push(asks(week * 7, `Question ${week}`, 'Does the sensor work below zero?'))
  sent.push(tells(week * 7 - 1, `Re: Question ${week}`, 'Yes, it works down to 40 degrees.', { in: 0 }))
}
const due = now - 2 * day
sent.push(
  tells(
    6,
    'Prices for line 4',
    `Hi Dana,\n\nthanks for the call. I'll send the quote by ${weekday(due)}.\n\nMaya`
  ),
  // another conversation with the same person keeps it
  tells(8, 'Pump house', "I'll send the invoice for the sealing rings by Friday.", { to: bob }),
  tells(7, 'Papers', 'Hi Bob, the sealing rings, attached.', { to: bob, file: 'Invoice_4711.pdf' }),
  tells(2, 'Datasheets', `I'll send the contract by ${weekday(now + 3 * day)}.`)
)
received.push(
  asks(1, 'Late again', 'This is unacceptable. I am very disappointed and angry with your service.', {
    cc: 'Ruth Okafor <ruth@acme.example>'
  }),
  asks(3, 'Great demo', 'Thank you so much, this is wonderful and your team did a fantastic job for us.'),
  asks(0.1, 'Automatic reply: Prices for line 4', 'I am out of the office.')
)

const weather = () => app.page.getByRole('region', { name: 'Deal weather' })
const fact = (name: RegExp) => weather().getByRole('button', { name })
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
const goTo = (hash: string) => app.page.evaluate((to) => void (location.hash = to), hash)
async function violations(): Promise<unknown> {
  const found = (await axe(app.page).analyze()).violations
  return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  dovecot = await startDovecot()
  smtp = await startSmtp()
  // answers name the mail that they answer: the n-th of those that were received
  dovecot.seed('maya', 'INBOX', received.map(seedOf))
  dovecot.seed(
    'maya',
    'Sent',
    sent.map((mail, at) => seedOf(mail.in === undefined ? mail : { ...mail, in: at + 1 }))
  )
  app = await startApp()
  client = await app.client()
  await client.call('app.setPreferences', { undoSendSeconds: 0 })
  const account = await client.call('workspace.create', {
    kind: 'account',
    values: { name: 'Acme Ltd', domains: ['acme.example'] }
  })
  const contact = await client.call('workspace.create', {
    kind: 'contact',
    values: { name: 'Dana Whitfield', account: account.id, addresses: ['dana@acme.example'] }
  })
  const { stages } = await client.call('workspace.organisation', {})
  const made = await client.call('workspace.create', {
    kind: 'deal',
    values: {
      name: 'Sensors for line 4',
      stage: stages[0]!.id,
      account: account.id,
      contacts: [{ contact: contact.id, role: '' }]
    }
  })
  deal = made.id
  const ports = { imap: dovecot.imap, smtp: smtp.port }
  await client.call('accounts.add', accountDraft(ports, { user: 'maya' }))
})
test.afterAll(async () => {
  client?.close()
  await app?.close()
  await smtp?.close()
  await dovecot?.stop()
})

test('a deal’s page says who waits, how fast each side answers, who is new and how they sound', async () => {
  await expect(app.page.getByRole('link', { name: /^Promises, 2 open, 1 overdue/ })).toBeVisible({
    timeout: 60_000
  })
  await goTo(`#/records/deal/${deal}`)
  await expect(fact(/^Waits for your answer Dana Whitfield/)).toBeVisible()
  await expect(fact(/^You and your team answer in .* Median of your last 5 answers/)).toBeVisible()
  await expect(fact(/^They answer you in/)).toHaveCount(0)
  // the automatic reply of today is no mail
  await expect(fact(/^Last mail Yesterday/)).toBeVisible()
  await expect(fact(/^New in the conversation ruth okafor/i)).toBeVisible()
  await expect(fact(/^Mood, last \d mails .*The last one is negative/)).toBeVisible({ timeout: 30_000 })
  await expect(fact(/^You promised Send the quote By .*1 overdue, 2 open/)).toBeVisible()
  await shoot('weather')
  expect(await violations()).toEqual([])
})

test('each fact opens the mails behind it, a single one at once', async () => {
  const { page } = app
  await fact(/^You and your team answer in/).click()
  const behind = page.getByRole('group', { name: 'Mails behind: You and your team answer in' })
  await expect(behind.getByRole('listitem')).toHaveCount(5)
  await shoot('weather-mails')
  expect(await violations()).toEqual([])
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await fact(/^New in the conversation/).click()
  await expect(page.getByRole('article', { name: 'Late again' })).toBeVisible()
})

test('what is promised stands in the list, overdue first, and is done by hand with an undo', async () => {
  const { page } = app
  await page.getByRole('link', { name: /^Promises/ }).click()
  const rows = page.getByRole('main', { name: 'Promises' }).getByRole('listitem')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText(/Send the quote · To Dana Whitfield.*2 days overdue/)
  await expect(rows.last()).toContainText('Send the contract')
  await shoot('promises')
  expect(await violations()).toEqual([])
  await rows.last().getByRole('button', { name: 'Done: Send the contract' }).click()
  await expect(rows).toHaveCount(1)
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(rows).toHaveCount(2)
  await rows.last().getByRole('button', { name: 'Dismiss: Send the contract' }).click()
  await expect(rows).toHaveCount(1)
  await page.reload()
  await expect(rows).toHaveCount(1)
  await rows
    .first()
    .getByRole('button', { name: /^Send the quote/ })
    .click()
  await expect(page.getByRole('article', { name: 'Prices for line 4', exact: true })).toBeVisible()
})

test('below the mail a promise becomes a task in one click, and undo brings it back', async () => {
  const { page } = app
  const line = page
    .getByRole('region', { name: 'Suggestions from this mail' })
    .getByRole('listitem')
    .filter({ hasText: 'You promised: send the quote by' })
  await expect(line).toContainText(/overdue/i)
  await shoot('promise-card')
  await line.getByRole('button', { name: 'Add task' }).click()
  await expect(line).toHaveCount(0)
  const tasks = async () =>
    (await client.call('workspace.record', { kind: 'deal', id: deal })).activities.map(({ name }) => name)
  expect(await tasks()).toEqual(['Send the quote (Dana Whitfield)'])
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(line).toBeVisible()
  expect(await tasks()).toEqual([])
})

test('the mail that keeps a promise closes it', async () => {
  const { page } = app
  await page.getByRole('button', { name: 'Reply', exact: true }).first().click()
  await page.getByLabel('Message text').fill('Hi Dana, here is the quote: 12 sensors for 4,200 euro.')
  await page.getByRole('button', { name: /^Send/ }).first().click()
  await expect.poll(() => smtp.mails.length, { timeout: 30_000 }).toBe(1)
  await expect(page.getByRole('link', { name: /^Promises/ })).toHaveCount(0, { timeout: 60_000 })
})

test('switched off, nothing of it is shown', async () => {
  const { page } = app
  await goTo(`#/records/deal/${deal}`)
  await expect(weather()).toBeVisible()
  await goTo('#/settings/intelligence')
  await shoot('settings-weather')
  await page.getByRole('switch', { name: 'Deal weather', exact: true }).uncheck({ force: true })
  await goTo(`#/records/deal/${deal}`)
  await expect(page.getByRole('region', { name: 'Emails' })).toBeVisible()
  await expect(weather()).toHaveCount(0)
})
