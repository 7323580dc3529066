import { runCommand } from '../app/commands.ts'
import { type Mood, useCache, useIntelligence, useList, useVerdictsVersion } from '../cache/index.ts'
import { cx } from '../ui/cx.ts'
import { shortDate } from '../words/index.ts'
import { intelligence as words } from '../words/en/intelligence.ts'
import styles from './record.module.css'

const most = 8
/** Of a long history only the newest are looked through for those that were read. */
const lookAt = 200

/** How this person's last mails sounded, the newest at the right: above the line glad, below it not. */
export function MoodStrip({ addresses }: { addresses: string[] }) {
  const shows = useIntelligence()
  const list = useList({ kind: 'senders', addresses }, false)
  const { verdicts } = useCache()
  useVerdictsVersion()
  if (!shows.sentiment) return null
  const read: { id: number; received: number; mood: Mood }[] = []
  for (let at = 0; at < Math.min(list.length, lookAt) && read.length < most; at++) {
    const { id, received } = list.row(at)
    const mood = verdicts.of(id)
    if (mood?.sentiment) read.push({ id, received, mood })
  }
  if (read.length < 2) return null
  const first = read.findIndex(({ mood }) => mood.sentiment === 'positive')
  const since = first < 0 ? read : read.slice(0, first)
  const negative = since.filter(({ mood }) => mood.sentiment === 'negative').length
  return (
    <section className={styles.section} aria-label={words.mood(read.length)}>
      <div className={styles.sectionHead}>
        <h3>{words.mood(read.length)}</h3>
        {negative > 1 && <span className={styles.aside}>{words.inARow(negative)}</span>}
      </div>
      <ul className={styles.moods}>
        {read.toReversed().map(({ id, received, mood }) => {
          const { sentiment, emotion } = mood
          const feeling = shows.emotion && emotion && emotion !== 'neutral' ? words.emotions[emotion] : ''
          const name = [words.sentiments[sentiment!], feeling, shortDate(received)].filter(Boolean).join(', ')
          return (
            <li key={id}>
              <button
                type="button"
                className={cx(styles.mood, styles[sentiment!])}
                aria-label={name}
                title={name}
                onClick={() => runCommand('mail.open', { ids: [id] })}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
