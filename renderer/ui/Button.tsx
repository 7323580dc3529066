import type { ComponentPropsWithRef, ReactNode } from 'react'
import { cx } from './cx.ts'
import { ariaKeys } from './keys.ts'
import { Keycap } from './Keycap.tsx'
import styles from './Button.module.css'

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** One primary a view. `danger`: red words; `destroy`: filled, for the last step only. */
  kind?: 'primary' | 'default' | 'quiet' | 'danger' | 'destroy'
  /** 26, 30, 34 (composer), 38 (first run). */
  size?: 'small' | 'normal' | 'large' | 'first'
  icon?: ReactNode
  /** The key that does the same, shown in the button. */
  keys?: string
  busy?: boolean
}

export function Button({
  kind = 'default',
  size = 'normal',
  icon,
  keys,
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-keyshortcuts={ariaKeys(keys)}
      aria-busy={busy || undefined}
      {...rest}
      className={cx(styles.button, styles[kind], styles[size], className)}
    >
      {icon}
      <span className={styles.label}>{children}</span>
      {keys && <Keycap keys={keys} onFill={kind === 'primary' || kind === 'destroy'} />}
    </button>
  )
}
