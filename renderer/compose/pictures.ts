import { useMemo, useRef } from 'react'
import { attach, type Draft, newMessageId } from '../cache/index.ts'
import { type Carrying, readFile } from './carry.ts'
import type { Pictures } from './Editor.tsx'

/** The pictures between the lines of a draft: kept as its files, each known by a Content-ID. */
export function usePictures(
  { cache, bridge }: Carrying,
  newest: () => Draft,
  edit: (patch: Partial<Draft>) => void,
  onFailed: () => void
): Pictures {
  const now = useRef({ newest, edit, onFailed })
  now.current = { newest, edit, onFailed }
  return useMemo(() => {
    const find = (cid: string) => now.current.newest().attachments.find((file) => file.cid === cid)
    return {
      has: (cid) => find(cid) !== undefined,
      async add(file) {
        const draft = now.current.newest()
        try {
          const cid = newMessageId(draft.from[1])
          const kept = await attach(cache, draft.id, file, file.name || 'picture', cid)
          now.current.edit({ attachments: [...now.current.newest().attachments, kept] })
          return cid
        } catch {
          now.current.onFailed()
          return null
        }
      },
      async source(cid) {
        const file = find(cid)
        if (!file) return null
        try {
          const upload = file.upload === null ? undefined : await cache.outbox.uploads.get(file.upload)
          const bytes =
            upload?.bytes ?? (file.hash ? await readFile(bridge, now.current.newest().account, file) : null)
          return bytes && URL.createObjectURL(bytes)
        } catch {
          return null
        }
      }
    }
  }, [cache, bridge])
}
