import { IconDatabaseExport } from '@tabler/icons-react'
import { Bar } from '../../ui/Bar.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { backup as words } from '../../words/en/backup.ts'
import styles from './admin.module.css'
import { useBackingUp } from './backing-up.ts'

/** The backup that runs, or what came of the last one. */
export function BackUpProgress({ of }: { of?: string }) {
  const { running, done, failed } = useBackingUp()
  if (running && (of ?? running.user) === running.user)
    return (
      <div className={styles.progress} role="status" aria-label={words.running(running.name)}>
        <IconDatabaseExport size={18} stroke={1.75} aria-hidden="true" />
        <span className={styles.grow}>{words.running(running.name)}</span>
        {running.total > 0 && (
          <span className={styles.quiet}>{words.counted(running.done, running.total)}</span>
        )}
        <progress
          className={styles.meter}
          aria-label={words.running(running.name)}
          value={running.done}
          max={running.total || 1}
        />
        <span className={styles.small}>{words.twice}</span>
      </div>
    )
  if (failed && (of ?? failed.user) === failed.user) return <ErrorBar error={failed.error} />
  if (done && (of ?? done.user) === done.user)
    return (
      <Bar
        tone="pos"
        role="status"
        title={words.done(done.name, done.mails)}
        text={
          <>
            <p>{words.doneText}</p>
            <p className={styles.hash}>
              {words.size(done.octets)} · SHA-256 {done.hash}
            </p>
          </>
        }
      />
    )
  return null
}
