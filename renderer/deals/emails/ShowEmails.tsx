import { Select } from '@mantine/core'
import { IconUser } from '@tabler/icons-react'
import { Segments } from '../../ui/Segments.tsx'
import { count } from '../../words/index.ts'
import { emails as words } from '../../words/en/emails.ts'
import type { Ask } from './ask.ts'
import type { Counts } from './counts.ts'
import type { Sharer } from './use-sharers.ts'
import { UserPicker } from './UserPicker.tsx'
import styles from './emails.module.css'

interface Props {
  ask: Ask
  /** Null: not known, or not those of whoever is looked as. */
  counts: Counts | null
  users: readonly Sharer[]
  /** There is room for the segments. */
  wide: boolean
  onChange(chosen: Pick<Ask, 'show' | 'user'>): void
}

const kinds = ['all', 'crm', 'imap', 'pop3'] as const

/** Which of the mails: segments where there is room, one field where there is not. */
export function ShowEmails({ ask, counts, users, wide, onChange }: Props) {
  const options = kinds.map((value) => ({
    value,
    label: words.shown[value],
    count: counts ? count(counts[value]) : undefined
  }))
  if (wide) {
    return (
      <>
        <Segments
          name={words.show}
          value={ask.show === 'user' ? null : ask.show}
          options={options}
          onChange={(show) => onChange({ show, user: null })}
        />
        <UserPicker
          label={words.byUser}
          name={words.byUser}
          icon={<IconUser size={15} stroke={1.75} aria-hidden="true" />}
          users={users}
          counts={counts !== null}
          chosen={ask.user}
          onPick={(user) => onChange(user === null ? { show: 'all', user } : { show: 'user', user })}
        />
      </>
    )
  }
  const numbered = (label: string, number: string | undefined): string =>
    number === undefined ? label : `${label} · ${number}`
  const data = [
    ...options.map((one) => ({ value: one.value, label: numbered(one.label, one.count) })),
    {
      group: words.byUser,
      items: users.map(({ user, name, mine, mails }) => ({
        value: user,
        label: numbered(mine ? words.you : name, counts && mails > 0 ? count(mails) : undefined)
      }))
    }
  ]
  return (
    <Select
      className={styles.select}
      aria-label={words.show}
      data={data}
      value={ask.user ?? ask.show}
      allowDeselect={false}
      onChange={(value) => {
        const kind = kinds.find((one) => one === value)
        onChange(kind ? { show: kind, user: null } : { show: 'user', user: value })
      }}
    />
  )
}
