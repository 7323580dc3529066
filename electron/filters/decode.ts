import { AppError } from '../../shared/errors.ts'
import { largestFilterFile } from '../../shared/contract/filters.ts'

/**
 * The text of a filter file: a byte order mark decides, else what `declared` finds in its first bytes, else UTF-8.
 * @throws AppError filters.tooLarge, filters.empty, filters.encoding
 */
export function decodeFilters(bytes: Uint8Array, declared: (head: string) => string | null): string {
  if (bytes.length > largestFilterFile) throw new AppError('filters.tooLarge', { limit: largestFilterFile })
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  const encoding = markOf(bytes) ?? declared(head) ?? 'utf-8'
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    throw new AppError('filters.encoding', { encoding }, { cause: error })
  }
  if (text.includes('\0')) throw new AppError('filters.encoding', { encoding })
  if (text.trim() === '') throw new AppError('filters.empty')
  return text
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null
}
