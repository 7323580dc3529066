import type { FilterPreview } from '../../shared/contract/filters.ts'
import { AppError } from '../../shared/errors.ts'
import { mostRules } from '../../shared/filters/model.ts'
import { decodeFilters } from './decode.ts'
import type { FolderOwner } from './folder-uri.ts'
import { readGmail } from './gmail-read.ts'
import { readThunderbird } from './thunderbird-read.ts'

/**
 * Reads a filter file of either program; what it is its content says, not its name.
 * @throws AppError filters.*: nothing of the file was taken over
 */
export function readFilters(
  bytes: Uint8Array,
  account: string | null,
  owner: FolderOwner | null
): FilterPreview {
  const text = decodeFilters(bytes, encodingIn)
  const preview = /^\uFEFF?\s*</.test(text) ? readGmail(text, account) : readThunderbird(text, account, owner)
  if (preview.filters.length > mostRules) throw new AppError('filters.tooMany', { limit: mostRules })
  return preview
}

/** XML says it itself; Thunderbird's files of before version 7 are in the system's own, on most of them Windows-1252. */
function encodingIn(head: string): string | null {
  const xml = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
  if (xml) return xml
  const version = /^\s*version\s*=\s*"(\d+)"/.exec(head)?.[1]
  return version !== undefined && Number(version) < 7 ? 'windows-1252' : null
}
