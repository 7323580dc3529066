import { Checkbox, Select } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Account } from '../../../shared/contract/accounts.ts'
import { sharing as permissions, type Sharing as Permission } from '../../../shared/contract/sharing-rule.ts'
import { useSession } from '../../bridge-context.ts'
import { usePolicy } from '../../bridge-policy.ts'
import { FixedNote } from '../../ui/FixedNote.tsx'
import { Section } from '../../ui/Page.tsx'
import { preferences } from '../../words/en/preferences.ts'
import styles from '../Settings.module.css'
import type { AccountSection } from './section.ts'
import { PersonalFolders } from './PersonalFolders.tsx'
import { ShareQuestion } from './ShareQuestion.tsx'
import { SharingProgress } from './SharingProgress.tsx'
import { SharingRules } from './SharingRules.tsx'
import { useShareQuestion } from './use-share-question.ts'
import { useTeamSharing } from './use-team-sharing.ts'

const words = preferences.sharing
const options = permissions.options.map((value) => ({ value, label: words.names[value] }))

type Choice = Pick<Account, 'sharing' | 'sharingRule'>

/** Who in the team may see this mail: the rep's choice, or the administrator's for all. */
export function Sharing({ account, change }: AccountSection) {
  const decided = usePolicy()?.sharing ?? null
  const fixed = useSession().managed.sharing?.mode !== undefined
  const team = useTeamSharing(account)
  const [draft, setDraft] = useState<Choice | null>(null)
  const newest = useRef(account)
  newest.current = account
  /** What was saved, and the account as it was then. */
  const [saved, setSaved] = useState<{ choice: Choice; before: Account } | null>(null)
  const question = useShareQuestion(account, team, decided)
  const locked = decided !== null && decided !== 'choice'
  const shown = draft ?? account
  const mode = locked ? decided : shown.sharing

  /** Saves what shares no more than before; asks first where it does. */
  async function propose(choice: Choice): Promise<void> {
    setDraft(choice)
    if (await question.ask(choice)) return
    await save(choice)
  }
  async function save(choice: Choice): Promise<void> {
    question.close()
    const before = newest.current
    if (await change({ sharing: choice.sharing, sharingRule: choice.sharingRule }))
      setSaved({ choice, before })
    else setDraft(null)
  }
  // The choice stands until the account is told anew: in between the old one would be shown, and saved with the next.
  useEffect(() => {
    if (!saved || account === saved.before) return
    setDraft((now) => (now === saved.choice ? null : now))
    setSaved(null)
  }, [account, saved])
  return (
    <Section title={words.title} text={words.text}>
      <Select
        className={styles.field}
        label={words.label}
        description={words.means[mode]}
        inputWrapperOrder={['label', 'input', 'description']}
        data={options}
        value={mode}
        allowDeselect={false}
        disabled={locked || fixed || decided === null || team === null || team.held}
        leftSection={
          locked || fixed || team?.held ? <IconLock size={16} stroke={1.75} aria-hidden="true" /> : undefined
        }
        onChange={(chosen) => {
          if (chosen && chosen !== shown.sharing)
            void propose({ sharing: chosen as Permission, sharingRule: shown.sharingRule })
        }}
      />
      {locked && <p className={styles.small}>{words.locked(words.names[mode])}</p>}
      {fixed && !locked && <FixedNote />}
      {team?.held && <p className={styles.small}>{words.lockedRule}</p>}
      {mode !== 'private' && (
        <SharingRules
          mode={mode}
          terms={shown.sharingRule}
          disabled={team?.held === true}
          onSave={(sharingRule) => void propose({ sharing: shown.sharing, sharingRule })}
        />
      )}
      {mode !== 'private' && (
        <Checkbox
          label={words.personal}
          description={words.personalHelp}
          checked={account.keepPersonal}
          onChange={(event) => void change({ keepPersonal: event.currentTarget.checked })}
        />
      )}
      {mode !== 'private' && (
        <PersonalFolders
          folders={account.personalFolders}
          onChange={(personalFolders) => void change({ personalFolders })}
        />
      )}
      {question.asked && draft && (
        <ShareQuestion
          {...question.asked}
          onShare={() => void save(draft)}
          onCancel={() => {
            question.close()
            setDraft(null)
          }}
        />
      )}
      {team !== null && team.excluded.length > 0 && (
        <p className={styles.small}>{words.excluded(team.excluded)}</p>
      )}
      <SharingProgress account={account.id} mode={mode} alone={team?.alone ?? true} />
    </Section>
  )
}
