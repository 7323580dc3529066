import * as chrono from 'chrono-node'
import { readActivities } from '../../../electron/intelligence/activities.ts'
import { readMoments } from '../../../electron/intelligence/moments.ts'
import type { BenchOptions } from '../run.ts'
import { median, repeat, spreadOf, type Row } from '../stats.ts'
import { momentCases, type MomentCase } from './recognizers.ts'
import { interval, pairUp, precision, recall, score, type Score } from './right.ts'
import { activityCases, type ActivityCase } from './sales-mails.ts'

const area = 'intelligence'
const better = 'higher'
const locales: Record<string, { parse: typeof chrono.en.casual.parse }> = {
  en: chrono.en.casual,
  de: chrono.de.casual,
  fr: chrono.fr.casual,
  es: chrono.es.casual
}

export async function rows({ runs }: BenchOptions): Promise<Row[]> {
  const sets = momentCases('test')
  const mails = activityCases('test')
  const wanted = (one: MomentCase): { start: string }[] => [{ start: one.start }]
  const labels = (one: ActivityCase): { start: string }[] => one.labels
  const all = [
    ...pair(
      'dates, Recognizers',
      score(sets, oursOf, wanted),
      score(sets, ({ input, date }) => chronoReads(input, date, 0, 'en', false), wanted)
    ),
    ...pair(
      'dates, own mails',
      score(mails, ({ mail }) => readActivities(mail), labels),
      score(
        mails,
        ({ mail, language }) => chronoReads(mail.text, mail.date, mail.offset, language, true),
        labels
      )
    )
  ]
  for (const language of ['en', 'de', 'fr', 'es']) {
    const some = mails.filter((one) => one.language === language)
    all.push(
      ...figures(
        `dates, own mails, ${language}`,
        score(some, ({ mail }) => readActivities(mail), labels)
      )
    )
  }
  return [...all, ...details(mails), await speed(mails, runs)]
}

const oursOf = ({ input, date }: MomentCase): { start: string }[] =>
  readMoments(input, { date, offset: 0, language: 'en', zone: 'UTC', monthFirst: true, all: true }).filter(
    ({ confidence }) => confidence >= 0.7
  )

/** What chrono says, with a time where it heard one; of mails, what is to come. */
export function chronoReads(
  text: string,
  date: number,
  offset: number,
  language: string,
  coming: boolean
): { start: string }[] {
  const found = locales[language]!.parse(
    text,
    { instant: new Date(date), timezone: offset },
    coming ? { forwardDate: true } : {}
  )
  return found.flatMap(({ start }) => {
    const wall = new Date(start.date().getTime() + offset * 60_000).toISOString()
    if (coming && start.date().getTime() < date - 86_400_000) return []
    return [{ start: start.isCertain('hour') ? wall.slice(0, 16) : wall.slice(0, 10) }]
  })
}

function figures(name: string, total: Score): Row[] {
  return [
    {
      area,
      name: `${name}: precision`,
      value: precision(total),
      unit: '',
      bar: 0.95,
      better,
      n: total.answered,
      spread: interval(total.right, total.answered)
    },
    {
      area,
      name: `${name}: recall`,
      value: recall(total),
      unit: '',
      bar: 0.7,
      better,
      n: total.labelled,
      spread: interval(total.right, total.labelled)
    }
  ]
}

function pair(name: string, ours: Score, peer: Score): Row[] {
  return [...figures(name, ours), ...figures(`${name}, chrono-node alone`, peer)]
}

/** Of the moments that are right: who does what, for how long. */
function details(mails: ActivityCase[]): Row[] {
  const pairs = mails.flatMap(({ mail, labels }) => pairUp(readActivities(mail), labels))
  return (['kind', 'by', 'minutes'] as const).map((key) => {
    const right = pairs.filter(([answer, label]) => answer[key] === label[key]).length
    return {
      area,
      name: `activities, own mails: ${key}`,
      value: right / pairs.length,
      unit: '',
      bar: 0.85,
      better,
      n: pairs.length,
      spread: interval(right, pairs.length)
    }
  })
}

async function speed(mails: ActivityCase[], runs: number): Promise<Row> {
  const rates = await repeat(runs, async () => {
    const begin = performance.now()
    for (const { mail } of mails) readActivities(mail)
    return (mails.length / (performance.now() - begin)) * 1000
  })
  return {
    area,
    name: 'activities: speed of a core',
    value: median(rates),
    unit: 'mails/s',
    bar: 100,
    better,
    n: rates.length,
    spread: spreadOf(rates)
  }
}
