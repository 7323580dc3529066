import { Select } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { AuditEntry } from '../../../shared/contract/administration.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { PageHead } from '../../ui/Page.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { audit as words, type AuditNames, auditSentence, foldedSentence } from '../../words/en/audit.ts'
import { clock, longDate } from '../../words/index.ts'
import styles from './admin.module.css'
import { foldAudit } from './fold-audit.ts'
import { Refused } from './Refused.tsx'
import { useAdmin } from './use-admin.ts'
import { useAudit } from './use-audit.ts'

/** Who did what, day by day, the newest first. */
export function AuditTrail() {
  const { team, refused } = useAdmin()
  const { entries, error, more } = useAudit(refused)
  const [person, setPerson] = useState('')
  if (refused) return <Refused title={words.title} />
  const names: AuditNames = {
    user: (id) => team?.users.find((user) => user.id === id)?.name ?? '',
    profile: (id) => team?.profiles.find((profile) => profile.id === id)?.name ?? id
  }
  const people = [...new Set(entries?.map(({ who }) => who || words.system))].toSorted()
  const shown = entries?.filter(({ who }) => person === '' || (who || words.system) === person)
  return (
    <>
      <PageHead title={words.title} text={words.text}>
        {people.length > 1 && (
          <Select
            aria-label={words.person}
            data={[
              { value: '', label: words.everybody },
              ...people.map((name) => ({ value: name, label: name }))
            ]}
            value={person}
            allowDeselect={false}
            onChange={(name) => setPerson(name ?? '')}
          />
        )}
      </PageHead>
      {error !== undefined && <ErrorBar error={error} />}
      {!entries && error === undefined && <SkeletonRows name={words.title} />}
      {entries?.length === 0 && <EmptyState icon={IconHistory} title={words.none} text={words.noneText} />}
      {shown && entries && entries.length > 0 && (
        <div className={styles.page}>
          {shown.length === 0 && <p className={styles.quiet}>{words.noneOf(person)}</p>}
          {byDay(shown).map(([day, of]) => (
            <section key={day} className={styles.block} aria-label={day}>
              <h2 className={styles.heading}>{day}</h2>
              <ol className={styles.card}>
                {foldAudit(of).map((together) => (
                  <Entries key={together[0]?.id} entries={together} names={names} />
                ))}
              </ol>
            </section>
          ))}
          {more && (
            <div className={styles.more}>
              <Button onClick={more}>{words.more}</Button>
            </div>
          )}
        </div>
      )}
    </>
  )
}

function Entries({ entries, names }: { entries: readonly AuditEntry[]; names: AuditNames }) {
  const [entry] = entries
  if (!entry) return null
  return (
    <li className={styles.entry}>
      <time className={styles.time} dateTime={new Date(entry.at).toISOString()}>
        {clock(entry.at)}
      </time>
      <Avatar name={entry.who || words.system} context="colleague" size={24} />
      {entries.length === 1 ? (
        <span className={styles.sentence}>{auditSentence(entry, names)}</span>
      ) : (
        <details className={cx(styles.sentence, styles.folded)}>
          <summary>{foldedSentence(entries)}</summary>
          <ul className={styles.foldedList}>
            {entries.map((one) => (
              <li key={one.id}>{auditSentence(one, names)}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

function byDay(entries: readonly AuditEntry[]): [day: string, entries: AuditEntry[]][] {
  const today = longDate(Date.now())
  const yesterday = longDate(Date.now() - 86_400_000)
  const days = Map.groupBy(entries, ({ at }) => longDate(at))
  return [...days].map(([day, of]) => [
    day === today ? words.today : day === yesterday ? words.yesterday : day,
    of
  ])
}
