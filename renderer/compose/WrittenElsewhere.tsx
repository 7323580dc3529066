import { IconAppWindow } from '@tabler/icons-react'
import { runCommand } from '../app/commands.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { desktop as words } from '../words/en/desktop.ts'
import { compose } from '../words/en/compose.ts'
import styles from './compose.module.css'
import { ownWindow, useCompose } from './store.ts'

/** In the composer's place, while another window writes this mail. */
export function WrittenElsewhere({ draft, title }: { draft: string; title: string }) {
  const close = useCompose((state) => state.close)
  return (
    <section role="region" aria-label={title} data-pane="compose" tabIndex={-1} className={styles.composer}>
      <div className={styles.elsewhere}>
        <EmptyState icon={IconAppWindow} title={words.elsewhere} text={words.elsewhereText}>
          <>
            {!ownWindow && (
              <Button onClick={() => runCommand('app.openWindow', { kind: 'compose', draft })}>
                {words.showElsewhere}
              </Button>
            )}
            <Button kind="quiet" onClick={close}>
              {compose.close}
            </Button>
          </>
        </EmptyState>
      </div>
    </section>
  )
}
