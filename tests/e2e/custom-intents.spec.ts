import { expect, type Page, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import type { Client } from '../app/client.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** An administrator defines an intent, sees what it would mark, rejects what is wrong, and only then switches it on. */
test.describe.configure({ mode: 'serial' })
test.setTimeout(120_000)

let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let app: App
let page: Page
let client: Client
let contact = ''

let sent = 0
function mail(subject: string, text: string) {
  const received = Date.now() - ++sent * 3600_000
  return {
    received,
    bytes: `From: Anna Berg <anna@acme.example>\r\nTo: maya@fernhill.example\r\nSubject: ${subject}\r\nMessage-ID: <m${sent}@acme.example>\r\nDate: ${new Date(received).toUTCString()}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello Maya,\r\n\r\n${text}\r\n\r\nBest regards\r\nAnna Berg\r\n`
  }
}
const row = (name: RegExp) => page.getByRole('grid', { name: 'Messages' }).getByRole('row', { name })
const go = (hash: string) => page.evaluate((to) => void (location.hash = to), hash)
const sheet = (name: string) => page.getByRole('complementary', { name, exact: true })
const example = (at: number) =>
  sheet('New intent').getByRole('textbox', { name: `Example ${at}`, exact: true })
const ownRow = () => page.getByRole('row', { name: /^(Site|Service) visit/ })
const turn = () => ownRow().getByRole('switch')

async function accessible(within: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await axe(page).include(within).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }
}

test.beforeAll(async () => {
  dovecot = await startDovecot()
  dovecot.seed('maya', 'INBOX', [
    mail('Noise', 'The pump is loud again. Could your technician come by on Monday?'),
    mail('Plant', 'Can one of your engineers visit our plant this month?'),
    mail('Winter', 'Before winter we need a service visit on site.'),
    mail('Last week', 'The service visit on site last week was a pleasure for all of us.'),
    mail('Price list', 'Could you please send me the revised price list for the valves?'),
    mail('Room', 'The meeting takes place in building C, on the second floor.')
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
  await expect(row(/Price list\..* Request\./)).toBeVisible({ timeout: 60_000 })
  await expect(row(/Room/)).toBeVisible()
  await go('#/settings/intelligence')
})
test.afterAll(async () => {
  client?.close()
  await app?.close()
  await smtp?.close()
  await dovecot?.stop()
})

test('what is wrong is told beside its field, and nothing typed is lost', async () => {
  await page.getByRole('button', { name: 'New intent' }).click()
  const fresh = sheet('New intent')
  await fresh.getByRole('button', { name: 'Preview' }).click()
  await expect(fresh.getByText('It needs a name.')).toBeVisible()
  await expect(fresh.getByText('0 examples of at least 3.')).toBeVisible()
  await fresh.getByRole('textbox', { name: 'Name' }).fill('complaint')
  await expect(fresh.getByText('Another intent is called complaint.')).toBeVisible()
  await fresh.getByRole('textbox', { name: 'Name' }).fill('Site visit')
  // several lines at once, as from a document
  await example(1).evaluate((input) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData(
      'text',
      '- Could a technician come by next week?\n- We need a service visit on site\n\n- Can an engineer visit our plant?\n- We need a service visit on site'
    )
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(example(4)).toHaveValue('We need a service visit on site')
  await expect(fresh.getByText('The same as example 2.')).toBeVisible()
  await accessible('[data-sheet]')
  // the sheet takes a third of the page, which stays readable
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 1280, height: 800 })
  const cards = await page.getByRole('table').first().boundingBox()
  const last = await page.getByRole('complementary', { name: 'Read from your last mail' }).boundingBox()
  expect(cards!.y + cards!.height < last!.y || cards!.x + cards!.width < last!.x).toBe(true)
  await page.setViewportSize(size)
  await page.keyboard.press('Escape')
  await expect(fresh).toHaveCount(0)
  await page.getByRole('button', { name: 'New intent' }).click()
  await expect(example(2)).toHaveValue('We need a service visit on site')
  await fresh.getByRole('button', { name: 'Remove example 4' }).click()
  await expect(example(4)).toHaveCount(0)
})

test('it is seen on the mail that is here, what is wrong is rejected, and then it is switched on', async () => {
  await sheet('New intent').getByRole('button', { name: 'Preview' }).click()
  const preview = sheet('Site visit')
  await expect(preview.getByText('Would have marked 4 of the last 6')).toBeVisible()
  const mails = preview.getByRole('list', { name: 'Mails' })
  await expect(mails.getByRole('listitem', { name: 'Noise' })).toContainText(
    'Could your technician come by on Monday?'
  )
  await expect(mails.getByRole('listitem', { name: 'Noise' })).toContainText(/\d+% sure/)
  await preview.getByRole('button', { name: 'Not this one: Last week' }).click()
  await expect(preview.getByText('Would have marked 3 of the last 6')).toBeVisible()
  await preview.getByRole('button', { name: 'It was right: Last week' }).click()
  await expect(preview.getByText('Would have marked 4 of the last 6')).toBeVisible()
  await preview.getByRole('button', { name: 'Not this one: Last week' }).click()
  await expect(preview.getByText('Would have marked 3 of the last 6')).toBeVisible()
  await accessible('[data-sheet]')
  // nothing is marked before it is on
  await expect(ownRow()).toHaveCount(0)
  await preview.getByRole('button', { name: 'Switch on' }).click()
  await expect(page.getByText('Site visit is on. Mail that is here is read for it now.')).toBeVisible()
  await expect(turn()).toBeChecked()
  await expect(ownRow()).toContainText('3')
  await accessible('main')
})

test('its mails have a chip in the list and in the reader, and are found by its name', async () => {
  await go('#/mail/contacts')
  await expect(row(/Noise\..* Site visit\./)).toBeVisible()
  await expect(row(/Last week/)).not.toHaveAccessibleName(/Site visit/)
  await row(/Noise/).click()
  await page.getByRole('button', { name: 'Site visit. Why' }).click()
  await expect(page.getByText('Could your technician come by on Monday?').last()).toBeVisible()
  await page.keyboard.press('Escape')
  const search = page.getByRole('searchbox', { name: 'Search mail' })
  const rows = page.getByRole('grid', { name: 'Messages' }).getByRole('row')
  await search.fill('intent:"site visit"')
  await expect(rows).toHaveCount(3)
  await search.fill('intent:site-visit winter')
  await expect(rows).toHaveCount(1)
  await expect(row(/Winter/)).toBeVisible()
  await search.press('Escape')
  await go(`#/records/contact/${contact}`)
  const emails = page.getByRole('grid', { name: 'Emails' })
  await expect(emails.getByRole('row', { name: /Winter\. Site visit\./ })).toBeVisible()
})

test('the rep corrects it like any other', async () => {
  await go('#/mail/contacts')
  await row(/Room/).click()
  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog', { name: 'What does this mail say?' })
  await dialog.getByRole('checkbox', { name: 'Site visit' }).check({ force: true })
  await page.keyboard.press('Enter')
  await expect(row(/Room\..* Site visit\./)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row(/Room/)).not.toHaveAccessibleName(/Site visit/)
})

test('an edit shows what would change, and a new name stands everywhere at once', async () => {
  await go('#/settings/intelligence')
  await page.getByRole('button', { name: 'Edit Site visit' }).click()
  const edit = sheet('Edit Site visit')
  await edit.getByRole('textbox', { name: 'Name' }).fill('Service visit')
  await edit.getByLabel('Words', { exact: true }).pressSequentially('technician, winter,')
  await edit.getByText('Have to occur').click()
  await edit.getByRole('button', { name: 'Preview' }).click()
  const preview = sheet('Service visit')
  await expect(preview.getByText('Would have marked 2 of the last 6')).toBeVisible()
  await accessible('[data-sheet]')
  await preview.getByText('No longer 1').click()
  await expect(preview.getByRole('listitem', { name: 'Plant' })).toContainText('Not marked any more')
  await preview.getByRole('button', { name: 'Save changes' }).click()
  await go('#/mail/contacts')
  await expect(row(/Noise\..* Service visit\./)).toBeVisible()
  await expect(row(/Plant/)).not.toHaveAccessibleName(/visit/)
})

const examples = async (): Promise<string[]> =>
  (await client.call('workspace.intents', {})).intents[0]!.examples
const useExample = () => page.getByRole('dialog', { name: 'Use as example' })

test('a sentence of a mail becomes an example from its menu, the likeliest is offered, and undo takes it back', async () => {
  const before = await examples()
  const asks = 'Can one of your engineers visit our plant this month?'
  await row(/Plant/).click()
  await page.getByRole('button', { name: 'Actions for the mail from Anna Berg' }).click()
  await page.getByRole('menuitem', { name: 'Use as example' }).click()
  await expect(useExample().getByRole('radio', { name: 'Service visit' })).toBeChecked()
  await expect(useExample().getByRole('radio', { name: asks })).toBeChecked()
  await accessible('[role=dialog] form')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Added to the examples of Service visit')).toBeVisible()
  expect(await examples()).toEqual([...before, asks])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(examples).toEqual(before)
})

test('what is selected is the example; Settings would say the same of it', async () => {
  await row(/Last week/).click()
  const mail = page.frameLocator('[data-message] iframe').locator('#sb-mail')
  const select = (from: string, to: string) =>
    mail.evaluate(
      (body, [first, last]) => {
        const find = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
        let node = find.nextNode()
        while (node && !node.textContent!.includes(first!)) node = find.nextNode()
        const text = node!.textContent!
        getSelection()!.setBaseAndExtent(
          node!,
          text.indexOf(first!),
          node!,
          text.indexOf(last!) + last!.length
        )
      },
      [from, to]
    )
  const palette = async () => {
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('combobox', { name: 'Find anything' }).fill('Use as ex')
    await page.keyboard.press('Enter')
  }
  await expect(mail).toContainText('pleasure')
  await select('The service', 'all of us.')
  await palette()
  await expect(useExample().getByRole('alert')).toHaveText('This sentence also stands under “Not this”.')
  await expect(useExample().getByRole('button', { name: 'Add example' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await select('was a', 'all of us')
  await palette()
  await expect(useExample().getByRole('radio', { name: 'was a pleasure for all of us' })).toBeChecked()
  await useExample().getByRole('radio', { name: 'New intent' }).check()
  await useExample().getByRole('button', { name: 'Go on' }).click()
  await expect(example(1)).toHaveValue('was a pleasure for all of us')
  await sheet('New intent').getByRole('button', { name: 'Discard' }).click()
  await go('#/mail/contacts')
})

test('switched off its chips are gone; to switch it on again it is looked at again; deleted it is gone', async () => {
  await go('#/settings/intelligence')
  await turn().uncheck({ force: true })
  await expect(page.getByText('Service visit is off')).toBeVisible()
  await go('#/mail/contacts')
  await expect(row(/Noise/)).not.toHaveAccessibleName(/visit/)
  await go('#/settings/intelligence')
  await turn().click({ force: true })
  const edit = sheet('Edit Service visit')
  await edit.getByRole('button', { name: 'Preview' }).click()
  await sheet('Service visit').getByRole('button', { name: 'Switch on' }).click()
  await expect(turn()).toBeChecked()
  await go('#/mail/contacts')
  await expect(row(/Noise\..* Service visit\./)).toBeVisible()
  await go('#/settings/intelligence')
  await page.getByRole('button', { name: 'Edit Service visit' }).click()
  await edit.getByRole('button', { name: 'Delete' }).click()
  await page
    .getByRole('dialog', { name: 'Delete the intent Service visit?' })
    .getByRole('button', { name: 'Delete' })
    .click()
  await expect(ownRow()).toHaveCount(0)
  await go('#/mail/contacts')
  await expect(row(/Noise/)).not.toHaveAccessibleName(/visit/)
})
