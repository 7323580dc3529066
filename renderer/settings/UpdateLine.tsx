import { IconArrowBarToDown } from '@tabler/icons-react'
import { Button } from '../ui/Button.tsx'
import { update as words } from '../words/en/update.ts'
import styles from './UpdateLine.module.css'
import { useUpdates } from './use-updates.ts'

/** A newer version is ready: one line above everything, once for each version. */
export function UpdateLine() {
  const { state, run } = useUpdates()
  if (!state?.ready || state.version === null) return null
  const waits = state.activity === 'waiting' || state.activity === 'restarting'
  if (state.later && !waits) return null
  return (
    <section className={styles.line} aria-label={words.name}>
      <IconArrowBarToDown size={16} stroke={1.75} aria-hidden="true" />
      <p className={styles.text} role="status">
        <span className={styles.what}>{words.ready(state.version)}</span>
        {state.activity === 'waiting' && words.waiting}
        {state.activity === 'restarting' && words.restarting}
        {!waits && (state.atQuit ? words.atQuit : words.byRestart)}
      </p>
      {state.activity === 'waiting' && (
        <Button size="small" onClick={() => run('update.cancel')}>
          {words.stay}
        </Button>
      )}
      {!waits && (
        <>
          <Button size="small" onClick={() => run('update.restart')}>
            {words.restart}
          </Button>
          <Button size="small" kind="quiet" onClick={() => run('update.later')}>
            {words.later}
          </Button>
        </>
      )}
    </section>
  )
}
