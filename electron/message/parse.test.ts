import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseMessage } from './parse.ts'

const corpora = join(import.meta.dirname, '../../tests/data/corpora')
const parse = (...lines: string[]) => parseMessage(Buffer.from(lines.join('\r\n'), 'latin1'))

test('text and HTML of an alternative, both decoded, cid: links kept', async () => {
  const got = await parse(
    'From: Anna <anna@acme.example>',
    'Subject: Hi',
    'Date: Wed, 25 Nov 2026 08:00:00 +0000',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=iso-8859-1',
    '',
    'Gr\u00fc\u00dfe',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<img src=3D"cid:logo@x">=C3=A9',
    '--b--'
  )
  expect(got).toEqual({
    subject: 'Hi',
    from: [['Anna', 'anna@acme.example']],
    to: [],
    cc: [],
    date: Date.UTC(2026, 10, 25, 8),
    text: 'Grüße',
    html: '<img src="cid:logo@x">é',
    attachments: [],
    failed: null
  })
})

test('a plain part beside HTML, such as a list footer, is not lost', async () => {
  const got = await parse(
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/html',
    '',
    '<p>body</p>',
    '--b',
    'Content-Type: text/plain',
    '',
    'footer <script>',
    '--b--'
  )
  expect(got.html).toContain('<p>body</p>')
  expect(got.html).toContain('footer &lt;script&gt;')
})

test.each([
  ['no label', '', 'Gr\u00fc\u00dfe \u0080', 'Grüße €'],
  ['us-ascii', '; charset=us-ascii', 'Gr\u00fc\u00dfe', 'Grüße'],
  ['UTF-7', '; charset=utf-7', 'Gr+APwA3w-e', 'Grüße'],
  ['unknown-8bit', '; charset=unknown-8bit', 'Gr\u00c3\u00bc\u00c3\u009fe', 'Grüße'],
  ['a name that nobody knows', '; charset=x-klingon', 'plain', 'plain']
])('text with %s is guessed', async (_, charset, body, text) => {
  expect(
    (await parse(`Content-Type: text/plain${charset}`, 'Content-Transfer-Encoding: 8bit', '', body)).text
  ).toBe(text)
})

test('raw 8-bit headers are guessed', async () => {
  const got = await parse('From: J\u00fcrgen <j@x.example>', 'Subject: Gr\u00fc\u00dfe', '', 'x')
  expect([got.subject, got.from]).toEqual(['Grüße', [['Jürgen', 'j@x.example']]])
})

test('an unreadable or missing Date is null', async () => {
  expect((await parse('Date: soon', '', 'x')).date).toBeNull()
  expect((await parse('Subject: x', '', 'x')).date).toBeNull()
})

test('names of attachments are made safe, a nested message stays a file', async () => {
  const nested = ['Subject: inner', '', 'inner body'].join('\r\n')
  const got = await parse(
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'outer',
    '--b',
    'Content-Type: application/pdf; name="../../etc/passwd"',
    'Content-Transfer-Encoding: base64',
    '',
    'UERG',
    '--b',
    'Content-Type: message/rfc822',
    'Content-Disposition: inline',
    '',
    nested,
    '--b',
    'Content-Type: image/png',
    'Content-ID: <logo@x>',
    "Content-Disposition: inline; filename*=utf-8''a%E2%80%AEgnp.exe",
    '',
    'PNG',
    '--b--'
  )
  expect(got.text).toBe('outer')
  expect(got.attachments.map(({ bytes, ...rest }) => [Buffer.from(bytes).toString(), rest])).toEqual([
    ['PDF', { name: 'passwd', type: 'application/pdf', cid: '', inline: false }],
    [nested, { name: '', type: 'message/rfc822', cid: '', inline: true }],
    ['PNG', { name: 'agnp.exe', type: 'image/png', cid: 'logo@x', inline: true }]
  ])
})

test('a message of nothing is a message', async () => {
  expect(await parseMessage(new Uint8Array(0))).toEqual({
    subject: '',
    from: [],
    to: [],
    cc: [],
    date: null,
    text: null,
    html: null,
    attachments: [],
    failed: null
  })
})

test('ten thousand parts are refused, and the headers are there', async () => {
  const parts = Array.from({ length: 10_000 }, () => '--b\r\n\r\nx').join('\r\n')
  const got = await parse(
    'Subject: many',
    'From: a@b.example',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    parts,
    '--b--'
  )
  expect(got).toMatchObject({ subject: 'many', from: [['', 'a@b.example']], failed: 'refused', text: null })
})

test('two megabytes of headers are refused, and what stands first is there', async () => {
  const got = await parse(
    'Subject: wide',
    ...Array.from({ length: 20_000 }, (_, i) => `X-${i}: ${'y'.repeat(100)}`),
    '',
    'x'
  )
  expect(got).toMatchObject({ subject: 'wide', failed: 'refused' })
})

describe('the sender that is shown is the address that was sent', () => {
  const attacker: [string, string][] = [
    ['bcc-injection', 'x@attacker.example'],
    ['encoded-word-in-addr', '=?utf-8?B?Ym9zc0BiYW5rLmV4YW1wbGU=?=@attacker.example'],
    ['fake-angle-no-control', 'x@attacker.example'],
    ['fullwidth-at', 'x@attacker.example'],
    ['html-in-name', 'x@attacker.example'],
    ['null-charset', 'x@attacker.example'],
    ['overlong', 'x@attacker.example'],
    ['quoted-encoded-word', 'x@attacker.example'],
    ['split-multibyte', 'x@attacker.example'],
    ['tspecials', 'x@attacker.example'],
    ['utf7', 'x@attacker.example'],
    ['zero-width', 'x@attacker.example']
  ]
  test.each(attacker)('%s', async (name, address) => {
    const got = await parseMessage(await readFile(join(corpora, 'c-from-spoof-shapes', `${name}.eml`)))
    expect(got.from.map((one) => one[1])).toEqual([address])
    expect(got.from[0]?.[0]).not.toMatch(/[\r\n\0]/)
  })
})
