import { Packr } from 'msgpackr'
import type { MailDb } from './mail-db.ts'
import { type HeaderPage, headerPage, type MessageRow } from './types.ts'

/** Of a page: the mail at each place, null where none is. */
export type Slots = (MessageRow | null)[]

const packr = new Packr({ useRecords: true, moreTypes: true })

export const pageOf = (id: number): number => Math.floor(id / headerPage)

export function packHeaders(page: number, slots: Slots): HeaderPage {
  // a copy of its own: pack() answers a view of a pooled buffer, all of which would be stored
  return { page, bytes: new Uint8Array(packr.pack(slots)) }
}
export function unpackHeaders(page: HeaderPage | undefined): Slots {
  return page ? (packr.unpack(page.bytes) as Slots) : []
}

/** The mails with these ids, in their order; undefined where there is none. */
export async function readHeaders(mail: MailDb, ids: number[]): Promise<(MessageRow | undefined)[]> {
  const numbers = [...new Set(ids.map(pageOf))]
  const pages = await mail.headers.bulkGet(numbers)
  const slots = new Map(numbers.map((number, i) => [number, unpackHeaders(pages[i])]))
  return ids.map((id) => slots.get(pageOf(id))?.[id % headerPage] ?? undefined)
}

export async function readHeader(mail: MailDb, id: number): Promise<MessageRow | undefined> {
  return (await readHeaders(mail, [id]))[0]
}
