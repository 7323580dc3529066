import type { IntelligenceChoice } from '../../shared/contract/app.ts'
import type { Verdict } from '../../shared/contract/intelligence.ts'
import { wantedActivities } from '../../shared/intelligence/activities.ts'
import { IconThumbDown, IconThumbUp } from '@tabler/icons-react'
import { runCommand } from '../app/commands.ts'
import {
  correct,
  type NamedIntent,
  type ShownVerdict,
  takeBack,
  useCache,
  useCustomIntents,
  useIntelligence,
  useLastRead,
  useVerdict
} from '../cache/index.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { showToast } from '../ui/toast.ts'
import { dayText, timeText } from '../words/day.ts'
import { shortDate } from '../words/index.ts'
import { intelligence as words } from '../words/en/intelligence.ts'
import styles from './Intelligence.module.css'

/** What was read from the newest mail, and why: the rep sees on their own mail what the switches do. */
export function LastReading() {
  const last = useLastRead()
  const verdict = useVerdict(last?.id ?? null)
  const shows = useIntelligence()
  const own = useCustomIntents()
  const rows = verdict ? rowsOf(verdict, own, shows).filter(({ facet }) => shows[facet]) : []
  return (
    <aside className={styles.last} aria-label={words.lastMail}>
      <h2 className={styles.name}>{words.lastMail}</h2>
      {!last && <p className={styles.quiet}>{words.noLastMail}</p>}
      {last && (
        <>
          <p className={styles.from}>
            <span className={styles.grow}>{last.message.from[0]?.[0] || last.message.from[0]?.[1]}</span>
            <span className={styles.quiet}>{shortDate(last.message.received)}</span>
          </p>
          <p className={styles.subject}>{last.message.subject}</p>
        </>
      )}
      {verdict?.language === null && <p className={styles.quiet}>{words.notLanguage}</p>}
      {rows.length > 0 && (
        <dl className={styles.facts}>
          {rows.map(({ facet, value, of }) => (
            <div key={facet} className={styles.fact}>
              <dt>{names[facet]}</dt>
              <dd>
                <span>{value ?? words.noVerdict}</span>
                {of?.because[0] && <q className={styles.quiet}>{of.because[0]}</q>}
              </dd>
              <dd className={styles.number}>{of ? (of.said ? words.saidSo : words.percent(of.sure)) : ''}</dd>
            </div>
          ))}
        </dl>
      )}
      {last && verdict && rows.length > 0 && <IsRight id={last.id} verdict={verdict} />}
    </aside>
  )
}

const names = { ...words.facets, activities: words.activityRow, enrichment: words.signatureRow }

/** Yes keeps what is shown as the rep's own words, no asks for better ones. */
function IsRight({ id, verdict }: { id: number; verdict: ShownVerdict }) {
  const cache = useCache()
  const shows = useIntelligence()
  async function confirm(): Promise<void> {
    const done = await correct(cache, id, {
      sentiment: (shows.sentiment && verdict.sentiment?.value) || null,
      emotion: (shows.emotion && verdict.emotion?.value) || null,
      intents: shows.intent ? verdict.intents.map(({ value }) => value) : null,
      custom: shows.intent ? Object.fromEntries(verdict.custom.map(({ value }) => [value, true])) : null
    }).catch(() => null)
    if (!done) return void showToast({ text: words.notKept })
    showToast({ text: words.confirmed, icon: IconThumbUp, undo: () => void takeBack(cache, done) })
  }
  return (
    <div className={styles.isRight}>
      <span className={styles.quiet}>{words.isRight}</span>
      <IconButton small name={words.right} onClick={() => void confirm()}>
        <IconThumbUp size={17} stroke={1.75} aria-hidden />
      </IconButton>
      <IconButton small name={words.wrong} onClick={() => runCommand('mail.correct', { ids: [id] })}>
        <IconThumbDown size={17} stroke={1.75} aria-hidden />
      </IconButton>
    </div>
  )
}

interface Row {
  facet: keyof typeof names
  value: string | undefined
  of: { sure: number; because: string[]; said?: true } | null
}

function rowsOf(
  { sentiment, intents, custom, emotion, activities, person }: ShownVerdict,
  own: readonly NamedIntent[],
  shows: IntelligenceChoice
): Row[] {
  const [marked] = custom
  const intent = intents[0] ?? null
  const name = own.find(({ id }) => id === marked?.value)?.name
  return [
    { facet: 'sentiment', value: sentiment ? words.sentiments[sentiment.value] : undefined, of: sentiment },
    marked && name
      ? { facet: 'intent', value: name, of: marked }
      : { facet: 'intent', value: intent ? words.intents[intent.value] : undefined, of: intent },
    { facet: 'emotion', value: emotion ? words.emotions[emotion.value] : undefined, of: emotion },
    { facet: 'activities', ...activityRow(wantedActivities(activities, shows)[0]) },
    { facet: 'enrichment', ...signatureRow(person) }
  ]
}

function activityRow(found: Verdict['activities'][number] | undefined): Omit<Row, 'facet'> {
  if (!found) return { value: undefined, of: null }
  const when = found.at === null ? dayText(found.start) : timeText(found.at)
  return {
    value: `${words.activityKinds[found.kind]}, ${when}`,
    of: { sure: found.confidence, because: [found.words] }
  }
}

/** What the signature says, as sure as its least sure part. */
function signatureRow(person: Verdict['person']): Omit<Row, 'facet'> {
  if (person.length === 0) return { value: undefined, of: null }
  const fields = [...new Set(person.map(({ field }) => words.personFields[field]))]
  return {
    value: fields.join(', '),
    of: { sure: Math.min(...person.map(({ confidence }) => confidence)), because: [] }
  }
}
