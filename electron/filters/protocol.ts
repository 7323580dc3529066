import type { FilterPreview } from '../../shared/contract/filters.ts'
import type { WireError } from '../../shared/errors.ts'
import type { FolderOwner } from './folder-uri.ts'

/** What goes into the thread that reads a file, and what comes out of it. */
export interface Job {
  bytes: Uint8Array
  account: string | null
  owner: FolderOwner | null
}
export type Answer = { preview: FilterPreview } | { error: WireError }
