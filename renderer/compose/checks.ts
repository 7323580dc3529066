import type { Draft } from '../cache/index.ts'
import { compose as words } from '../words/en/compose.ts'
import { ownPlain } from './text.ts'

/** What stands against sending; `anyway`: the rep may decide otherwise. */
export interface Objection {
  text: string
  anyway: boolean
}

const promises =
  /(?<!\p{L})(attach(ed|ment|ments|ing)?|enclosed|anbei|im anhang|angehängt|beigefügt|ci-joint(e|s)?|en pièce jointe|adjunt[oa]s?|bifogad|bifogar|allegat[oi]|em anexo|bijgevoegd|bijlage)(?!\p{L})/iu

/** The provider's word on a mail's size is heard only when it is sent; beyond this most refuse, octets as encoded. */
const usualLimit = 25_000_000

/** @param unfinished what is typed in a recipient field and is no address */
export function objection(draft: Draft, unfinished: string): Objection | null {
  if (unfinished) return { text: words.badAddress(unfinished), anyway: false }
  if (draft.to.length + draft.cc.length + draft.bcc.length === 0)
    return { text: words.noRecipient, anyway: false }
  if (!draft.subject.trim()) return { text: words.noSubject, anyway: true }
  if (!draft.attachments.some((file) => file.cid === '') && promises.test(ownPlain(draft)))
    return { text: words.noAttachment, anyway: true }
  return tooLarge(draft)
}

export function tooLarge(draft: Pick<Draft, 'attachments'>): Objection | null {
  const size = draft.attachments.reduce((sum, file) => sum + file.size, 0)
  return (size * 4) / 3 > usualLimit ? { text: words.tooLarge(Math.round(size / 1e6)), anyway: true } : null
}
