import {
  IconAdjustmentsHorizontal,
  IconLock,
  IconLockOpen,
  IconUserCheck,
  IconUsers
} from '@tabler/icons-react'
import type { SharingDecision } from '../../../shared/contract/accounts.ts'
import { administration } from '../../words/en/administration.ts'
import styles from './admin.module.css'

const { decisions, who } = administration
const icons = {
  choice: IconUserCheck,
  private: IconLock,
  public: IconUsers,
  custom: IconAdjustmentsHorizontal
}

/** A decision by icon and word; `said` in place of its own. */
export function DecisionMark({ decision, said }: { decision: SharingDecision; said?: string }) {
  const Mark = icons[decision]
  return (
    <span className={styles.mark}>
      <Mark size={16} stroke={1.75} aria-hidden="true" />
      {said ?? decisions[decision]}
    </span>
  )
}

export function LockMark({ held, said }: { held: boolean; said?: string }) {
  const Mark = held ? IconLock : IconLockOpen
  return (
    <span className={held && !said ? styles.held : styles.mark}>
      <Mark size={16} stroke={1.75} aria-hidden="true" />
      {said ?? (held ? who.locked : who.open)}
    </span>
  )
}
