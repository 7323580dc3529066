import { createHash, randomBytes } from 'node:crypto'

/** A version 7 UUID (RFC 9562): new records stand together at the end of an index. */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  return format(bytes, 0x70)
}

/** The same name always gives the same id (version 8), so that inserting twice changes nothing. */
export function namedId(name: string): string {
  return format(createHash('sha256').update(name).digest().subarray(0, 16), 0x80)
}

function format(bytes: Buffer, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | version
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}
