import { Select, Switch } from '@mantine/core'
import { sharingDecision, type SharingDecision } from '../../shared/contract/accounts.ts'
import type { Organisation } from '../../shared/contract/workspace.ts'
import { Section } from '../ui/Page.tsx'
import { preferences } from '../words/en/preferences.ts'
import styles from './Organisation.module.css'
import type { Saving } from './use-organisation.ts'

const words = preferences.organisation
const decisions = sharingDecision.options.map((value) => ({ value, label: words.decisions[value] }))

type Props = Pick<Saving, 'save'> & Pick<Organisation, 'sharing' | 'profiles'>

/** What the administrator decides for everybody: who shares mail, and who may connect a mailbox. */
export function Policy({ sharing, profiles, save }: Props) {
  return (
    <>
      <Section title={words.sharing} text={words.sharingText}>
        <Select
          className={styles.field}
          label={words.sharingLabel}
          data={decisions}
          value={sharing}
          allowDeselect={false}
          onChange={(value) => {
            const next = value as SharingDecision | null
            if (next && next !== sharing)
              void save({ sharing: next }, words.sharingSaved(words.decisions[next]))
          }}
        />
      </Section>
      <Section title={words.profiles} text={words.profilesText}>
        {profiles.map(({ id, name, emailSettings }) => (
          <Switch
            key={id}
            label={words.emailSettings(name)}
            description={words.emailSettingsHelp}
            checked={emailSettings}
            onChange={({ currentTarget: { checked } }) =>
              void save(
                {
                  profiles: profiles.map((one) => (one.id === id ? { ...one, emailSettings: checked } : one))
                },
                words.profileSaved(name, checked)
              )
            }
          />
        ))}
        <p className={styles.note}>{words.you}</p>
      </Section>
    </>
  )
}
