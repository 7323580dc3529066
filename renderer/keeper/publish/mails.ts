import type { MailDb } from '../../cache/mail-db.ts'
import { type BodyRow, snippetPage } from '../../cache/types.ts'

export { published } from '../../../shared/mail/published.ts'

/** Texts and first words of mails, by id. */
export async function readTexts(
  db: MailDb,
  ids: number[]
): Promise<Map<number, { body: BodyRow | undefined; snippet: string }>> {
  const pages = [...new Set(ids.map((id) => Math.floor(id / snippetPage)))]
  const [bodies, snippets] = await Promise.all([db.bodies.bulkGet(ids), db.snippets.bulkGet(pages)])
  const words = new Map(pages.map((page, i) => [page, snippets[i]?.texts]))
  return new Map(
    ids.map((id, i) => [
      id,
      { body: bodies[i], snippet: words.get(Math.floor(id / snippetPage))?.[id % snippetPage] ?? '' }
    ])
  )
}
