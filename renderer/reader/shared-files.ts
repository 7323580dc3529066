import { useCallback, useEffect, useState } from 'react'
import type { Bridge } from '../../shared/contract/index.ts'
import { sharedFolder, type SharedFileState } from '../../shared/contract/shared-files.ts'
import type { SharedFile } from '../../shared/contract/sharing.ts'
import type { AttachmentFile, StoredFile } from './model.ts'
import { partName } from './parts.ts'

/** What is known of the files of a colleague's mail, by their place in it; told anew as it changes. */
export function useFileStates(
  bridge: Bridge,
  mail: string,
  any: boolean
): { states: ReadonlyMap<number, SharedFileState>; again(): void } {
  const [known, setKnown] = useState<{ mail: string; rows: SharedFileState[] }>()
  const [turn, setTurn] = useState(0)
  const again = useCallback(() => setTurn((before) => before + 1), [])
  useEffect(() => {
    const offs = [bridge.on('workspace.mailChanged', again), bridge.onConnection((on) => on && again())]
    return () => offs.forEach((off) => off())
  }, [bridge, again])
  useEffect(() => {
    if (!any) return
    const stop = new AbortController()
    bridge.call('workspace.fileStates', { mail }, { signal: stop.signal }).then(
      (rows) => !stop.signal.aborted && setKnown({ mail, rows }),
      // out of reach: what was said last stands
      () => undefined
    )
    return () => stop.abort()
  }, [bridge, mail, any, turn])
  const rows = known?.mail === mail ? known.rows : []
  return { states: new Map(rows.map((row) => [row.file, row])), again }
}

/** Files of a shared mail as the reader lists them; the section number is the place in the mail. */
export function sharedAttachments(files: readonly SharedFile[]): AttachmentFile[] {
  return files.map(({ name, type, size }, at) => {
    const part = {
      part: String(at),
      type,
      charset: '',
      encoding: '',
      size,
      name,
      disposition: 'attachment' as const,
      cid: '',
      body: '' as const
    }
    return { part, name: partName(part), size }
  })
}

/** Brings a file that is in the workspace to this computer. Throws workspace.notFound where it was taken back. */
export async function fetchShared(bridge: Bridge, mail: string, file: number): Promise<StoredFile> {
  const pieces: Uint8Array[] = []
  let count = 1
  for (let piece = 0; piece < count; piece++) {
    const got = await bridge.call('workspace.filePiece', { mail, file, piece })
    count = got.pieces
    pieces.push(got.bytes)
  }
  const bytes = new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer())
  return bridge.call('files.put', { account: sharedFolder, bytes })
}
