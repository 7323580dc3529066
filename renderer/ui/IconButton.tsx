import { Tooltip } from '@mantine/core'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { cx } from './cx.ts'
import { ariaKeys } from './keys.ts'
import { Keycap } from './Keycap.tsx'
import styles from './IconButton.module.css'

export interface IconButtonProps extends ComponentPropsWithRef<'button'> {
  /** Always named: for the screen reader and the tooltip. */
  name: string
  keys?: string
  /** 26 in rows and cards, 30 elsewhere. */
  small?: boolean
  children: ReactNode
}

/** An icon that acts; its tooltip says what it does and teaches the key. */
export function IconButton({ name, keys, small = false, className, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip
      label={
        <span className={styles.tip}>
          {name}
          {keys && <Keycap keys={keys} onFill />}
        </span>
      }
    >
      <button
        type="button"
        aria-label={name}
        aria-keyshortcuts={ariaKeys(keys)}
        {...rest}
        className={cx(styles.button, small && styles.small, className)}
      >
        {children}
      </button>
    </Tooltip>
  )
}
