import { readHeaders } from './headers.ts'
import type { Ledger } from './ledger.ts'
import type { MailDb } from './mail-db.ts'
import { type MessageRow, snippetPage } from './types.ts'

export interface RowContent {
  message: MessageRow
  snippet: string
}

/** Content of list rows, for those in sight: kept for the last few thousand, fetched in one read for what is missing. */
export interface Rows {
  /** What is at hand, without waiting. */
  get(id: number): RowContent | undefined
  /** Reads what is missing of these. Resolves when all that exist are at hand. */
  want(ids: number[]): Promise<void>
}

const kept = 4000

export function createRows(mail: MailDb, ledger: Ledger): Rows {
  const content = new Map<number, RowContent>()
  /** Rows whose text was not here when they were read: looked at again when the ledger moves on. */
  const thin = new Map<number, number>()
  const pending = new Map<number, Promise<void>>()

  async function read(ids: number[]): Promise<void> {
    const pages = [...new Set(ids.map((id) => Math.floor(id / snippetPage)))]
    const [messages, snippets] = await Promise.all([readHeaders(mail, ids), mail.snippets.bulkGet(pages)])
    const byPage = new Map(snippets.flatMap((page) => (page ? [[page.page, page.texts] as const] : [])))
    ids.forEach((id, i) => {
      const message = messages[i]
      if (!message) return
      const snippet = byPage.get(Math.floor(id / snippetPage))?.[id % snippetPage] ?? ''
      content.delete(id)
      content.set(id, { message, snippet })
      if (snippet) thin.delete(id)
      else thin.set(id, ledger.version)
    })
    for (const id of content.keys()) {
      if (content.size <= kept) break
      content.delete(id)
      thin.delete(id)
    }
  }

  return {
    get: (id) => content.get(id),
    async want(ids) {
      const missing = ids.filter(
        (id) => !pending.has(id) && (!content.has(id) || (thin.get(id) ?? ledger.version) < ledger.version)
      )
      if (missing.length > 0) {
        const reading = read(missing).finally(() => {
          for (const id of missing) pending.delete(id)
        })
        for (const id of missing) pending.set(id, reading)
      }
      await Promise.all(new Set(ids.flatMap((id) => pending.get(id) ?? [])))
    }
  }
}
