import { packHeaders, pageOf, type Slots, unpackHeaders } from '../cache/headers.ts'
import type { MailDb } from '../cache/mail-db.ts'
import { type HeaderPage, headerPage, type MessageRow } from '../cache/types.ts'

/** Pages as they are to be: written in one transaction with the rest, then `settle`d. */
export interface PageChange {
  put: HeaderPage[]
  remove: number[]
  /** Called once it has committed; until then nothing has changed here. */
  settle(): void
}

/** Ids are given in order, so the page that the next ones go into is at hand and all after it are empty. */
export async function openHeaderPages(
  db: MailDb,
  nextId: number
): Promise<(added: MessageRow[], forgotten: number[]) => Promise<PageChange>> {
  let last = { page: pageOf(nextId), slots: unpackHeaders(await db.headers.get(pageOf(nextId))) }

  async function read(pages: Set<number>): Promise<Map<number, Slots>> {
    const open = new Map<number, Slots>()
    for (const page of pages) if (page >= last.page) open.set(page, page === last.page ? [...last.slots] : [])
    const old = [...pages].filter((page) => page < last.page)
    const rows = old.length ? await db.headers.bulkGet(old) : []
    old.forEach((page, i) => open.set(page, unpackHeaders(rows[i])))
    return open
  }

  return async (added, forgotten) => {
    const open = await read(new Set([...added.map(({ id }) => id), ...forgotten].map(pageOf)))
    function put(id: number, row: MessageRow | null): void {
      const slots = open.get(pageOf(id))!
      while (slots.length < id % headerPage) slots.push(null)
      slots[id % headerPage] = row
    }
    for (const row of added) put(row.id, row)
    for (const id of forgotten) put(id, null)
    const isEmpty = (slots: Slots): boolean => slots.every((row) => row === null)
    return {
      put: [...open].flatMap(([page, slots]) => (isEmpty(slots) ? [] : packHeaders(page, slots))),
      remove: [...open].flatMap(([page, slots]) => (isEmpty(slots) ? page : [])),
      settle() {
        const page = Math.max(last.page, ...open.keys())
        last = { page, slots: open.get(page) ?? last.slots }
      }
    }
  }
}
