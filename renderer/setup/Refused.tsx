import { runCommand } from '../app/commands.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { setup as words } from '../words/en/setup.ts'
import { SetupHead } from './SetupHead.tsx'
import styles from './Setup.module.css'

/** In place of the form, where the administrator does not let this rep connect a mailbox. */
export function Refused({ first, refusal }: { first: boolean; refusal: unknown }) {
  return (
    <>
      <SetupHead first={first} />
      <div className={styles.refused}>
        <ErrorBar error={refusal} tone="warn">
          <Button size="small" onClick={() => runCommand('go.settings', { page: 'sharing' })}>
            {words.openSharing}
          </Button>
        </ErrorBar>
      </div>
    </>
  )
}
