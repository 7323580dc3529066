import { Checkbox, Switch, TextInput } from '@mantine/core'
import type { NotifyChoice } from '../../shared/contract/app.ts'
import { useSession } from '../bridge-context.ts'
import { contexts } from '../ui/context.ts'
import { ContextIcon } from '../ui/ContextIcon.tsx'
import { Section } from '../ui/Page.tsx'
import { inbox } from '../words/en/inbox.ts'
import { settings } from '../words/en/settings.ts'
import styles from './Settings.module.css'

const words = settings.notifications

/** Which new mail the rep is told of, and when nothing is said. */
export function WhichMail() {
  const { preferences, setPreferences } = useSession()
  const { notify } = preferences
  const choose = (patch: Partial<NotifyChoice>): void => setPreferences({ notify: { ...notify, ...patch } })
  return (
    <>
      <Section title={words.about} text={words.aboutText}>
        <div role="group" aria-label={words.aboutLabel} className={styles.options}>
          {inbox.contexts.map((name, context) => (
            <Checkbox
              key={name}
              checked={notify.about.includes(context)}
              label={
                <span className={styles.works}>
                  <ContextIcon context={contexts[context]!} size={15} />
                  <span className={styles.plain}>{name}</span>
                </span>
              }
              onChange={({ currentTarget }) =>
                choose({
                  about: currentTarget.checked
                    ? [...notify.about, context].toSorted()
                    : notify.about.filter((one) => one !== context)
                })
              }
            />
          ))}
        </div>
      </Section>
      <Section title={words.quiet} text={words.quietText}>
        <Switch
          label={words.quietLabel}
          checked={notify.quiet}
          onChange={({ currentTarget }) => choose({ quiet: currentTarget.checked })}
        />
        {notify.quiet && (
          <>
            <div className={styles.hours}>
              <Time label={words.from} minute={notify.from} onChange={(from) => choose({ from })} />
              <Time label={words.until} minute={notify.until} onChange={(until) => choose({ until })} />
            </div>
            <Checkbox
              label={words.weekends}
              checked={notify.weekends}
              onChange={({ currentTarget }) => choose({ weekends: currentTarget.checked })}
            />
          </>
        )}
      </Section>
    </>
  )
}

function Time({
  label,
  minute,
  onChange
}: {
  label: string
  minute: number
  onChange(minute: number): void
}) {
  const two = (value: number): string => String(value).padStart(2, '0')
  return (
    <TextInput
      type="time"
      label={label}
      value={`${two(Math.floor(minute / 60))}:${two(minute % 60)}`}
      onChange={({ currentTarget }) => {
        // half a time has no value yet
        const [hours, minutes] = currentTarget.value.split(':').map(Number)
        if (hours !== undefined && minutes !== undefined) onChange(hours * 60 + minutes)
      }}
    />
  )
}
