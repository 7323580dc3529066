import { expect, test } from 'vitest'
import { isMessageId, isSendable } from './address.ts'

test.each([
  'a@b.example',
  "o'brien+x@b.example",
  'jürgen@bücher.example',
  'a@[192.0.2.1]',
  'a@[IPv6:2001:db8::1]',
  'a@localhost',
  'a_b=c@x-y.example'
])('%s can be sent to', (address) => expect(isSendable(address)).toBe(true))

test.each([
  '',
  'a',
  '@b',
  'a@',
  'a@b@c',
  'a b@c',
  'a@b c',
  'a@b\r\nRCPT TO:<evil@x>',
  'a>@b',
  '<a@b>',
  'a,b@c',
  'a;b@c',
  '"a"@b',
  'a\\@b',
  'a@b..c',
  'a@-b',
  'a@b-',
  '.a@b',
  'a.@b',
  'a@b\u0000',
  'a\u200b@b',
  'a@[1.2.3.4> X]',
  'a@b>',
  '\ud800@b',
  `${'a'.repeat(400)}@b`
])('%j cannot', (address) => expect(isSendable(address)).toBe(false))

test('a Message-ID is one word without brackets', () => {
  expect(isMessageId('abc.1@fernhill.example')).toBe(true)
  expect(['', 'a b', 'a>b', '<a', 'a\r\nb', 'ü@x'].some(isMessageId)).toBe(false)
})
