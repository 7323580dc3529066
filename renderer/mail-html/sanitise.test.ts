import { readdirSync, readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../../tests/app/chromium.ts'
import { bundle } from '../../tests/reader/bundle.ts'
import type { Clean } from '../../tests/reader/sanitise-page.ts'
import { remoteProbes, scriptVectors, type Vector } from '../../tests/reader/vectors.ts'

declare const clean: Clean

const app = 'http://app.test'
let browser: Browser
let page: Page
let requests: string[] = []
let ran: string[] = []

beforeAll(async () => {
  const { script } = await bundle('./sanitise-page.ts')
  browser = await launchChromium()
  page = await browser.newPage()
  page.on('dialog', (dialog) => {
    ran.push(dialog.message())
    void dialog.dismiss()
  })
  await page.route('**/*', (route) => {
    const url = route.request().url()
    if (url === `${app}/`)
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><meta charset="utf-8">' })
    requests.push(url)
    return route.abort()
  })
  await page.goto(`${app}/`)
  await page.addScriptTag({ content: script })
}, 60_000)
afterAll(() => browser?.close())

/** Shows each in a frame without a sandbox and without a CSP: the sanitiser is all that stands there. */
async function showBare(
  vectors: Vector[],
  sanitised: boolean
): Promise<{ requests: string[]; ran: string[] }> {
  requests = []
  ran = []
  await page.evaluate(
    async ({ vectors, sanitised }) => {
      // what was sanitised is well formed: ten share a frame
      const sheets = sanitised
        ? Array.from({ length: Math.ceil(vectors.length / 10) }, (_, at) =>
            vectors
              .slice(at * 10, at * 10 + 10)
              .map(({ html }) => clean(html, { fold: 'Quoted text' }).html)
              .join('')
          )
        : vectors.map(({ html }) => html)
      const shown = sheets.map(
        (sheet) =>
          new Promise<void>((done) => {
            const frame = document.createElement('iframe')
            frame.addEventListener('load', () => done())
            frame.srcdoc = sheet
            document.body.append(frame)
          })
      )
      await Promise.race([Promise.all(shown), new Promise((late) => setTimeout(late, 2500))])
      await new Promise((settled) => setTimeout(settled, 300))
      for (const frame of document.querySelectorAll('iframe')) frame.remove()
    },
    { vectors, sanitised }
  )
  return { requests, ran }
}

test('no known script vector runs, with the sandbox and the CSP both taken away', async () => {
  const vectors = scriptVectors()
  expect(vectors.length).toBeGreaterThan(200)
  const seen = await showBare(vectors, true)
  expect(seen.ran).toEqual([])
  expect(seen.requests).toEqual([])
}, 60_000)

test('the same page notices a script that does run', async () => {
  const seen = await showBare([{ name: 'control', html: '<img src=x onerror="alert(7)">' }], false)
  expect(seen.ran).toEqual(['7'])
})

test('what comes out has no script, handler, form, frame or address of another kind', async () => {
  const faults = await page.evaluate(
    (vectors) => {
      const bad: string[] = []
      for (const { name, html } of vectors) {
        const doc = new DOMParser().parseFromString(clean(html).html, 'text/html')
        for (const element of doc.querySelectorAll('*')) {
          if (
            /^(script|iframe|frame|object|embed|form|input|button|meta|link|base|svg|math|audio|video)$/i.test(
              element.localName
            )
          ) {
            bad.push(`${name}: ${element.localName}`)
          }
          for (const { name: attribute, value } of element.attributes) {
            if (attribute.startsWith('on')) bad.push(`${name}: ${attribute}`)
            const address = /^(?:href|src|background)$/.test(attribute)
            if (address && !/^(?:https?:|mailto:|tel:|#|data:image)/i.test(value))
              bad.push(`${name}: ${value}`)
            if (/url\(|expression|@import/i.test(attribute === 'style' ? value : ''))
              bad.push(`${name}: ${value}`)
          }
        }
      }
      return bad
    },
    [...scriptVectors(), ...remoteProbes()]
  )
  expect(faults).toEqual([])
})

test('no probe loads anything, with the sandbox and the CSP both taken away', async () => {
  const probes = remoteProbes()
  const control = await showBare(probes.slice(0, 40), false)
  expect(control.requests.length).toBeGreaterThan(15)
  const seen = await showBare(probes, true)
  expect(seen.requests).toEqual([])
}, 60_000)

test('after consent only pictures load', async () => {
  requests = []
  const kinds = await page.evaluate(async (vectors) => {
    const made = vectors.map(({ html }) => clean(html, { remote: true }).html).join('')
    const doc = new DOMParser().parseFromString(made, 'text/html')
    return [
      ...new Set([...doc.querySelectorAll('[src],[background],[href]')].map((element) => element.localName))
    ].sort()
  }, remoteProbes())
  expect(kinds).toEqual(['a', 'area', 'img', 'table', 'td', 'th'].filter((kind) => kinds.includes(kind)))
  expect(kinds).toContain('img')
})

const one = (html: string, options: Parameters<Clean>[1] = {}) =>
  page.evaluate(([html, options]) => clean(html, options), [html, options] as const)

test('remote addresses are taken out and each is counted once', async () => {
  const mail = `<img src="https://a.example/1.png"><img src="https://a.example/1.png"><p style="background:url(//b.example/2)">x</p>
    <table background="http://c.example/3"><tr><td>x</table><img src="https://t.example/p" width=1 height=1>`
  const held = await one(mail)
  expect(held.blocked).toBe(4)
  expect(held.trackers).toBe(1)
  expect(held.html).not.toContain('example')
  const shown = await one(mail, { remote: true })
  expect(shown.blocked).toBe(0)
  expect(shown.html.match(/example/g)).toHaveLength(5)
})

test('a cid: picture shows from the address it was given and an unknown one from nowhere', async () => {
  const result = await one(
    '<img src="cid:a%40b"><img src="CID:nobody"><div style="background-image:url(cid:a@b)">x</div>',
    {
      cids: { 'a@b': 'http://app.test/mail/x/0' }
    }
  )
  expect(result.html.match(/app\.test\/mail\/x\/0/g)).toHaveLength(2)
  expect(result.html).not.toMatch(/cid:/i)
  expect(result.inline).toEqual(['a@b'])
})

test('raster data: pictures stay and SVG ones go', async () => {
  const result = await one(
    '<img src="data:image/png;base64,iVBORw0KGgo="><img src="data:image/svg+xml,<svg/>">'
  )
  expect(result.html).toContain('data:image/png')
  expect(result.html).not.toContain('svg')
})

test('links keep their true target, and one of another scheme is text', async () => {
  const result = await one(
    '<a href="https://shop.example/a?b=c" onclick="x()" ping="https://p.example">a</a><a href="file:///etc/passwd">b</a><a href="/relative">c</a><a href="www.example.com">d</a><a href="tel:+4930123">e</a>'
  )
  expect(result.html).toContain(
    '<a href="https://shop.example/a?b=c" target="_blank" rel="noopener noreferrer">a</a>'
  )
  expect(result.html).toContain('<a>b</a><a>c</a>')
  expect(result.html).toContain('href="https://www.example.com/"')
  expect(result.html).toContain('href="tel:+4930123"')
})

test('styles keep their looks and lose what reaches out of the frame', async () => {
  const result = await one(
    `<style>@import "https://x.example/a.css"; @font-face{font-family:f;src:url(https://x.example/f)}
      p{color:#123456;position:fixed;height:100vh;-webkit-app-region:drag;--u:1;animation:a 1s}
      @media (max-width:600px){.w{width:100%!important}} @media (prefers-color-scheme:dark){p{color:#fff}}
      b::before{content:"</style><script>alert(1)</script>"}</style><p style="font-family:'Times New Roman';position:sticky;top:0">x</p>`
  )
  expect(result.html).toContain('color: rgb(18, 52, 86)')
  expect(result.html).toContain('@media (max-width: 600px)')
  expect(result.html).toContain('Times New Roman')
  expect(result.html).not.toMatch(/example|fixed|sticky|vh|app-region|--u|animation|script/)
})

test('a simple mail can follow the theme, and loses its colours when it does', async () => {
  const plain = '<div style="color:#1f497d;background:white"><font color="red">Hello</font></div>'
  const painted = '<table bgcolor="#003366"><tr><td style="color:white">Sale</table>'
  expect((await one(plain)).simple).toBe(true)
  expect((await one(painted)).simple).toBe(false)
  expect((await one(plain, { recolour: true })).html).not.toMatch(/color|background/)
})

test('sanitising again changes nothing: a quote in a reply is as safe as the mail', async () => {
  const twice = await page.evaluate(
    (vectors) => {
      const differing: string[] = []
      for (const { name, html } of vectors) {
        const first = clean(html).html
        const again = clean(first).html
        if (again.replace(/<\/?div>/g, '') !== first.replace(/<\/?div>/g, '')) differing.push(name)
      }
      return differing
    },
    [...scriptVectors(), ...remoteProbes()]
  )
  expect(twice).toEqual([])
})

test('what Gmail, Outlook, Hotmail, Yandex and others quote is folded, and nothing else', async () => {
  const folder = new URL('../../tests/data/corpora/b-mailgun-talon/html_replies/', import.meta.url)
  for (const name of readdirSync(folder)) {
    const html = readFileSync(new URL(name, folder), 'utf8')
    const seen = await page.evaluate((html) => {
      const doc = new DOMParser().parseFromString(clean(html, { fold: 'Quoted text' }).html, 'text/html')
      const fold = doc.querySelector('details.sb-quoted')
      const folded = fold?.textContent ?? ''
      fold?.remove()
      for (const style of doc.querySelectorAll('style')) style.remove()
      return { left: (doc.body.textContent ?? '').replace(/\s+/g, ' ').trim(), folded: folded.length }
    }, html)
    expect([name, seen.folded > 20]).toEqual([name, true])
    expect([name, seen.left.length < 120]).toEqual([name, true])
  }
})

test('a forwarded mail, and one that answers between the quoted lines, stay open', async () => {
  const forward =
    '<div>FYI</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: A</div>The offer</div>'
  const between =
    '<p>Hi</p><blockquote type="cite">one?</blockquote><p>yes</p><blockquote type="cite">two?</blockquote><p>no</p>'
  const only = '<blockquote type="cite">one?</blockquote>'
  for (const html of [forward, between, only]) {
    expect((await one(html, { fold: 'Quoted text' })).html).not.toContain('<details')
  }
})
