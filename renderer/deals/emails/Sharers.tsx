import { IconLock } from '@tabler/icons-react'
import { Avatar } from '../../ui/Avatar.tsx'
import { count } from '../../words/index.ts'
import { emails as words } from '../../words/en/emails.ts'
import type { Sharer } from './use-sharers.ts'
import styles from './emails.module.css'

/** Named in the line of those of whom nothing is here; the rest are counted. */
const named = 12

/** Below the list: who shares what on this record. Who shares nothing is named, and not counted. */
export function Sharers({ sharers }: { sharers: readonly Sharer[] }) {
  const here = sharers.filter(({ mails }) => mails > 0)
  const none = sharers.filter(({ mails, mine }) => mails === 0 && !mine).map(({ name }) => name)
  if (sharers.length === 0) return null
  const names = none.length > named + 1 ? [...none.slice(0, named), words.others(none.length - named)] : none
  return (
    <section className={styles.sharers} aria-label={words.sharers}>
      <div className={styles.sharersHead}>
        <h3>{words.sharers}</h3>
        <span className={styles.quiet}>{words.sharersText}</span>
      </div>
      {here.length > 0 && (
        <ul className={styles.cards}>
          {here.map((sharer) => (
            <li key={sharer.user} className={styles.card}>
              <Avatar name={sharer.name} context={sharer.mine ? 'me' : 'colleague'} size={28} />
              <span className={styles.cardText}>
                <span className={styles.cardName}>{sharer.mine ? words.you : sharer.name}</span>
                <span className={styles.quiet}>{words.mails(sharer.mails)}</span>
              </span>
              <span className={styles.protocols}>
                {(['imap', 'pop3', 'crm'] as const)
                  .filter((source) => sharer[source] > 0)
                  .map((source) => (
                    <span key={source} className={styles.protocol}>
                      {words.protocols[source]} {count(sharer[source])}
                    </span>
                  ))}
              </span>
            </li>
          ))}
        </ul>
      )}
      {names.length > 0 && (
        <p className={styles.private}>
          <IconLock size={14} stroke={1.75} aria-hidden="true" />
          <span>{words.nothing(words.and(names))}</span>
        </p>
      )}
    </section>
  )
}
