import { IconDatabaseExport } from '@tabler/icons-react'
import { Bar } from '../../ui/Bar.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { backup as words } from '../../words/en/backup.ts'
import styles from './admin.module.css'
import { useBackingUp } from './backing-up.ts'

/** The backup that runs, or what came of the last one. */
export function BackUpProgress({ of }: { of?: string }) {
  const { running, done, failed, stopped } = useBackingUp()
  if (running && (of ?? running.user) === running.user) {
    const { name, stage, folder, total } = running
    const title = stage === 'saving' ? words.savingOf(name) : words.running(name)
    const step = stage === 'reading' ? words.readingOf(folder) : stage === 'counting' ? words.counting : ''
    return (
      <div className={styles.progress} role="status" aria-label={title}>
        <IconDatabaseExport size={18} stroke={1.75} aria-hidden="true" />
        <span className={styles.grow}>{title}</span>
        <Button size="small" kind="quiet" onClick={running.stop}>
          {words.stop}
        </Button>
        <progress className={styles.meter} aria-label={title} value={running.done} max={total || 1} />
        {total > 0 && (
          <span className={styles.step}>
            <span className={styles.cut}>{step}</span>
            <span>{words.counted(running.done, total)}</span>
          </span>
        )}
        {stage !== 'saving' && (
          <span className={styles.small}>{stage === 'reading' ? words.goesOn : words.twice}</span>
        )}
      </div>
    )
  }
  if (failed && (of ?? failed.user) === failed.user) return <ErrorBar error={failed.error} />
  if (stopped !== null && (of ?? stopped) === stopped)
    return <Bar tone="quiet" role="status" title={words.stopped} />
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
