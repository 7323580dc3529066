import type { Cache } from './cache.ts'
import { pageOf, unpackHeaders } from './headers.ts'
import { filesKey, filesPage, type FilesPage } from './stored-files.ts'
import { headerPage, LocalFlag } from './types.ts'

/** Pages that are unpacked in one go: a few ms. */
const pagesAtOnce = 8
/** Of each text part the server was asked for no more. */
const longestPart = 2_000_000

/**
 * About how many octets these mails take here: headers as they are packed, texts by the size that the server gave for
 * the parts that were read, files as they lie on the disk. Stops with `signal`, and then answers what it has.
 */
export async function roomOf(
  { mail, ledger }: Cache,
  mails: ReadonlySet<number>,
  signal: AbortSignal
): Promise<number> {
  const read = new Set<number>()
  for (const windows of ledger.windows.values())
    for (const row of windows.values())
      for (let i = 0; i < row.id.length; i++)
        if (row.flags[i]! & LocalFlag.textHere && mails.has(row.id[i]!)) read.add(row.id[i]!)
  const pages = [...new Set([...mails].map(pageOf))]
  let room = 0
  for (let at = 0; at < pages.length && !signal.aborted; at += pagesAtOnce) {
    for (const page of await mail.headers.bulkGet(pages.slice(at, at + pagesAtOnce))) {
      for (const row of unpackHeaders(page)) {
        if (!row || !mails.has(row.id)) continue
        room += page!.bytes.length / headerPage
        if (read.has(row.id))
          for (const part of row.parts) if (part.body) room += Math.min(part.size, longestPart)
      }
    }
  }
  const keys = [...new Set([...mails].map((id) => filesKey(Math.floor(id / filesPage))))]
  for (const row of await mail.meta.bulkGet(keys))
    for (const [id, { parts }] of Object.entries((row?.value ?? {}) as FilesPage))
      if (mails.has(Number(id))) for (const { size } of Object.values(parts)) room += size
  return room
}
