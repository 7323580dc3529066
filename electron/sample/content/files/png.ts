import { crc32, deflateSync } from 'node:zlib'
import { hash, random, type Random } from '../random.ts'

type Colour = readonly [number, number, number]

const rgb = ([red, green, blue]: Colour) => (red << 16) | (green << 8) | blue
const grey = (level: number) => rgb([level, level, level])

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

/** A PNG of 8 bit truecolour; `paint` gives the colour of each point as 0xRRGGBB. */
function png(width: number, height: number, paint: (x: number, y: number) => number): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1))
  let position = 0
  for (let y = 0; y < height; y++) {
    position++
    for (let x = 0; x < width; x++) {
      const colour = paint(x, y)
      rows[position++] = colour >> 16
      rows[position++] = (colour >> 8) & 255
      rows[position++] = colour & 255
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0))
  ])
}

const palette: Colour[] = [
  [43, 87, 224],
  [219, 95, 23],
  [10, 102, 123],
  [106, 61, 194],
  [72, 103, 16],
  [180, 33, 42],
  [23, 112, 62]
]

/** Pictures are drawn once for each name; of charts and photographs there are eight each. */
const drawn = new Map<string, Buffer>()
function once(name: string, draw: (numbers: Random) => Buffer): Buffer {
  const held = drawn.get(name)
  if (held) return held
  const made = draw(random(name))
  drawn.set(name, made)
  return made
}

/** Bars over a line, as a spreadsheet would draw them. */
export function chart(seed: string): Buffer {
  return once(`chart ${hash(seed) % 8}`, (numbers) => {
    const colour = rgb(numbers.pick(palette))
    const bars = Array.from({ length: 12 }, () => numbers.between(30, 150))
    const line = rgb([120, 124, 132])
    const grid = rgb([228, 230, 236])
    return png(420, 200, (x, y) => {
      if (y === 180 || x === 20) return line
      if (y % 40 === 20 && y < 180 && x > 20) return grid
      const bar = Math.floor((x - 30) / 32)
      const inside = x >= 30 && (x - 30) % 32 < 22 && bar < 12 && y < 180 && y > 180 - (bars[bar] ?? 0)
      return inside ? colour : 0xffffff
    })
  })
}

/** A readable stand-in for a photograph: a pipe with a flange before a wall. */
export function photo(seed: string): Buffer {
  return once(`photo ${hash(seed) % 8}`, (numbers) => {
    const wall = numbers.between(150, 215)
    const [red, green, blue] = numbers.pick(palette)
    const middle = numbers.between(80, 130)
    const flange = numbers.between(70, 240)
    const mortar = rgb([wall - 26, wall - 30, wall - 34])
    const brick = rgb([wall, wall - 6, wall - 12])
    return png(320, 220, (x, y) => {
      const distance = Math.abs(y - middle)
      const ring = Math.abs(x - flange) < 16
      if (distance < (ring ? 58 : 36)) {
        const light = Math.round(210 - (distance / (ring ? 58 : 36)) * 130)
        return ring ? rgb([(red + light) >> 1, (green + light) >> 1, (blue + light) >> 1]) : grey(light)
      }
      return y % 24 < 2 || (x + (Math.floor(y / 24) % 2) * 24) % 48 < 2 ? mortar : brick
    })
  })
}

/** A company's mark: a block and a bar in its colour. */
export function logo(company: string): Buffer {
  return once(`logo ${company}`, (numbers) => {
    const colour = rgb(numbers.pick(palette))
    const cut = numbers.between(6, 14)
    return png(120, 32, (x, y) => {
      if (x < 28 && y > 2 && y < 30) return (x + y) % 28 < cut ? 0xffffff : colour
      if (x > 36 && y > 10 && y < 15) return grey(74)
      if (x > 36 && x < 96 && y > 19 && y < 23) return grey(164)
      return 0xffffff
    })
  })
}
