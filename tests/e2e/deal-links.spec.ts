import { expect, test } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp } from '../app/app.ts'
import type { Client } from '../app/client.ts'
import { joinTeam, startTeam, type TeamServers } from '../app/team.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** Own mail of a private mailbox on a deal: linked by hand for its owner alone, and what the team sees of it later. */
test.describe.configure({ mode: 'serial', timeout: 120_000 })

let team: TeamServers
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let maya: App
let mine: Client
let account: string
const ids = { anna: '', renewal: '', sensors: '' }

/** After the mailbox is shared, as far as the rule of deals is concerned: mail from before goes with no deal of two. */
const received = Date.now() + 600_000
const offer = (n: number): string =>
  `From: Anna <anna@acme.example>\r\nTo: maya@fernhill.example\r\nSubject: ${n > 1 ? 'Re: ' : ''}The offer ${n}\r\nMessage-ID: <offer${n}@acme.example>\r\n${n > 1 ? 'References: <offer1@acme.example>\r\n' : ''}Date: ${new Date(received + n * 60_000).toUTCString()}\r\n\r\nText ${n}.\r\n`
const open = (kind: string, id: string) =>
  maya.page.evaluate((to) => void (location.hash = to), `#/records/${kind}/${id}`)
const list = () => maya.page.getByRole('region', { name: 'Emails', exact: true })
const withDeal = () => list().getByRole('region', { name: 'With this deal' })
const people = () => list().getByRole('grid', { name: 'With its people' })
const dialog = () => maya.page.getByRole('dialog')
const undo = () => maya.page.getByRole('button', { name: 'Undo' }).click()
async function onDeal(deal: string): Promise<[string, boolean | null][]> {
  const { rows } = await mine.call('workspace.recordMail', { record: deal })
  return rows.map(({ subject, byHand }): [string, boolean | null] => [subject, byHand]).toSorted()
}
async function shoot(name: string): Promise<void> {
  const { page } = maya
  const shots = process.env['SHOTS']
  if (!shots) return
  for (const [look, scheme, width] of [
    ['light', 'light', 1440],
    ['dark', 'dark', 1440],
    ['narrow', 'light', 700]
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: `${shots}/${name}-${look}.png` })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  team = await startTeam(['Maya', 'Otto'])
  dovecot = await startDovecot()
  smtp = await startSmtp()
  dovecot.seed(
    'maya',
    'INBOX',
    [1, 2].map((n) => ({ received: received + n * 60_000, bytes: offer(n) }))
  )
  maya = await startApp()
  await joinTeam(maya, team.people[0]!.invitation)
  mine = await maya.client()
  const contact = await mine.call('workspace.create', {
    kind: 'contact',
    values: { name: 'Anna Berg', addresses: ['anna@acme.example'] }
  })
  ids.anna = contact.id
  for (const name of ['sensors', 'renewal'] as const) {
    const values = { name: `Acme ${name}`, stage: 'new', contacts: [{ contact: contact.id }] }
    ids[name] = (await mine.call('workspace.create', { kind: 'deal', values })).id
  }
  const ports = { imap: dovecot.imap, smtp: smtp.port }
  const added = await mine.call('accounts.add', accountDraft(ports, { user: 'maya' }))
  if (!added.account) throw new Error('not added')
  account = added.account.id
})
test.afterAll(async () => {
  mine?.close()
  await maya?.close()
  await smtp?.close()
  await dovecot?.stop()
  await team?.stop()
})

test('a conversation of a private mailbox is linked for its owner alone, with undo, and is there after a restart', async () => {
  const { page } = maya
  await open('deal', ids.sensors)
  const linked = withDeal().getByRole('row', { name: /The offer \d\. Only you see this\. Linked by hand/ })
  await people()
    .getByRole('row', { name: /The offer 1/ })
    .focus()
  await page.keyboard.press('l')
  await expect(dialog()).toContainText('Nobody shares this mail: only you see where it is linked')
  await dialog()
    .getByRole('checkbox', { name: /whole conversation, 2 mails/ })
    .check()
  await shoot('link-alone-dialog')
  await page.keyboard.press('Enter')
  await expect(linked).toHaveCount(2)
  await undo()
  await expect(linked).toHaveCount(0)
  await people()
    .getByRole('row', { name: /The offer 1/ })
    .focus()
  await page.keyboard.press('l')
  await expect(dialog().getByRole('radio', { name: 'Acme sensors' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(linked).toHaveCount(1)
  expect(await onDeal(ids.sensors)).toEqual([])
  await page.reload()
  await expect(linked).toHaveCount(1)
  await shoot('link-alone')
})

test('a contact’s list says with which deal a mail goes; a change and its undo show there too', async () => {
  const { page } = maya
  await open('contact', ids.anna)
  const row = (deal: string) =>
    list().getByRole('row', {
      name: new RegExp(`The offer 1\\. Only you\\. Linked by hand to ${deal}, only you see this`)
    })
  await expect(row('Acme sensors')).toBeVisible()
  await row('Acme sensors').focus()
  await page.keyboard.press('l')
  await dialog().getByRole('radio', { name: 'Acme renewal' }).check()
  await page.keyboard.press('Enter')
  await expect(row('Acme renewal')).toBeVisible()
  await shoot('link-contact')
  await undo()
  await expect(row('Acme sensors')).toBeVisible()
})

test('once the mailbox is shared it goes with that deal for the team, and no rule gives it another', async () => {
  await mine.call('accounts.change', { id: account, patch: { sharing: 'public' } })
  await expect.poll(() => onDeal(ids.sensors), { timeout: 20_000 }).toEqual([['The offer 1', true]])
  await expect.poll(() => onDeal(ids.renewal), { timeout: 20_000 }).toEqual([['Re: The offer 2', false]])
  await open('contact', ids.anna)
  await expect(
    list().getByRole('row', { name: /The offer 1\..*Linked by hand to Acme sensors\./ })
  ).toBeVisible()
  await expect(
    list().getByRole('row', { name: /The offer 2\..*With Acme renewal: its contact/ })
  ).toBeVisible()
})

test('what is shared is changed and taken off its deal, and undo leaves it to the rule again', async () => {
  const { page } = maya
  await open('deal', ids.renewal)
  const byRule = withDeal().getByRole('row', { name: /The offer 2\..*Open deal/ })
  await byRule.focus()
  await page.keyboard.press('l')
  await dialog().getByRole('radio', { name: 'No deal' }).check()
  await page.keyboard.press('Enter')
  await expect(byRule).toHaveCount(0)
  await undo()
  await expect(byRule).toHaveCount(1)
  expect(await onDeal(ids.renewal)).toEqual([['Re: The offer 2', false]])
  // what was linked alone at first is changed as any other
  await open('deal', ids.sensors)
  await withDeal()
    .getByRole('row', { name: /The offer 1/ })
    .focus()
  await page.keyboard.press('l')
  await dialog().getByRole('radio', { name: 'Acme renewal' }).check()
  await page.keyboard.press('Enter')
  await expect.poll(() => onDeal(ids.sensors), { timeout: 20_000 }).toEqual([])
  await expect
    .poll(() => onDeal(ids.renewal))
    .toEqual([
      ['Re: The offer 2', false],
      ['The offer 1', true]
    ])
  await undo()
  await expect.poll(() => onDeal(ids.sensors), { timeout: 20_000 }).toEqual([['The offer 1', true]])
})
