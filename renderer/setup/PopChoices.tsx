import { Checkbox, Radio, TextInput } from '@mantine/core'
import { setup } from '../words/en/setup.ts'
import styles from './AccountForm.module.css'
import type { FieldsProps } from './AccountForm.tsx'

const words = setup.protocol

/** What becomes of mail on the server once it is on this computer. */
export function PopChoices({ form, set, error, leave }: FieldsProps) {
  return (
    <div className={styles.pop}>
      <Checkbox
        label={words.keep}
        description={form.leave ? words.keepHelp : words.deleteHelp}
        checked={form.leave}
        onChange={(event) => set({ leave: event.currentTarget.checked })}
      />
      {!form.leave && (
        <fieldset className={styles.inner}>
          <legend>{words.deleteTitle}</legend>
          <Radio
            name="delete"
            label={words.deleteDays}
            checked={form.deleteAfter === 'days'}
            onChange={() => set({ deleteAfter: 'days' })}
          />
          {form.deleteAfter === 'days' && (
            <TextInput
              className={styles.days}
              classNames={{ input: styles.daysInput }}
              label={words.days}
              inputMode="numeric"
              autoComplete="off"
              value={form.days}
              error={error('days')}
              onBlur={leave('days')}
              onChange={(event) => set({ days: event.currentTarget.value })}
            />
          )}
          <Radio
            name="delete"
            label={words.deleteOnce}
            checked={form.deleteAfter === 'once'}
            onChange={() => set({ deleteAfter: 'once' })}
          />
        </fieldset>
      )}
    </div>
  )
}
