import { FileButton, Textarea } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { TeamState } from '../../shared/contract/team.ts'
import { type Invitation, readInvitation } from '../../shared/team/invitation.ts'
import { useBridge } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { Section } from '../ui/Page.tsx'
import { showToast } from '../ui/toast.ts'
import { team as words } from '../words/en/team.ts'
import { errorText } from '../words/index.ts'
import { useInvitation } from './invitation.ts'
import styles from './Workspace.module.css'

/** An invitation, what it leads to, and the way in. */
export function JoinTeam({ onJoined }: { onJoined(state: TeamState): void }) {
  const bridge = useBridge()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { invitation, fault } = useMemo(() => read(text), [text])
  const link = useInvitation((state) => state.link)
  useEffect(() => {
    if (link === null) return
    take(link)
    useInvitation.setState({ link: null })
  }, [link])

  function take(given: string): void {
    setText(given)
    setError(null)
  }
  async function join(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      const state = await bridge.call('team.join', { invitation: text })
      showToast({ text: words.joined(state.name || state.host), seconds: 4 })
      onJoined(state)
    } catch (thrown) {
      setError(thrown)
      setBusy(false)
    }
  }
  return (
    <Section title={words.join} text={words.joinText}>
      <Textarea
        className={styles.invitation}
        label={words.field}
        placeholder={words.example}
        autosize
        minRows={2}
        maxRows={5}
        autoComplete="off"
        spellCheck={false}
        value={text}
        error={fault ?? undefined}
        onChange={(event) => take(event.currentTarget.value)}
      />
      {invitation && <Leads to={invitation} />}
      {error !== null && <ErrorBar error={error} />}
      <div className={styles.acts}>
        <Button kind="primary" disabled={invitation === null || busy} busy={busy} onClick={() => void join()}>
          {words.joinDo}
        </Button>
        <FileButton onChange={(file) => void file?.text().then(take)}>
          {(props) => <Button {...props}>{words.file}</Button>}
        </FileButton>
      </div>
    </Section>
  )
}

function Leads({ to: { server, workspace, by, user } }: { to: Invitation }) {
  const way = !server.tls ? words.open : server.certificate ? words.certificate : words.authorities
  return (
    <div className={styles.leads} role="group" aria-label={words.join}>
      {workspace && <p className={styles.strong}>{workspace}</p>}
      <p>{words.into(server.host, server.database)}</p>
      <p>{words.invites(by, user)}</p>
      <p className={styles.small}>
        {way} {words.kept}
      </p>
    </div>
  )
}

function read(text: string): { invitation: Invitation | null; fault: string | null } {
  if (text.trim() === '') return { invitation: null, fault: null }
  try {
    return { invitation: readInvitation(text), fault: null }
  } catch (thrown) {
    const { what, next } = errorText(thrown)
    return { invitation: null, fault: `${what} ${next}` }
  }
}
