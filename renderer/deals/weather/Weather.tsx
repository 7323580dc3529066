import { IconArrowDownLeft, IconArrowUpRight, IconX } from '@tabler/icons-react'
import { useId, useMemo, useState } from 'react'
import type { RecordView } from '../../../shared/contract/records.ts'
import { ownAddresses } from '../../../shared/identity.ts'
import { useSession } from '../../bridge-context.ts'
import { useIntelligence } from '../../cache/index.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { fullDate, shortDate } from '../../words/index.ts'
import { emails as mailWords } from '../../words/en/emails.ts'
import { weather as words } from '../../words/en/weather.ts'
import type { EmailRow } from '../emails/merge.ts'
import { useOpenRow } from '../emails/open-row.ts'
import { peopleOf } from '../emails/say.ts'
import { factsOf, type ShownFact } from './facts.tsx'
import { useWeather } from './use-weather.ts'
import styles from './weather.module.css'

interface Props {
  view: RecordView
}

/** Who waits for whom, how fast each side answers, silence, new people, mood: facts, each with the mails behind it. */
export function Weather({ view }: Props) {
  // switched off, nothing is read for it
  return useIntelligence().weather ? <Panel view={view} /> : null
}

function Panel({ view }: Props) {
  const weather = useWeather(view)
  const openRow = useOpenRow(view)
  const heading = useId()
  const list = useId()
  const [shown, setShown] = useState<string | null>(null)
  const facts = weather ? factsOf(weather) : []
  const fact = facts.find(({ id }) => id === shown)
  const { kind } = view.record
  if (!weather || facts.length === 0 || kind === 'user' || kind === 'activity') return null
  const rowsOf = ({ mails }: ShownFact): EmailRow[] => mails.flatMap((key) => weather.rows.get(key) ?? [])

  function open(one: ShownFact): void {
    const [only, ...more] = rowsOf(one)
    if (only && more.length === 0) openRow(only)
    else setShown(shown === one.id ? null : one.id)
  }
  return (
    <section className={styles.weather} aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 id={heading}>{words.titles[kind]}</h2>
        <p className={styles.hint}>{words.hint}</p>
      </div>
      <ul className={styles.facts}>
        {facts.map((one) => (
          <li key={one.id}>
            <Fact
              fact={one}
              many={rowsOf(one).length > 1}
              expanded={shown === one.id}
              controls={list}
              onOpen={() => open(one)}
            />
          </li>
        ))}
      </ul>
      {fact && (
        <Behind id={list} fact={fact} rows={rowsOf(fact)} onOpen={openRow} onClose={() => setShown(null)} />
      )}
    </section>
  )
}

interface FactProps {
  fact: ShownFact
  /** Opens a list, not a mail. */
  many: boolean
  expanded: boolean
  controls: string
  onOpen(): void
}

function Fact({ fact, many, expanded, controls, onOpen }: FactProps) {
  const { icon: Mark, label, value, detail, warn, picture } = fact
  return (
    <button
      type="button"
      className={cx(styles.fact, expanded && styles.open)}
      {...(many && { 'aria-expanded': expanded, 'aria-controls': controls })}
      onClick={onOpen}
    >
      <Mark size={16} stroke={1.75} aria-hidden="true" className={cx(warn && styles.warn)} />
      <span className={styles.text}>
        <span className={styles.label}>{label}</span>
        <span className={cx(styles.value, warn && styles.warn)} dir="auto">
          {value}
        </span>
        {picture}
        <span className={styles.label}>{detail}</span>
      </span>
    </button>
  )
}

interface BehindProps {
  id: string
  fact: ShownFact
  rows: readonly EmailRow[]
  onOpen(row: EmailRow): void
  onClose(): void
}

/** The mails that a fact is made of. */
function Behind({ id, fact, rows, onOpen, onClose }: BehindProps) {
  const { accounts } = useSession()
  const own = useMemo(
    () => new Set(accounts.flatMap(ownAddresses).map((address) => address.toLowerCase())),
    [accounts]
  )
  const title = words.behind(fact.label)
  return (
    <div
      id={id}
      role="group"
      aria-label={title}
      className={styles.behind}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <div className={styles.behindHead}>
        <h3>{title}</h3>
        <IconButton small name={words.close} onClick={onClose}>
          <IconX size={15} stroke={2} aria-hidden="true" />
        </IconButton>
      </div>
      <ul>
        {rows.map((row) => {
          const Arrow = row.outgoing ? IconArrowUpRight : IconArrowDownLeft
          return (
            <li key={row.key}>
              <button type="button" className={styles.mail} onClick={() => onOpen(row)}>
                <Arrow size={14} stroke={2} aria-hidden="true" />
                <span className="visually-hidden">
                  {row.outgoing ? mailWords.outgoing : mailWords.incoming}
                </span>
                <bdi className={styles.subject}>{row.subject || mailWords.noSubject}</bdi>
                <bdi className={styles.people}>{peopleOf(row, own)}</bdi>
                <span className={styles.date} title={fullDate(row.sent)}>
                  {shortDate(row.sent)}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
