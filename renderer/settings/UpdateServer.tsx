import { PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import type { TeamState } from '../../shared/contract/team.ts'
import { useBridge } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { Section } from '../ui/Page.tsx'
import { showToast } from '../ui/toast.ts'
import { team } from '../words/en/team.ts'
import styles from './Workspace.module.css'

const words = team.update

/** For an administrator whose app is newer than the server's schema: the owner of the tables signs in, once. */
export function UpdateServer({
  older: { from, to, owner },
  onUpdated
}: {
  older: NonNullable<TeamState['older']>
  onUpdated(state: TeamState): void
}) {
  const bridge = useBridge()
  const [user, setUser] = useState(owner)
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [progress, setProgress] = useState('')
  const [error, setError] = useState<unknown>(null)
  useEffect(() => bridge.on('team.migrating', ({ done, of }) => setProgress(words.step(done, of))), [bridge])

  async function update(event: FormEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setError(null)
    setProgress(words.begun)
    try {
      const state = await bridge.call('team.migrate', { user, password })
      showToast({ text: words.done(to), seconds: 4 })
      onUpdated(state)
    } catch (thrown) {
      setError(thrown)
      setProgress('')
    }
    setPassword('')
    setBusy(false)
  }
  return (
    <Section title={words.title} text={words.text(from, to)}>
      <form className={styles.update} onSubmit={(event) => void update(event)}>
        {error !== null && <ErrorBar error={error} />}
        <TextInput
          label={words.user}
          description={words.userText}
          autoComplete="off"
          spellCheck={false}
          disabled={busy}
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.password}
          description={words.passwordText}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-hidden': true, tabIndex: -1 }}
          disabled={busy}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <p className={styles.small}>{words.copy}</p>
        <div className={styles.acts}>
          <Button kind="primary" type="submit" busy={busy} disabled={busy || user.trim() === ''}>
            {words.verb}
          </Button>
        </div>
        <p role="status" className={styles.small}>
          {progress}
        </p>
      </form>
    </Section>
  )
}
