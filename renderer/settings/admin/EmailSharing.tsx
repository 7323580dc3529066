import { TextInput } from '@mantine/core'
import {
  IconDatabaseExport,
  IconSearch,
  IconUserOff,
  IconUsers,
  IconZoomExclamation
} from '@tabler/icons-react'
import { useState } from 'react'
import { runCommand } from '../../app/commands.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { PageHead } from '../../ui/Page.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { administration } from '../../words/en/administration.ts'
import { backup } from '../../words/en/backup.ts'
import { count } from '../../words/index.ts'
import styles from './admin.module.css'
import { BackUpProgress } from './BackUpProgress.tsx'
import { BackUpSheet } from './BackUpSheet.tsx'
import { hasLeft, type Team } from './decisions.ts'
import { Excluded } from './Excluded.tsx'
import { Leavers } from './Leavers.tsx'
import { Profiles } from './Profiles.tsx'
import { RecordAccess } from './RecordAccess.tsx'
import { Refused } from './Refused.tsx'
import { useAdmin } from './use-admin.ts'
import { UserSheet } from './UserSheet.tsx'
import { UserTable } from './UserTable.tsx'
import { WhoDecides } from './WhoDecides.tsx'

const words = administration

/** Everybody's mail as an administrator sees it: what is decided, what is connected, who leaves. */
export function EmailSharing() {
  const { team, refused, error, act } = useAdmin()
  const [chosen, setChosen] = useState<string | null>(null)
  const [leaving, setLeaving] = useState<string | null>(null)
  if (refused) return <Refused title={words.title} />
  const boxes = team?.users.reduce((sum, { mailboxes }) => sum + mailboxes.length, 0) ?? 0
  const user = team?.users.find(({ id }) => id === chosen)
  const leaver = team?.users.find(({ id }) => id === leaving)
  return (
    <>
      <PageHead title={words.title} text={team && words.text(team.users.length, boxes)}>
        <Button
          icon={<IconDatabaseExport size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => runCommand('go.settings', { page: 'backup' })}
        >
          {backup.button}
        </Button>
      </PageHead>
      {error !== undefined && <ErrorBar error={error} />}
      {!team && error === undefined && <SkeletonRows name={words.reading} />}
      {team && (
        <div className={styles.page}>
          {!user && !leaver && <BackUpProgress />}
          <Leavers users={team.users} onOpen={setLeaving} />
          <WhoDecides team={team} act={act} />
          <Users team={team} chosen={chosen} onChoose={setChosen} />
          <div>
            <Excluded entries={team.excluded} act={act} />
            <RecordAccess records={team.records} act={act} />
            <Profiles profiles={team.profiles} act={act} />
          </div>
        </div>
      )}
      {leaver && !user && <BackUpSheet key={leaver.id} user={leaver} onClose={() => setLeaving(null)} />}
      {team && user && (
        <UserSheet
          key={`${user.id} ${user.sharing} ${user.locked}`}
          team={team}
          user={user}
          act={act}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  )
}

function Users({
  team,
  chosen,
  onChoose
}: {
  team: Team
  chosen: string | null
  onChoose(id: string): void
}) {
  const [show, setShow] = useState<'active' | 'leavers'>('active')
  const [typed, setTyped] = useState('')
  const leavers = team.users.filter(hasLeft)
  const of = show === 'leavers' ? leavers : team.users.filter((user) => !hasLeft(user))
  const wanted = typed.trim().toLowerCase()
  const users = of.filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(wanted))
  return (
    <section className={styles.block} aria-label={words.users.title}>
      <div className={styles.tools}>
        <Segments<'active' | 'leavers'>
          name={words.users.show}
          value={show}
          options={[
            { value: 'active', label: words.users.active, count: count(team.users.length - leavers.length) },
            { value: 'leavers', label: words.users.leavers, count: count(leavers.length) }
          ]}
          onChange={setShow}
        />
        <TextInput
          className={styles.find}
          type="search"
          aria-label={words.users.find}
          placeholder={words.users.find}
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </div>
      {users.length > 0 ? (
        <UserTable team={team} users={users} chosen={chosen} onChoose={onChoose} />
      ) : wanted !== '' ? (
        <EmptyState icon={IconZoomExclamation} title={words.users.noneFound(typed.trim())} />
      ) : show === 'leavers' ? (
        <EmptyState icon={IconUserOff} title={words.users.noLeavers} text={words.users.noLeaversText} />
      ) : (
        <EmptyState icon={IconUsers} title={words.users.none} text={words.users.noneText}>
          <Button onClick={() => runCommand('record.create', { kind: 'user' })}>{words.users.add}</Button>
        </EmptyState>
      )}
    </section>
  )
}
