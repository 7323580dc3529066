import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { launchChromium } from '../../tests/app/chromium.ts'
import { bundle } from '../../tests/reader/bundle.ts'
import type { Composing } from '../../tests/reader/compose-page.ts'
import { remoteProbes, scriptVectors } from '../../tests/reader/vectors.ts'

declare const composing: Composing

const app = 'http://app.test'
let browser: Browser
let page: Page
let asked: string[] = []
let ran: string[] = []

beforeAll(async () => {
  const { script } = await bundle('./compose-page.ts')
  browser = await launchChromium()
  page = await browser.newPage()
  page.on('dialog', (dialog) => {
    ran.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (request.url() !== `${app}/` && !request.url().startsWith('data:')) asked.push(request.url())
  })
  await page.route('**/*', (route) =>
    route.request().url() === `${app}/`
      ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><meta charset="utf-8">' })
      : route.abort()
  )
  await page.goto(`${app}/`)
  await page.addScriptTag({ content: script })
}, 60_000)
afterAll(() => browser?.close())
beforeEach(() => {
  asked = []
  ran = []
})
const quoted = (html: string): Promise<string> => page.evaluate((html) => composing.quoted(html), html)

test('no vector runs and no probe asks for anything, quoted in a mail or pasted into it', async () => {
  const vectors = [...scriptVectors(), ...remoteProbes()].map(({ html }) => html)
  expect(vectors.length).toBeGreaterThan(200)
  const sent = await page.evaluate(async (vectors) => {
    const sent: string[] = []
    for (const html of vectors) sent.push(composing.quoted(html), composing.pasted(html), composing.own(html))
    await new Promise((settled) => setTimeout(settled, 300))
    composing.clear()
    return sent
  }, vectors)
  expect(asked).toEqual([])
  expect(ran).toEqual([])
  const alive =
    /<(?:script|style|iframe|object|embed|form|input|svg|math|link|meta|base|video|audio)\b|\son\w+=|url\(/i
  // what it says in words is harmless
  const tagsOf = (html: string): string => (html.match(/<[^>]*>/g) ?? []).join('')
  expect(sent.filter((html) => alive.test(tagsOf(html)))).toEqual([])
  expect(sent.filter((html) => /<img(?![^>]*src="cid:)/.test(html))).toEqual([])
}, 120_000)

test('the counting does count', async () => {
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<img src="http://probe.test/1">'))
  await expect.poll(() => asked).toEqual(['http://probe.test/1'])
})

describe('of a quoted mail', () => {
  it('tables stay, with their looks', async () => {
    const html = await quoted(
      '<style>td.n { text-align: right } td { padding: 4px }</style><table border="1" width="300"><caption>Prices</caption><thead><tr><th>Seats</th></tr></thead><tr><td class="n" bgcolor="#eee" colspan="2">40</td></tr></table>'
    )
    expect(html).toContain('<div>Prices</div><table width="300" border="1">')
    expect(html).toContain('<th><div>Seats</div></th>')
    expect(html).toMatch(
      /<td colspan="2" bgcolor="#eee" style="padding: 4px; text-align: right;"><div>40<\/div><\/td>/
    )
  })
  it('what an element says of itself wins over a style sheet, and a class over a name', async () => {
    const html = await quoted(
      '<style>.a { color: red } p { color: blue; font-size: 20px }</style><p class="a">x</p><p class="a" style="color: green">y</p>'
    )
    expect(html).toContain('<p style="font-size: 20px; color: red;">x</p>')
    expect(html).toContain('<p style="font-size: 20px; color: green;">y</p>')
  })
  it('what is a mark of the editor is said once', async () => {
    const html = await quoted('<p><span style="font-weight: 700; color: red">x</span></p>')
    expect(html).toMatch(/<p>(?:<strong>)?<span style="color: red;">(?:<strong>)?x</)
    expect(html).toContain('strong')
  })
  it('lines and their ends stay', async () => {
    expect(await quoted('<div>a<div>b</div>c<br>d</div><pre>e\n  f</pre>')).toContain(
      '<div><div>a</div><div>b</div><div>c<br>d</div></div>'
    )
    expect(await quoted('<pre>e\n  f</pre>')).toMatch(/>e<br> {2}f</)
  })
  it('pictures that go along stay, others go, and what is hidden goes', async () => {
    const html = await quoted(
      '<p>a<img src="cid:here" alt="Logo" width="90"><img src="cid:gone"><img src="http://x.test/p.png"><span style="display: none">secret</span></p>'
    )
    expect(html).toContain('<img src="cid:new@x" alt="Logo" width="90">')
    expect(html.match(/<img/g)).toHaveLength(1)
    expect(html).not.toContain('secret')
  })
  it('nothing can leave its place or cover another', async () => {
    const html = await quoted('<div style="position: absolute; top: -90px; z-index: 9; color: red">x</div>')
    expect(html).toContain('<div style="color: red;">x</div>')
  })
})

describe('in plain text', () => {
  const plainOf = (html: string): Promise<string> => page.evaluate((html) => composing.plainOf(html), html)
  it('a table of figures is a line for a row, and quotes have their marks', async () => {
    const html =
      '<p>Hi</p><ol><li><p>one</p></li><li><p>two</p></li></ol><div data-signature=""><p>--</p><p>Maya</p></div><div data-quote=""><p>She wrote:</p><blockquote><table><tr><td><div>Seats</div></td><td><div>40</div></td></tr></table><div>x <b>y</b></div><blockquote><p>old</p></blockquote></blockquote></div>'
    expect(await plainOf(html)).toBe(
      'Hi\n1. one\n2. two\n\n-- \nMaya\n\nShe wrote:\n> Seats | 40\n> x y\n>> old'
    )
  })
  it('signature and quote are found again when formatting comes back', async () => {
    const rich = await page.evaluate(() =>
      composing.toRich('Hi\n\n-- \nMaya\n\nShe wrote:\n> old\n>> older', {
        html: '<div data-signature=""><p>-- </p><p>Maya</p></div>',
        plain: '-- \nMaya'
      })
    )
    expect(rich).toBe(
      '<p>Hi</p><div data-signature=""><p>-- </p><p>Maya</p></div><div data-quote=""><p>She wrote:</p><blockquote><p>old</p><blockquote><p>older</p></blockquote></blockquote></div>'
    )
    expect(await plainOf(rich)).toBe('Hi\n\n-- \nMaya\n\nShe wrote:\n> old\n>> older')
  })
  it('another signature takes the old one’s place only', async () => {
    const replace = (text: string, before: string, now: string): Promise<string> =>
      page.evaluate(([a, b, c]) => composing.replacePlainSignature(a!, b!, c!), [text, before, now])
    expect(await replace('Hi\n\n-- \nMaya\n\n> q', '-- \nMaya', '-- \nSales $&')).toBe(
      'Hi\n\n-- \nSales $&\n\n> q'
    )
    expect(await replace('Hi', '-- \nMaya', '-- \nSales')).toBe('Hi')
  })
  it('only what would be lost is warned of', async () => {
    const loses = (html: string): Promise<boolean> =>
      page.evaluate((html) => composing.losesFormatting(html), html)
    expect(await loses('<p>a</p><ul><li><p>b</p></li></ul><blockquote><p>c</p></blockquote>')).toBe(false)
    for (const html of ['<p><strong>a</strong></p>', '<table></table>', '<p style="color: red">a</p>'])
      expect(await loses(html)).toBe(true)
  })
})
