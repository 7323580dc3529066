import { expect, test } from 'vitest'
import { decodeWords, readDate, readHeaders, readMailboxes } from './headers.ts'

test('reads what a broken message still says', () => {
  const source = Buffer.from(
    'X: y\r\nFrom: "Weiler, Jonas" <jonas@fernhill.example>\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n =?utf-8?B?IGF1cyBLw7ZsbiA=?=\r\nTo: a@b.example, (x) c@d.example (Carl)\r\nDate: Mon, 2 Nov 2026 10:00:00 +0100 (CET)\r\nSubject: second\r\n\r\nSubject: body'
  )
  expect(readHeaders(source)).toEqual({
    subject: 'Grüße aus Köln',
    from: [['Weiler, Jonas', 'jonas@fernhill.example']],
    to: [
      ['', 'a@b.example'],
      ['xCarl', 'c@d.example']
    ],
    cc: [],
    date: Date.UTC(2026, 10, 2, 9)
  })
})

test('a date that cannot be read is null, never now', () => {
  expect(readDate('Thirty-first of Febtober')).toBeNull()
  expect(readDate('')).toBeNull()
  expect(readDate('Wed, 25 Nov 2026 00:00:00 +0000')).toBe(Date.UTC(2026, 10, 25))
})

test('what decodes to an address in a name stays a name', () => {
  expect(readMailboxes('=?utf-8?B?Qm9zcyA8Ym9zc0BiYW5rLmV4YW1wbGU+?= <x@attacker.example>')).toEqual([
    ['Boss <boss@bank.example>', 'x@attacker.example']
  ])
  expect(readMailboxes('"a, b" <c@d.example>, Team: e@f.example, g@h.example;')).toEqual([
    ['a, b', 'c@d.example'],
    ['', 'e@f.example'],
    ['', 'g@h.example']
  ])
  expect(decodeWords('=?utf-8?Q?Boss=0D=0ABcc:_x?=')).toBe('Boss Bcc: x')
})

test('hostile headers cost time in proportion to their length', () => {
  const started = performance.now()
  for (const piece of ['(', '"', '<', '=?a?b?', '=?utf-8?q?', ',', 'a@', ':', '\\'])
    readHeaders(Buffer.from(`From: ${piece.repeat(130_000)}\r\nSubject: ${piece.repeat(100)}\r\n\r\n`))
  expect(performance.now() - started).toBeLessThan(2000)
})
