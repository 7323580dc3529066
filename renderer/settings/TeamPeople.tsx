import { TextInput } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../shared/contract/index.ts'
import type { TeamState } from '../../shared/contract/team.ts'
import { runCommand } from '../app/commands.ts'
import { useBridge } from '../bridge-context.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { Section } from '../ui/Page.tsx'
import { showToast } from '../ui/toast.ts'
import { team as words } from '../words/en/team.ts'
import styles from './Workspace.module.css'

type User = Output<'workspace.list'>['rows'][number] & { kind: 'user' }
type Made = Output<'team.invite'> & { user: string; name: string }

/** The users of the workspace, for its administrator, who invites them. */
export function TeamPeople({ team }: { team: TeamState }) {
  const bridge = useBridge()
  const [users, setUsers] = useState<User[]>([])
  const [made, setMade] = useState<Made | null>(null)
  const [error, setError] = useState<unknown>(null)
  const read = useCallback(() => {
    void bridge
      .call('workspace.list', { kind: 'user', limit: 200 })
      .then(({ rows }) => setUsers(rows.filter((row) => row.kind === 'user')), setError)
  }, [bridge])
  useEffect(() => {
    read()
    return bridge.on('workspace.changed', read)
  }, [bridge, read])

  async function invite({ id: user, name }: User): Promise<void> {
    setError(null)
    try {
      setMade({ ...(await bridge.call('team.invite', { user })), user, name })
    } catch (thrown) {
      setError(thrown)
    }
  }
  return (
    <Section title={words.members} text={words.membersText}>
      {error !== null && <ErrorBar error={error} />}
      <ul className={styles.people} aria-label={words.members}>
        {users.map((user) => (
          <li key={user.id} className={styles.person}>
            <Avatar name={user.name} context={user.id === team.userId ? 'me' : 'colleague'} />
            <span className={styles.who}>
              <span className={styles.strong}>{user.name}</span>
              <span className={styles.small}>{user.addresses[0] ?? ''}</span>
            </span>
            {user.id === team.userId ? (
              <span className={styles.small}>{words.you}</span>
            ) : (
              <Button
                size="small"
                disabled={!user.active || team.readOnly}
                aria-label={words.inviteName(user.name)}
                onClick={() => void invite(user)}
              >
                {words.invite}
              </Button>
            )}
            {made?.user === user.id && <Invited made={made} />}
          </li>
        ))}
      </ul>
      <div>
        <Button
          icon={<IconUserPlus size={16} stroke={1.75} aria-hidden="true" />}
          disabled={team.readOnly}
          onClick={() => runCommand('record.create', { kind: 'user' })}
        >
          {words.add}
        </Button>
      </div>
    </Section>
  )
}

function Invited({ made: { name, text, link, file } }: { made: Made }) {
  function save(): void {
    const anchor = document.createElement('a')
    anchor.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
    anchor.download = file
    anchor.click()
    setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000)
  }
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(link)
    showToast({ text: words.copied, seconds: 3 })
  }
  return (
    <div className={styles.made} role="group" aria-label={words.made(name)}>
      <p className={styles.small}>{words.madeText}</p>
      <TextInput label={words.link} value={link} readOnly onFocus={(event) => event.currentTarget.select()} />
      <div className={styles.acts}>
        <Button size="small" onClick={() => void copy()}>
          {words.copy}
        </Button>
        <Button size="small" onClick={save}>
          {words.save}
        </Button>
      </div>
    </div>
  )
}
