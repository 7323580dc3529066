import { IconCalendarPlus, IconCheck, IconChecklist, IconX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { runCommand } from '../app/commands.ts'
import { useBridge } from '../bridge-context.ts'
import { type OpenPromise, useCache, useIntelligence, useMinute, useOpenPromises } from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { PageHead } from '../ui/Page.tsx'
import { clock, shortDate } from '../words/index.ts'
import { weekdayText } from '../words/day.ts'
import { promises as words, thingOf } from '../words/en/promises.ts'
import { type Deps, sayFailed } from './acts.ts'
import { addTask, dismiss, keep, overdueBy } from './promise-acts.ts'
import styles from './promises.module.css'

const icon = { size: 15, stroke: 2, 'aria-hidden': true } as const

/** All that the rep promised and has not kept: what is overdue first, a click to its mail. */
export function PromisesPage() {
  const bridge = useBridge()
  const cache = useCache()
  const deps = useMemo(() => ({ bridge, cache }), [bridge, cache])
  const { promises: on } = useIntelligence()
  const open = useOpenPromises()
  const now = useMinute()
  const groups = open ? groupsOf(open, now) : []
  return (
    <main className={styles.page} aria-label={words.title}>
      <PageHead title={words.title} text={words.text} />
      {!on && (
        <EmptyState icon={IconChecklist} title={words.off} text={words.offText}>
          <Button onClick={() => runCommand('go.settings', { page: 'intelligence' })}>
            {words.settings}
          </Button>
        </EmptyState>
      )}
      {on && open?.length === 0 && (
        <EmptyState icon={IconChecklist} title={words.none} text={words.noneText} />
      )}
      {groups.map(({ name, promises }) => (
        <section key={name} aria-label={words.groups[name]}>
          <h2 className={cx(styles.group, name === 'overdue' && styles.late)}>
            {words.groups[name]} <span className={styles.count}>{promises.length}</span>
          </h2>
          <ul className={styles.rows}>
            {promises.map((one) => (
              <Row key={one.key} of={one} deps={deps} now={now} />
            ))}
          </ul>
        </section>
      ))}
    </main>
  )
}

type Group = keyof typeof words.groups

function groupsOf(open: readonly OpenPromise[], now: number): { name: Group; promises: OpenPromise[] }[] {
  const today = new Date(now).toDateString()
  const groupOf = ({ due }: OpenPromise): Group =>
    due === null
      ? 'noDay'
      : due < now
        ? 'overdue'
        : new Date(due).toDateString() === today
          ? 'today'
          : 'later'
  return (['overdue', 'today', 'later', 'noDay'] as const)
    .map((name) => ({ name, promises: open.filter((one) => groupOf(one) === name) }))
    .filter(({ promises }) => promises.length > 0)
}

function Row({ of, deps, now }: { of: OpenPromise; deps: Deps; now: number }) {
  const { due, dayOnly, sent, to, subject } = of
  const late = overdueBy(of, now)
  const what = words.name(thingOf(of.what, of.words))
  const who = words.to(to.map(([name, address]) => name || address))
  const run = (act: (deps: Deps, one: OpenPromise) => Promise<void>) => () =>
    void act(deps, of).catch(sayFailed)
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.open}
        title={words.open}
        onClick={() => runCommand('mail.show', { ids: [of.mail] })}
      >
        <span className={styles.what}>
          <strong>{what}</strong>
          <span className={styles.quiet}> · {who}</span>
        </span>
        <span className={styles.quiet} dir="auto">
          {[of.what === 'other' ? '' : `“${of.words}”`, subject, shortDate(sent, now)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </button>
      <span className={cx(styles.due, late !== null && styles.late)}>
        {due !== null && <span>{dayOnly ? weekdayText(due) : `${weekdayText(due)}, ${clock(due)}`}</span>}
        {late !== null && <span className={styles.small}>{words.overdue(late)}</span>}
      </span>
      <span className={styles.acts}>
        <IconButton small name={words.doneFor(what)} onClick={run(keep)}>
          <IconCheck {...icon} />
        </IconButton>
        <IconButton small name={words.addTaskFor(what)} onClick={run(addTask)}>
          <IconCalendarPlus {...icon} />
        </IconButton>
        <IconButton small name={words.dismiss(what)} onClick={run(dismiss)}>
          <IconX {...icon} />
        </IconButton>
      </span>
    </li>
  )
}
