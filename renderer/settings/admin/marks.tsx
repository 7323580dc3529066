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

/** A decision by icon and word. */
export function DecisionMark({ decision }: { decision: SharingDecision }) {
  const Mark = icons[decision]
  return (
    <span className={styles.mark}>
      <Mark size={16} stroke={1.75} aria-hidden="true" />
      {decisions[decision]}
    </span>
  )
}

export function LockMark({ held }: { held: boolean }) {
  const Mark = held ? IconLock : IconLockOpen
  return (
    <span className={held ? styles.held : styles.mark}>
      <Mark size={16} stroke={1.75} aria-hidden="true" />
      {held ? who.locked : who.open}
    </span>
  )
}
