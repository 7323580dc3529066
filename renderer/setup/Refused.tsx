import { IconArrowLeft } from '@tabler/icons-react'
import { runCommand } from '../app/commands.ts'
import { AppMark } from '../ui/AppMark.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { setup as words } from '../words/en/setup.ts'
import styles from './Setup.module.css'

/** In place of the form, where the administrator does not let this rep connect a mailbox. */
export function Refused({ first, refusal }: { first: boolean; refusal: unknown }) {
  return (
    <>
      {!first && (
        <div>
          <Button
            kind="quiet"
            icon={<IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />}
            className={styles.back}
            onClick={() => runCommand('go.mail')}
          >
            {words.backToMail}
          </Button>
        </div>
      )}
      <AppMark size={44} />
      <h1 id="setup-title" className={styles.title}>
        {words.title}
      </h1>
      <div className={styles.refused}>
        <ErrorBar error={refusal} tone="warn">
          <Button size="small" onClick={() => runCommand('go.settings', { page: 'organisation' })}>
            {words.openOrganisation}
          </Button>
        </ErrorBar>
      </div>
    </>
  )
}
