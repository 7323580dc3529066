import { readFileSync } from 'node:fs'

type Numbers = Int8Array | Uint32Array | Float32Array
const kinds = { i8: Int8Array, u32: Uint32Array, f32: Float32Array }
type Kind = keyof typeof kinds

/** Arrays in one file: the length of a JSON head (4 bytes, little endian), the head, then the arrays from multiples of 4. */
export function pack(arrays: Record<string, Numbers>): Buffer {
  let offset = 0
  const parts: Buffer[] = []
  const head = Object.entries(arrays).map(([name, array]) => {
    const kind: Kind = array instanceof Int8Array ? 'i8' : array instanceof Uint32Array ? 'u32' : 'f32'
    const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength)
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
    const entry = { name, kind, offset, length: array.length }
    offset += padded.length
    parts.push(padded)
    return entry
  })
  const text = JSON.stringify(head)
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4))
  const size = Buffer.alloc(4)
  size.writeUInt32LE(json.length)
  return Buffer.concat([size, json, ...parts])
}

export function unpack(file: string): Map<string, Numbers> {
  const bytes = Uint8Array.from(readFileSync(file))
  const size = new DataView(bytes.buffer).getUint32(0, true)
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size))) as {
    name: string
    kind: Kind
    offset: number
    length: number
  }[]
  return new Map(
    head.map(({ name, kind, offset, length }) => [
      name,
      new kinds[kind](bytes.buffer, 4 + size + offset, length)
    ])
  )
}

export function part<T extends Numbers>(
  parts: Map<string, Numbers>,
  name: string,
  kind: new (n: number) => T
): T {
  const found = parts.get(name)
  if (!(found instanceof kind)) throw new Error(`The model has no ${name}`)
  return found
}
