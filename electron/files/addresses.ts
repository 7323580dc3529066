import { randomBytes } from 'node:crypto'

/** A second load within this time is the browser's own (a frame moved in its page); later ones find nothing. */
const frameGrace = 10_000
/** A frame that nobody loaded. */
const frameWait = 2 * 60_000
const fileLife = 30 * 60_000
const mostFrames = 50
const mostFiles = 5000

export interface FrameEntry {
  html: Uint8Array<ArrayBuffer>
  remote: boolean
  /** The set of inline pictures that it may show. */
  inline: string | null
  until: number
  loaded: boolean
}
export interface FileEntry {
  account: string
  hash: string
  type: string
  download: string | null
  until: number
}
export interface InlineEntry {
  account: string
  items: { hash: string; type: string }[]
  until: number
}

export type Addresses = ReturnType<typeof createAddresses>

/** Addresses that cannot be guessed (144 bits) and that end: who learns an old one sees nothing. */
export function createAddresses(now: () => number = Date.now) {
  const frames = new Map<string, FrameEntry>()
  const files = new Map<string, FileEntry>()
  const inline = new Map<string, InlineEntry>()

  function add<T extends { until: number }>(table: Map<string, T>, entry: T, most: number): string {
    for (const [token, old] of table) if (old.until < now()) table.delete(token)
    for (const token of table.keys()) {
      if (table.size < most) break
      table.delete(token)
    }
    const token = randomBytes(18).toString('base64url')
    table.set(token, entry)
    return token
  }
  function find<T extends { until: number }>(table: Map<string, T>, token: string): T | null {
    const entry = table.get(token)
    if (entry === undefined) return null
    if (entry.until >= now()) return entry
    table.delete(token)
    return null
  }

  return {
    addFrame: (html: Uint8Array<ArrayBuffer>, remote: boolean, set: string | null): string =>
      add(frames, { html, remote, inline: set, until: now() + frameWait, loaded: false }, mostFrames),
    frame(token: string): FrameEntry | null {
      const entry = find(frames, token)
      if (entry !== null && !entry.loaded) {
        entry.loaded = true
        entry.until = now() + frameGrace
      }
      return entry
    },
    addFile: (entry: Omit<FileEntry, 'until'>): string =>
      add(files, { ...entry, until: now() + fileLife }, mostFiles),
    file(token: string): FileEntry | null {
      const entry = find(files, token)
      if (entry !== null) entry.until = now() + fileLife
      return entry
    },
    addInline: (entry: Omit<InlineEntry, 'until'>): string =>
      add(inline, { ...entry, until: now() + fileLife }, mostFiles),
    inline(token: string): InlineEntry | null {
      const entry = find(inline, token)
      if (entry !== null) entry.until = now() + fileLife
      return entry
    }
  }
}
