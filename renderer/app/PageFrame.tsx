import type { ReactNode } from 'react'
import { useSession } from '../bridge-context.ts'
import { Rail } from '../inbox/index.ts'
import { useBreakpoint } from './breakpoint.ts'
import { usePanes } from './panes.ts'
import styles from './PageFrame.module.css'

/** A page of its own beside the rail: records, the import. Works without any mailbox. @param promises it is that of the promises */
export function PageFrame({ promises, children }: { promises: boolean; children: ReactNode }) {
  const { accounts } = useSession()
  const breakpoint = useBreakpoint()
  const { rail } = usePanes()
  const narrow = breakpoint === 'icons' || breakpoint === 'one'
  return (
    <div className={styles.frame}>
      <div className={styles.rail} style={{ width: narrow ? 56 : rail }}>
        <Rail accounts={accounts} narrow={narrow} active={false} promises={promises} />
      </div>
      <div className={styles.page} data-pane="page">
        {children}
      </div>
    </div>
  )
}
