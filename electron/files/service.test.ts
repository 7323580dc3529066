import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CallContext } from '../../shared/contract/index.ts'
import type { ParsedSource } from '../../shared/mail/parsed.ts'
import { createFiles, type FilesDeps, type FilesService } from './service.ts'
import type { ServeAnswer } from './serve.ts'

const context: CallContext = { signal: new AbortController().signal, caller: 1 }
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const origin = 'app://salesinbox'

let folder: string
let files: FilesService
let answer: string | null | 'browser'
let asked: string[]
let parsed: ParsedSource

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'))
  asked = []
  answer = null
  const host: FilesDeps['host'] = {
    dataFolder: join(folder, 'data'),
    log: quiet,
    origin: () => origin,
    askSavePath: async (names) => {
      asked = names
      return answer
    }
  }
  files = createFiles({ host, parse: async () => parsed })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
async function put(text: string): Promise<string> {
  return (await files.put('a1', bytes(text))).hash
}
async function get(url: string, range?: string): Promise<{ answer: ServeAnswer; text: string } | null> {
  expect(url.startsWith(`${origin}/`)).toBe(true)
  const found = await files.serve({ path: url.slice(origin.length), range })
  if (found === null) return null
  return { answer: found, text: await new Response(found.body).text() }
}
async function frame(html: string, remote: boolean, inline: string | null = null): Promise<string> {
  return (await files.handlers['files.frame']({ html, remote, inline }, context)).url
}
async function address(hash: string, type: string, download: string | null = null): Promise<string> {
  return (await files.handlers['files.address']({ account: 'a1', hash, type, download }, context)).url
}

test('a frame is served as it is, under a CSP that lets nothing in', async () => {
  const html = '<!doctype html><p>Grüße</p>'
  const got = await get(await frame(html, false))
  expect(got?.text).toBe(html)
  expect(got?.answer.headers).toEqual({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': String(bytes(html).length),
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-DNS-Prefetch-Control': 'off'
  })
})

test('consent adds pictures and nothing else', async () => {
  const csp = (await get(await frame('<p>', true)))?.answer.headers['Content-Security-Policy']
  expect(csp).toContain('img-src data: https: http:;')
  expect(csp).not.toMatch(/font-src|media-src|script-src|frame-src|connect-src/)
})

test('a frame shows its own inline pictures by a prefix of its own, and what is no picture gets no address', async () => {
  const png = await put('PNG bytes')
  const svg = await put('<svg onload=alert(1)>')
  const { set, urls } = await files.handlers['files.inline'](
    {
      account: 'a1',
      items: [
        { cid: 'evil@x', hash: svg, type: 'image/svg+xml' },
        { cid: 'logo@x', hash: png, type: 'image/png' }
      ]
    },
    context
  )
  expect(urls).toEqual([{ cid: 'logo@x', url: `${origin}/mail/${set}/0` }])
  const got = await get(await frame(`<img src="${urls[0]?.url}">`, false, set))
  expect(got?.answer.headers['Content-Security-Policy']).toContain(`img-src data: ${origin}/mail/${set}/;`)
  const picture = await get(urls[0]?.url ?? '')
  expect(picture?.text).toBe('PNG bytes')
  expect(picture?.answer.headers['Content-Type']).toBe('image/png')
  expect(await files.serve({ path: `/mail/${set}/1` })).toBeNull()
  await expect(frame('', false, 'unknown')).rejects.toMatchObject({ code: 'file.notFound' })
})

test.each([
  '/mail/',
  '/file/',
  '/mail/../file/x',
  '/',
  '/mail/AAAAAAAAAAAAAAAAAAAAAAAA',
  '/file/%2e%2e%2fetc',
  '/file/a/../../x'
])('the address %s answers nothing', async (path) => {
  expect(await files.serve({ path })).toBeNull()
})

test.each([
  ['image/png', 'image/png', false],
  ['IMAGE/JPEG; name=x', 'image/jpeg', false],
  ['application/pdf', 'application/pdf', false],
  ['text/html', 'text/plain; charset=utf-8', false],
  ['text/css', 'text/plain; charset=utf-8', false],
  ['message/rfc822', 'text/plain; charset=utf-8', false],
  ['image/svg+xml', 'application/octet-stream', true],
  ['application/xhtml+xml', 'application/octet-stream', true],
  ['application/javascript', 'application/octet-stream', true],
  ['image/png, text/html', 'application/octet-stream', true],
  ['image/png\r\nX-Evil: 1', 'application/octet-stream', true],
  ['text/html\r\nX-Evil: 1', 'application/octet-stream', true],
  ['', 'application/octet-stream', true]
])('a file that claims to be %j is served as %s', async (claimed, served, download) => {
  const got = await get(await address(await put('<script>alert(1)</script>'), claimed))
  expect(got?.answer.headers['Content-Type']).toBe(served)
  expect('Content-Disposition' in (got?.answer.headers ?? {})).toBe(download)
  expect(got?.answer.headers['Content-Security-Policy']).toContain('sandbox')
  expect(got?.answer.headers['X-Content-Type-Options']).toBe('nosniff')
})

test('a download names the file safely, in ASCII and in full', async () => {
  const url = await address(await put('x'), 'image/png', '../../Ängebot "1"\r\nX: y;\u202Egnp.exe')
  const value = (await get(url))?.answer.headers
  expect(value?.['Content-Type']).toBe('application/octet-stream')
  const encoded = encodeURIComponent('Ängebot _1_X_ y;gnp.exe')
  expect(value?.['Content-Disposition']).toBe(
    `attachment; filename="_ngebot _1_X_ y;gnp.exe"; filename*=UTF-8''${encoded}`
  )
})

test.each([
  ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
  ['bytes=7-', 206, '789', 'bytes 7-9/10'],
  ['bytes=-2', 206, '89', 'bytes 8-9/10'],
  ['bytes=5-900', 206, '56789', 'bytes 5-9/10'],
  ['bytes=10-', 416, '', 'bytes */10'],
  ['bytes=-0', 416, '', 'bytes */10'],
  ['bytes=3-1', 200, '0123456789', undefined],
  ['bytes=0-1,4-5', 200, '0123456789', undefined],
  ['lines=0-1', 200, '0123456789', undefined]
])('Range %s', async (range, status, text, contentRange) => {
  const got = await get(await address(await put('0123456789'), 'text/plain'), range)
  expect(got?.answer.status).toBe(status)
  expect(got?.text).toBe(text)
  expect(got?.answer.headers['Content-Range']).toBe(contentRange)
})

test('an address for a file that is not there is refused at once', async () => {
  await expect(address('c'.repeat(64), 'image/png')).rejects.toMatchObject({ code: 'file.notFound' })
})

test('saving one file goes where the rep said; called off, or done by the browser, writes nothing', async () => {
  const items = [{ hash: await put('offer'), name: 'C:\\Users\\x\\offer.pdf' }]
  const save = () => files.handlers['files.save']({ account: 'a1', items }, context)
  expect(await save()).toEqual({ saved: 0, folder: null })
  expect(asked).toEqual(['offer.pdf'])
  answer = 'browser'
  expect(await save()).toEqual({ saved: 0, folder: null })
  answer = join(folder, 'chosen.pdf')
  expect(await save()).toEqual({ saved: 1, folder })
  expect(await readFile(answer, 'utf8')).toBe('offer')
})

test('saving all writes safe names and never over a file', async () => {
  const target = await mkdtemp(join(folder, 'target-'))
  await writeFile(join(target, 'offer.pdf'), 'mine')
  answer = target
  const hash = await put('theirs')
  const items = ['offer.pdf', 'offer.pdf', '../../evil.sh', 'CON.txt', '..', 'a\u202Efdp.exe'].map(
    (name) => ({ hash, name })
  )
  expect(await files.handlers['files.save']({ account: 'a1', items }, context)).toEqual({
    saved: 6,
    folder: target
  })
  expect((await readdir(target)).sort()).toEqual(
    ['_CON.txt', 'afdp.exe', 'evil.sh', 'file', 'offer (2).pdf', 'offer (3).pdf', 'offer.pdf'].sort()
  )
  expect(await readFile(join(target, 'offer.pdf'), 'utf8')).toBe('mine')
})

test('nothing is asked when a file to be saved is not there', async () => {
  const items = [{ hash: 'd'.repeat(64), name: 'x' }]
  await expect(files.handlers['files.save']({ account: 'a1', items }, context)).rejects.toMatchObject({
    code: 'file.notFound'
  })
  expect(asked).toEqual([])
})

test('parsing stores each attachment as a file', async () => {
  parsed = {
    subject: 'S',
    from: [['Anna', 'anna@acme.example']],
    to: [],
    cc: [],
    date: 1,
    text: 'hi',
    html: null,
    attachments: [{ bytes: bytes('PDF'), name: 'a.pdf', type: 'application/pdf', cid: '', inline: false }],
    failed: null
  }
  const hash = await put('source')
  const got = await files.handlers['files.parse']({ account: 'a1', hash }, context)
  const [attachment] = got.attachments
  expect(attachment).toEqual({
    hash: attachment?.hash,
    size: 3,
    name: 'a.pdf',
    type: 'application/pdf',
    cid: '',
    inline: false
  })
  expect(new TextDecoder().decode(await files.read('a1', attachment?.hash ?? ''))).toBe('PDF')
})
