import type { OwnPromise, SentMail } from '../../shared/contract/promises.ts'
import type { PromiseMade, PromiseOf } from '../../shared/intelligence/activities.ts'
import { readOwnText } from './own-text.ts'
import { keepsPromise } from './promise-kept.ts'
import { readPromises } from './promises.ts'

/** A day that is read with less is left out: a wrong date is worse than none. */
const dueFrom = 0.7
/** Of these there may be several at a time, so that the next one does not take the place of the one before. */
const several: readonly PromiseOf[] = ['document', 'other']
/** Nobody wrote it: the mailbox answers for an absent rep. */
const automatic =
  /^\s*(?:automatic reply|auto(?:matic)?[- ]?(?:response|reply)|out of (?:the )?office|abwesen\w+|automatische antwort|réponse automatique|absence|respuesta automática|fuera de la oficina)\b/iu

/**
 * What the rep promised in their own mails of one conversation, mail by mail, and which later mail keeps it. A later
 * word about the same thing ("I'll have the quote on Monday instead") takes the place of an open one.
 * @param mails in the order they were sent
 */
export function readOwnPromises(mails: readonly SentMail[]): OwnPromise[][] {
  const texts = mails.map(
    ({ text, from: [name, address] }) => readOwnText(text, { from: `${name} <${address}>` }).own
  )
  const all = mails.map(({ subject, sent: date, offset }, at) =>
    automatic.test(subject)
      ? []
      : readPromises({ subject, text: texts[at]!, date, offset, direction: 'sent' }).filter(isOne)
  )
  return all.map((promises, at) =>
    promises.flatMap((promise): OwnPromise[] => {
      const kept = keptBy(promise, mails, texts, at)
      const replaced = !kept && !several.includes(promise.what) && saidAgain(promise.what, all, at)
      if (replaced) return []
      const { what, words, due } = promise
      const sure = due && due.confidence >= dueFrom ? { start: due.start, at: due.at } : null
      return [{ what, words: words.slice(0, 300), due: sure, kept }]
    })
  )
}

/** "We'll be in Lyon on Friday" has a day and promises nothing; "by Friday" does. */
const isOne = ({ what, due }: PromiseMade): boolean => what !== 'other' || due?.edge === 'by'

const saidAgain = (what: PromiseOf, all: readonly PromiseMade[][], at: number): boolean =>
  all.slice(at + 1).some((later) => later.some((one) => one.what === what))

function keptBy(
  promise: PromiseMade,
  mails: readonly SentMail[],
  texts: readonly string[],
  at: number
): OwnPromise['kept'] {
  const { to, sent } = mails[at]!
  for (let by = at + 1; by < mails.length; by++) {
    const { subject, files: attachments, to: recipients, sent: date } = mails[by]!
    const { reason, shown } = keepsPromise(promise, to, sent, {
      ...{ recipients, subject, attachments, date, text: texts[by]! }
    })
    if (reason === 'attached' || reason === 'said' || reason === 'answered')
      return { by, how: reason, shown: (shown ?? '').slice(0, 200) }
  }
  return null
}
