import { cx } from './cx.ts'
import styles from './SyncLine.module.css'

export type SyncTone = 'good' | 'busy' | 'quiet' | 'bad'

/** The line at the rail's foot: a dot and the fact in words. Its status lies outside the button, so that it is read. */
export function SyncLine({
  tone,
  text,
  name,
  narrow = false,
  onOpen
}: {
  tone: SyncTone
  text: string
  name: string
  narrow?: boolean
  onOpen?(): void
}) {
  return (
    <div className={styles.line} role="status" aria-label={name}>
      <button
        type="button"
        className={cx(styles.button, narrow && styles.narrow)}
        onClick={onOpen}
        title={text}
      >
        <span className={cx(styles.dot, styles[tone])} aria-hidden="true" />
        <span className={narrow ? 'visually-hidden' : styles.text}>{text}</span>
      </button>
    </div>
  )
}
