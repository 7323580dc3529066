import { Select } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { sharing as permissions, type Sharing as Permission } from '../../../shared/contract/accounts.ts'
import { usePolicy } from '../../bridge-policy.ts'
import { Section } from '../../ui/Page.tsx'
import { preferences } from '../../words/en/preferences.ts'
import styles from '../Settings.module.css'
import type { AccountSection } from './section.ts'

const words = preferences.sharing
const options = permissions.options.map((value) => ({ value, label: words.names[value] }))

/** Who in the team may see this mail: the rep's choice, or the administrator's for all. */
export function Sharing({ account, change }: AccountSection) {
  const decided = usePolicy()?.sharing ?? null
  const locked = decided !== null && decided !== 'choice'
  const value = locked ? decided : account.sharing
  return (
    <Section title={words.title} text={words.text}>
      <Select
        className={styles.field}
        label={words.label}
        description={words.means[value]}
        inputWrapperOrder={['label', 'input', 'description']}
        data={options}
        value={value}
        allowDeselect={false}
        disabled={locked || decided === null}
        leftSection={locked ? <IconLock size={16} stroke={1.75} aria-hidden="true" /> : undefined}
        onChange={(chosen) => {
          if (chosen && chosen !== account.sharing) void change({ sharing: chosen as Permission })
        }}
      />
      <p className={styles.small}>{locked ? words.locked(words.names[value]) : words.later}</p>
    </Section>
  )
}
