import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconChecklist,
  IconClockPause,
  IconHourglass,
  IconMoodSmile,
  IconUserPlus,
  type Icon
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { cx } from '../../ui/cx.ts'
import { shortDate } from '../../words/index.ts'
import { promises as promiseWords, thingOf } from '../../words/en/promises.ts'
import { weather as words, workText } from '../../words/en/weather.ts'
import { weekdayText } from '../../words/day.ts'
import type { Weather } from './use-weather.ts'
import styles from './weather.module.css'

/** One fact as it stands in the panel, with the keys of the mails behind it, the newest first. */
export interface ShownFact {
  id: string
  icon: Icon
  label: string
  value: string
  detail: string
  /** Asks for the rep's eye. */
  warn?: boolean
  picture?: ReactNode
  mails: string[]
}

const nameOf = ({ name, address }: { name: string; address: string }): string => name || address

/** What there is to say, the pressing first; of short histories nothing. */
export function factsOf(weather: Weather): ShownFact[] {
  const { theirs, ours, onUs, onThem, silence, newcomers, mood, rows, now } = weather
  const facts: (ShownFact | null)[] = [
    waitFact('onUs', onUs, now),
    waitFact('onThem', onThem, now),
    promiseFact(weather),
    silence && {
      id: 'silence',
      icon: IconClockPause,
      label: words.silence,
      value: words.daysAgo(silence.days),
      detail: words.usual(silence.usual),
      warn: silence.unusual,
      mails: silence.mails
    },
    theirs && {
      id: 'theirs',
      icon: IconArrowDownLeft,
      label: words.theirs,
      value: workText(theirs.median),
      detail: words.median(words.lastAnswers(theirs.mails.length)),
      mails: theirs.mails
    },
    ours && {
      id: 'ours',
      icon: IconArrowUpRight,
      label: words.ours,
      value: workText(ours.median),
      detail: words.median(words.yourAnswers(ours.mails.length)),
      mails: ours.mails
    },
    newcomers[0]
      ? {
          id: 'newcomers',
          icon: IconUserPlus,
          label: words.newcomers,
          value: words.who(nameOf(newcomers[0].person), newcomers.length - 1),
          detail: words.sinceMail(shortDate(newcomers[0].since, now)),
          mails: [...new Set(newcomers.flatMap(({ mails }) => mails))]
        }
      : null,
    moodFact(mood)
  ]
  return facts.flatMap((fact) => (fact && fact.mails.some((key) => rows.has(key)) ? [fact] : []))
}

function waitFact(id: 'onUs' | 'onThem', waits: Weather['onUs'], now: number): ShownFact | null {
  const [first, ...others] = waits
  if (!first) return null
  return {
    id,
    icon: IconHourglass,
    label: words[id],
    value: words.who(nameOf(first.person), others.length),
    detail: words.since(shortDate(first.since, now), first.waited),
    mails: waits.flatMap(({ mails }) => mails)
  }
}

function promiseFact({ promises, rows, now }: Weather): ShownFact | null {
  const [first] = promises
  if (!first) return null
  const overdue = promises.filter(({ due }) => due !== null && due < now).length
  const keys = new Map([...rows].map(([key, { own }]) => [own, key]))
  return {
    id: 'promises',
    icon: IconChecklist,
    label: words.promises,
    value: promiseWords.name(thingOf(first.what, first.words)),
    detail: [
      first.due === null ? promiseWords.noDay : promiseWords.by(weekdayText(first.due)),
      overdue > 0 ? promiseWords.count(0, overdue) : '',
      promises.length > 1 ? promiseWords.count(promises.length, 0) : ''
    ]
      .filter(Boolean)
      .join(', '),
    warn: overdue > 0,
    mails: [...new Set(promises.flatMap(({ mail }) => keys.get(mail) ?? []))]
  }
}

function moodFact(mood: Weather['mood']): ShownFact | null {
  const last = mood.at(-1)
  if (!last) return null
  const count = (of: string): number => mood.filter(({ sentiment }) => sentiment === of).length
  return {
    id: 'mood',
    icon: IconMoodSmile,
    label: words.mood(mood.length),
    value: words.moods(count('positive'), count('neutral'), count('negative')),
    detail: words.moodLast(last.sentiment),
    picture: (
      <span className={styles.bars} aria-hidden="true">
        {mood.map(({ key, sentiment }) => (
          <span key={key} className={cx(styles.bar, styles[sentiment])} />
        ))}
      </span>
    ),
    mails: mood.toReversed().map(({ key }) => key)
  }
}
