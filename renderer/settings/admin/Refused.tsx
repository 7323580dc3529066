import { IconLock } from '@tabler/icons-react'
import { usePolicy } from '../../bridge-policy.ts'
import { PageHead } from '../../ui/Page.tsx'
import { administration as words } from '../../words/en/administration.ts'
import styles from './admin.module.css'

/** What everybody else sees: who decides, and what was decided for them. */
export function Refused({ title }: { title: string }) {
  const policy = usePolicy()
  return (
    <>
      <PageHead title={title} />
      <div className={styles.refused}>
        <IconLock size={18} stroke={1.75} aria-hidden="true" />
        <div className={styles.who}>
          <span className={styles.strong}>{words.setBy}</span>
          <span>
            {policy &&
              (policy.sharing === 'choice'
                ? words.decidedChoice
                : words.decided(words.decisions[policy.sharing]))}
          </span>
          {policy?.locked && <span>{words.decidedLock}</span>}
          <span className={styles.small}>{words.setByText}</span>
        </div>
      </div>
    </>
  )
}
