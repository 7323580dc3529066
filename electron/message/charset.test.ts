import { expect, test } from 'vitest'
import { decodeByGuess, decodeUtf7, needsGuess } from './charset.ts'

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')

test('8-bit text without a label is Western unless it is UTF-8', () => {
  expect(decodeByGuess(latin1('Gr\u00fc\u00dfe \u0096 5 \u0080'), '')).toBe('Grüße – 5 €')
  expect(decodeByGuess(Buffer.from('Grüße 日本'), 'us-ascii')).toBe('Grüße 日本')
})

test('UTF-8 with one broken spot stays UTF-8', () => {
  expect(
    decodeByGuess(Buffer.concat([Buffer.from('Grüße '), Buffer.from([0xff]), Buffer.from(' ok')]), 'utf-8')
  ).toBe('Grüße \ufffd ok')
})

test('ISO-2022-JP without a label is found by its shifts', () => {
  expect(decodeByGuess(latin1('\u001b$B$3$s$K$A$O\u001b(B'), '')).toBe('こんにちは')
})

test('UTF-7 of RFC 2152', () => {
  expect(decodeByGuess(latin1('Hi Mom -+Jjo--!'), 'UTF-7')).toBe('Hi Mom -☺-!')
  expect(decodeUtf7('A+ImIDkQ.')).toBe('A≢Α.')
  expect(decodeUtf7('1 +- 1 = 2')).toBe('1 + 1 = 2')
  expect(decodeUtf7('+ADw-script+AD4-')).toBe('<script>')
  expect(decodeUtf7('a + b')).toBe('a + b')
})

test('a label that says something is left to the parser', () => {
  expect(['', 'UTF8', 'us-ascii', 'unknown-8bit', 'utf-7'].map(needsGuess)).toEqual([
    true,
    true,
    true,
    true,
    true
  ])
  expect(['iso-8859-1', 'gb2312', 'koi8-r', 'windows-1251'].some(needsGuess)).toBe(false)
})
