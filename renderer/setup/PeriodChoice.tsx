import { Radio, TextInput } from '@mantine/core'
import { setup } from '../words/en/setup.ts'
import styles from './AccountForm.module.css'
import type { FieldsProps } from './AccountForm.tsx'
import { isoDay, type PeriodChoice as Choice } from './form-state.ts'

const words = setup.form
const choices: Choice[] = ['6', '12', '24', 'all', 'date']

/** How far back mail is kept on this computer. */
export function PeriodChoice({ form, set, error, leave }: FieldsProps) {
  return (
    <fieldset className={styles.group}>
      <legend>{words.period}</legend>
      <div className={styles.choices}>
        {choices.map((choice) => (
          <Radio
            key={choice}
            name="period"
            label={words.periods[choice]}
            checked={form.period === choice}
            onChange={() => set({ period: choice })}
          />
        ))}
      </div>
      {form.period === 'date' && (
        <TextInput
          type="date"
          className={styles.date}
          label={words.date}
          max={isoDay(Date.now())}
          value={form.date}
          error={error('date')}
          onBlur={leave('date')}
          onChange={(event) => set({ date: event.currentTarget.value })}
        />
      )}
      <p className={styles.help}>{words.periodHelp}</p>
    </fieldset>
  )
}
