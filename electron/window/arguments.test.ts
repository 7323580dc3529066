import { expect, it } from 'vitest'
import { askedBy, firstAsked, readArguments } from './arguments.ts'

it('reads what a start is given, and passes over what Chromium adds', () => {
  const read = readArguments([
    '--no-sandbox',
    '--data',
    '/tmp/a',
    '--hidden',
    '--foo=bar',
    'mailto:a@b.example'
  ])
  expect(read).toEqual({
    dataFolder: '/tmp/a',
    sample: false,
    strict: false,
    hidden: true,
    asked: { kind: 'mailto', url: 'mailto:a@b.example' }
  })
  expect(readArguments([])).toMatchObject({ dataFolder: null, hidden: false, asked: null })
})

it('knows mail links, invitations and .eml files', () => {
  expect(askedBy('MAILTO:a@b.example')).toEqual({ kind: 'mailto', url: 'MAILTO:a@b.example' })
  expect(askedBy('SalesInbox:join#abc')).toEqual({ kind: 'join', link: 'salesinbox:join#abc' })
  expect(askedBy('offer.EML', '/home/maya')).toEqual({ kind: 'file', path: '/home/maya/offer.EML' })
  expect(askedBy('/tmp/an offer.eml')).toEqual({ kind: 'file', path: '/tmp/an offer.eml' })
  expect(askedBy('file:///tmp/an%20offer.eml')).toEqual({ kind: 'file', path: '/tmp/an offer.eml' })
})

it.each([
  '',
  '.',
  '--data=x.eml',
  '-x.eml',
  'salesinbox:open#x',
  'https://evil.example/a',
  'file:///tmp/%ZZ.eml',
  '/tmp/a.eml.exe',
  `mailto:${'a'.repeat(9000)}`,
  `salesinbox:join#${'a'.repeat(70_000)}`
])('passes over %.40s', (text) => {
  expect(askedBy(text)).toBeNull()
})

it('names a file of another computer only where a path says so, on Windows', () => {
  const links = ['file://server/share/a.eml', 'file:\\\\server\\share\\a.eml', 'FILE://10.0.0.1/a.EML']
  for (const text of links)
    for (const windows of [true, false])
      expect(askedBy(text, '/home/maya', windows)).toEqual({ kind: 'elsewhere', text })
  expect(askedBy('file:////server/share/a.eml', 'C:\\Users', true)).toBeNull()
  const share = '\\\\server\\share\\a.eml'
  expect(askedBy(share, 'C:\\Users', true)).toEqual({ kind: 'file', path: share })
  expect(askedBy(share, '/home/maya', false)).toEqual({ kind: 'elsewhere', text: share })
  expect(askedBy('file://localhost/C:/a.eml', 'C:\\', true)).toEqual({ kind: 'file', path: 'C:\\a.eml' })
})

it('takes the first of what a second start brings', () => {
  const argv = ['/opt/SalesInbox/salesinbox', '--allow-file-access', 'a.eml', 'mailto:b@c.example']
  expect(firstAsked(argv, '/home/maya')).toEqual({ kind: 'file', path: '/home/maya/a.eml' })
})
