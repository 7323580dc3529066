import { AppError } from '../../../shared/errors.ts'
import type { ImportPreview } from '../../../shared/contract/workspace.ts'

type Encoding = ImportPreview['encoding']

/** Files larger than this are refused before they are read. */
const largest = 64 * 1024 * 1024

/**
 * The text of a file that says nothing of its encoding: a byte order mark decides, else UTF-8 where all of it is
 * valid, else Windows-1252 (what Excel on Windows saves as "CSV"). Throws import.unreadable.
 */
export function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  if (bytes.length > largest) throw new AppError('import.unreadable', { why: 'tooLarge', limit: largest })
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  // A spreadsheet or a picture that was chosen by mistake.
  if (text.includes('\0')) throw new AppError('import.unreadable', { why: 'binary' })
  if (text.trim() === '') throw new AppError('import.unreadable', { why: 'empty' })
  return { text, encoding }
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
