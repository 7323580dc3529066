/** An .icns: a list of PNGs under Apple's four-letter names. */
export function icnsOf(pictures: { type: string; png: Buffer }[]): Buffer {
  const chunks = pictures.map(({ type, png }) => {
    const head = Buffer.alloc(8)
    head.write(type, 0, 'latin1')
    head.writeUInt32BE(png.length + 8, 4)
    return Buffer.concat([head, png])
  })
  const head = Buffer.alloc(8)
  head.write('icns', 0, 'latin1')
  head.writeUInt32BE(8 + chunks.reduce((sum, chunk) => sum + chunk.length, 0), 4)
  return Buffer.concat([head, ...chunks])
}

/** An .ico: bitmaps, which every reader knows, and a PNG for the size that would be a quarter of a megabyte. */
export function icoOf(pictures: { png: Buffer; pixels: Uint8Array; size: number }[]): Buffer {
  const bodies = pictures.map((one) => (one.size >= 256 ? one.png : bitmapOf(one)))
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  pictures.forEach(({ size }, i) => {
    const at = 6 + 16 * i
    // 0 stands for 256
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(bodies[i]!.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += bodies[i]!.length
  })
  return Buffer.concat([head, ...bodies])
}

/** A BITMAPINFOHEADER, the pixels from the bottom up as BGRA, and an empty mask: alpha says what is seen. */
function bitmapOf({ pixels, size }: { pixels: Uint8Array; size: number }): Buffer {
  const head = Buffer.alloc(40)
  head.writeUInt32LE(40, 0)
  head.writeInt32LE(size, 4)
  // twice: picture and mask
  head.writeInt32LE(size * 2, 8)
  head.writeUInt16LE(1, 12)
  head.writeUInt16LE(32, 14)
  head.writeUInt32LE(size * size * 4, 20)
  const body = Buffer.alloc(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = ((size - 1 - y) * size + x) * 4
      const to = (y * size + x) * 4
      body[to] = pixels[from + 2]!
      body[to + 1] = pixels[from + 1]!
      body[to + 2] = pixels[from]!
      body[to + 3] = pixels[from + 3]!
    }
  }
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size)
  return Buffer.concat([head, body, mask])
}
