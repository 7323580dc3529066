import type { Verdict } from '../../shared/contract/intelligence.ts'
import { useIntelligence, useLastRead, useVerdict } from '../cache/index.ts'
import { dayText, timeText } from '../words/day.ts'
import { shortDate } from '../words/index.ts'
import { intelligence as words } from '../words/en/intelligence.ts'
import styles from './Intelligence.module.css'

/** What was read from the newest mail, and why: the rep sees on their own mail what the switches do. */
export function LastReading() {
  const last = useLastRead()
  const verdict = useVerdict(last?.id ?? null)
  const shows = useIntelligence()
  const rows = verdict ? rowsOf(verdict).filter(({ facet }) => shows[facet]) : []
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
              <dd className={styles.number}>{of ? words.percent(of.sure) : ''}</dd>
            </div>
          ))}
        </dl>
      )}
    </aside>
  )
}

const names = { ...words.facets, activities: words.activityRow, enrichment: words.signatureRow }

interface Row {
  facet: keyof typeof names
  value: string | undefined
  of: { sure: number; because: string[] } | null
}

function rowsOf({ sentiment, intents, emotion, activities, person }: Verdict): Row[] {
  const intent = intents[0] ?? null
  return [
    { facet: 'sentiment', value: sentiment ? words.sentiments[sentiment.value] : undefined, of: sentiment },
    { facet: 'intent', value: intent ? words.intents[intent.value] : undefined, of: intent },
    { facet: 'emotion', value: emotion ? words.emotions[emotion.value] : undefined, of: emotion },
    { facet: 'activities', ...activityRow(activities[0]) },
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
