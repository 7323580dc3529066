import { expect, test } from '@playwright/test'
import { writeInvitation } from '../../shared/team/invitation.ts'
import { type App, startApp } from '../app/app.ts'
import { axe } from '../app/axe.ts'

/** What the rep chooses of notifications and of this computer, and what the system hands over. */

let app: App
test.beforeAll(async () => {
  app = await startApp()
  const client = await app.client()
  await client.call('app.setPreferences', { theme: 'light' })
  client.close()
  // without a mailbox every start leads to the first run
  await expect(app.page.getByRole('button', { name: 'Try with a sample mailbox' })).toBeVisible()
})
test.afterAll(async () => app?.close())
const open = (page: string) => app.page.goto(`${app.shell.url.split('#')[0]}#/settings/${page}`)

test('notifications are chosen by folder and by the hour, and kept', async () => {
  const { page } = app
  await open('notifications')
  const folders = page.getByRole('group', { name: 'Tell me about mail in' })
  await folders.getByRole('checkbox', { name: 'Others' }).uncheck()
  await page.getByRole('switch', { name: 'Be quiet outside my hours' }).check()
  await page.getByLabel('Quiet from').fill('19:30')
  await page.getByLabel('Until').fill('07:15')
  await page.getByRole('checkbox', { name: 'Quiet on Saturday and Sunday too' }).uncheck()
  const client = await app.client()
  await expect
    .poll(async () => (await client.call('app.preferences', {})).notify)
    .toEqual({ about: [0, 1, 2, 3], quiet: true, from: 1170, until: 435, weekends: false })
  client.close()
  for (const place of ['notifications', 'computer', 'about']) {
    await open(place)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const { violations } = await axe(page).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.length])).toEqual([])
  }
  await open('notifications')
  await page.getByRole('switch', { name: 'Tell me about new mail' }).uncheck()
  await expect(folders).toHaveCount(0)
})

test('an invitation that the system hands over is in its field; the rep still joins by hand', async () => {
  const { page } = app
  await open('about')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const { link } = writeInvitation({
    server: {
      host: 'crm.fernhill.example',
      port: 5432,
      database: 'salesinbox',
      login: `salesinbox_${'a'.repeat(32)}`,
      tls: true
    },
    password: 'a-password-that-serves-once',
    workspace: 'Fernhill',
    user: 'Maya',
    by: 'Jonas'
  })
  // as main tells the page in Electron
  await page.evaluate((given) => {
    const { bridge } = (
      globalThis as unknown as { salesinbox: { bridge: { receive(message: object): void } } }
    ).salesinbox
    bridge.receive({
      event: 'app.command',
      payload: { command: 'team.join', argument: JSON.stringify({ link: given }) }
    })
  }, link)
  await expect(page.getByRole('group', { name: 'Join a team' })).toContainText('crm.fernhill.example')
  await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeEnabled()
})

test('new mail is told of by the browser, if it is of a folder that was chosen', async () => {
  const { page } = app
  await page.addInitScript(() => {
    const shown: { title: string; options: object; onclick?: () => void }[] = []
    class Note {
      static permission = 'granted'
      onclick?: () => void
      constructor(title: string, options: object) {
        shown.push(Object.assign(this, { title, options }))
      }
      close(): void {}
    }
    Object.assign(globalThis, { Notification: Note, shown })
    document.hasFocus = () => false
  })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const client = await app.client()
  await client.call('app.setPreferences', {
    notifications: true,
    notify: { about: [0], quiet: false, from: 0, until: 0, weekends: false }
  })
  await open('about')
  const note = { body: 'Terms', tag: 'mail-7', mail: 7 }
  await client.call('app.notify', { ...note, title: 'A stranger', context: 4 })
  await client.call('app.notify', { ...note, title: 'Anna · Renewal', context: 0 })
  client.close()
  const titles = () =>
    page.evaluate(() =>
      (globalThis as unknown as { shown: { title: string }[] }).shown.map(({ title }) => title)
    )
  await expect.poll(titles).toEqual(['Anna · Renewal'])
})
