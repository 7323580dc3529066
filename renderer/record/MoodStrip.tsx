import { runCommand } from '../app/commands.ts'
import { useIntelligence } from '../cache/index.ts'
import { cx } from '../ui/cx.ts'
import { shortDate } from '../words/index.ts'
import { intelligence as words } from '../words/en/intelligence.ts'
import type { ShownPerson } from './panel-data.ts'
import styles from './record.module.css'
import { type ShownMood, useMoodsOf } from './use-moods.ts'

const most = 8

interface Props {
  addresses: string[]
  person: Pick<ShownPerson, 'kind' | 'id'> | null
}

/** How this person's last mails sounded, the newest at the right: above the line glad, below it not. */
export function MoodStrip({ addresses, person }: Props) {
  const shows = useIntelligence()
  const record = person && person.kind !== 'user' ? person : null
  const read = useMoodsOf(addresses, record?.id ?? null, most)
  if (!shows.sentiment || read.length < 2) return null
  const first = read.findIndex(({ sentiment }) => sentiment === 'positive')
  const since = first < 0 ? read : read.slice(0, first)
  const negative = since.filter(({ sentiment }) => sentiment === 'negative').length
  function open(id: ShownMood['id']): void {
    if (typeof id === 'number') runCommand('mail.open', { ids: [id] })
    else if (record) location.hash = `#/records/${record.kind}/${record.id}/mail/${id}`
  }
  return (
    <section className={styles.section} aria-label={words.mood(read.length)}>
      <div className={styles.sectionHead}>
        <h3>{words.mood(read.length)}</h3>
        {negative > 1 && <span className={styles.aside}>{words.inARow(negative)}</span>}
      </div>
      <ul className={styles.moods}>
        {read.toReversed().map(({ id, at, sentiment, emotion, owner }) => {
          const feeling = shows.emotion && emotion && emotion !== 'neutral' ? words.emotions[emotion] : ''
          const to = owner && words.sharedByOwner(owner)
          const name = [words.sentiments[sentiment], feeling, shortDate(at), to].filter(Boolean).join(', ')
          return (
            <li key={id}>
              <button
                type="button"
                className={cx(styles.mood, styles[sentiment])}
                aria-label={name}
                title={name}
                onClick={() => open(id)}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
