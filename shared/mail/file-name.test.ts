import { expect, test } from 'vitest'
import { numberedName, safeFileName } from './file-name.ts'

test.each([
  ['offer.pdf', 'offer.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\system32\\x.dll', 'x.dll'],
  ['..', ''],
  ['...', ''],
  ['', ''],
  ['.bashrc', 'bashrc'],
  ['a.exe.  . ', 'a.exe'],
  ['nul', '_nul'],
  ['COM1.txt', '_COM1.txt'],
  ['console.txt', 'console.txt'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['a\0b\r\nc\td.txt', 'abcd.txt'],
  ['a<b>:"|?*.txt', 'a_b______.txt'],
  ['見積書.pdf', '見積書.pdf'],
  ['\ud800x.txt', '\ufffdx.txt']
])('%j becomes %j', (claimed, safe) => {
  expect(safeFileName(claimed)).toBe(safe)
})

test('a long name keeps its extension', () => {
  const name = safeFileName(`${'é'.repeat(400)}.docx`)
  expect([...name]).toHaveLength(180)
  expect(name.endsWith('é.docx')).toBe(true)
})

test('numbers go before the extension', () => {
  expect(numberedName('a.tar.gz', 2)).toBe('a.tar (2).gz')
  expect(numberedName('README', 3)).toBe('README (3)')
  expect(numberedName('a.txt', 1)).toBe('a.txt')
})
