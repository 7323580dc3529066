import type { MailShown, RecordMail } from '../../../shared/contract/sharing.ts'
import type { OwnMail } from './merge.ts'

/** What of a record's mail is to be shown. */
export interface Ask {
  show: MailShown
  /** Whose, where `show` is `user`. */
  user: string | null
  /** As this user would see it. */
  as: string | null
  search: string
}
export const askAll: Ask = { show: 'all', user: null, as: null, search: '' }

export function isPlain({ show, as, search }: Ask): boolean {
  return show === 'all' && as === null && search === ''
}

/** Own mail that nobody shares shows among all mail and under oneself. A colleague never sees it. */
export function showsOwnAlone({ show, user, as }: Ask, me: string | null): boolean {
  return as === null && (show === 'all' || (show === 'user' && user !== null && user === me))
}

/** The same as the workspace searches: each word somewhere in people, subject or first words. */
export function finds(
  search: string,
  mail: Pick<OwnMail | RecordMail, 'subject' | 'snippet' | 'from' | 'to'>
): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const text = [mail.subject, mail.snippet, ...mail.from, ...mail.to.flat()].join(' ').toLowerCase()
  return words.every((word) => text.includes(word))
}

/** What the workspace would answer of these rows, as far as they tell. */
export function sift(rows: readonly RecordMail[], { show, user, search }: Ask): RecordMail[] {
  return rows.flatMap((row) => {
    const owners =
      show === 'all'
        ? row.owners
        : row.owners.filter((owner) => (show === 'user' ? owner.user === user : owner.source === show))
    return owners.length > 0 && finds(search, row) ? [{ ...row, owners }] : []
  })
}
