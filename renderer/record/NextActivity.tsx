import { Select, TextInput } from '@mantine/core'
import { IconCalendarEvent, IconCheckbox, IconPhone, IconPlus, IconCheck } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import type { RecordOf } from '../../shared/contract/records.ts'
import { useBridge } from '../bridge-context.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { showToast } from '../ui/toast.ts'
import { fieldTime, timeText } from '../words/day.ts'
import { errorText } from '../words/index.ts'
import { record as words } from '../words/en/record.ts'
import type { ShownPerson } from './panel-data.ts'
import { usePlanning } from './planning.ts'
import styles from './record.module.css'

const icons = { call: IconPhone, task: IconCheckbox, meeting: IconCalendarEvent }
type Activity = RecordOf<'activity'>

/** The earliest thing that is planned with a person or their open deals, and a form to plan one. */
export function NextActivity({ person, activity }: { person: ShownPerson; activity: Activity | null }) {
  const bridge = useBridge()
  const open = usePlanning((state) => state.about === person.id)
  const [error, setError] = useState<unknown>()
  const Mark = activity ? icons[activity.type] : IconCheckbox

  async function setDone(before: Activity, done: boolean): Promise<void> {
    try {
      const after = await bridge.call('workspace.update', {
        id: before.id,
        rev: before.rev,
        draft: { kind: 'activity', values: { ...before, done } }
      })
      if (done) showToast({ text: words.activityDone, undo: () => void setDone(after as Activity, false) })
    } catch (thrown) {
      setError(thrown)
    }
  }
  return (
    <section className={styles.section} aria-label={words.nextActivity}>
      <div className={styles.sectionHead}>
        <h3>{words.nextActivity}</h3>
        <IconButton
          small
          name={words.addActivity}
          aria-expanded={open}
          onClick={() => usePlanning.setState({ about: open ? null : person.id })}
        >
          <IconPlus size={15} stroke={2} aria-hidden="true" />
        </IconButton>
      </div>
      {error !== undefined && (
        <Bar tone="neg" role="alert" title={errorText(error).what} text={errorText(error).next} />
      )}
      {activity ? (
        <div className={styles.activity}>
          <Mark size={17} stroke={1.75} aria-hidden="true" />
          <div className={styles.names}>
            <p>{activity.name}</p>
            <p className={styles.stage}>
              {[
                activity.due === null ? words.types[activity.type] : timeText(activity.due),
                activity.ownerName || activity.aboutName
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          <IconButton small name={words.done(activity.name)} onClick={() => void setDone(activity, true)}>
            <IconCheck size={15} stroke={2} aria-hidden="true" />
          </IconButton>
        </div>
      ) : (
        !open && <p className={styles.none}>{words.noActivity}</p>
      )}
      {open && (
        <Plan person={person} onDone={() => usePlanning.setState({ about: null })} onError={setError} />
      )}
    </section>
  )
}

function Plan({
  person,
  onDone,
  onError
}: {
  person: ShownPerson
  onDone(): void
  onError(error: unknown): void
}) {
  const bridge = useBridge()
  const type = usePlanning((state) => state.type)
  const [name, setName] = useState('')
  const [due, setDue] = useState(() => fieldTime(tomorrow()))

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (name.trim() === '' || person.kind === 'user') return
    const time = new Date(due).getTime()
    try {
      await bridge.call('workspace.create', {
        kind: 'activity',
        values: {
          type,
          name,
          due: Number.isNaN(time) ? null : time,
          about: { kind: person.kind, id: person.id }
        }
      })
      onDone()
    } catch (thrown) {
      onError(thrown)
    }
  }
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <TextInput
        label={words.what}
        value={name}
        maxLength={200}
        data-autofocus
        autoFocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label={words.type}
        value={type}
        data={(['task', 'call', 'meeting'] as const).map((value) => ({ value, label: words.types[value] }))}
        onChange={(value) => usePlanning.setState({ type: (value as typeof type | null) ?? 'task' })}
      />
      <TextInput
        label={words.when}
        type="datetime-local"
        value={due}
        onChange={(event) => setDue(event.currentTarget.value)}
      />
      <div className={styles.acts}>
        <Button type="submit" size="small" kind="primary" disabled={name.trim() === ''}>
          {words.plan}
        </Button>
        <Button size="small" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}

/** The next working day at ten. */
function tomorrow(): number {
  const day = new Date()
  do day.setDate(day.getDate() + 1)
  while (day.getDay() === 0 || day.getDay() === 6)
  return day.setHours(10, 0, 0, 0)
}
