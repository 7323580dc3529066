import { describe, expect, it } from 'vitest'
import { delimiterOf, parseCsv } from './csv.ts'
import { decode } from './decode.ts'
import { guessMapping } from './fields.ts'
import { amountOf, CellError, dayOf, dayOrderOf } from './values.ts'

const cells = (text: string) => parseCsv(text).map((row) => row.cells)

describe('CSV', () => {
  it('keeps quotes, delimiters and line ends within quotes', () => {
    expect(cells('a,b\r\n"x, ""y""","1\r\n2"\r\n')).toEqual([
      ['a', 'b'],
      ['x, "y"', '1\r\n2']
    ])
  })
  it('counts lines as an editor does, also behind fields of several lines and empty lines', () => {
    expect(parseCsv('a;b\n"1\n2";x\n\n  ;\nlast;y').map(({ line, cells: [first] }) => [line, first])).toEqual(
      [
        [1, 'a'],
        [2, '1\n2'],
        [6, 'last']
      ]
    )
  })
  it('takes a quote that never ends as a mere sign', () => {
    expect(cells('a,b\n"5 inch,x\nc,d')).toEqual([
      ['a', 'b'],
      ['"5 inch', 'x'],
      ['c', 'd']
    ])
  })
  it('keeps quotes in the middle of a field and text behind a closing one', () => {
    expect(cells('a,b\n5" disk,"x"y')).toEqual([
      ['a', 'b'],
      ['5" disk', 'xy']
    ])
  })
  it('ends lines by CR alone, and knows an empty last field', () => {
    expect(cells('a,b\r1,')).toEqual([
      ['a', 'b'],
      ['1', '']
    ])
  })
  it.each([
    ['a;b;c\n1,5;2,5;3,5', ';'],
    ['a\tb\n1,2\t3', '\t'],
    ['name|mail\nx|y', '|'],
    ['just one column\nvalue', ','],
    ['sep=;\r\na;b\r\n1;2', ';'],
    ['"a;b;c;d",x\n"e;f",y', ',']
  ])('finds the delimiter of %j', (text, delimiter) => {
    expect(delimiterOf(text)).toBe(delimiter)
  })
})

describe('the encoding of a file', () => {
  const latin = new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x2c, 0x80])
  it.each([
    ['a byte order mark', new TextEncoder().encode('\ufeffMüller'), 'utf-8', 'Müller'],
    ['no mark', new TextEncoder().encode('Müller'), 'utf-8', 'Müller'],
    ['Windows-1252', latin, 'windows-1252', 'Müller,€'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x4d, 0, 0xfc, 0]), 'utf-16le', 'Mü']
  ])('%s', (_, bytes, encoding, text) => {
    expect(decode(bytes)).toEqual({ encoding, text })
  })
  it.each([
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])],
    ['an empty file', new Uint8Array()]
  ])('refuses %s', (_, bytes) => {
    expect(() => decode(bytes)).toThrow('import.unreadable')
  })
})

describe('headings', () => {
  it('of other programs are known', () => {
    expect(
      guessMapping('contact', [
        'First Name',
        'Last Name',
        'E-mail Address',
        'E-mail 2 Address',
        'Company',
        '?'
      ])
    ).toEqual(['firstName', 'lastName', 'address', 'address2', 'account', null])
    expect(guessMapping('deal', ['Deal Name', 'Betrag', 'Währung', 'close_date', 'Amount'])).toEqual([
      'name',
      'amount',
      'currency',
      'closing',
      null
    ])
  })
})

describe('amounts and days', () => {
  it.each([
    ['48000', 48000],
    ['48,000', 48000],
    ['48.000', 48000],
    ['48,000.50', 48000.5],
    ['48.000,50 €', 48000.5],
    ['1.234.567', 1234567],
    ['EUR 48 000', 48000],
    ["CHF 48'000.-".replace('.-', ''), 48000],
    ['12,5', 12.5],
    ['(300)', -300],
    ['', null]
  ])('%s', (text, amount) => {
    expect(amountOf(text)).toBe(amount)
  })
  it.each(['a lot', '1,2,3.4.5', '--3'])('refuses the amount %s', (text) => {
    expect(() => amountOf(text)).toThrow(CellError)
  })
  it.each([
    ['2026-12-31', [], '2026-12-31'],
    ['2026-12-31T10:00:00Z', [], '2026-12-31'],
    ['31.12.2026', [], '2026-12-31'],
    ['3.4.26', [], '2026-04-03'],
    ['3/4/2026', ['1/2/2026', '13/2/2026'], '2026-04-03'],
    ['3/4/2026', ['1/2/2026', '2/13/2026'], '2026-03-04'],
    ['4/4/2026', [], '2026-04-04']
  ] as const)('%s in a column with %j is %s', (text, column, day) => {
    expect(dayOf(text, dayOrderOf(column))).toBe(day)
  })
  it('does not guess what 3/4/2026 means, and knows days that are none', () => {
    expect(() => dayOf('3/4/2026', 'unknown')).toThrow('ambiguousDate')
    expect(() => dayOf('31.2.2026', 'unknown')).toThrow('badDate')
    expect(() => dayOf('next week', 'unknown')).toThrow('badDate')
  })
})
