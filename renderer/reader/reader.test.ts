import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, FrameLocator, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ReaderPage } from '../../tests/reader/app-page.tsx'
import { launchChromium } from '../../tests/app/chromium.ts'
import { bundle } from '../../tests/reader/bundle.ts'
import { startReaderServer, type ReaderServer } from '../../tests/reader/server.ts'
import type { ReaderMessage } from './model.ts'

declare const api: ReaderPage

const corpora = new URL('../../tests/data/corpora/', import.meta.url)
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
let server: ReaderServer
let browser: Browser
let page: Page
let left: string[] = []

beforeAll(async () => {
  server = await startReaderServer(await bundle('./app-page.tsx'))
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 900, height: 800 } })
  await page.route(
    (url) => url.origin !== server.origin && url.protocol.startsWith('http'),
    (route) => {
      left.push(route.request().url())
      return route.fulfill({ contentType: 'image/png', body: Buffer.from(pixel, 'base64') })
    }
  )
  await page.goto(server.origin)
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})
beforeEach(async () => {
  await page.keyboard.press('Escape')
  await show()
  left = []
  server.links.length = 0
})

/** A busy machine takes its time. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000 })
const frame = (): FrameLocator => page.frameLocator('iframe[title="Message body"]')
const show = (...messages: ReaderMessage[]) => page.evaluate((messages) => api.show(messages), messages)
const mail = (body: string, more: Partial<ReaderMessage> = {}, type = 'text/html; charset=utf-8') =>
  server
    .read(
      Buffer.from(
        `From: Dana Whitfield <dana@acme.example>\r\nTo: Maya <maya@fernhill.example>\r\nSubject: Renewal terms\r\nDate: Wed, 25 Nov 2026 09:31:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n${body}`
      )
    )
    .then((read) => ({ ...read, ...more }))
const lastCommand = () => page.evaluate(() => api.ran.at(-1))

test('a mail is an article named by its subject, in a frame that may do nothing', async () => {
  await show(await mail('<p>Hello</p>'))
  await frame().getByText('Hello').waitFor()
  await eventually(() => page.getByRole('article', { name: 'Renewal terms' }).count()).toBe(1)
  const element = page.locator('iframe')
  expect(await element.getAttribute('sandbox')).toBe('allow-same-origin')
  expect(await element.getAttribute('title')).toBe('Message body')
  expect(await element.getAttribute('srcdoc')).toBe(null)
  for (const name of ['Reply', 'Reply all', 'Forward', 'Archive', 'Delete']) {
    expect([name, await page.getByRole('button', { name, exact: true }).count()]).toEqual([name, 1])
  }
})

test('the next mail takes over the frame, but not what the one before was granted', async () => {
  const documents = () =>
    page.evaluate(() => {
      const { contentDocument } = document.querySelector('iframe')!
      return contentDocument!.URL
    })
  await show(await mail('<p>First</p><style>p { color: red }</style>'))
  await frame().getByText('First').waitFor()
  const first = await documents()
  await show(await mail('<p>Second</p>'))
  await frame().getByText('Second').waitFor()
  expect(await frame().getByText('First').count()).toBe(0)
  expect(await frame().locator('#sb-mail style').count()).toBe(0)
  expect(await documents()).toBe(first)
  await show(await mail('<p>Third</p><img src="https://pictures.invalid/a.png">'))
  await frame().getByText('Third').waitFor()
  await page.getByRole('button', { name: 'Load remote content' }).click()
  await eventually(documents).not.toBe(first)
  await frame().getByText('Third').waitFor()
  const granted = await documents()
  await show(await mail('<p>Fourth</p>'))
  await frame().getByText('Fourth').waitFor()
  expect(await documents()).not.toBe(granted)
})

test('no mail stands under the name of another, and one that fails is not the end of the next', async () => {
  await show(await mail('<p>Granted</p><img src="https://pictures.invalid/a.png">'))
  await page.getByRole('button', { name: 'Load remote content' }).click()
  await frame().getByText('Granted').waitFor()
  // main does not answer: the next mail needs another document, and there is none
  let refuse: () => void = () => undefined
  const asked = new Promise<void>((done) => (refuse = done))
  await page.route('**/call/files.frame', async (route) => {
    await asked
    await route.abort()
  })
  await show(await mail('<p>Waiting</p>', { subject: 'The next' }))
  await page.getByRole('heading', { name: 'The next' }).waitFor()
  expect(await frame().getByText('Granted').count()).toBe(0)
  refuse()
  await page.getByRole('alert').waitFor()
  await page.unroute('**/call/files.frame')
  await show(await mail('<p>After that</p>'))
  await frame().getByText('After that').waitFor()
})

test('a mail of which nothing is left says so instead of a blank page', async () => {
  await show(await mail('<style>p { color: red }</style><div><script>alert(1)</script>&nbsp;</div>'))
  await page.getByText('This mail has no text.').waitFor()
})

test('a link shows where it leads, and opens outside', async () => {
  await show(await mail('<a href="https://shop.example/a?b=1">our offer</a>'))
  await frame().getByText('our offer').hover()
  await page.getByText('https://shop.example/a?b=1').waitFor()
  await frame().getByText('our offer').click()
  await eventually(() => server.links).toEqual(['https://shop.example/a?b=1'])
  expect(page.url()).toBe(`${server.origin}/`)
  expect(browser.contexts().flatMap((context) => context.pages())).toHaveLength(1)
})

test('a link whose text names another place asks first', async () => {
  await show(await mail('<a href="https://evil.example/x">https://bank.example/login</a>'))
  await frame().getByText('bank.example').click()
  await page.getByText('It reads https://bank.example/login, but leads to evil.example.').waitFor()
  expect(server.links).toEqual([])
  await page.getByRole('button', { name: 'Open evil.example' }).click()
  await eventually(() => server.links).toEqual(['https://evil.example/x'])
})

test('a mailto: link goes to the composer, and one within the mail scrolls', async () => {
  await show(
    await mail(
      '<a href="mailto:x@y.example?subject=Hi">write</a> <a href="#end">end</a><p id="end">The end</p>'
    )
  )
  await frame().getByText('write').click()
  await eventually(lastCommand).toEqual({
    command: 'compose.new',
    argument: { mailto: 'mailto:x@y.example?subject=Hi' }
  })
  await frame().getByText('end', { exact: true }).click()
  expect(server.links).toEqual([])
})

test('keys pressed in the frame reach the window, and Esc leaves it', async () => {
  await show(await mail('<p><a href="https://a.example">a</a></p>'))
  await frame().locator('a').focus()
  await page.keyboard.press('j')
  await eventually(lastCommand).toEqual({ command: 'mail.next' })
  await page.keyboard.press('Escape')
  await eventually(() => page.evaluate(() => document.activeElement?.tagName)).toBe('ARTICLE')
})

test('what a reply quotes is folded, and Q unfolds it', async () => {
  await show(
    await mail(
      '<div>Yes.</div><div>On 3 May 2026, Dana &lt;d@a.example&gt; wrote:</div><blockquote>Can we?</blockquote>'
    )
  )
  await frame().getByText('Yes.').waitFor()
  expect(await frame().getByText('Can we?').isVisible()).toBe(false)
  const folded = await page.locator('iframe').evaluate((element) => element.getBoundingClientRect().height)
  await page.keyboard.press('q')
  await eventually(() => frame().getByText('Can we?').isVisible()).toBe(true)
  await eventually(() =>
    page.locator('iframe').evaluate((element) => element.getBoundingClientRect().height)
  ).toBeGreaterThan(folded)
})

test('the frame is as high as its mail, and one that asks for the whole window does not grow', async () => {
  await show(await mail('<div style="height:700px;background:red">x</div>'))
  const height = () =>
    page.locator('iframe').evaluate((element) => Math.round(element.getBoundingClientRect().height))
  await eventually(height).toBe(700)
  await show(
    await mail(
      '<style>html,body{height:100%;min-height:100vh}div{min-height:100%;padding:9px}</style><div style="height:100vh">x</div>'
    )
  )
  await frame().getByText('x').waitFor()
  await page.waitForTimeout(500)
  expect(await height()).toBeLessThan(100)
})

test('a mail laid out for a wider window is made to fit', async () => {
  await show(await mail('<table width="900" style="height:200px"><tr><td>wide</td></tr></table>'))
  await frame().getByText('wide').waitFor()
  const table = () =>
    frame()
      .locator('table')
      .evaluate((element) => Math.round(element.getBoundingClientRect().width))
  const width = await page.locator('iframe').evaluate((element) => element.clientWidth)
  await eventually(table).toBeLessThanOrEqual(width)
  const heights = await Promise.all([
    page.locator('iframe').evaluate((element) => element.clientHeight),
    frame()
      .locator('table')
      .evaluate((element) => Math.round(element.getBoundingClientRect().height))
  ])
  expect(Math.abs(heights[0] - heights[1])).toBeLessThan(4)
})

test('pictures of the mail show in place, and are not listed as files', async () => {
  const body = `--b\r\nContent-Type: text/html\r\n\r\n<img src="cid:logo@x" alt="logo">\r\n--b\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@x>\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n${pixel}\r\n--b\r\nContent-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nthe notes\r\n--b--\r\n`
  await show(await mail(body, {}, 'multipart/mixed; boundary=b'))
  await eventually(() =>
    frame()
      .locator('img')
      .evaluate((image: HTMLImageElement) => image.naturalWidth)
      .catch(() => 0)
  ).toBe(1)
  await page.getByRole('button', { name: /^Open notes.txt/ }).waitFor()
  expect(await page.getByText('logo.png').count()).toBe(0)
  await page.getByRole('button', { name: /^Open notes.txt/ }).click()
  await page.getByText('the notes').waitFor()
  expect(left).toEqual([])
})

test('remote content loads when it is asked for, once or for a sender', async () => {
  const asking = await mail(
    '<img src="https://pictures.example/1.png"><img src="https://pictures.example/2.png">'
  )
  await show(asking)
  await page.getByText('2 remote images blocked').waitFor()
  expect(left).toEqual([])
  const steps = await page.evaluate(() => history.length)
  await page.getByRole('button', { name: 'Load remote content' }).click()
  await eventually(() => left.length).toBe(2)
  expect(await page.evaluate(() => history.length)).toBe(steps)
  expect(await page.getByText('remote images blocked').count()).toBe(0)

  left = []
  await show(await mail('<img src="https://pictures.example/3.png">'))
  await page.getByRole('button', { name: 'Always for Dana Whitfield' }).click()
  await eventually(() => left.length).toBe(1)
  await show(await mail('<img src="https://pictures.example/4.png">'))
  await eventually(() => left.length).toBe(2)
})

test('the source is shown as it came', async () => {
  await show(await mail('<p>Hello</p>'))
  await page.getByRole('button', { name: 'Actions for the mail from Dana Whitfield' }).click()
  await page.getByRole('menuitem', { name: 'Show source' }).click()
  await page.getByText('Subject: Renewal terms').waitFor()
})

test('a mail that no parser likes shows its source', async () => {
  const broken = await mail('x')
  await show({ ...broken, body: { text: null, html: null, truncated: false, failed: 'refused' } })
  await page.getByText('This mail cannot be read as it should.').waitFor()
  await page.getByText('Subject: Renewal terms').waitFor()
})

test('a mail that was cut loads whole', async () => {
  const cut = await mail('<p>the whole of it</p>')
  await show({ ...cut, body: { text: 'the who', html: null, truncated: true, failed: null } })
  await frame().getByText('the who').waitFor()
  await page.getByRole('button', { name: 'Load the whole mail' }).click()
  await frame().getByText('the whole of it').waitFor()
})

test('earlier mails are one line each, and four or more of them one line', async () => {
  const mails = await Promise.all(Array.from({ length: 6 }, (_, at) => mail(`<p>number ${at}</p>`)))
  await show(...mails)
  await frame().getByText('number 5').waitFor()
  expect(await page.getByRole('article').count()).toBe(1)
  await page.getByRole('button', { name: '4 earlier messages' }).click()
  await eventually(() => page.locator('button[data-message]').count()).toBe(5)
  await page.locator('button[data-message]').first().click()
  await eventually(() => page.getByRole('article').count()).toBe(2)
})

test('the sender that is shown is the true address, whatever the From field pretends', async () => {
  const folder = new URL('c-from-spoof-shapes/', corpora)
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.eml'))) {
    const read = await server.read(readFileSync(new URL(name, folder)))
    await show(read)
    const address = (read.from[0]?.[1] ?? '')
      .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '')
      .trim()
    const header = page.locator('article header')
    await eventually(async () => [name, (await header.textContent())?.includes(address)]).toEqual([
      name,
      true
    ])
    expect([name, await header.locator('b, i, img, script').count()]).toEqual([name, 0])
  }
})

test('a PDF is drawn page by page in a dialog', async () => {
  const pdf = readFileSync(new URL('a-mikel-mail/spec/fixtures/attachments/test.pdf', corpora)).toString(
    'base64'
  )
  const body = `--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/pdf; name=offer.pdf\r\nContent-Disposition: attachment; filename=offer.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${pdf}\r\n--b--\r\n`
  await show(await mail(body, {}, 'multipart/mixed; boundary=b'))
  await page.getByRole('button', { name: /^Open offer.pdf/ }).click()
  await page.getByRole('img', { name: /^Page 1 of/ }).waitFor()
  const drawn = () =>
    page
      .getByRole('img', { name: /^Page 1 of/ })
      .evaluate((canvas: HTMLCanvasElement) => canvas.width > 100 && canvas.height > 100)
  await eventually(drawn).toBe(true)
})

test('printing asks for nothing from the network', async () => {
  const read = await mail('<img src="https://t.example/1.png"><p>Print me</p>', {
    from: [['Eve', 'eve@acme.example']]
  })
  await show(read)
  await frame().getByText('Print me').waitFor()
  await page.evaluate((read) => api.print(read), read)
  const printed = page.frameLocator('iframe[title="Print"]')
  await eventually(() => printed.locator('body').textContent()).toContain('Eve <eve@acme.example>')
  expect(await page.locator('iframe[title="Print"]').getAttribute('sandbox')).toBe(
    'allow-same-origin allow-modals'
  )
  expect(left).toEqual([])
})

test('in the dark a simple mail follows the theme and one with colours keeps its paper', async () => {
  await show(await mail('<p style="color:#222">plain</p>'))
  await frame().getByText('plain').waitFor()
  await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'dark'))
  await eventually(() => page.locator('iframe[data-paper]').getAttribute('data-paper')).toBe('dark')
  await show(await mail('<table bgcolor="#ffcc00"><tr><td>sale</table>'))
  await frame().getByText('sale').waitFor()
  await eventually(() => page.locator('iframe[data-paper]').getAttribute('data-paper')).toBe('light')
})

test('axe finds nothing in the reader, in both themes', async () => {
  const body = `--b\r\nContent-Type: text/html\r\n\r\n<p>Hello</p><img src="https://t.example/1.png">\r\n--b\r\nContent-Type: application/pdf; name=offer.pdf\r\nContent-Disposition: attachment; filename=offer.pdf\r\n\r\nx\r\n--b--\r\n`
  const mails = []
  for (let at = 0; at < 6; at++)
    mails.push(await mail(body, { from: [['Eve', 'eve@acme.example']] }, 'multipart/mixed; boundary=b'))
  await show(...mails)
  await frame().getByText('Hello').waitFor()
  await page.getByRole('button', { name: /^to me/ }).click()
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') })
  for (const scheme of ['light', 'dark']) {
    await page.evaluate(
      (scheme) => document.documentElement.setAttribute('data-mantine-color-scheme', scheme),
      scheme
    )
    const found = await page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run(
        document.getElementById('root')!,
        {
          iframes: false,
          rules: { region: { enabled: false } }
        }
      )
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`
      )
    })
    expect([scheme, found]).toEqual([scheme, []])
  }
})
