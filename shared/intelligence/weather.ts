import { daysBetween, dayOf, medianOf, workingTime } from './working-time.ts'

/** A mail of a record's conversations: nobody's notice, each once, with who of outside is in it. */
export interface WeatherMail {
  key: string
  /** The conversation. */
  thread: string
  /** ms since 1970 */
  sent: number
  /** The rep or a colleague wrote it. */
  ours: boolean
  /** Everybody in it who is not of the organisation; of a mail that is not ours the writer first. */
  people: readonly Person[]
}
export interface Person {
  address: string
  name: string
}

const day = 24 * 3600_000
/** What comes later begins anew: it is no answer, and nobody waits for it any more. */
const answersWithin = 30 * day
/** Answers that the median is of: the newest. */
const newestAnswers = 20
const fewestAnswers = 3
/** Gaps between days with mail that the rhythm is of: the newest. */
const newestGaps = 20
const fewestGaps = 4
/** Somebody is new for so long, where the conversation was there as long before them, with so many mails. */
const newFor = 30 * day
const before = 14 * day
const fewestBefore = 3

/** A fact, with the mails that it is made of, the newest first. */
interface Fact {
  mails: string[]
}

export interface AnswerTime extends Fact {
  /** Median of working time (working-time.ts), ms. */
  median: number
}

/**
 * How fast each side answers. An answer is the first mail of one side in a conversation after mail of the other; it
 * waited since the first of those. Null where less than three are known.
 */
export function answerTimes(mails: readonly WeatherMail[]): {
  theirs: AnswerTime | null
  ours: AnswerTime | null
} {
  const answers: { ours: boolean; at: number; waited: number; key: string }[] = []
  for (const conversation of conversationsOf(mails)) {
    let waits: WeatherMail | null = null
    for (const mail of conversation) {
      if (waits?.ours === mail.ours) continue
      if (waits && mail.sent - waits.sent <= answersWithin) {
        const waited = workingTime(waits.sent, mail.sent)
        answers.push({ ours: mail.ours, at: mail.sent, waited, key: mail.key })
      }
      waits = mail
    }
  }
  const of = (ours: boolean): AnswerTime | null => {
    const newest = answers
      .filter((one) => one.ours === ours)
      .sort((a, b) => b.at - a.at)
      .slice(0, newestAnswers)
    const median = medianOf(newest.map(({ waited }) => waited))
    return median === null || newest.length < fewestAnswers
      ? null
      : { median, mails: newest.map(({ key }) => key) }
  }
  return { theirs: of(false), ours: of(true) }
}

export interface Wait extends Fact {
  /** Who waits, or who is waited for. */
  person: Person
  /** When the first mail was written that nobody answered. */
  since: number
  /** Working time since, ms. */
  waited: number
}

/**
 * Mail that has no answer yet, the longest wait first: theirs (`onUs`) and ours (`onThem`). A conversation waits for the
 * side that did not write last, up to 30 days, unless that side wrote to the same person elsewhere since.
 */
export function waits(mails: readonly WeatherMail[], now: number): { onUs: Wait[]; onThem: Wait[] } {
  const found: (Wait & { ours: boolean })[] = []
  for (const conversation of conversationsOf(mails)) {
    const last = conversation.at(-1)!
    const from = conversation.findLastIndex(({ ours }) => ours !== last.ours) + 1
    const run = conversation.slice(from)
    const [first] = run
    const [person] = last.people
    if (!first || !person || now - last.sent > answersWithin) continue
    // of ours everybody whom it went to, of theirs who wrote it
    const with_ = new Set((last.ours ? last.people : [person]).map(({ address }) => address))
    const elsewhere = mails.some(
      (mail) =>
        mail.ours !== last.ours &&
        mail.sent > last.sent &&
        (mail.ours ? mail.people : mail.people.slice(0, 1)).some(({ address }) => with_.has(address))
    )
    if (elsewhere) continue
    const waited = workingTime(first.sent, now)
    const keys = run.toReversed().map(({ key }) => key)
    found.push({ ours: last.ours, person, since: first.sent, waited, mails: keys })
  }
  found.sort((a, b) => a.since - b.since)
  const of = (ours: boolean): Wait[] =>
    found.filter((one) => one.ours === ours).map(({ ours: _, ...wait }) => wait)
  return { onUs: of(false), onThem: of(true) }
}

export interface Silence extends Fact {
  /** Days of the calendar since the last mail, either way. */
  days: number
  /** The usual number of days from one day with mail to the next: the median of the last ones. */
  usual: number
  /** Three days or more, over twice as long as usual, and longer than four of five pauses were. */
  unusual: boolean
}

/** Null where too little was written to know a rhythm, or something was written today. */
export function silence(mails: readonly WeatherMail[], now: number): Silence | null {
  const newest = byTime(mails).toReversed()
  const [last] = newest
  if (!last) return null
  const dates = [...new Set(newest.map(({ sent }) => dayOf(sent)))]
  const gaps = dates.slice(0, -1).map((date, at) => daysBetween(dates[at + 1]!, date))
  const pauses = gaps.slice(0, newestGaps)
  const usual = medianOf(pauses)
  const days = daysBetween(last.sent, now)
  if (usual === null || gaps.length < fewestGaps || days < 1) return null
  return {
    days,
    usual,
    unusual:
      days >= 3 && days > 2 * usual && pauses.filter((pause) => pause >= days).length * 5 <= pauses.length,
    mails: [last.key]
  }
}

export interface Newcomer extends Fact {
  person: Person
  /** When they were first in a mail. */
  since: number
}

/**
 * People of outside who were in no mail before the last 30 days, the newest first. Only where the conversation was
 * there before them: in a new one everybody is new, and that is no news.
 */
export function newcomers(mails: readonly WeatherMail[], now: number): Newcomer[] {
  const sorted = byTime(mails)
  const [first] = sorted
  const seen = new Map<string, Newcomer>()
  sorted.forEach((mail, at) => {
    for (const person of mail.people) {
      const known = seen.get(person.address)
      if (known) known.person = known.person.name === '' ? person : known.person
      else if (mail.sent < now - newFor || at < fewestBefore || mail.sent - first!.sent < before)
        seen.set(person.address, { person, since: -Infinity, mails: [] })
      else seen.set(person.address, { person, since: mail.sent, mails: [mail.key] })
    }
  })
  return [...seen.values()].filter(({ since }) => since > -Infinity).sort((a, b) => b.since - a.since)
}

function byTime(mails: readonly WeatherMail[]): WeatherMail[] {
  return mails.toSorted((a, b) => a.sent - b.sent || (a.key < b.key ? -1 : 1))
}

/** Each conversation in the order it was written. */
function conversationsOf(mails: readonly WeatherMail[]): WeatherMail[][] {
  return [...Map.groupBy(byTime(mails), ({ thread }) => thread).values()]
}
