import { expect, test } from 'vitest'
import type { Content } from '../../shared/contract/mail.ts'
import { unflow } from '../../shared/mail/flowed.ts'
import { compileMessage } from './compile.ts'
import { parseMessage } from './parse.ts'

function content(change: Partial<Content> = {}): Content {
  return {
    from: ['Maya Lindqvist', 'maya@fernhill.example'],
    replyTo: [],
    to: [['Dana Whitfield', 'dana@acme.example']],
    cc: [],
    bcc: [],
    subject: 'Renewal',
    text: 'Hello\nDana',
    html: '',
    attachments: [],
    messageId: 'abc.1@fernhill.example',
    inReplyTo: '',
    references: [],
    date: Date.UTC(2026, 10, 25, 8),
    ...change
  }
}
async function bytes(
  change: Partial<Content> = {},
  files: Uint8Array[] = [],
  keepBcc = false
): Promise<string> {
  return Buffer.from(await compileMessage(content(change), files, { keepBcc })).toString('latin1')
}
const headers = (source: string): string =>
  source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')

test('our Message-ID and Date are kept, and every line ends in CRLF', async () => {
  const source = await bytes({ inReplyTo: 'x@y', references: ['r1@y', 'x@y'] })
  expect(headers(source)).toContain('Message-ID: <abc.1@fernhill.example>')
  expect(headers(source)).toContain('Date: Wed, 25 Nov 2026 08:00:00 +0000')
  expect(headers(source)).toContain('In-Reply-To: <x@y>')
  expect(headers(source)).toContain('References: <r1@y> <x@y>')
  expect(source.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/)
})

test('Bcc is never in the bytes for SMTP, and is in the copy that only the sender sees', async () => {
  const secret = { bcc: [['Boss', 'secret@fernhill.example']] as [string, string][] }
  expect(await bytes(secret)).not.toMatch(/bcc|secret/i)
  expect(headers(await bytes(secret, [], true))).toContain('Bcc: Boss <secret@fernhill.example>')
})

test('what was composed is what is read: text, HTML, an inline picture and files', async () => {
  const files = [
    Buffer.from('PNG'),
    Buffer.from([0, 255, 13, 10, 46, 13, 10]),
    Buffer.from('Subject: i\n\nü')
  ]
  const attachments = [
    { hash: '1', name: 'logo.png', type: 'image/png', cid: 'logo@x' },
    { hash: '2', name: 'Ängebot – 2026.bin', type: 'application/x-thing', cid: '' },
    { hash: '3', name: 'mail.eml', type: 'message/rfc822', cid: '' }
  ]
  const text = `Grüße\n.\n..dots\nFrom me\n${'long '.repeat(400)}\n日本 😀`
  const html = '<p>Grüße <img src="cid:logo@x"></p>'
  const got = await parseMessage(
    await compileMessage(content({ subject: 'Ängebot 😀 '.repeat(20), text, html, attachments }), files)
  )
  expect(got.subject).toBe('Ängebot 😀 '.repeat(20).trim())
  expect(got.text).toBe(text)
  expect(got.html).toBe(html)
  expect(got.attachments.map(({ name, type, cid }) => [name, type, cid])).toEqual([
    ['logo.png', 'image/png', 'logo@x'],
    ['Ängebot – 2026.bin', 'application/x-thing', ''],
    ['mail.eml', 'message/rfc822', '']
  ])
  expect(got.attachments.slice(0, 2).map((one) => Buffer.from(one.bytes))).toEqual(files.slice(0, 2))
  expect(Buffer.from(got.attachments[2]?.bytes ?? []).toString()).toBe('Subject: i\r\n\r\nü')
})

test('plain text goes as one flowed part', async () => {
  const words = 'Größe and price stay as they are, '.repeat(20).trim()
  const source = await bytes({ text: `${words}\n\n> ${words}\n-- \nMaya` })
  expect(headers(source)).toMatch(/Content-Type: text\/plain; charset=utf-8; format=flowed/i)
  expect(source).not.toMatch(/multipart|text\/html|Content-Disposition/i)
  const got = await parseMessage(Buffer.from(source, 'latin1'))
  expect(unflow(got.text!.split('\n')).join('\n')).toBe(`${words}\n\n> ${words}\n-- \nMaya`)
  expect(got.attachments).toEqual([])
})

test('an attachment without a word of text stays an attachment', async () => {
  const attachments = [{ hash: '1', name: 'a.pdf', type: 'application/pdf', cid: '' }]
  const got = await parseMessage(
    await compileMessage(content({ text: '', attachments }), [Buffer.from('PDF')])
  )
  expect(got.attachments).toHaveLength(1)
})

test('an empty mail can be written', async () => {
  const got = await parseMessage(await compileMessage(content({ text: '', subject: '' }), []))
  expect([got.subject, got.text?.trim() ?? '', got.attachments]).toEqual(['', '', []])
})

test.each<[string, Partial<Content>]>([
  ['subject', { subject: 'x\r\nBcc: evil@x.example\r\n\r\nbody' }],
  ['name', { to: [['a\r\nBcc: evil@x.example', 'a@b.example']] }],
  ['from name', { from: ['"\r\nBcc: evil@x.example', 'a@b.example'] }],
  ['in-reply-to', { inReplyTo: 'x>\r\nBcc: evil@x.example' }],
  ['references', { references: ['a@b', 'x>\r\nBcc: evil@x.example'] }],
  [
    'attachment name',
    { attachments: [{ hash: '', name: 'a"\r\nBcc: evil@x.example', type: 'text/plain', cid: '' }] }
  ],
  [
    'attachment type',
    { attachments: [{ hash: '', name: 'a', type: 'text/plain\r\nBcc: evil@x.example', cid: '' }] }
  ],
  [
    'attachment cid',
    {
      html: '<p>',
      attachments: [{ hash: '', name: 'a', type: 'image/png', cid: 'a>\r\nBcc: evil@x.example' }]
    }
  ]
])('nothing in the %s becomes a header', async (_, change) => {
  expect(await bytes(change, [Buffer.from('x')])).not.toMatch(/^Bcc:/im)
})

test.each([
  'bob@x>\r\nRCPT TO:<evil@x',
  'a b@c.example',
  '',
  'a',
  '@x.example',
  'a@',
  'a@b, c@d',
  '"a"@b.example',
  'a@b..c',
  'a\u202e@b.example'
])('the address %j is refused', async (address) => {
  await expect(bytes({ cc: [['', address]] })).rejects.toMatchObject({ code: 'send.badAddress' })
})

test('a Message-ID that is none is refused', async () => {
  await expect(bytes({ messageId: 'x>\r\nBcc: y' })).rejects.toMatchObject({ code: 'send.refused' })
})

test('nothing is fetched or read from a path while composing', async () => {
  const html = '<img src="file:///etc/passwd"><img src="http://127.0.0.1:9/x">'
  expect(await bytes({ html, text: 'file:///etc/passwd' })).not.toContain('root:')
})
