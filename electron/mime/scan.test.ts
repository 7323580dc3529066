import { expect, it } from 'vitest'
import { readMessage, type ReadMessage } from './row.ts'
import { scanMessage } from './scan.ts'

function read(text: string, step = Infinity): ReadMessage & { body(part: string): string } {
  const bytes = Buffer.from(text, 'latin1')
  const scan = scanMessage()
  for (let at = 0; at < bytes.length; at += step)
    scan.push(bytes.subarray(at, Math.min(bytes.length, at + step)))
  const found = readMessage(scan.end(), bytes.length, 1_700_000_000_000)
  return { ...found, body: (part) => bytes.subarray(...(found.places[part] ?? [0, 0])).toString('latin1') }
}

const nested = [
  'Received: from a by b; Tue, 24 Nov 2015 10:00:00 +0100 (CET)',
  'From: =?utf-8?Q?J=C3=B6rg?= <j@b.example>, "Doe, Jane" <jane@b.example>',
  'Subject: =?utf-8?B?R3LDvMOfZQ==?=',
  'Date: not a day',
  'Content-Type: multipart/mixed; boundary="a b"',
  '',
  'preamble',
  '--a b',
  'Content-Type: multipart/alternative; boundary=a',
  '',
  '--a',
  '',
  'plain',
  '--a',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>html</p>',
  '',
  '--a--',
  '--a b',
  "Content-Type: application/pdf; name*0*=utf-8''Angebot%20; name*1=2027.pdf",
  'Content-Disposition: attachment',
  '',
  'JVBERg==',
  '--a b--',
  'epilogue',
  ''
].join('\r\n')

it('parts have the numbers and places that a server would give them', () => {
  const { row, body, places } = read(nested)
  expect(row.parts.map(({ part, type, body: kind }) => [part, type, kind])).toEqual([
    ['1.1', 'text/plain', 'text'],
    ['1.2', 'text/html', 'html'],
    ['2', 'application/pdf', '']
  ])
  expect([body('1.1'), body('1.2'), body('2')]).toEqual(['plain', '<p>html</p>\r\n', 'JVBERg=='])
  expect(row.parts[2]).toMatchObject({ name: 'Angebot 2027.pdf', disposition: 'attachment' })
  expect(Object.keys(places)).toHaveLength(3)
  expect(row).toMatchObject({
    subject: 'Grüße',
    from: [
      ['Jörg', 'j@b.example'],
      ['Doe, Jane', 'jane@b.example']
    ]
  })
})

it('an unreadable Date is when the mail was received, never now', () => {
  const received = Date.parse('2015-11-24T10:00:00+01:00')
  expect(read(nested).row).toMatchObject({ received, sent: received })
  expect(read('Subject: x\r\nDate: nonsense\r\n\r\n').row).toMatchObject({ sent: 1_700_000_000_000 })
})

it.each([
  ['Thu, 26 Nov 2026 10:30:00 +0100', 60],
  ['Thu, 26 Nov 2026 10:30 -0430 (VET)', -270],
  ['26 Nov 26 10:30:00 +0545', 345],
  // what large services write whatever the clock, what says nothing, and what no clock shows
  ['Thu, 26 Nov 2026 10:30:00 +0000', undefined],
  ['Thu, 26 Nov 2026 10:30:00 -0000', undefined],
  ['Thu, 26 Nov 2026 10:30:00 GMT', undefined],
  ['Thu, 26 Nov 2026 10:30:00 +2500', undefined],
  ['Thu, 26 Nov 2026 10:30:00 +0175', undefined]
])('%s tells the sender’s clock: %s', (date, clock) => {
  expect(read(`Subject: x\r\nDate: ${date}\r\n\r\n`).row.clock).toBe(clock)
})

it.each([
  nested,
  'Subject: no end of header',
  '\r\nbody alone\r\n',
  'Content-Type: multipart/mixed; boundary=x\r\n\r\nno boundary at all\r\n',
  'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\none\r\n--x\r\n\r\ntwo, cut off',
  'Content-Type: multipart/mixed; boundary=x\n\n--x\n\nbare line feeds\n--x--\n',
  'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x--\r\n--x\r\n\r\nafter the end\r\n',
  ''
])('the size of the pieces that it came in changes nothing (%#)', (text) => {
  const { row, places } = read(text)
  for (const step of [1, 2, 3, 5, 64]) {
    const again = read(text, step)
    expect([again.row, again.places]).toEqual([row, places])
  }
  expect(row.parts.length).toBeGreaterThan(0)
})

it('thousands of parts, deep nesting and a header without end cost little and say what they can', () => {
  const many = `Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\na\r\n'.repeat(100_000)}--x--\r\n`
  expect(read(many).row.parts.length).toBe(500)
  let deep = ''
  for (let i = 0; i < 500; i++) deep += `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`
  expect(read(deep).row.parts).toHaveLength(1)
  expect(read(`Subject: long\r\nX: ${'x'.repeat(3_000_000)}`, 1000).row.subject).toBe('long')
})
