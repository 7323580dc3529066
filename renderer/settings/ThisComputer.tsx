import { Switch } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { DesktopState } from '../../shared/contract/desktop.ts'
import { runCommand } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { PageHead, Section } from '../ui/Page.tsx'
import { thisComputer as words } from '../words/en/desktop.ts'
import styles from './Settings.module.css'

/** How the app stands in the rep's system: its start, the links and the files that it opens. */
export function ThisComputer() {
  const { bridge, info } = useSession()
  const [state, setState] = useState<DesktopState | null>(null)
  const [error, setError] = useState<unknown>(null)
  const ask = (call: Promise<DesktopState>): void => {
    setError(null)
    call.then(setState, setError)
  }
  useEffect(() => {
    const read = (): void => void bridge.call('desktop.state', {}).then(setState, setError)
    read()
    // the rep may have chosen in the system's own settings meanwhile
    window.addEventListener('focus', read)
    return () => window.removeEventListener('focus', read)
  }, [bridge])
  const { startsAtLogin = null, takesMailLinks = null } = state ?? {}
  const browser = info.shell === 'browser'
  return (
    <>
      <PageHead title={words.title} text={words.text} />
      <div className={styles.above}>
        {browser && <Bar tone="quiet" title={words.browser} text={words.browserText} />}
        {!browser && state !== null && startsAtLogin === null && (
          <Bar tone="quiet" title={words.notInstalled} />
        )}
        {error !== null && <ErrorBar error={error} />}
      </div>
      {startsAtLogin !== null && (
        <Section title={words.start} text={words.startText}>
          <Switch
            label={words.startLabel}
            description={words.startHelp}
            checked={startsAtLogin}
            onChange={({ currentTarget }) =>
              ask(bridge.call('desktop.startAtLogin', { on: currentTarget.checked }))
            }
          />
        </Section>
      )}
      {takesMailLinks !== null && (
        <Section title={words.links} text={words.linksText}>
          <p>{takesMailLinks ? words.linksMine : words.linksOther}</p>
          {!takesMailLinks && (
            <div className={styles.options}>
              <div>
                <Button onClick={() => ask(bridge.call('desktop.takeMailLinks', {}))}>
                  {words.linksTake}
                </Button>
              </div>
              <p className={styles.small}>{words.linksAsk}</p>
            </div>
          )}
        </Section>
      )}
      <Section title={words.files} text={words.filesText}>
        <div className={styles.options}>
          <div>
            <Button
              icon={<IconFileText size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => runCommand('app.openFile')}
            >
              {words.filesOpen}
            </Button>
          </div>
          <p className={styles.small}>{words.filesHelp}</p>
        </div>
      </Section>
    </>
  )
}
