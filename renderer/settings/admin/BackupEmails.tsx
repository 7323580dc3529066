import { TextInput } from '@mantine/core'
import { IconCircleCheck, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { Backup, TeamUser } from '../../../shared/contract/administration.ts'
import { useBridge } from '../../bridge-context.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { PageHead } from '../../ui/Page.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { administration } from '../../words/en/administration.ts'
import { backup as words } from '../../words/en/backup.ts'
import { shortDate } from '../../words/index.ts'
import styles from './admin.module.css'
import { backUp, hasRest, useBackingUp } from './backing-up.ts'
import { Backups } from './Backups.tsx'
import { BackUpSheet } from './BackUpSheet.tsx'
import { BackUpProgress } from './BackUpProgress.tsx'
import { Leavers } from './Leavers.tsx'
import { Refused } from './Refused.tsx'
import { useAdmin } from './use-admin.ts'
import { useBackups } from './use-backups.ts'
import { State } from './UserTable.tsx'

/** So many users are seen at a glance; more of them can be searched. */
const many = 12

/** Whose shared mail can be kept, whose cannot and why, and what was kept. */
export function BackupEmails() {
  const { team, refused, error } = useAdmin()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  const backups = useBackups(!refused).value ?? []
  if (refused) return <Refused title={words.title} />
  const wanted = typed.trim().toLowerCase()
  const found = team?.users.filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(wanted))
  const can = found?.filter(({ noBackup }) => noBackup === null) ?? []
  const opened = team?.users.find(({ id }) => id === open)
  const cannot = found?.filter(({ noBackup }) => noBackup !== null) ?? []
  return (
    <>
      <PageHead title={words.title} text={words.text} />
      {error !== undefined && <ErrorBar error={error} />}
      {!team && error === undefined && <SkeletonRows name={administration.reading} />}
      {team && (
        <div className={styles.page}>
          {!opened && <BackUpProgress />}
          <Leavers users={team.users} onOpen={setOpen} />
          {team.users.length > many && (
            <TextInput
              className={styles.find}
              type="search"
              aria-label={administration.users.find}
              placeholder={administration.users.find}
              leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          )}
          <section className={styles.block} aria-label={words.can}>
            <h2 className={styles.heading}>{words.can}</h2>
            {can.length === 0 ? (
              <p className={styles.quiet}>
                {wanted === '' ? words.canNone : administration.users.noneFound(typed.trim())}
              </p>
            ) : (
              <ul className={styles.card}>
                {can.map((user) => (
                  <Person key={user.id} user={user} backups={backups} onOpen={setOpen} />
                ))}
              </ul>
            )}
          </section>
          <Backups backups={backups} />
          {opened && <BackUpSheet key={opened.id} user={opened} onClose={() => setOpen(null)} />}
          {cannot.length > 0 && (
            <section className={styles.block} aria-label={words.cannot}>
              <h2 className={styles.heading}>{words.cannot}</h2>
              <ul className={styles.card}>
                {cannot.map(({ id, name, noBackup }) => (
                  <li key={id} className={styles.backUpRow}>
                    <Avatar name={name} size={28} />
                    <span className={styles.strong}>{name}</span>
                    <span className={styles.reason}>{noBackup && words.why[noBackup]}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      )}
    </>
  )
}

function Person({
  user,
  backups,
  onOpen
}: {
  user: TeamUser
  backups: readonly Backup[]
  onOpen(id: string): void
}) {
  const bridge = useBridge()
  const running = useBackingUp((state) => state.running)
  const { id, name, shared, backedUp } = user
  const cutOff = running?.user !== id && backups.some((one) => one.user === id && one.finished === null)
  return (
    <li className={styles.backUpRow}>
      <Avatar name={name} context="colleague" size={28} />
      <span className={styles.who}>
        <span className={styles.strong}>{name}</span>
        <State user={user} />
      </span>
      <span className={styles.number}>{words.mails(shared)}</span>
      <span className={styles.reason}>
        {cutOff ? (
          words.cutOff
        ) : backedUp !== null ? (
          <span className={styles.good}>
            <IconCircleCheck size={16} stroke={1.75} aria-hidden="true" />
            {words.last(shortDate(backedUp))}
          </span>
        ) : (
          words.never
        )}
      </span>
      <Button
        size="small"
        aria-label={cutOff ? words.goOnName(name) : words.backUpName(name)}
        disabled={running !== null}
        onClick={() => (hasRest(user) ? onOpen(id) : void backUp(bridge, id, name))}
      >
        {cutOff ? words.goOn : words.backUp}
      </Button>
    </li>
  )
}
