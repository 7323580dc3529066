import { IconLock } from '@tabler/icons-react'
import { ui as words } from '../words/en/ui.ts'
import styles from './FixedNote.module.css'

/** Beside what cannot be changed here: why. */
export function FixedNote() {
  return (
    <p className={styles.note}>
      <IconLock size={14} stroke={2} aria-hidden="true" />
      {words.fixed}
    </p>
  )
}
