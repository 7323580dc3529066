import { Select } from '@mantine/core'
import { useState } from 'react'
import { sharingDecision, type SharingDecision } from '../../../shared/contract/accounts.ts'
import type { TeamUser } from '../../../shared/contract/administration.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet, SheetPart } from '../../ui/Sheet.tsx'
import { administration } from '../../words/en/administration.ts'
import styles from './admin.module.css'
import { BackUpSheet } from './BackUpSheet.tsx'
import { consequences, type Decision, type Team } from './decisions.ts'
import { DeactivateSheet } from './DeactivateSheet.tsx'
import { Leaving } from './Leaving.tsx'
import { SheetMailboxes } from './SheetMailboxes.tsx'
import type { Admin } from './use-admin.ts'

const { sheet: words, who, decisions } = administration

interface Props {
  team: Team
  user: TeamUser
  act: Admin['act']
  onClose(): void
}

/** One user: what is decided, what they connected, and the way out. */
export function UserSheet({ team, user, act, onClose }: Props) {
  const [sharing, setSharing] = useState(user.sharing)
  const [locked, setLocked] = useState(user.locked)
  const [leaving, setLeaving] = useState(false)
  const [backingUp, setBackingUp] = useState(false)
  if (leaving) return <DeactivateSheet user={user} act={act} onDone={() => setLeaving(false)} />
  if (backingUp) return <BackUpSheet user={user} onClose={() => setBackingUp(false)} />

  const profile = team.profiles.find(({ id }) => id === user.profile)
  const wider = profile?.sharing ?? team.decision
  const widerLock = profile?.locked ?? team.locked
  const changes = Number(sharing !== user.sharing) + Number(locked !== user.locked)
  const wanted: Decision = { of: { kind: 'user', id: user.id }, decision: sharing, locked }
  return (
    <Sheet
      title={user.name}
      onClose={onClose}
      foot={
        changes > 0 && (
          <>
            <span className={styles.footText}>{words.changes(changes)}</span>
            <Button
              kind="quiet"
              onClick={() => {
                setSharing(user.sharing)
                setLocked(user.locked)
              }}
            >
              {administration.means.cancel}
            </Button>
            <Button
              kind="primary"
              onClick={() => void act('workspace.decideSharing', wanted, words.updated(user.name))}
            >
              {words.update}
            </Button>
          </>
        )
      }
    >
      <p className={styles.sheetFacts}>
        <span>{user.address}</span>
        <span>{words.facts(profile?.name ?? '', user.shared)}</span>
        {!user.invited && <span>{words.invited}</span>}
      </p>
      <SheetPart title={administration.title}>
        <Select
          label={words.sharing}
          data={[
            { value: '', label: who.asProfile(decisions[wider]) },
            ...sharingDecision.options.map((value) => ({ value: value as string, label: decisions[value] }))
          ]}
          value={sharing ?? ''}
          allowDeselect={false}
          onChange={(value) => setSharing((value || null) as SharingDecision | null)}
        />
        <Select
          label={words.lock}
          data={[
            { value: '', label: who.asProfile(widerLock ? who.locked : who.open) },
            { value: 'yes', label: who.locked },
            { value: 'no', label: who.open }
          ]}
          value={locked === null ? '' : locked ? 'yes' : 'no'}
          allowDeselect={false}
          onChange={(value) => setLocked(value ? value === 'yes' : null)}
        />
        {changes > 0 && (
          <div role="status" className={styles.consequence}>
            {consequences(team, wanted).map((said) => (
              <p key={said}>{said}</p>
            ))}
          </div>
        )}
      </SheetPart>
      <SheetMailboxes user={user} />
      <Leaving
        user={user}
        act={act}
        onDeactivate={() => setLeaving(true)}
        onBackUp={() => setBackingUp(true)}
      />
    </Sheet>
  )
}
