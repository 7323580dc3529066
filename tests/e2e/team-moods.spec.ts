import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import type { PublishedMail } from '../../shared/contract/sharing.ts'
import { accountDraft, type App, startApp, startSmtp } from '../app/app.ts'
import { axe } from '../app/axe.ts'
import { type Client, connectClient } from '../app/client.ts'
import { type Shell, startShell } from '../app/shell.ts'
import { joinTeam, startTeam, type TeamServers } from '../app/team.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

/** A customer writes angry mail to two reps: each alone has one, the team has two. */
test.describe.configure({ mode: 'serial', timeout: 120_000 })

let team: TeamServers
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>
let maya: Shell
let hers: Client
let app: App
const box = randomUUID()
const hour = 3_600_000
const now = Date.now()
const theirs: PublishedMail = {
  ...{ message: 'invoice@acme.example', thread: 'invoice@acme.example', sent: now - hour },
  ...{ source: 'imap', outgoing: false, subject: 'Wrong invoice', snippet: 'This is the second time' },
  ...{ from: ['Anna Berg', 'anna@acme.example'], to: [['Maya', 'maya@fernhill.example']] },
  ...{ files: [], text: 'This is the second time that the invoice is wrong.', html: null }
}
const says = (sentiment: 'negative' | 'positive', model: string | null) =>
  hers.call('workspace.setMoods', {
    mailbox: box,
    moods: [
      {
        message: theirs.message,
        mood: { sentiment, emotion: model ? 'frustrated' : null, intents: model ? ['complaint'] : [], model }
      }
    ]
  })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  team = await startTeam(['Maya', 'Otto'])
  dovecot = await startDovecot()
  smtp = await startSmtp()
  const received = now - 3 * hour
  dovecot.seed('otto', 'INBOX', [
    {
      received,
      bytes: `From: Anna Berg <anna@acme.example>\r\nTo: otto@fernhill.example\r\nSubject: Late again\r\nMessage-ID: <late@acme.example>\r\nDate: ${new Date(received).toUTCString()}\r\n\r\nI am very disappointed. The delivery is late again, and it is simply unacceptable.\r\n`
    }
  ])
  maya = await startShell()
  hers = await connectClient(maya.url)
  await hers.call('team.join', { invitation: team.people[0]!.invitation })
  await hers.call('workspace.create', {
    kind: 'contact',
    values: { name: 'Anna Berg', addresses: ['anna@acme.example'] }
  })
  const { epoch } = await hers.call('workspace.share', {
    ...{ id: box, address: 'maya@fernhill.example', protocol: 'imap' },
    rule: { mode: 'public', records: 'all', chosen: [], people: [], never: [], level: 'full' }
  })
  await hers.call('workspace.publish', { mailbox: box, epoch, mails: [theirs] })
  await says('negative', 'm1')
  app = await startApp()
  await joinTeam(app, team.people[1]!.invitation)
  const client = await app.client()
  await client.call('accounts.add', accountDraft({ imap: dovecot.imap, smtp: smtp.port }, { user: 'otto' }))
  client.close()
})
test.afterAll(async () => {
  await app?.close()
  hers?.close()
  await maya?.close()
  await smtp?.close()
  await dovecot?.stop()
  await team?.stop()
})

test('own and a colleague’s angry mail make one unhappy customer, and stand on the person', async () => {
  const { page } = app
  const unhappy = page.getByRole('link', { name: /^Unhappy customers/ })
  await expect(unhappy).toHaveAccessibleName('Unhappy customers, 1 customer', { timeout: 60_000 })
  await unhappy.click()
  const own = page.getByRole('grid', { name: 'Messages' }).getByRole('row', { name: /Late again/ })
  await own.click()
  const moods = page.getByRole('region', { name: 'Mood, last 2 mails' }).getByRole('button')
  await expect(moods.last()).toHaveAccessibleName(/^Negative, Frustrated, .*shared by Maya$/)
  const streak = page
    .getByRole('list', { name: 'With mail that colleagues share' })
    .getByRole('link', { name: /Anna Berg/ })
  await expect(streak).toContainText('2 negative mails, 1 shared by colleagues')
  // intents are an administrator's to change
  await page.getByRole('button', { name: 'Actions for the mail from Anna Berg' }).click()
  await expect(page.getByRole('menuitem', { name: 'Show source' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Use as example' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  const shots = process.env['SHOTS']
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    if (shots) await page.screenshot({ path: `${shots}/team-moods-${colorScheme}.png` })
    const { violations } = await axe(page).exclude('[role="separator"]').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }
  await streak.click()
  await expect(page.getByRole('region', { name: 'Emails' })).toBeVisible()
})

test('a colleague’s mail shows how it sounds, in the list and where it is read, and follows its owner', async () => {
  const { page } = app
  const row = page.getByRole('grid', { name: 'Emails' }).getByRole('row', { name: /Wrong invoice/ })
  await expect(row).toHaveAccessibleName(/Wrong invoice\. Negative\./)
  await row.click()
  const sounds = page.getByRole('group', { name: 'How it sounds' })
  await expect(sounds).toHaveText('NegativeFrustratedComplaintRead on Maya’s computer')
  const shots = process.env['SHOTS']
  if (shots) await page.screenshot({ path: `${shots}/team-mood-read.png` })
  await page.keyboard.press('Escape')
  await says('positive', null)
  await expect(row).toHaveAccessibleName(/Wrong invoice\. Positive\./)
  await row.click()
  await expect(sounds).toHaveText('PositiveMaya said so')
})
