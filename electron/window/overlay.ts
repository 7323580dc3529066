/** The dot that Windows lays over the taskbar's button: a filled circle in the colour of the app, edges softened. */
export const overlaySize = 16
const [red, green, blue] = [0xb4, 0x21, 0x2a]

/** Rows of BGRA, colours multiplied by their alpha, as `nativeImage.createFromBitmap` takes them. */
export function overlayDot(size = overlaySize): Buffer {
  const bytes = Buffer.alloc(size * size * 4)
  const middle = (size - 1) / 2
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const alpha = Math.max(0, Math.min(1, size / 2 - Math.hypot(x - middle, y - middle)))
      bytes.set([blue * alpha, green * alpha, red * alpha, 255 * alpha].map(Math.round), (y * size + x) * 4)
    }
  return bytes
}
