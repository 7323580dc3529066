import type { MailDb } from '../cache/mail-db.ts'
import { type SnippetPage, snippetPage } from '../cache/types.ts'

/** First words of a mail. */
export interface Snippet {
  id: number
  text: string
}

const pageOf = (id: number): number => Math.floor(id / snippetPage)

/** Pages as they are to be with these words in them, and without those of the mails that go. Called by one write at a time. */
export async function snippetPagesWith(
  db: MailDb,
  added: Snippet[],
  forgotten: number[]
): Promise<{ put: SnippetPage[]; remove: number[] }> {
  const numbers = [...new Set([...added.map(({ id }) => id), ...forgotten].map(pageOf))]
  if (numbers.length === 0) return { put: [], remove: [] }
  const old = await db.snippets.bulkGet(numbers)
  const texts = new Map(
    numbers.map((number, i) => [number, old[i]?.texts ?? new Array<string>(snippetPage).fill('')])
  )
  for (const { id, text } of added) texts.get(pageOf(id))![id % snippetPage] = text
  for (const id of forgotten) texts.get(pageOf(id))![id % snippetPage] = ''
  const isEmpty = (number: number): boolean => texts.get(number)!.every((text) => text === '')
  return {
    put: numbers.flatMap((page) => (isEmpty(page) ? [] : { page, texts: texts.get(page)! })),
    remove: numbers.filter(isEmpty)
  }
}
