import { cx } from './cx.ts'
import { keyLabel } from './keys.ts'
import styles from './Keycap.module.css'

/**
 * A key as it stands on the keyboard. `keys`: as commands write them, `Mod+K` or `g d`. It is drawn by the style
 * sheet, so that the name of a button stays what its words say.
 */
export function Keycap({ keys, onFill = false }: { keys: string; onFill?: boolean }) {
  return (
    <kbd className={cx(styles.key, onFill && styles.onFill)} data-keys={keyLabel(keys)} aria-hidden="true" />
  )
}
