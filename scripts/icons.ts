import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { icnsOf, icoOf } from './ship/icon-files.ts'

/** Every icon from one drawing: `npm run icons` after renderer/icon.svg was changed; scripts/icons.test.ts says when it was not. */
const root = join(import.meta.dirname, '..')
export const drawing = 'renderer/icon.svg'

const linuxSizes = [16, 22, 24, 32, 48, 64, 96, 128, 256, 512]
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256]
/** Apple's names of the sizes; those with an @2x are the same pixels for a screen of twice the density. */
const appleSizes = { icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64 }
const appleDouble = { ic13: 256, ic14: 512 }

/** The picture stands in 824 of 1024 pixels there, so that it is as large as its neighbours. */
const onApple = (svg: string): string =>
  svg.replace('viewBox="0 0 44 44"', 'viewBox="-5.34 -5.34 54.68 54.68"')
/** The lines alone, black on nothing: macOS colours a template as its menu bar wants it. */
const template = (svg: string): string =>
  svg
    .replace(/<rect[^>]*\/>/, '')
    .replaceAll('#fff', '#000')
    .replace('viewBox="0 0 44 44"', 'viewBox="7 6.500 30 30"')

interface Picture {
  png: Buffer
  /** RGBA, not premultiplied, row by row from the top. */
  pixels: Uint8Array
  size: number
}

function draw(svg: string, size: number): Picture {
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render()
  return { png: Buffer.from(image.asPng()), pixels: straight(image.pixels), size }
}

/** The renderer's pixels are premultiplied; files want them straight. */
function straight(pixels: Uint8Array): Uint8Array {
  return pixels.map((value, at) => {
    const alpha = pixels[at | 3]!
    return at % 4 === 3 || alpha === 0 ? value : Math.min(255, Math.round((value * 255) / alpha))
  })
}

/** @returns every icon file by its path from the project's root; the same bytes on every machine */
export async function allIcons(): Promise<Map<string, Buffer>> {
  await initWasm(readFileSync(new URL(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))))
  const svg = readFileSync(join(root, drawing), 'utf8')
  for (const part of ['viewBox="0 0 44 44"', '<rect ', '#fff'])
    if (!svg.includes(part)) throw new Error(`${drawing} has no ${part}, from which other forms are made`)
  const files = new Map<string, Buffer>()
  const at = (name: string, bytes: Buffer): unknown => files.set(`resources/icons/${name}`, bytes)
  at('icon.png', draw(svg, 512).png)
  at('tray.png', draw(svg, 32).png)
  at('trayTemplate.png', draw(template(svg), 16).png)
  at('trayTemplate@2x.png', draw(template(svg), 32).png)
  for (const size of linuxSizes) at(`app/linux/${size}x${size}.png`, draw(svg, size).png)
  at('app/icon.ico', icoOf(windowsSizes.map((size) => draw(svg, size))))
  const apple = Object.entries({ ...appleSizes, ...appleDouble })
  at('app/icon.icns', icnsOf(apple.map(([type, size]) => ({ type, png: draw(onApple(svg), size).png }))))
  return files
}

if (import.meta.main) {
  for (const [name, bytes] of await allIcons()) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), bytes)
    console.log(`${name}  ${bytes.length} bytes`)
  }
}
