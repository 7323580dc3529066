import { IconCloudOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { TeamState } from '../../shared/contract/team.ts'
import { AppError } from '../../shared/errors.ts'
import { useBridge } from '../bridge-context.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { PageHead, Section } from '../ui/Page.tsx'
import { showToast } from '../ui/toast.ts'
import { team as words } from '../words/en/team.ts'
import { BringRecords } from './BringRecords.tsx'
import { JoinTeam } from './JoinTeam.tsx'
import { TeamPeople } from './TeamPeople.tsx'
import { UpdateServer } from './UpdateServer.tsx'
import { useTeam } from './use-team.ts'
import styles from './Workspace.module.css'

/** Where the records are: on this computer, or on a team's server. */
export function Workspace() {
  const { team, error, set } = useTeam()
  return (
    <>
      <PageHead title={words.title} text={words.text} />
      {error !== null && <ErrorBar error={error} />}
      {team?.where === 'here' && (
        <>
          <Section title={words.where}>
            <p className={styles.strong}>{words.here}</p>
            <p className={styles.small}>{words.hereText}</p>
          </Section>
          <JoinTeam onJoined={set} />
        </>
      )}
      {team?.where === 'team' && (
        <>
          <Section title={words.where}>
            <Reach team={team} />
            <Facts team={team} />
          </Section>
          {team.administrator && team.reach === 'ok' && team.older && (
            <UpdateServer older={team.older} onUpdated={set} />
          )}
          {team.administrator && team.reach === 'ok' && <TeamPeople team={team} />}
          {team.administrator && team.reach === 'ok' && !team.readOnly && <BringRecords />}
          <Leave onLeft={set} />
        </>
      )}
    </>
  )
}

/** What keeps the rep from working with the records as usual. */
function Reach({ team: { reach, problem, readOnly, older, administrator } }: { team: TeamState }) {
  if (reach === 'connecting') return <Bar tone="quiet" role="status" title={words.connecting} />
  if (reach === 'lost')
    return problem && !problem.code.startsWith('net.') ? (
      <ErrorBar error={new AppError(problem.code, problem.params)} />
    ) : (
      <Bar
        tone="warn"
        role="status"
        icon={<IconCloudOff size={17} stroke={1.75} aria-hidden="true" />}
        title={words.lost}
        text={words.lostText}
      />
    )
  if (readOnly)
    return (
      <Bar
        tone="warn"
        role="status"
        title={words.readOnly}
        text={words.readOnlyText(administrator, older !== null)}
      />
    )
  return null
}

function Facts({ team: { name, host, database, user, administrator, news } }: { team: TeamState }) {
  const rows = [
    [words.facts.server, host],
    [words.facts.database, database],
    [words.facts.user, administrator ? words.administrator(user) : user],
    [words.facts.news, words.news[news]]
  ]
  return (
    <>
      <p className={styles.strong}>{name || words.nameless}</p>
      <dl className={styles.facts}>
        {rows.map(([term, fact]) => (
          <div key={term} className={styles.fact}>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Leave({ onLeft }: { onLeft(state: TeamState): void }) {
  const bridge = useBridge()
  const [asked, setAsked] = useState(false)
  const [error, setError] = useState<unknown>(null)
  async function leave(): Promise<void> {
    setAsked(false)
    try {
      onLeft(await bridge.call('team.leave', {}))
      showToast({ text: words.left, seconds: 4 })
    } catch (thrown) {
      setError(thrown)
    }
  }
  return (
    <Section title={words.leave} text={words.leaveText}>
      {error !== null && <ErrorBar error={error} />}
      <div>
        <Button kind="danger" onClick={() => setAsked(true)}>
          {words.leave}
        </Button>
      </div>
      <Dialog
        opened={asked}
        title={words.leaveQuestion}
        verb={words.leave}
        destroys
        onDo={() => void leave()}
        onClose={() => setAsked(false)}
      >
        <p>{words.leaveFacts}</p>
      </Dialog>
    </Section>
  )
}
