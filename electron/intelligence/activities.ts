import type { Activity, ActivityBy, ActivityKind } from '../../shared/intelligence/activities.ts'
import type { Moment } from '../../shared/intelligence/moments.ts'
import { cues, type Cues } from './activities/cues.ts'
import { languageOf } from './activities/language.ts'
import { clauseAt, sentenceAt } from './activities/sentence.ts'
import { titleOf } from './activities/title.ts'
import { readMoments } from './moments.ts'
import { fold } from './moments/mask.ts'

export interface MailText {
  subject: string
  /** The sender's own words: quotes and signature cut. */
  text: string
  /** When it was sent, in ms, and the sender's clock then, in minutes ahead of UTC. */
  date: number
  offset: number
  language?: string
  direction: 'received' | 'sent'
  /** The sender's zone, where it is known. */
  zone?: string
  /** Who stands on the other side, for titles. */
  other?: string
}

/** Below it nothing is suggested. */
export const SUGGEST_FROM = 0.87

/** No mail fixes more: a list of dates is a programme, not appointments. */
const MOST = 12

/** The meetings, calls and tasks that a mail fixes for a moment, in the text's order. */
export function readActivities(mail: MailText): Activity[] {
  const language = mail.language ?? languageOf(`${mail.subject}\n${mail.text}`)
  const words = language === null ? undefined : cues[language]
  if (language === null || !words) return []
  const moments = readMoments(mail.text, { ...mail, language })
  if (moments.length > MOST) return []
  const folded = fold(mail.text)
  const found = moments.flatMap((moment) => {
    const activity = judge(moment, folded, mail, words)
    return activity && activity.confidence >= SUGGEST_FROM ? [activity] : []
  })
  return found.filter(
    (activity, index) =>
      !found.slice(0, index).some((other) => other.start === activity.start && other.kind === activity.kind)
  )
}

function judge(moment: Moment, folded: string, mail: MailText, words: Cues): Activity | null {
  const to = moment.index + moment.words.length
  // ends of sentences need the capital letters
  const found = sentenceAt(mail.text, moment.index, to)
  const sentence = { index: found.index, text: folded.slice(found.index, found.index + found.text.length) }
  const clause = clauseAt(sentence, moment.index, to)
  const near = clause.text
  const says = (cue: RegExp): boolean => cue.test(near)
  const whole = (cue: RegExp): boolean => cue.test(sentence.text)
  let confidence = moment.confidence - 0.12
  const timed = moment.at !== null
  if (timed) confidence += 0.08
  if (moment.edge === 'by') confidence += 0.14
  if (moment.edge === 'from') confidence -= 0.4
  const asks = says(words.ask) || whole(words.ask)
  const promises = says(words.promise)
  const meets = says(words.meet) || whole(words.meet)
  const calls = says(words.call)
  // "until Friday" is how long something holds, unless somebody is given the time
  if (lasting.test(fold(moment.words)) && !says(words.ask) && !promises && !granted.test(near))
    confidence -= 0.4
  if (asks) confidence += 0.08
  if (promises) confidence += 0.08
  if ((meets && timed) || calls) confidence += 0.08
  else if (says(words.task)) confidence += 0.05
  // what was done, and "I got a brochure on the 12th, a call on the 16th": one verb for all
  if (whole(words.past) && !says(words.ask) && !says(words.readerCalls) && !promises)
    confidence -= timed ? 0.3 : 0.4
  else if (says(words.past)) confidence -= 0.03
  if (says(words.other)) confidence -= 0.35
  if (opensRange.test(folded.slice(Math.max(0, moment.index - 24), moment.index))) confidence -= 0.5
  if (words === cues['es'] && !says(words.ask) && !promises && preterite.test(found.text)) confidence -= 0.3
  // several days of the month in one sentence are a history
  if (
    /\bthe \d{1,2}(?:st|nd|rd|th)\b.{1,80}\bthe \d{1,2}(?:st|nd|rd|th)\b/u.test(sentence.text) &&
    !promises &&
    !says(words.ask)
  )
    confidence -= 0.2
  // a day in passing: "we open on Monday"
  if (!timed && moment.edge === 'on' && !asks && !promises) confidence -= 0.12
  const kind = kindOf(moment, {
    calls,
    callsAnywhere:
      whole(words.call) ||
      words.call.test(folded.slice(Math.max(0, moment.index - 200), moment.index)) ||
      words.call.test(fold(mail.subject.slice(0, 200))),
    meets,
    meetsHere: says(words.meet),
    tasks: says(words.task),
    promises,
    timed,
    near
  })
  return {
    ...moment,
    minutes: kind === 'task' ? null : moment.minutes,
    kind,
    by: byOf(kind, near, moment.index - clause.index, words),
    title: titleOf(mail.text.slice(clause.index, clause.index + clause.text.length), moment, kind, mail),
    confidence: Math.max(0, Math.min(0.99, confidence))
  }
}

const lasting = /^(?:until|till|jusqu'|hasta)/u
const granted = /\b(?:you have|you've got|deadline|vous avez|tu as|delai|tiene[ns]?|plazo)\b/u

/** Before a moment that ends a range of days: "vom 3. | bis 10. Mai". */
const opensRange =
  /(?:^|[^\p{L}])(?:from|between|vom|von|zwischen|du|entre|del|desde)\s(?:el |le )?\d{1,2}[^,;!?]{0,14}$/u
/** What was done: by its accent alone "llamó" is not "llamo". */
const preterite = /\p{L}{3}ó(?!\p{L})/u

interface Signs {
  calls: boolean
  callsAnywhere: boolean
  meets: boolean
  meetsHere: boolean
  tasks: boolean
  promises: boolean
  timed: boolean
  near: string
}

function kindOf(moment: Moment, signs: Signs): ActivityKind {
  if (moment.edge === 'by') return 'task'
  if (signs.calls) return 'call'
  if (signs.callsAnywhere && signs.timed && !signs.meetsHere) return 'call'
  if (signs.meets && (signs.timed || !signs.tasks)) return 'meeting'
  if (moment.minutes !== null) return 'meeting'
  if (signs.promises || signs.tasks) return 'task'
  return signs.timed ? 'meeting' : 'task'
}

/** Of a promise and a demand in one clause, the one next to the moment counts. */
function byOf(kind: ActivityKind, near: string, at: number, words: Cues): ActivityBy {
  if (kind === 'call')
    return words.readerCalls.test(near) ? 'reader' : words.senderCalls.test(near) ? 'sender' : 'both'
  if (kind === 'meeting') return 'both'
  const promise = distance(words.promise, near, at)
  if (promise === null) return 'reader'
  const demand = distance(words.ask, near, at)
  return demand !== null && demand < promise ? 'reader' : 'sender'
}

function distance(cue: RegExp, text: string, at: number): number | null {
  let least: number | null = null
  for (const match of text.matchAll(new RegExp(cue.source, 'gu'))) {
    const far = match.index <= at ? at - match.index : match.index - at
    if (least === null || far < least) least = far
  }
  return least
}
