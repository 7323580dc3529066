import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { frameCsp } from '../../electron/files/serve.ts'
import { launchChromium } from '../app/chromium.ts'
import { bundle } from './bundle.ts'
import type { Clean } from './sanitise-page.ts'

/**
 * Three things stand between a mail and the world: the sanitiser, the frame's sandbox and the frame's CSP. Each is
 * tried here with the other two taken away, on mail that does run, load and navigate where nothing stands.
 */
declare const clean: Clean

const ran = `fetch('/ran')`
const scripts = [
  `<script>${ran}</script>`,
  `<img src="data:," onerror="${ran}">`,
  `<svg onload="${ran}"></svg>`,
  `<iframe srcdoc="<script>${ran}</script>"></iframe>`,
  `<iframe src="javascript:${ran}"></iframe>`,
  `<details open ontoggle="${ran}"><summary>x</summary></details>`,
  `<input autofocus onfocus="${ran}">`,
  `<style>@keyframes x{}</style><p style="animation:x 1ms" onanimationstart="${ran}">x</p>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${ran}&gt;">`
]
const loads = [
  '<img src="http://probe.test/img">',
  '<link rel="stylesheet" href="http://probe.test/link">',
  '<style>@import "http://probe.test/import";</style>',
  '<p style="background:url(http://probe.test/css)">x</p>',
  '<video poster="http://probe.test/poster" src="http://probe.test/video"></video>',
  '<object data="http://probe.test/object"></object>',
  '<svg><image href="http://probe.test/svg" width="9" height="9"></image></svg>',
  '<iframe src="http://probe.test/frame"></iframe>'
]
const leaves = [
  '<meta http-equiv="refresh" content="0;url=http://probe.test/refresh">',
  '<form action="http://probe.test/form" target="_top"><button autofocus>x</button></form><script>document.forms[0].submit()</script>',
  '<a href="http://probe.test/top" target="_top" id="a">x</a><script>document.getElementById("a").click()</script>'
]

let server: Server
let origin = ''
let served = { html: '', csp: '' }
let asked: string[] = []
let browser: Browser
let script = ''

beforeAll(async () => {
  script = (await bundle('./sanitise-page.ts')).script
  server = createServer((request, response) => {
    const path = request.url ?? ''
    if (path === '/mail') {
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        ...(served.csp === '' ? {} : { 'Content-Security-Policy': served.csp })
      })
      return response.end(`<!doctype html>${served.html}`)
    }
    if (path !== '/') asked.push(path)
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    return response.end('<!doctype html><link rel="icon" href="data:,"><body>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchChromium()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
})

/** Which of these mails did something: asked for an address, or took the window away. */
async function shownIn(
  mails: string[],
  walls: { sanitiser?: true; sandbox?: true; csp?: true }
): Promise<string[]> {
  const did: string[] = []
  // one of its own: what the mails before had under way could still take this one away
  const page = await browser.newPage()
  await page.route('http://probe.test/**', (route) => {
    asked.push(route.request().url())
    return route.fulfill({ contentType: 'text/html', body: 'x' })
  })
  await page.goto(origin)
  if (walls.sanitiser) await page.addScriptTag({ content: script })
  for (const mail of mails) {
    asked = []
    const html = walls.sanitiser ? await page.evaluate((mail) => clean(mail).html, mail) : mail
    served = { html, csp: walls.csp ? frameCsp(false, null) : '' }
    const frame = await page
      .evaluate(async (sandboxed) => {
        for (const old of document.querySelectorAll('iframe')) old.remove()
        const frame = document.createElement('iframe')
        if (sandboxed) frame.setAttribute('sandbox', 'allow-same-origin')
        await new Promise((loaded) => {
          frame.addEventListener('load', loaded, { once: true })
          frame.src = '/mail'
          document.body.append(frame)
          setTimeout(loaded, 3000)
        })
        await new Promise((settled) => setTimeout(settled, 250))
        return true
      }, walls.sandbox === true)
      .catch(() => false)
    if (asked.length > 0 || !frame || page.url() !== `${origin}/`) did.push(mail)
    if (page.url() !== `${origin}/`) {
      await page.goto(origin)
      if (walls.sanitiser) await page.addScriptTag({ content: script })
    }
  }
  await page.close()
  return did
}

test('where nothing stands, these mails run, load and leave', async () => {
  expect((await shownIn(scripts, {})).length).toBeGreaterThanOrEqual(scripts.length - 1)
  expect((await shownIn(loads, {})).length).toBeGreaterThanOrEqual(loads.length - 1)
  expect(await shownIn(leaves, {})).toEqual(leaves)
}, 120_000)

test('the sanitiser alone stops all of it', async () => {
  expect(await shownIn([...scripts, ...loads, ...leaves], { sanitiser: true })).toEqual([])
}, 120_000)

test('the sandbox alone stops what runs and what leaves', async () => {
  expect(await shownIn([...scripts, ...leaves], { sandbox: true })).toEqual([])
}, 120_000)

test('the CSP alone stops what runs and what loads', async () => {
  expect(await shownIn([...scripts, ...loads], { csp: true })).toEqual([])
}, 120_000)
