import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { menuTemplate } from '../../electron/window/menu.ts'
import type { MenuCommand } from '../../shared/contract/desktop.ts'
import { type App, startApp } from '../app/app.ts'
import { axe } from '../app/axe.ts'

/** Windows of their own, as the browser shell has them: one mail, record, draft or opened file in each. */
test.describe.configure({ mode: 'serial' })

let app: App
test.beforeAll(async () => {
  app = await startApp({ args: ['--sample'] })
  await expect(app.page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date', {
    timeout: 90_000
  })
})
test.afterAll(async () => app?.close())

const rows = () => app.page.getByRole('grid', { name: 'Messages' }).getByRole('row')
async function opens(act: () => Promise<unknown>): Promise<Page> {
  const [own] = await Promise.all([app.context.waitForEvent('page'), act()])
  return own
}
const main = (page: Page) => page.getByRole('navigation', { name: 'SalesInbox' })
async function inOrder(page: Page): Promise<void> {
  const { violations } = await axe(page).exclude('iframe').analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))])).toEqual([])
}

test('a mail opens in a window of its own by a double click, and is answered there', async () => {
  const own = await opens(() => rows().first().dblclick())
  const article = own.getByRole('article').first()
  await expect(article).toBeVisible()
  await expect(main(own)).toHaveCount(0)
  await expect(own).toHaveTitle((await own.locator('h2').first().textContent())!)
  await inOrder(own)
  await own.keyboard.press('r')
  await expect(own.getByRole('region', { name: 'Reply' })).toBeVisible()
  // the main window stays as it was
  await expect(app.page.getByRole('region', { name: 'Reply' })).toHaveCount(0)
  await own.getByRole('button', { name: 'Close and keep as draft' }).click()
  await expect(article).toBeVisible()
  await own.close()
})

test('asked for twice, the window of a mail comes forward', async () => {
  await rows().nth(1).click()
  const own = await opens(() => app.page.keyboard.press('Shift+Enter'))
  await expect(own.getByRole('article').first()).toBeVisible()
  const before = app.context.pages().length
  await app.page.keyboard.press('Shift+Enter')
  await app.page.waitForTimeout(300)
  expect(app.context.pages()).toHaveLength(before)
  await own.close()
})

test('a mail that is gone says so', async () => {
  const own = await opens(() => app.page.evaluate(() => void window.open('/#/window/mail/999999')))
  await expect(own.getByText('This mail is not here any more')).toBeVisible()
  await own.close()
})

test('what is written moves out with all its words, and one window writes at a time', async () => {
  const { page } = app
  await page.keyboard.press('c')
  const composer = page.getByRole('region', { name: 'New mail' })
  await composer.getByRole('textbox', { name: 'Subject' }).fill('Terms for 2027')
  await composer.getByRole('textbox', { name: 'Message text' }).click()
  await page.keyboard.type('Dear Anna,')
  const own = await opens(() => composer.getByRole('button', { name: 'Open in a new window' }).click())
  await expect(composer).toHaveCount(0)
  const text = own.getByRole('textbox', { name: 'Message text' })
  await expect(text).toContainText('Dear Anna,')
  await expect(own).toHaveTitle('Terms for 2027')
  await inOrder(own)
  await text.click()
  await own.keyboard.press('End')
  await own.keyboard.type(' all the best')

  const draft = own.url().split('/').at(-1)!
  const open = (): Promise<boolean> =>
    page.evaluate((id) => {
      history.pushState(null, '', `#/mail`)
      return Boolean(localStorage.setItem('salesinbox.compose', JSON.stringify({ id, kind: 'edit' })))
    }, draft)
  await open()
  await page.reload()
  await expect(page.getByText('This mail is being written in another window')).toBeVisible()
  await own.close()
  const again = page
    .getByRole('region', { name: 'Edit draft' })
    .or(page.getByRole('region').filter({ has: page.getByRole('textbox', { name: 'Subject' }) }))
  await expect(again.getByRole('textbox', { name: 'Message text' })).toContainText('Dear Anna, all the best')
  await again.getByRole('button', { name: 'Discard' }).click()
})

test('a mail that is sent from its window can be taken back there, and then the window closes', async () => {
  const { page } = app
  const client = await app.client()
  await client.call('app.setPreferences', { undoSendSeconds: 5 })
  client.close()
  await page.keyboard.press('c')
  const composer = page.getByRole('region', { name: 'New mail' })
  const own = await opens(() => composer.getByRole('button', { name: 'Open in a new window' }).click())
  await own.getByRole('combobox', { name: 'To' }).fill('anna@acme.example')
  await own.getByRole('combobox', { name: 'To' }).press('Enter')
  await own.getByRole('textbox', { name: 'Subject' }).fill('Short')
  await own.getByRole('textbox', { name: 'Message text' }).click()
  await own.keyboard.type('Yes.')
  await own.getByRole('button', { name: 'Send' }).click()
  await expect(own.getByText('This mail is on its way')).toBeVisible()
  await own.getByRole('button', { name: /^Undo/ }).click()
  await expect(own.getByRole('textbox', { name: 'Subject' })).toHaveValue('Short')
  const closed = own.waitForEvent('close')
  await own.getByRole('button', { name: 'Send' }).click()
  await closed
})

test('a record opens in a window of its own, and leads to others', async () => {
  const { page } = app
  await page.goto(`${app.shell.url.split('#')[0]}#/records/deal`)
  await page.getByRole('table').getByRole('button').first().click()
  const name = await page.getByRole('region', { name: 'About' }).getByRole('heading').first().textContent()
  const own = await opens(() => page.getByRole('button', { name: 'Open in a new window' }).click())
  await expect(own.getByRole('heading', { name: name! }).first()).toBeVisible()
  await expect(own).toHaveTitle(name!)
  await inOrder(own)
  await own.close()
  await page.goto(`${app.shell.url.split('#')[0]}#/mail`)
})

const source = [
  'From: Eve <eve@evil.example>',
  'To: rep@fernhill.example',
  'Subject: =?utf-8?Q?Angebot_f=C3=BCr_2027?=',
  'Date: Tue, 24 Nov 2026 11:00:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>See <b>below</b></p><script>parent.bad = 1</script><img src="https://tracker.example/x.png">',
  '--b',
  'Content-Type: text/plain; name="terms.txt"',
  'Content-Disposition: attachment; filename="terms.txt"',
  '',
  'Net 30',
  '--b--',
  ''
].join('\r\n')

test('an .eml file that is dropped shows in a window of its own, as safe as any mail', async () => {
  const { page } = app
  const asked: string[] = []
  app.context.on('request', (request) => asked.push(request.url()))
  const drop = (name: string, text: string, on = page): Promise<unknown> =>
    on.evaluate(
      ([given, body]) => {
        const data = new DataTransfer()
        data.items.add(new File([body!], given!))
        const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })
        document.body.dispatchEvent(event)
        return event.defaultPrevented
      },
      [name, text]
    )
  const own = await opens(() => drop('angebot.eml', source))
  const article = own.getByRole('article', { name: 'Angebot für 2027' })
  await expect(article.getByText('eve@evil.example')).toBeVisible()
  await expect(own.frameLocator('iframe').getByText('below')).toBeVisible()
  await expect(article.getByRole('button', { name: 'Load remote content' })).toBeVisible()
  await expect(own.getByText('It is in none of your mailboxes')).toBeVisible()
  await article
    .getByRole('button', { name: /terms\.txt/ })
    .first()
    .click()
  await expect(own.getByText('Net 30')).toBeVisible()
  await own.keyboard.press('Escape')
  await inOrder(own)
  expect(await own.evaluate(() => 'bad' in globalThis)).toBe(false)
  expect(asked.filter((url) => url.includes('tracker'))).toEqual([])
  // on a window of its own as well: the browser would show the file in its place
  const other = await opens(() => drop('other.eml', 'Subject: Another\r\n\r\nOne', own))
  await expect(other.getByRole('article', { name: 'Another' })).toBeVisible()
  await other.close()
  expect(await drop('picture.png', 'x', own)).toBe(true)
  await expect(article).toBeVisible()
  await own.close()

  const none = await opens(() => drop('picture.eml', '\u0089PNG\r\n\r\n'))
  await expect(none.getByText('This file could not be opened as a mail')).toBeVisible()
  await none.close()
  // one that would hold the page for as long as it likes
  const line = `<p>${'word '.repeat(200)}</p>\r\n`
  const head = 'Subject: Long\r\nContent-Type: text/html\r\n\r\n'
  const text = `${head}<p>The beginning</p>${line.repeat(2200)}<p>The end</p>`
  const long = await opens(() => drop('long.eml', text))
  const body = long.frameLocator('iframe')
  await expect(body.getByText('The beginning')).toBeVisible()
  await expect(body.getByText('The end')).toHaveCount(0)
  await long.getByRole('button', { name: 'Load the whole mail' }).click()
  await expect(body.getByText('The end')).toHaveCount(1)
  await long.close()
  expect(await drop('offer.pdf', '%PDF')).toBe(true)
  await expect(page.getByText('Only mail files')).toBeVisible()
})

test('a mail file is chosen by the command too', async () => {
  const { page } = app
  const file = join(app.shell.dataFolder, 'angebot.eml')
  writeFileSync(file, source)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('>mail file')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
  const own = await opens(() => chooser.setFiles(file))
  await expect(own.getByRole('article', { name: 'Angebot für 2027' })).toBeVisible()
  await own.close()
})

test('all windows together have one keeper', async () => {
  const own = await opens(() => rows().first().dblclick())
  await expect(own.getByRole('article').first()).toBeVisible()
  const held = await own.evaluate(async () => (await navigator.locks.query()).held!.map(({ name }) => name))
  expect(held.filter((name) => /keeper/.test(name!))).toHaveLength(1)
  await own.close()
})

test("the system's menus have every command with its key, as the page of keys has it", async () => {
  const { page } = app
  // the page as it is in Electron, whose menu call is kept
  await page.addInitScript(() => {
    let kept: unknown
    Object.defineProperty(globalThis, 'salesinbox', {
      get: () => kept,
      set(given: { info: { shell: string }; bridge: { call(name: string, input: unknown): unknown } }) {
        kept = given
        const { call } = given.bridge
        given.info.shell = 'electron'
        given.bridge.call = (name, input, ...rest: unknown[]) => {
          if (name === 'desktop.setMenu') Object.assign(globalThis, { menu: input })
          return (call as (...all: unknown[]) => unknown)(name, input, ...rest)
        }
      }
    })
  })
  await page.reload()
  await rows().first().click()
  await expect(page.getByRole('article').first()).toBeVisible()
  const told = async (): Promise<MenuCommand[]> =>
    page.evaluate(
      () => (globalThis as unknown as { menu?: { commands: MenuCommand[] } }).menu?.commands ?? []
    )
  await expect.poll(async () => (await told()).map(({ id }) => id)).toContain('reader.unfold')
  const commands = await told()
  const template = menuTemplate({ command: () => undefined, quit: () => undefined }, commands, {
    mac: true,
    packaged: true
  })
  const labels = template
    .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    .filter(({ id }) => id)
  expect(labels).toHaveLength(commands.length)
  expect(new Set(labels.map(({ id }) => id)).size).toBe(commands.length)

  await page.keyboard.press('?')
  const table = page.getByRole('dialog', { name: 'All keys' })
  await expect(table.locator('dt').first()).toBeVisible()
  const shown = await table
    .locator('dl')
    .evaluateAll((lists) =>
      lists.flatMap((list) =>
        [...list.querySelectorAll('dt')].map((dt) => [
          dt.textContent,
          ...[...dt.nextElementSibling!.querySelectorAll('.visually-hidden')].map((one) => one.textContent)
        ])
      )
    )
  expect(shown.length).toBeGreaterThan(30)
  const inMenu = commands.filter(({ keys }) => keys.length > 0).map(({ words, keys }) => [words, ...keys])
  const sorted = (list: (string | null)[][]): string[] => list.map((one) => one.join(' ')).sort()
  expect(sorted(inMenu)).toEqual(sorted(shown))

  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('>')
  const offered = await page.getByRole('option').allTextContents()
  await expect
    .poll(async () => {
      const now = await told()
      return offered.filter((option) => !now.some(({ words }) => option.startsWith(words)))
    })
    .toEqual([])
})
