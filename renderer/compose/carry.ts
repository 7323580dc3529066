import type { Bridge } from '../../shared/contract/index.ts'
import type { Part } from '../../shared/mail/message.ts'
import {
  attach,
  type BodyRow,
  type Cache,
  type Draft,
  type DraftAttachment,
  type MessageRow,
  newMessageId,
  placesOf
} from '../cache/index.ts'

export interface Carrying {
  cache: Cache
  bridge: Bridge
}

export interface CarriedFiles {
  attachments: DraftAttachment[]
  /** Content-ID in the mail -> Content-ID under which the picture goes along. */
  pictures: Map<string, string>
  /** Files that could not be fetched. */
  missing: number
}

/** What is not here yet is waited for this long, ms: an answer without a picture is better than none. */
const patience = 5000

/**
 * The files of a mail that go along with its quote: a reply takes the pictures between its lines, a forward and a
 * draft take all.
 */
export async function carriedFiles(
  { cache, bridge }: Carrying,
  message: MessageRow,
  body: BodyRow | undefined,
  all: boolean
): Promise<CarriedFiles> {
  const place = placesOf(cache.ledger, message.id)[0]
  const folder = place && cache.ledger.folders.get(place.folder)
  const html = body?.html ?? ''
  const parts = message.parts.filter((part) => part.body === '' && (all || shows(html, part)))
  if (!place || !folder?.cursor) return { attachments: [], pictures: new Map(), missing: parts.length }
  const where = {
    account: message.account,
    folder: folder.path,
    uidValidity: folder.cursor.uidValidity,
    uid: place.uid
  }
  const pictures = new Map<string, string>()
  const found = await Promise.all(
    parts.map(async (part): Promise<DraftAttachment | null> => {
      const { part: section, encoding, type } = part
      const asked = bridge.call('mail.part', { ...where, part: section, encoding, type })
      const file = await (all ? asked : Promise.race([asked, late()])).catch(() => null)
      if (!file) return null
      const inline = shows(html, part)
      const cid = inline ? newMessageId(message.messageId) : ''
      if (inline) pictures.set(part.cid, cid)
      return {
        upload: null,
        hash: file.hash,
        name: part.name || (inline ? `picture-${section}` : `attachment-${section}`),
        type,
        size: file.size,
        cid
      }
    })
  )
  const attachments = found.filter((one) => one !== null)
  return { attachments, pictures, missing: all ? parts.length - attachments.length : 0 }
}

const late = (): Promise<null> => new Promise((done) => setTimeout(() => done(null), patience))

/** A picture that the mail shows between its lines. */
function shows(html: string, { cid, type }: Part): boolean {
  return cid !== '' && /^image\//.test(type) && (html.includes(cid) || html.includes(encodeURIComponent(cid)))
}

/** Files are kept by account: those that a draft carries go along when it is sent from another one. */
export async function rehome({ cache, bridge }: Carrying, draft: Draft): Promise<DraftAttachment[]> {
  return Promise.all(
    draft.attachments.map(async (file) => {
      if (file.hash === null) return file
      const bytes = await readFile(bridge, draft.account, file)
      return attach(cache, draft.id, bytes, file.name, file.cid)
    })
  )
}

export async function readFile(bridge: Bridge, account: string, file: DraftAttachment): Promise<Blob> {
  const bytes = await bridge.call('files.read', { account, hash: file.hash!, limit: 50_000_000 })
  return new Blob([new Uint8Array(bytes)], { type: file.type })
}
