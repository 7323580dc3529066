import {
  IconArrowBackUp,
  IconArrowDownLeft,
  IconArrowUpRight,
  IconBriefcase,
  IconCheck,
  IconLock,
  IconMail,
  IconMailOpened,
  IconMoodSad,
  IconMoodSmile,
  IconTag
} from '@tabler/icons-react'
import { memo } from 'react'
import type { Sentiment } from '../../../shared/contract/intelligence.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { cx } from '../../ui/cx.ts'
import { fullDate, shortDate } from '../../words/index.ts'
import { emails as words } from '../../words/en/emails.ts'
import { intelligence as mood } from '../../words/en/intelligence.ts'
import type { EmailRow as Row } from './merge.ts'
import { dealOf, filedHere, linkedHere, peopleOf, rowName, type Status, statusOf, whyOf } from './say.ts'
import styles from './emails.module.css'

interface Props {
  row: Row
  index: number
  own: ReadonlySet<string>
  /** How its sender sounds; null: not read here. */
  sentiment: Sentiment | null
  /** Names of custom intents that it has. */
  custom: string
  focused: boolean
  selected: boolean
  onFocus(key: string): void
  onOpen(row: Row): void
}

const marks = { unread: IconMail, read: IconMailOpened, replied: IconArrowBackUp, sent: IconCheck }

/** One mail: which way it went, what it is about, who shares it. */
export const EmailRow = memo(function EmailRow({
  row,
  index,
  own,
  sentiment,
  custom,
  focused,
  selected,
  onFocus,
  onOpen
}: Props) {
  const { shared } = row
  const status = statusOf(row)
  const linked = linkedHere(row)
  const Arrow = row.outgoing ? IconArrowUpRight : IconArrowDownLeft
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-label={rowName(row, own, sentiment, custom)}
      aria-selected={selected}
      tabIndex={focused ? 0 : -1}
      data-row={row.key}
      className={cx(styles.row, selected && styles.selected, status === 'unread' && styles.unread)}
      onFocus={() => onFocus(row.key)}
      onClick={() => onOpen(row)}
    >
      <span role="gridcell" className={styles.arrow} title={row.outgoing ? words.outgoing : words.incoming}>
        <Arrow
          size={15}
          stroke={2}
          color={row.outgoing ? 'var(--t3)' : 'var(--contact)'}
          aria-hidden="true"
        />
      </span>
      <span role="gridcell" className={styles.mail}>
        <span className={styles.subjectLine}>
          <bdi className={styles.subject}>{row.subject || words.noSubject}</bdi>
          {(sentiment === 'negative' || sentiment === 'positive') && <Mood sentiment={sentiment} />}
          {custom && (
            <span className={styles.intent} title={custom}>
              <IconTag size={13} stroke={2} aria-hidden="true" />
              <span className={styles.cut}>{custom}</span>
            </span>
          )}
        </span>
        <span className={styles.line}>
          <bdi>{peopleOf(row, own)}</bdi>
          {row.deal && linked === null && (
            <span className={styles.deal} title={dealOf(row)}>
              <IconBriefcase size={13} stroke={1.75} aria-hidden="true" />
              <bdi className={styles.cut}>{row.deal.name}</bdi>
              {row.deal.byHand && <span className={styles.cut}>· {words.byHandText}</span>}
            </span>
          )}
          {row.snippet && <span className={styles.snippet}> · {row.snippet}</span>}
        </span>
      </span>
      <span role="gridcell" className={styles.by} title={whyOf(row)}>
        {shared ? (
          <Owners owners={shared.owners} />
        ) : (
          <OnlyYou text={row.filed?.link ? words.onlyYouSee : words.onlyYou} />
        )}
      </span>
      <span role="gridcell" className={styles.status} title={whyOf(row)}>
        {filedHere(row) && linked === null ? (
          <span className={styles.cut}>{words.filed}</span>
        ) : linked !== null ? (
          <span className={styles.cut}>{linked ? words.byHand : words.byRule}</span>
        ) : (
          status && <StatusMark status={status} />
        )}
      </span>
      <span role="gridcell" className={styles.date} title={fullDate(row.sent)}>
        {shortDate(row.sent)}
      </span>
    </div>
  )
})

function Mood({ sentiment }: { sentiment: 'positive' | 'negative' }) {
  const Mark = sentiment === 'negative' ? IconMoodSad : IconMoodSmile
  return (
    <span className={styles[sentiment]} title={mood.sentiments[sentiment]}>
      <Mark size={14} stroke={2} aria-hidden="true" />
    </span>
  )
}

function StatusMark({ status }: { status: Status }) {
  const Mark = marks[status]
  return (
    <>
      <Mark size={14} stroke={1.75} aria-hidden="true" />
      {words.status[status]}
    </>
  )
}

function Owners({ owners }: { owners: NonNullable<Row['shared']>['owners'] }) {
  // one who has it in two mailboxes is named once
  const people = [...new Map(owners.map((owner) => [owner.user, owner])).values()]
  const names = people.map(({ name, mine }) => (mine ? words.you : name))
  const sources = [...new Set(owners.map(({ source }) => source))]
  return (
    <>
      <span className={styles.faces}>
        {people.slice(0, 2).map(({ user, name, mine }) => (
          <Avatar key={user} name={name} context={mine ? 'me' : 'colleague'} size={20} />
        ))}
      </span>
      <span className={styles.cut}>{words.sharedBy(names)}</span>
      {sources.slice(0, 2).map((source) => (
        <span key={source} className={styles.protocol}>
          {words.protocols[source]}
        </span>
      ))}
    </>
  )
}

function OnlyYou({ text }: { text: string }) {
  return (
    <>
      <span className={styles.lock}>
        <IconLock size={13} stroke={2} aria-hidden="true" />
      </span>
      <span className={styles.quiet}>{text}</span>
    </>
  )
}
