import { AppError } from '../../shared/errors.ts'
import { atom, type Attribute, type Token } from './command.ts'
import { fetchItems } from './fetch.ts'
import type { Kind, Link } from './link.ts'
import type { Place } from './protocol.ts'
import { bytesOf } from './row.ts'
import { sectionOf } from './texts.ts'
import { transferDecoder } from '../mime/transfer.ts'

/** One round trip each; in between, other work has its turn, and a 40 MB mail never lies in memory. */
const pieceSize = 1024 * 1024

/** One part, decoded, piece by piece. Throws mail.messageGone before the first piece when it is not there. */
export function partPieces(
  link: Link,
  place: Place,
  part: string,
  encoding: string,
  priority: 'bulk' | 'click' = 'click'
): AsyncGenerator<Uint8Array> {
  return decoded(
    pieces(link, priority, place, (partial) => sectionOf(part, partial), `body[${part}]`),
    encoding
  )
}

/** The whole message, byte for byte. */
export function sourcePieces(link: Link, place: Place): AsyncGenerator<Uint8Array> {
  const section = (partial: [number, number]): Token => ({
    type: 'ATOM',
    value: 'BODY.PEEK',
    section: [],
    partial
  })
  return pieces(link, 'click', place, section, 'body[]')
}

async function* pieces(
  link: Link,
  kind: Kind,
  { folder, uidValidity, uid }: Place,
  section: (partial: [number, number]) => Attribute,
  name: string
): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; at += pieceSize) {
    const found = await link.inFolder(
      kind,
      folder,
      (client) => fetchItems(client, [uid], [atom('UID'), section([at, pieceSize])]),
      { uidValidity }
    )
    const items = found.get(uid)
    if (!items) throw new AppError('mail.messageGone', { folder })
    const bytes = bytesOf(items.get(name))
    // NIL, or nothing at that offset: the end, or a part that is not there
    if (!bytes) {
      if (at === 0) throw new AppError('mail.unparsable', { part: name })
      return
    }
    if (bytes.length) yield bytes
    // a server that does not know partial answers sends everything at once
    if (bytes.length !== pieceSize) return
  }
}

async function* decoded(source: AsyncGenerator<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = transferDecoder(encoding)
  for await (const chunk of source) {
    const bytes = decoder.push(chunk)
    if (bytes.length) yield bytes
  }
  const rest = decoder.end()
  if (rest.length) yield rest
}
