import type { ActivityKind } from '../../../shared/intelligence/activities.ts'
import type { Moment } from '../../../shared/intelligence/moments.ts'

const LONGEST = 70
const prefix = /^(?:(?:re|aw|wg|fw|fwd|tr|rv|sv)\s{0,2}(?:\[\d{1,3}\])?:\s{0,3})/i

/** What the mail is about, without the marks of replies. */
export function topicOf(subject: string): string {
  let topic = subject.slice(0, 300).trim()
  while (prefix.test(topic)) topic = topic.replace(prefix, '')
  return topic
}

const names: Record<ActivityKind, string> = { call: 'Call', meeting: 'Meeting', task: '' }

/** A task is named by its clause, a call or meeting by who it is with and what the mail is about. */
export function titleOf(
  clause: string,
  moment: Moment,
  kind: ActivityKind,
  mail: { subject: string; other?: string }
): string {
  const topic = topicOf(mail.subject)
  if (kind !== 'task') {
    const whom = mail.other ? ` with ${mail.other}` : ''
    return cut(`${names[kind]}${whom}${topic ? `: ${topic}` : ''}`)
  }
  const rest = clause
    .replace(moment.words, ' ')
    .replace(/\s{1,50}/g, ' ')
    .replace(/ ([,.;:?!])/g, '$1')
    .replace(/^[\s,;:.*•–-]{1,20}|[\s,;:.–-]{1,20}$/g, '')
  return cut(rest.length >= 8 ? rest : topic || rest || moment.words)
}

function cut(text: string): string {
  if (text.length <= LONGEST) return text
  const short = text.slice(0, LONGEST - 1)
  const blank = short.lastIndexOf(' ')
  return `${short.slice(0, blank > 30 ? blank : short.length)}…`
}
