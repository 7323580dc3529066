import { useEffect, useMemo, useState } from 'react'
import type { Bridge } from '../../shared/contract/index.ts'
import type { ReaderHost } from './host.ts'
import type { ReaderMessage, StoredFile } from './model.ts'
import { inlineParts } from './parts.ts'
import type { Part } from '../../shared/mail/message.ts'

export interface InlineImages {
  /** Of `files.inline`; null: none. */
  set: string | null
  /** Where each Content-ID shows. */
  urls: ReadonlyMap<string, string>
}
export const noImages: InlineImages = { set: null, urls: new Map() }

const most = 100

/** Takes the file that is here, so that it opens without a network; else fetches it. */
export async function fetchPart(bridge: Bridge, message: ReaderMessage, part: Part): Promise<StoredFile> {
  const { account, folder, uidValidity, uid } = message
  const stored = message.files?.[part.part]
  if (stored && (await isThere(bridge, account, stored.hash))) return stored
  return bridge.call('mail.part', {
    account,
    folder,
    uidValidity,
    uid,
    part: part.part,
    encoding: part.encoding,
    type: part.type
  })
}

/** A file that the rep opens or saves, from wherever this mail's files come. */
export function fetchFile(host: ReaderHost, message: ReaderMessage, part: Part): Promise<StoredFile> {
  return host.fetchFile ? host.fetchFile(part) : fetchPart(host.bridge, message, part)
}

function isThere(bridge: Bridge, account: string, hash: string): Promise<boolean> {
  return bridge.call('files.read', { account, hash, limit: 0 }).then(
    () => true,
    () => false
  )
}

export async function inlineImages(
  bridge: Bridge,
  message: ReaderMessage,
  html: string
): Promise<InlineImages> {
  const wanted = inlineParts(message)
    .filter(({ cid }) => html.includes(cid) || html.includes(encodeURIComponent(cid)))
    .slice(0, most)
  if (wanted.length === 0) return noImages
  const items: { cid: string; hash: string; type: string }[] = []
  const fetched = await Promise.allSettled(wanted.map((part) => fetchPart(bridge, message, part)))
  fetched.forEach((one, at) => {
    const part = wanted[at]!
    if (one.status === 'fulfilled') items.push({ cid: part.cid, hash: one.value.hash, type: part.type })
  })
  if (items.length === 0) return noImages
  const { set, urls } = await bridge.call('files.inline', { account: message.account, items })
  return { set, urls: new Map(urls.map(({ cid, url }) => [cid, url])) }
}

/**
 * The pictures between the lines of a mail. The text does not wait for them: it shows at once, and once more
 * when they are here.
 */
export function useInlineImages(bridge: Bridge, message: ReaderMessage): InlineImages {
  const [images, setImages] = useState<{ id: number; images: InlineImages } | null>(null)
  const html = message.body?.html ?? null
  const { id, uid, uidValidity, folder } = message
  const wanted = useMemo(
    () => html !== null && /cid:/i.test(html) && inlineParts(message).length > 0,
    [html, message]
  )
  useEffect(() => {
    if (!wanted || html === null) return
    let ended = false
    inlineImages(bridge, message, html)
      .then((found) => {
        if (!ended && found !== noImages) setImages({ id, images: found })
      })
      .catch(() => undefined)
    return () => {
      ended = true
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a new row of the same mail (a flag changed) fetches nothing again
  }, [bridge, wanted, html, id, uid, uidValidity, folder])
  return images !== null && images.id === id ? images.images : noImages
}
