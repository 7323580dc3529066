import type { TeamUser } from '../../../shared/contract/administration.ts'
import { runCommand } from '../../app/commands.ts'
import { useBridge } from '../../bridge-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SheetPart } from '../../ui/Sheet.tsx'
import { administration } from '../../words/en/administration.ts'
import { backup } from '../../words/en/backup.ts'
import { longDate } from '../../words/index.ts'
import styles from './admin.module.css'
import { backUp, hasRest, useBackingUp } from './backing-up.ts'
import { BackUpProgress } from './BackUpProgress.tsx'
import { daysLeft, deletedAt } from './decisions.ts'
import type { Admin } from './use-admin.ts'

const words = administration.sheet

/** Deactivate, back up, delete: what is done of it, and the next step. */
export function Leaving({
  user,
  act,
  onDeactivate,
  onBackUp
}: {
  user: TeamUser
  act: Admin['act']
  onDeactivate(): void
  /** A mailbox may be signed in to first. */
  onBackUp(): void
}) {
  const bridge = useBridge()
  const running = useBackingUp((state) => state.running)
  const { id, name, mailOff, backedUp, keep, noBackup, shared } = user
  return (
    <SheetPart title={words.leaving}>
      {mailOff === null ? (
        <p className={styles.quiet}>{words.leavingText}</p>
      ) : (
        <p className={styles.quiet}>
          {words.off(longDate(mailOff))}. {words.kept(keep.folders, keep.mail)}{' '}
          {backedUp === null &&
            shared > 0 &&
            `${backup.daysLeft(daysLeft(mailOff))}: ${backup.until(longDate(deletedAt(mailOff))).toLowerCase()}.`}
        </p>
      )}
      <BackUpProgress of={id} />
      {noBackup !== null && <p className={styles.quiet}>{backup.why[noBackup]}.</p>}
      <div className={styles.acts}>
        {noBackup === null && (
          <Button
            kind={mailOff !== null && backedUp === null ? 'primary' : 'default'}
            disabled={running !== null}
            onClick={() => (hasRest(user) ? onBackUp() : void backUp(bridge, id, name))}
          >
            {backup.backUp}
          </Button>
        )}
        {mailOff === null ? (
          <Button onClick={onDeactivate}>{words.deactivateVerb}</Button>
        ) : (
          <Button onClick={() => void act('workspace.activateMail', { user: id }, words.activated(name))}>
            {words.activate}
          </Button>
        )}
        <Button kind="quiet" onClick={() => runCommand('record.open', { kind: 'user', id })}>
          {words.record}
        </Button>
      </div>
    </SheetPart>
  )
}
