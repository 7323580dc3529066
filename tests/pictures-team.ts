// By hand: `node tests/pictures-team.ts` takes the pictures of docs/pictures that need a team; with a folder, all states into that.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { PublishedMail, SharingRule } from '../shared/contract/sharing.ts'
import { startApp } from './app/app.ts'
import { connectClient } from './app/client.ts'
import { startShell } from './app/shell.ts'
import { joinTeam, startTeam } from './app/team.ts'
import { startProxy } from './servers/proxy.ts'

const all = process.argv[2]
const folder = all ?? join(import.meta.dirname, '../docs/pictures')
const names = ['Maya', 'Otto', 'Priya', 'Lena']
const team = await startTeam(names)
const rule: SharingRule = {
  mode: 'public',
  records: 'all',
  chosen: [],
  people: [],
  never: [],
  level: 'full'
}
const talk: [subject: string, snippet: string, outgoing: boolean][] = [
  ['Re: Renewal for 62 seats', 'Legal is fine with the wording now, I only need the new price list', false],
  ['Re: Renewal for 62 seats', 'Attached is the order form with the dates that we agreed', true],
  ['Renewal for 62 seats', 'We grew since spring: could you quote us 62 seats from January?', false],
  ['Training for the new team in Porto', 'Eleven people, two mornings. What would that be on site?', false],
  ['Re: Invoice 20931', 'Thank you, the second line is right now', false],
  ['Invoice 20931', 'Here is the corrected invoice, sorry for the detour', true],
  ['Minutes of Thursday', 'What we decided about the rollout, and who does what until the 12th', true]
]

const shells = []
const boss = await startShell()
shells.push(boss)
const admin = await connectClient(boss.url)
await admin.call('team.join', { invitation: team.people[0]!.invitation })
const account = await admin.call('workspace.create', {
  kind: 'account',
  values: { name: 'Acme Ltd', domains: ['acme.example'] }
})
const contact = await admin.call('workspace.create', {
  kind: 'contact',
  values: { name: 'Dana Whitfield', account: account.id, addresses: ['dana@acme.example'] }
})
const deal = await admin.call('workspace.create', {
  kind: 'deal',
  values: { name: 'Acme renewal', account: account.id, stage: 'new', contacts: [{ contact: contact.id }] }
})
for (const [at, person] of team.people.entries()) {
  const shell = at === 0 ? boss : await startShell()
  const client = at === 0 ? admin : await connectClient(shell.url)
  if (at > 0) {
    shells.push(shell)
    await client.call('team.join', { invitation: person.invitation })
  }
  const mailbox = randomUUID()
  await client.call('workspace.share', {
    id: mailbox,
    address: person.address,
    protocol: at === 2 ? 'pop3' : 'imap',
    rule: at === 2 ? { ...rule, level: 'subject' } : rule
  })
  const mails: PublishedMail[] = talk.map(([subject, snippet, outgoing], n) => {
    const mine: [string, string] = [person.name, person.address]
    const theirs: [string, string] = ['Dana Whitfield', 'dana@acme.example']
    return {
      message: `<${at}.${n}@acme.example>`,
      thread: `<${at}.${subject.replace('Re: ', '')}@acme.example>`,
      sent: Date.now() - (at * 5 + n * 31 + 2) * 3_600_000,
      source: at === 2 ? 'pop3' : n === 1 ? 'crm' : 'imap',
      outgoing,
      subject,
      snippet,
      from: outgoing ? mine : theirs,
      to: [outgoing ? theirs : mine],
      files: n === 1 ? [{ name: 'Order form Acme.pdf', type: 'application/pdf', size: 184_000 }] : [],
      text: `${snippet}.\n\nBest\n${outgoing ? person.name : 'Dana'}`,
      html: null
    }
  })
  const { epoch } = await client.call('workspace.published', { mailbox })
  await client.call('workspace.publish', { mailbox, epoch, mails })
  if (at > 0) client.close()
}
await admin.call('workspace.deactivateMail', {
  user: team.people[3]!.id,
  keep: { folders: true, mail: false }
})
await admin.call('workspace.decideSharing', {
  of: { kind: 'user', id: team.people[1]!.id },
  decision: 'public',
  locked: true
})

const app = await startApp()
const { page } = app
const proxy = await startProxy(team.server.port)
await joinTeam(app, await team.invite(team.people[0]!, { port: proxy.port }))
const pages: [name: string, hash: string][] = [
  ['record-emails', `#/records/contact/${contact.id}`],
  ['deal-emails', `#/records/deal/${deal.id}`],
  ['email-sharing', '#/settings/sharing'],
  ['backup', '#/settings/backup'],
  ['audit', '#/settings/audit'],
  ['workspace', '#/settings/workspace']
]
const kept = new Set(['record-emails', 'email-sharing', 'backup', 'audit'])
const go = (hash: string) => page.evaluate((to) => void (location.hash = to), hash)
async function take(name: string): Promise<void> {
  await page.waitForTimeout(900)
  if (!name.endsWith('-loading')) await expect(page.locator('div[role=progressbar]')).toHaveCount(0)
  await page.waitForTimeout(600)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(name)
}
async function round(suffix: string, only = pages): Promise<void> {
  for (const [name, hash] of only) {
    await go(hash)
    await take(name + suffix)
  }
}
try {
  const client = await app.client()
  await client.call('app.setPreferences', { theme: 'light' })
  if (!all)
    await round(
      '',
      pages.filter(([name]) => kept.has(name))
    )
  else {
    await round('')
    await go('#/settings/sharing')
    await page.getByRole('button', { name: 'Otto', exact: true }).click()
    await take('user-sheet')
    await client.call('app.setPreferences', { theme: 'dark' })
    await round('-dark')
    await page.setViewportSize({ width: 700, height: 900 })
    await round('-narrow')
    await page.setViewportSize({ width: 1440, height: 900 })
    await client.call('app.setPreferences', { theme: 'light' })
    proxy.stall(true)
    await page.reload()
    await round('-loading')
    proxy.stall(false)
    await page.waitForTimeout(3000)
    proxy.setOffline(true)
    await round('-gone')
    await page.reload()
    await page.waitForTimeout(9000)
    await round('-gone-reloaded')
    proxy.setOffline(false)
    await page.waitForTimeout(15_000)
    await take('workspace-back')
    await go('#/settings/sharing')
    await take('email-sharing-back')
  }
  client.close()
} finally {
  await app.close()
  admin.close()
  for (const shell of shells) await shell.close()
  await proxy.close()
  await team.stop()
}
