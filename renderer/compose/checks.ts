import { type Draft, filesOf } from '../cache/index.ts'
import { compose as words } from '../words/en/compose.ts'
import { ownPlain } from './text.ts'

/** What stands against sending; `anyway`: the rep may decide otherwise. */
export interface Objection {
  text: string
  anyway: boolean
}

const promises =
  /(?<!\p{L})(attach(ed|ment|ments|ing)?|enclosed|anbei|im anhang|angehängt|beigefügt|ci-joint(e|s)?|en pièce jointe|adjunt[oa]s?|bifogad|bifogar|allegat[oi]|em anexo|bijgevoegd|bijlage)(?!\p{L})/iu

/** Beyond this most servers refuse a mail; of those that do not say what they take, octets as encoded. */
const usualLimit = 25_000_000

/**
 * @param unfinished what is typed in a recipient field and is no address
 * @param limit of the account's server, octets; undefined: it does not say
 */
export function objection(draft: Draft, unfinished: string, limit?: number): Objection | null {
  if (unfinished) return { text: words.badAddress(unfinished), anyway: false }
  if (draft.to.length + draft.cc.length + draft.bcc.length === 0)
    return { text: words.noRecipient, anyway: false }
  if (!draft.subject.trim()) return { text: words.noSubject, anyway: true }
  if (!draft.attachments.some((file) => file.cid === '') && promises.test(ownPlain(draft)))
    return { text: words.noAttachment, anyway: true }
  return tooLarge(draft, limit)
}

/** A file grows by base64 and its line ends; a server that named its limit will hold to it. */
export function tooLarge(draft: Pick<Draft, 'html' | 'attachments'>, limit?: number): Objection | null {
  const size = filesOf(draft).reduce((sum, file) => sum + file.size, 0)
  const encoded = (size * 4 * 78) / (3 * 76) + draft.html.length * 2
  if (encoded <= (limit ?? usualLimit)) return null
  const text = limit ? words.overLimit(megabytes(size), megabytes(limit)) : words.tooLarge(megabytes(size))
  return { text, anyway: true }
}

function megabytes(octets: number): string {
  return (octets / 1e6).toLocaleString('en', { maximumFractionDigits: octets < 10e6 ? 1 : 0 })
}
