import { describe, expect, it } from 'vitest'
import type { MessageStructureObject } from 'imapflow'
import { decodeText } from './charset.ts'
import { listPostOf, messageIdOf, parseHeader, referencesOf } from './headers.ts'
import { attachmentFlag, partsOf } from './structure.ts'
import { decodeTransfer, transferDecoder } from './transfer.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)

describe('charsets', () => {
  it('reads what is labelled', () => {
    expect(decodeText(bytes('Grüße'), 'UTF-8')).toBe('Grüße')
    expect(decodeText(bytes('Gr\xfc\xdfe', 'latin1'), 'iso-8859-1')).toBe('Grüße')
    expect(decodeText(bytes('\x80 5', 'latin1'), 'ISO-8859-1')).toBe('€ 5')
    expect(decodeText(bytes('Hi Mom +Jjo--!'), 'utf-7')).toBe('Hi Mom ☺-!')
    expect(decodeText(bytes('\xc4\xe3\xba\xc3', 'latin1'), 'gb2312')).toBe('你好')
    expect(decodeText(bytes('\x82', 'latin1'), 'cp850')).toBe('é')
    expect(decodeText(bytes('\x1b$B$3\x1b(B'), 'iso-2022-jp')).toBe('こ')
  })
  it('guesses where the label is missing, unknown or wrong', () => {
    for (const label of ['', 'us-ascii', 'unknown-8bit', 'x-no-such-thing']) {
      expect(decodeText(bytes('Grüße'), label)).toBe('Grüße')
      expect(decodeText(bytes('Gr\xfc\xdfe', 'latin1'), label)).toBe('Grüße')
    }
    expect(decodeText(bytes('Gr\xfc\xdfe', 'latin1'), 'utf-8')).toBe('Grüße')
    expect(decodeText(bytes('\x1b$B$3\x1b(B'), '')).toBe('こ')
    expect(decodeText(bytes('<meta charset="windows-1251">\xcf\xf0', 'latin1'), '')).toContain('Пр')
    expect(decodeText(Buffer.concat([bytes('schön und größer '), Buffer.from([0xc3])]), 'utf-8')).toContain(
      'größer'
    )
    expect(decodeText(new Uint8Array(), 'utf-8')).toBe('')
  })
})

describe('transfer encodings', () => {
  it('reads base64 with line breaks, rubbish and padding in the middle', () => {
    expect(Buffer.from(decodeTransfer(bytes('SGVs\r\nbG8=\r\n\r\n'), 'BASE64')).toString()).toBe('Hello')
    expect(Buffer.from(decodeTransfer(bytes('SGVsbG8=V29ybGQ='), 'base64')).toString()).toBe('HelloWorld')
    expect(Buffer.from(decodeTransfer(bytes('SGVsbG8'), 'base64')).toString()).toBe('Hello')
  })
  it('reads quoted-printable with soft breaks and broken escapes', () => {
    const text = 'Gr=C3=BC=C3=9Fe=20\r\nlong =\r\nline=  \r\n next =zz =3'
    expect(Buffer.from(decodeTransfer(bytes(text), 'quoted-printable')).toString()).toBe(
      'Grüße \r\nlong line next =zz =3'
    )
  })
  it('gives the same whatever the pieces', () => {
    const original = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 31) % 256))
    const base64 = bytes(original.toString('base64').replace(/.{76}/g, '$&\r\n'))
    const quoted = bytes(
      [...original]
        .map(
          (octet, i) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}${i % 20 === 19 ? '=\r\n' : ''}`
        )
        .join('')
    )
    for (const size of [1, 3, 7, 77, 1000]) {
      for (const [encoding, source] of [
        ['base64', base64],
        ['quoted-printable', quoted]
      ] as const) {
        const decoder = transferDecoder(encoding)
        const out: Uint8Array[] = []
        for (let at = 0; at < source.length; at += size)
          out.push(Buffer.from(decoder.push(source.subarray(at, at + size))))
        out.push(decoder.end())
        expect(Buffer.concat(out).equals(original)).toBe(true)
      }
    }
  })
})

describe('headers', () => {
  it('are unfolded, and ids are found in what people write there', () => {
    const fields = parseHeader(
      bytes(
        'References: <a@x>\r\n\t<b@y>\r\nList-Post: <mailto:team@x.example?subject=x>\r\nX: 1\r\nx: 2\r\n\r\nbody: no\r\n'
      )
    )
    expect(referencesOf(fields.get('references'))).toEqual(['a@x', 'b@y'])
    expect(listPostOf(fields.get('list-post'))).toBe('team@x.example')
    expect(listPostOf('NO')).toBe('')
    expect(fields.get('x')).toBe('1')
    expect(fields.has('body')).toBe(false)
    expect(messageIdOf('"a" <id@x> (comment)')).toBe('id@x')
    expect(messageIdOf('id@x')).toBe('id@x')
    expect(messageIdOf('no id here')).toBe('')
    expect(referencesOf(Array.from({ length: 300 }, (_, i) => `<${i}@x>`).join(' '))).toHaveLength(100)
  })
})

describe('structures', () => {
  const leaf = (
    part: string,
    type: string,
    more: Partial<MessageStructureObject> = {}
  ): MessageStructureObject => ({ part, type, size: 10, ...more })
  const multi = (type: string, ...childNodes: MessageStructureObject[]): MessageStructureObject => ({
    type: `multipart/${type}`,
    childNodes
  })
  const bodies = (root: MessageStructureObject) =>
    partsOf(root)
      .filter((part) => part.body)
      .map((part) => `${part.part} ${part.body}`)
  const attached = { disposition: 'attachment', dispositionParameters: { filename: 'notes.txt' } }

  it('of a single part has part 1', () => {
    expect(partsOf({ type: 'text/html' })[0]).toMatchObject({ part: '1', body: 'html' })
    expect(partsOf({ type: 'application/pdf', parameters: { name: 'a.pdf' } })[0]).toMatchObject({
      part: '1',
      body: '',
      name: 'a.pdf'
    })
    expect(partsOf({ type: 'text/plain', parameters: { name: 'only.txt' } })[0]?.body).toBe('text')
  })
  it('of alternatives, related pictures and attachments finds the body and the attachment', () => {
    const root = multi(
      'mixed',
      multi(
        'related',
        multi('alternative', leaf('1.1.1', 'text/plain'), leaf('1.1.2', 'text/html')),
        leaf('1.2', 'image/png', { id: '<logo@x>', ...attached })
      ),
      leaf('2', 'text/plain', attached),
      leaf('3', 'message/rfc822', { childNodes: [multi('mixed', leaf('3.1', 'text/plain'))] })
    )
    expect(bodies(root)).toEqual(['1.1.1 text', '1.1.2 html'])
    const parts = partsOf(root)
    expect(parts.map((part) => part.part)).toEqual(['1.1.1', '1.1.2', '1.2', '2', '3'])
    expect(parts[2]).toMatchObject({ cid: 'logo@x', disposition: 'inline' })
    expect(attachmentFlag(parts)).toBe(256)
  })
  it('without anything to save has no attachment', () => {
    const signed = multi(
      'signed',
      leaf('1', 'text/plain'),
      leaf('2', 'application/pgp-signature', { parameters: { name: 'signature.asc' } })
    )
    expect(attachmentFlag(partsOf(signed))).toBe(0)
    const picture = multi(
      'related',
      leaf('1', 'text/html'),
      leaf('2', 'image/gif', { id: '<x>', parameters: { name: 'x.gif' } })
    )
    expect(attachmentFlag(partsOf(picture))).toBe(0)
  })
  it('that are broken are no failure', () => {
    expect(partsOf(undefined)).toEqual([])
    expect(partsOf({ type: '/' })[0]?.type).toBe('application/octet-stream')
    expect(partsOf({ type: 'multipart/mixed', childNodes: [] })).toHaveLength(1)
    const wide = multi('mixed', ...Array.from({ length: 10_000 }, (_, i) => leaf(`${i + 1}`, 'text/plain')))
    expect(partsOf(wide)).toHaveLength(500)
  })
})
