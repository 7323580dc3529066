import { cx } from './cx.ts'
import { keyLabel } from './keys.ts'
import styles from './Keycap.module.css'

/** A key as it stands on the keyboard. `keys`: as commands write them, `Mod+K` or `g d`. */
export function Keycap({ keys, onFill = false }: { keys: string; onFill?: boolean }) {
  return (
    <kbd className={cx(styles.key, onFill && styles.onFill)} aria-hidden="true">
      {keyLabel(keys)}
    </kbd>
  )
}
