import { IconArrowLeft } from '@tabler/icons-react'
import { runCommand } from '../app/commands.ts'
import { AppMark } from '../ui/AppMark.tsx'
import { Button } from '../ui/Button.tsx'
import { setup as words } from '../words/en/setup.ts'
import styles from './Setup.module.css'

/** Over the services, or what stands in their place. `first`: there is no mail yet to go back to. */
export function SetupHead({ first }: { first: boolean }) {
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
    </>
  )
}
