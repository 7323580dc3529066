import { randomUUID } from 'node:crypto'
import { expect, test, type Page } from '@playwright/test'
import type { PublishedMail, SharingRule } from '../../shared/contract/sharing.ts'
import { type App, startApp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { type Client, connectClient } from '../app/client.ts'
import { type Shell, startShell } from '../app/shell.ts'
import { joinTeam, startTeam, type TeamServers } from '../app/team.ts'

/** The related list of a rep who has no mailbox: what a colleague shares, on a server that both are on. */
test.describe.configure({ mode: 'serial' })

let team: TeamServers
let maya: Shell
let publisher: Client
let app: App
let page: Page
let boxes: { imap: string; pop3: string }
const ids = { contact: '', account: '', deal: '', other: '' }

const rule: SharingRule = {
  mode: 'public',
  records: 'all',
  chosen: [],
  people: [],
  never: [],
  level: 'full'
}
const dana: [string, string] = ['Dana Whitfield', 'dana@acme.example']
const now = Date.now()
function mail(n: number, change: Partial<PublishedMail> = {}): PublishedMail {
  return {
    message: `<${n}@acme.example>`,
    thread: `<${n}@acme.example>`,
    sent: now - n * 3_600_000,
    source: 'imap',
    outgoing: false,
    subject: `Renewal question ${n}`,
    snippet: `Line ${n} shows 62 seats`,
    from: dana,
    to: [['Maya', 'maya@fernhill.example']],
    files: [],
    text: `Line ${n} shows 62 seats, we agreed 58.`,
    html: null,
    ...change
  }
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  team = await startTeam(['Maya', 'Otto', 'Priya'])
  maya = await startShell()
  publisher = await connectClient(maya.url)
  await publisher.call('team.join', { invitation: team.people[0]!.invitation })
  const account = await publisher.call('workspace.create', {
    kind: 'account',
    values: { name: 'Acme Ltd', domains: ['acme.example'] }
  })
  const contact = await publisher.call('workspace.create', {
    kind: 'contact',
    values: { name: 'Dana Whitfield', account: account.id, addresses: ['dana@acme.example'] }
  })
  const deal = (name: string) =>
    publisher.call('workspace.create', {
      kind: 'deal',
      values: { name, account: account.id, stage: 'new', contacts: [{ contact: contact.id }] }
    })
  const other = await deal('Acme sensors')
  const first = await deal('Acme renewal')
  Object.assign(ids, { account: account.id, contact: contact.id, deal: first.id, other: other.id })
  boxes = { imap: randomUUID(), pop3: randomUUID() }
  for (const protocol of ['imap', 'pop3'] as const) {
    const address = protocol === 'imap' ? 'maya@fernhill.example' : 'orders@fernhill.example'
    await publisher.call('workspace.share', {
      id: boxes[protocol],
      address,
      protocol,
      rule: protocol === 'imap' ? rule : { ...rule, level: 'subject' }
    })
  }
  const sixty = Array.from({ length: 60 }, (_, n) => mail(n + 1))
  sixty[0] = mail(1, {
    thread: '<talk>',
    html: '<p>Line <b>1</b> shows 62 seats.</p><script>document.title = "run"</script><img src="https://x.example/p.png" width="90" height="90">',
    files: [{ name: 'seats.xlsx', type: 'application/vnd.ms-excel', size: 38_000 }]
  })
  sixty[1] = mail(2, { thread: '<talk>', outgoing: true, source: 'crm', subject: 'Our offer' })
  await publish('imap', sixty)
  await publish('pop3', [mail(100, { source: 'pop3', subject: 'Invoice 20931' })])
  app = await startApp()
  page = app.page
  await joinTeam(app, team.people[1]!.invitation)
})
test.afterAll(async () => {
  await app?.close()
  publisher?.close()
  await maya?.close()
  await team?.stop()
})

async function publish(box: keyof typeof boxes, mails: PublishedMail[]): Promise<void> {
  const { epoch } = await publisher.call('workspace.published', { mailbox: boxes[box] })
  const { refused } = await publisher.call('workspace.publish', { mailbox: boxes[box], epoch, mails })
  expect(refused).toEqual([])
}

const emails = () => page.getByRole('region', { name: 'Emails' })
const rows = () => emails().getByRole('grid').last().getByRole('row')
const open = (kind: string, id: string) =>
  page.evaluate((hash) => void (location.hash = hash), `#/records/${kind}/${id}`)
const shows = () => emails().getByRole('radiogroup', { name: 'Show emails' })

test('a rep without a mailbox sees on a contact what a colleague shares, by whom and how', async () => {
  await open('contact', ids.contact)
  await expect(rows().nth(1)).toHaveAccessibleName(
    /^Received\. Dana Whitfield → Maya\. Renewal question 1\. Maya · IMAP\./
  )
  await expect(shows().getByRole('radio', { name: 'All 61' })).toBeChecked()
  await expect(shows().getByRole('radio', { name: 'IMAP shared 59' })).toBeVisible()
  await expect(emails().getByText('50 shown')).toBeVisible()
  await emails().getByText('50 shown').scrollIntoViewIfNeeded()
  await expect(emails().getByText('61 of 61 shown')).toBeVisible()
  const who = emails().getByRole('region', { name: 'Who shares what' })
  await expect(who.getByText('61 mails')).toBeVisible()
  await expect(who).toContainText('Private or nothing here: Priya')
})

test('the list is filtered and searched', async () => {
  await shows()
    .getByRole('radio', { name: /^POP shared/ })
    .check({ force: true })
  await expect(rows()).toHaveCount(2)
  await expect(rows().nth(1)).toHaveAccessibleName(/Invoice 20931/)
  await shows()
    .getByRole('radio', { name: /^Sent to CRM/ })
    .check({ force: true })
  await expect(rows().nth(1)).toHaveAccessibleName(/^Sent\. .*Our offer/)
  await emails().getByRole('combobox', { name: 'By user' }).click()
  await page.getByRole('option', { name: /Maya/ }).click()
  await expect(rows().nth(1)).toHaveAccessibleName(/Renewal question 1\./)
  await shows().getByRole('radio', { name: /^All/ }).check({ force: true })
  await emails().getByRole('searchbox').fill('invoice')
  await expect(rows()).toHaveCount(2)
  await emails().getByRole('searchbox').fill('nothing like it')
  await expect(emails().getByText('Nothing here by “nothing like it”')).toBeVisible()
  await emails().getByRole('button', { name: 'Show all' }).click()
  await expect(rows().nth(2)).toBeVisible()
})

test('a mail is read by keys alone, behind the walls of every mail, and its files stay with their owner', async () => {
  await rows().nth(1).focus()
  await page.keyboard.press('ArrowDown')
  await expect(rows().nth(2)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  const article = page.getByRole('article', { name: 'Renewal question 1' })
  const frame = article.frameLocator('iframe[title="Message body"]')
  await expect(frame.getByText('shows 62 seats.')).toBeVisible()
  await expect(article.getByRole('button', { name: 'Load remote content' })).toBeVisible()
  await expect(article.getByText('38 KB · kept by Maya')).toBeVisible()
  await expect(page.getByText('dana@acme.example is on this record; shared by Maya')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Write to Dana' })).toBeVisible()
  await expect(page).not.toHaveTitle('run')
  await page.keyboard.press('Escape')
  await expect(rows().nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(rows().last()).toHaveAccessibleName(/Invoice 20931/)
  await page.keyboard.press('End')
  await expect(rows().last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Maya shares the subject line only')).toBeVisible()
  await page.goBack()
  await expect(rows().last()).toBeFocused()
})

test('a new shared mail is in the list within a second', async () => {
  await open('contact', ids.contact)
  await expect(rows().nth(1)).toBeVisible()
  await publish('imap', [mail(0, { sent: Date.now(), subject: 'Just now' })])
  await expect(rows().nth(1)).toHaveAccessibleName(/Just now/, { timeout: 2_500 })
})

test('a conversation is linked to a deal by hand in two keys, and taken off it', async () => {
  await open('deal', ids.other)
  const withDeal = emails().getByRole('region', { name: 'With this deal' })
  const people = emails().getByRole('grid', { name: 'With its people' })
  await expect(withDeal.getByText('No mail is linked to this deal yet')).toBeVisible()
  await people.getByRole('row', { name: /Renewal question 1\./ }).focus()
  await page.keyboard.press('l')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('radio', { name: 'Acme sensors' })).toBeFocused()
  await dialog.getByRole('checkbox', { name: /whole conversation, 2 mails/ }).check()
  await page.keyboard.press('Enter')
  const linked = withDeal.getByRole('row', { name: /Linked by hand/ })
  await expect(linked).toHaveCount(2)
  await expect(people.getByRole('row', { name: /Renewal question 1\./ })).toBeFocused()
  await linked.first().focus()
  await page.keyboard.press('l')
  await dialog.getByRole('radio', { name: 'No deal' }).check()
  await page.keyboard.press('Enter')
  await expect(linked).toHaveCount(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(linked).toHaveCount(2)
  await open('contact', ids.contact)
  await expect(
    emails().getByRole('row', { name: /Renewal question 1\..*Linked by hand to Acme sensors/ })
  ).toBeVisible()
  await open('deal', ids.deal)
  await expect(withDeal.getByRole('row', { name: /Just now.*Open deal/ })).toBeVisible()
})

test('the list of an account is looked at as a colleague sees it', async () => {
  await open('account', ids.account)
  await expect(rows().nth(1)).toBeVisible()
  await emails().getByRole('combobox', { name: 'Look as' }).click()
  await page.getByRole('option', { name: 'Priya' }).click()
  await expect(emails().getByText('As Priya sees it')).toBeVisible()
  await emails().getByRole('button', { name: 'Done' }).click()
  await expect(emails().getByText('As Priya sees it')).toHaveCount(0)
})

for (const theme of ['light', 'dark'] as const) {
  test(`list and mail are accessible, ${theme}`, async () => {
    const client = await app.client()
    await client.call('app.setPreferences', { theme })
    client.close()
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    for (const [width, kind, id] of [
      [1440, 'contact', ids.contact],
      [640, 'deal', ids.deal]
    ] as const) {
      await page.setViewportSize({ width, height: 900 })
      await open(kind, id)
      await expect(rows().nth(1)).toBeVisible()
      expect.soft(await violations()).toEqual([])
    }
    await expect(emails().getByRole('combobox', { name: 'Show emails' })).toBeVisible()
    await rows().nth(2).click()
    await expect(page.getByRole('article')).toBeVisible()
    expect.soft(await violations()).toEqual([])
    await page.setViewportSize({ width: 1440, height: 900 })
  })
}

test('while the server is away what was seen last is shown, and says of when it is', async () => {
  await open('contact', ids.contact)
  await expect(rows().nth(1)).toHaveAccessibleName(/Just now/)
  await team.postgres.stop()
  await page.reload()
  await expect(emails().getByText(/^The team’s mail as of \d\d:\d\d, out of reach now$/)).toBeVisible({
    timeout: 60_000
  })
  await expect(rows().nth(1)).toHaveAccessibleName(/Just now/)
})

async function violations(): Promise<unknown[]> {
  const { violations: found } = await axe(page).exclude('iframe').exclude('[role="separator"]').analyze()
  return found.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 160))])
}
