import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReaderMessage } from '../../renderer/reader/model.ts'
import type { ReaderPage } from './app-page.tsx'
import { bundle } from './bundle.ts'
import { ownNames, startCountingBrowser, type CountingBrowser } from './counting.ts'
import { corpusMails, type CorpusMail } from './mails.ts'
import { startReaderServer, type ReaderServer } from './server.ts'

declare const api: ReaderPage

const batchSize = 40
let server: ReaderServer
let browser: CountingBrowser
let mails: CorpusMail[]
const messages: ReaderMessage[] = []
/** What ran, or what the frame's own walls had to stop because the sanitiser had let it through. */
const alarms: string[] = []
const left: string[] = []

beforeAll(async () => {
  ;[server, browser, mails] = await Promise.all([
    bundle('./app-page.tsx').then(startReaderServer),
    startCountingBrowser(),
    corpusMails()
  ])
  // the reader's own code runs; anything else that does says so here
  await browser.context.addInitScript(() => {
    window.alert =
      window.confirm =
      window.prompt =
        () => {
          throw new Error('a script ran')
        }
  })
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function openPage() {
  const page = await browser.context.newPage()
  page.on('dialog', (dialog) => {
    alarms.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => alarms.push(`error ${error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    if (/Blocked script|Content Security Policy|Blocked form|Unsafe attempt|Mixed Content/i.test(text))
      alarms.push(text)
  })
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(server.origin) && !/^(?:data|about|blob):/.test(url)) left.push(url)
  })
  page.on('popup', (popup) => alarms.push(`popup ${popup.url()}`))
  await page.goto(server.origin)
  return page
}

test('every mail of the corpora parses', async () => {
  for (const { bytes } of mails) messages.push({ ...(await server.read(bytes)), flags: 0 })
  expect(messages.length).toBeGreaterThan(1400)
  const named = (name: string) => messages[mails.findIndex((mail) => mail.name.endsWith(name))]!
  expect(named('probe-img-src.html').body?.html).toContain('probe.invalid')
  expect(messages.filter(({ body }) => body?.failed !== null).length).toBeLessThan(messages.length / 100)
}, 300_000)

test('shown, previewed, quoted and printed, no mail asks the network or the resolver for anything', async () => {
  const page = await openPage()
  // many files are one mail in two line endings or two framings, or have no body at all
  const distinct = [
    ...new Map(
      messages.map((one) => [JSON.stringify([one.body, one.parts.map(({ cid }) => cid)]), one])
    ).values()
  ]
  for (let at = 0; at < distinct.length; at += batchSize) {
    const batch = distinct.slice(at, at + batchSize)
    const shown = await page.evaluate(async (batch) => {
      api.show([])
      while (document.querySelector('iframe') !== null) await new Promise((next) => setTimeout(next, 5))
      api.show(batch)
      const looks = { remote: false, fold: null, recolour: false, inline: () => null }
      const expected = batch.filter(({ body }) => {
        if (body?.failed !== null) return false
        return (body.html ?? '').trim() !== ''
          ? !api.saysNothing(api.sanitise(body.html!, looks).html)
          : (body.text ?? '').trim() !== ''
      }).length
      const began = performance.now()
      const ready = () =>
        [...document.querySelectorAll('iframe')].filter((frame) =>
          frame.contentDocument?.getElementById('sb-mail')?.hasChildNodes()
        )
      while (ready().length < expected && performance.now() - began < 15_000) {
        await new Promise((next) => setTimeout(next, 20))
      }
      for (const message of batch) {
        const html = message.body?.html ?? ''
        api.textOfHtml(html)
        if (html !== '') {
          const sent = api.quote(html).html
          const page = new DOMParser().parseFromString(sent, 'text/html')
          const addresses = [...page.querySelectorAll('[src]')].map((one) => one.getAttribute('src')!)
          if (addresses.some((address) => !address.startsWith('cid:')) || /url\(|<style|<form/i.test(sent))
            throw new Error(`the quote loads something: ${sent.slice(0, 500)}`)
        }
        const quote = document.createElement('div')
        quote.contentEditable = 'true'
        quote.innerHTML = api.sanitise(html, looks).html
        document.body.append(quote)
      }
      const count = ready().length
      await Promise.all(batch.filter(({ body }) => body?.html).map((message) => api.print(message)))
      await new Promise((settled) => setTimeout(settled, 100))
      for (const made of document.querySelectorAll('body > iframe, body > [contenteditable], .quote-editor'))
        made.remove()
      return { expected, ready: count }
    }, batch)
    expect(shown.ready).toBe(shown.expected)
  }
  await page.close()
  expect({
    left,
    lookups: browser.lookups,
    requests: browser.requests,
    strays: server.strays,
    alarms
  }).toEqual({
    left: [],
    lookups: [],
    requests: [],
    strays: [],
    alarms: []
  })
}, 600_000)

test('no mail names a host that the browser asks for by itself', () => {
  const own = [...ownNames]
  expect(messages.filter(({ body }) => own.some((name) => body?.html?.includes(name)))).toEqual([])
})

test('the resolver and the proxy do count: the same page, asked to, loads and looks up', async () => {
  const page = await openPage()
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<link rel="dns-prefetch" href="//prefetch.probe.invalid"><img src="https://image.probe.invalid/1"><img src="http://10.9.8.7/1">'
    )
  })
  await expect
    .poll(() => new Set(browser.lookups), { timeout: 10_000 })
    .toEqual(new Set(['prefetch.probe.invalid', 'image.probe.invalid']))
  await expect.poll(() => browser.requests.length, { timeout: 10_000 }).toBeGreaterThan(0)
  await page.close()
}, 30_000)

test('after consent pictures do load, and only they', async () => {
  browser.lookups.length = 0
  const page = await openPage()
  const mail = messages[mails.findIndex((one) => one.name.endsWith('probe-img-src.html'))]!
  await page.evaluate((mail) => api.show([mail]), mail)
  await page.getByRole('button', { name: 'Load remote content' }).click()
  await expect.poll(() => new Set(browser.lookups), { timeout: 10_000 }).toEqual(new Set(['probe.invalid']))
  await page.close()
}, 30_000)
