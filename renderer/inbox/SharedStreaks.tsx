import { IconChevronRight, IconMoodSad } from '@tabler/icons-react'
import type { Unhappy } from '../cache/index.ts'
import { inbox as words } from '../words/en/inbox.ts'
import { shortDate } from '../words/index.ts'
import styles from './ListNotes.module.css'

/** Customers some of whose negative mails colleagues alone have: these are read on the record. */
export function SharedStreaks({ unhappy }: { unhappy: readonly Unhappy[] }) {
  return (
    <ul className={styles.streaks} aria-label={words.sharedStreaks}>
      {unhappy.map(({ customer, kind, name, mails, at }) => (
        <li key={customer}>
          <a href={`#/records/${kind}/${customer}`} className={styles.streak}>
            <IconMoodSad size={17} stroke={1.75} aria-hidden="true" />
            <span className={styles.streakText}>
              <bdi>{name}</bdi>
              <span>{words.sharedStreak(mails.filter(theirs).length, mails.length)}</span>
            </span>
            <time>{shortDate(at)}</time>
            <IconChevronRight size={15} stroke={1.75} aria-hidden="true" />
          </a>
        </li>
      ))}
    </ul>
  )
}

const theirs = (id: Unhappy['mails'][number]): boolean => typeof id === 'string'
export const isShared = ({ mails }: Unhappy): boolean => mails.some(theirs)
