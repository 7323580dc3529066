import { Radio, TextInput } from '@mantine/core'
import { period as words } from '../words/en/period.ts'
import { isoDay, type PeriodChosen, type PeriodKind } from './period.ts'
import styles from './PeriodChoice.module.css'

const kinds: PeriodKind[] = ['6', '12', '24', 'all', 'date']

interface Props {
  chosen: PeriodChosen
  set(patch: Partial<PeriodChosen>): void
  /** What is wrong with the date. */
  error?: string | undefined
  onLeave?(): void
  help: string
}

/** How far back mail is kept on this computer. */
export function PeriodChoice({ chosen, set, error, onLeave, help }: Props) {
  return (
    <fieldset className={styles.group}>
      <legend>{words.legend}</legend>
      <div className={styles.choices}>
        {kinds.map((kind) => (
          <Radio
            key={kind}
            name="period"
            label={words.kinds[kind]}
            checked={chosen.period === kind}
            onChange={() => set({ period: kind })}
          />
        ))}
      </div>
      {chosen.period === 'date' && (
        <TextInput
          type="date"
          className={styles.date}
          label={words.date}
          max={isoDay(Date.now())}
          value={chosen.date}
          error={error}
          onBlur={onLeave}
          onChange={(event) => set({ date: event.currentTarget.value })}
        />
      )}
      <p className={styles.help}>{help}</p>
    </fieldset>
  )
}
