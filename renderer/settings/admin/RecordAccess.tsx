import { Radio } from '@mantine/core'
import { Section } from '../../ui/Page.tsx'
import { administration } from '../../words/en/administration.ts'
import styles from './admin.module.css'
import type { Team } from './decisions.ts'
import type { Admin } from './use-admin.ts'

const words = administration.records

/** Whose records users see, and with them the mail that is shared. */
export function RecordAccess({ records, act }: { records: Team['records']; act: Admin['act'] }) {
  const save = (next: Team['records'], undo = true): Promise<boolean> =>
    act(
      'workspace.setRecordAccess',
      { records: next },
      words.saved(words.options[next]),
      undo ? () => void save(records, false) : undefined
    )
  return (
    <Section title={words.title} text={words.text}>
      <Radio.Group
        aria-label={words.label}
        value={records}
        onChange={(value) => value !== records && void save(value as Team['records'])}
      >
        <div className={styles.radios}>
          {(['all', 'own'] as const).map((value) => (
            <Radio key={value} value={value} label={words.options[value]} description={words.help[value]} />
          ))}
        </div>
      </Radio.Group>
    </Section>
  )
}
