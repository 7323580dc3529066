import { expect, type Page, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import type { Client } from '../app/client.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** A month of a customer's mail: how it sounds stands in the list, the reader and on the person, and says why. */
test.describe.configure({ mode: 'serial' })
test.setTimeout(120_000)

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App
let page: Page
let client: Client

const day = 24 * 3600_000
const glad = 'Thank you so much, the training was wonderful and everybody here is happy with it.'
const angry =
  'I am very disappointed. The delivery is late again, this is the third time, and it is simply unacceptable.'
const request = 'Could you please send me the revised price list for the pumps?'
const neutral = 'The site meeting takes place in building C, on the second floor.'
let contact = ''
let sent = 0
function mail(subject: string, text: string, ago: number, from = 'Anna Berg <anna@acme.example>') {
  const received = Date.now() - ago * day
  const id = `m${++sent}@acme.example`
  const quoted = 'On Monday, Maya wrote:\r\n> This is terrible, awful and unacceptable, I hate it.\r\n'
  return {
    received,
    bytes: `From: ${from}\r\nTo: maya@fernhill.example\r\nSubject: ${subject}\r\nMessage-ID: <${id}>\r\nDate: ${new Date(received).toUTCString()}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello Maya,\r\n\r\n${text}\r\n\r\nBest regards\r\nAnna Berg\r\n\r\n${quoted}`
  }
}
const row = (name: RegExp) => page.getByRole('grid', { name: 'Messages' }).getByRole('row', { name })
const go = (hash: string) => page.evaluate((to) => void (location.hash = to), hash)
const unhappy = () => page.getByRole('link', { name: /^Unhappy customers/ })

test.beforeAll(async () => {
  dovecot = await startDovecot()
  dovecot.seed('maya', 'INBOX', [
    mail('Training', glad, 28),
    mail('Late delivery', angry, 21),
    mail('Room', neutral, 20),
    mail('Apology', glad, 14),
    mail('Late again', angry, 2),
    mail('Price list', request, 1),
    mail('Japanese', '納品書と検査成績書について、ご確認をお願いいたします。明日までに送ってください。', 3)
  ])
  smtp = await startSmtp()
  app = await startApp()
  page = app.page
  client = await app.client()
  const made = await client.call('workspace.create', {
    kind: 'contact',
    values: { name: 'Anna Berg', addresses: ['anna@acme.example'] }
  })
  contact = made.id
  await client.call('accounts.add', accountDraft({ imap: dovecot.imap, smtp: smtp.port }, { user: 'maya' }))
  await go('#/mail/contacts')
})
test.afterAll(async () => {
  client?.close()
  await app?.close()
  await smtp?.close()
  await dovecot?.stop()
})

test('the list says how a mail sounds, of what its sender wrote alone', async () => {
  await expect(row(/Training\..* Positive\./)).toBeVisible({ timeout: 60_000 })
  await expect(row(/Late again\..* Negative\./)).toBeVisible()
  // what is quoted below is angry, and not hers
  await expect(row(/Room\./)).not.toHaveAccessibleName(/Negative\./)
  await expect(row(/Price list\..* Request\./)).toBeVisible()
  await expect(row(/Japanese\./)).not.toHaveAccessibleName(/Positive|Negative|Neutral|Request/)
})

test('the reader says why, and how sure it is', async () => {
  await row(/Late again/).click()
  const why = page.getByRole('button', { name: 'Negative. Why' })
  await why.click()
  await expect(page.getByText(/^\d+% sure$/)).toBeVisible()
  await expect(page.getByText('Because of')).toBeVisible()
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await axe(page).exclude('[role="separator"]').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }
  await page.keyboard.press('Escape')
  await expect(page.getByText('Because of')).toHaveCount(0)
})

test('one key corrects what was read; the list follows, and undo takes it back', async () => {
  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog', { name: 'What does this mail say?' })
  await expect(dialog.getByRole('radio', { name: 'Negative' })).toBeFocused()
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await axe(page)
      .include('[role="dialog"]')
      .disableRules(['landmark-no-duplicate-banner'])
      .analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  const emotion = dialog.getByRole('group', { name: 'Emotion' })
  await emotion.getByRole('radio', { name: 'Confused' }).check({ force: true })
  await page.keyboard.press('ArrowDown')
  // among the intents it begins at what was read, a complaint
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(row(/Late again/)).not.toHaveAccessibleName(/Negative\./)
  await page.getByRole('button', { name: 'Neutral. Why' }).click()
  await expect(page.getByText('You said so')).toBeVisible()
  await page.getByRole('button', { name: 'Not right?' }).click()
  await expect(dialog.getByRole('radio', { name: 'Neutral' }).first()).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Query. Why' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row(/Late again\..* Negative\./)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Neutral. Why' })).toHaveCount(0)
})

test('mail is found by how it sounds, alone and with words, and the list shows the negative ones', async () => {
  const search = page.getByRole('searchbox', { name: 'Search mail' })
  const rows = page.getByRole('grid', { name: 'Messages' }).getByRole('row')
  await search.fill('is:positive')
  await expect(rows).toHaveCount(2)
  await expect(row(/Training/)).toBeVisible()
  await search.fill('is:negative from:anna again')
  await expect(row(/Late again/)).toBeVisible()
  await search.fill('intent:request revised')
  await expect(row(/Price list/)).toBeVisible()
  await expect(rows).toHaveCount(1)
  await search.press('Escape')
  await page.getByRole('button', { name: 'Negative', exact: true }).click()
  await expect(rows).toHaveCount(2)
  await expect(row(/Late delivery/)).toBeVisible()
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await row(/Late again/).click()
})

test('the person’s moods stand beside the mail, the newest at the right', async () => {
  const strip = page.getByRole('region', { name: 'Mood, last 6 mails' })
  const moods = strip.getByRole('listitem').getByRole('button')
  await expect(moods).toHaveCount(6)
  await expect(moods.first()).toHaveAccessibleName(/^Positive/)
  await expect(moods.nth(4)).toHaveAccessibleName(/^Negative/)
})

test('two negative mails in a row make an unhappy customer, a good one none', async () => {
  // one angry mail since the apology, with a neutral one after it
  await expect(unhappy()).toHaveCount(0)
  await dovecot.deliver('maya', mail('Still late', angry, 0).bytes)
  await expect(unhappy()).toHaveAccessibleName('Unhappy customers, 1 customer', { timeout: 30_000 })
  await unhappy().click()
  await expect(row(/Still late/)).toBeVisible()
  await expect(row(/Late again/)).toBeVisible()
  await expect(row(/Late delivery/)).toHaveCount(0)
  await page.reload()
  await expect(row(/Still late/)).toBeVisible()
  await dovecot.deliver('maya', mail('All good now', glad, 0).bytes)
  await expect(page.getByText('Nobody is unhappy')).toBeVisible({ timeout: 30_000 })
  await go('#/mail/contacts')
  await expect(unhappy()).toHaveCount(0)
})

test('settings show what was read, one switch hides a facet, and the master switch forgets all', async () => {
  await go('#/settings/intelligence')
  const last = page.getByRole('complementary', { name: 'Read from your last mail' })
  await expect(last).toContainText('All good now')
  await expect(last).toContainText('Positive')
  await expect(page.getByRole('row', { name: /^Request/ })).toContainText(/[1-9]/)
  // "is this right?": yes makes it the rep's own words, which something is learned from until it is forgotten
  await last.getByRole('button', { name: 'Yes, this is right' }).click()
  await expect(last.getByText('You said so').first()).toBeVisible()
  const learned = page.getByRole('region', { name: 'Learned from you' })
  await expect(learned).toContainText('1 mail that you corrected')
  await learned.getByRole('button', { name: 'Forget what it learned from me' }).click()
  await expect(learned).toContainText('Nothing yet')
  await last.getByRole('button', { name: 'No, correct it' }).click()
  await expect(page.getByRole('dialog', { name: 'What does this mail say?' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('switch', { name: 'Sentiment' }).uncheck({ force: true })
  await go('#/mail/contacts')
  await expect(row(/Training\./)).not.toHaveAccessibleName(/Positive/)
  await expect(row(/Price list\./)).toHaveAccessibleName(/Request/)
  await go('#/settings/intelligence')
  await page.getByRole('switch', { name: 'Read incoming mail' }).uncheck({ force: true })
  await expect(page.getByText('Nothing is read.')).toBeVisible()
  await go('#/mail/contacts')
  await expect(row(/Price list\./)).not.toHaveAccessibleName(/Request/)
  await go('#/settings/intelligence')
  await page.getByRole('switch', { name: 'Read incoming mail' }).check({ force: true })
  await page.getByRole('switch', { name: 'Sentiment' }).check({ force: true })
  await expect(last.getByText('You said so').first()).toBeVisible({ timeout: 30_000 })
  await go('#/mail/contacts')
  await expect(row(/Training\..* Positive\./)).toBeVisible({ timeout: 30_000 })
})

test('a record’s mails say how they sound', async () => {
  await go(`#/records/contact/${contact}`)
  const emails = page.getByRole('grid', { name: 'Emails' })
  await expect(emails.getByRole('row', { name: /Late again\. Negative\./ })).toBeVisible()
  await expect(emails.getByRole('row', { name: /Room\./ })).not.toHaveAccessibleName(/Negative|Positive/)
})

test('a POP3 mailbox is told why it is not read', async () => {
  const pop = accountDraft(
    { imap: dovecot.pop3, smtp: smtp.port },
    { user: 'pop', protocol: 'pop3', pop: { leave: true, days: null } }
  )
  await client.call('accounts.add', pop)
  await go('#/settings/intelligence')
  await expect(page.getByText(/POP3 is not read/)).toBeVisible()
  await expect(page.getByText(/A POP3 mailbox has no folders/)).toBeVisible()
  const { violations } = await axe(page).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
})
