import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import type { UpdateState } from '../../shared/contract/update.ts'
import { useSession } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { FixedNote } from '../ui/FixedNote.tsx'
import { Section } from '../ui/Page.tsx'
import { update as words } from '../words/en/update.ts'
import styles from './Updates.module.css'
import { type Updates as Given, useUpdates } from './use-updates.ts'

/** What the page About says of newer versions, and what can be done about them. */
export function Updates() {
  const { state, run, set } = useUpdates()
  const fixed = useSession().managed.updates?.on
  if (state === null) return null
  if (state.unavailable !== null)
    return (
      <Section title={words.title}>
        <p>{words.unavailable(state.unavailable)}</p>
      </Section>
    )
  return (
    <Section title={words.title} text={words.text}>
      {fixed === false ? <p>{words.never}</p> : <Now state={state} run={run} />}
      {state.error !== null && <ErrorBar error={state.error} tone="warn" />}
      <Switch
        label={words.by}
        description={words.byText}
        checked={state.on}
        disabled={fixed !== undefined}
        onChange={(event) => set(event.currentTarget.checked)}
      />
      {fixed !== undefined && <FixedNote />}
    </Section>
  )
}

/** One line: what is going on, and the one act that fits it. */
function Now({ state, run }: { state: UpdateState; run: Given['run'] }) {
  const { activity, version, ready, progress, checkedAt } = state
  if (activity === 'downloading' && version !== null)
    return (
      <Line
        what={words.downloading(version)}
        act={<Button onClick={() => run('update.cancel')}>{words.cancel}</Button>}
        meter={
          progress && (
            <>
              <progress
                className={styles.bar}
                aria-label={words.downloading(version)}
                value={progress.done}
                max={progress.of}
              />
              {words.progress(progress.done, progress.of)}
            </>
          )
        }
      />
    )
  if (activity === 'checking')
    return (
      <Line
        what={words.checking}
        act={<Button onClick={() => run('update.cancel')}>{words.cancel}</Button>}
      />
    )
  if (ready && version !== null) {
    if (activity === 'waiting')
      return (
        <Line
          what={words.ready(version)}
          act={<Button onClick={() => run('update.cancel')}>{words.stay}</Button>}
        >
          {words.waiting}
        </Line>
      )
    return (
      <Line
        what={words.ready(version)}
        act={
          <Button kind="primary" busy={activity === 'restarting'} onClick={() => run('update.restart')}>
            {words.restart}
          </Button>
        }
      >
        {state.atQuit ? words.atQuit : words.byRestart}
      </Line>
    )
  }
  return (
    <Line
      what={checkedAt === null || state.error !== null ? null : words.current}
      act={<Button onClick={() => run('update.check')}>{words.check}</Button>}
    >
      {checkedAt !== null ? words.checked(checkedAt) : state.error === null ? words.notYet : words.notFound}
    </Line>
  )
}

interface LineProps {
  what: string | null
  act: ReactNode
  /** Changes all the time: it is not read out. */
  meter?: ReactNode
  children?: ReactNode
}

function Line({ what, act, meter, children }: LineProps) {
  return (
    <div className={styles.line}>
      <div className={styles.text}>
        <div role="status">
          {what !== null && <p className={styles.what}>{what}</p>}
          {children && <p className={styles.more}>{children}</p>}
        </div>
        {meter && <div className={styles.meter}>{meter}</div>}
      </div>
      {act}
    </div>
  )
}
