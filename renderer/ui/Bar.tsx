import { IconAlertTriangle, IconCircleCheck, IconCloudOff, IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './Bar.module.css'

const marks = { neg: IconPlugConnectedX, warn: IconAlertTriangle, pos: IconCircleCheck, quiet: IconCloudOff }

interface Props {
  tone: keyof typeof marks
  title: string
  text?: ReactNode
  /** `alert` stops something, `status` only tells, a `group` holds what may be done. */
  role?: 'alert' | 'status' | 'group'
  name?: string
  icon?: ReactNode
  /** Acts on what the bar says. */
  children?: ReactNode
  /** At the right of the first line. */
  aside?: ReactNode
}

/** Stands at the top of the thing it is about, for as long as it is true. */
export function Bar({ tone, title, text, role, name, icon, children, aside }: Props) {
  const Mark = marks[tone]
  return (
    <div className={cx(styles.bar, styles[tone])} role={role} aria-label={name}>
      <span className={styles.icon}>{icon ?? <Mark size={17} stroke={1.75} aria-hidden="true" />}</span>
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {text && <div className={styles.text}>{text}</div>}
        {children && <div className={styles.acts}>{children}</div>}
      </div>
      {aside && <div className={styles.aside}>{aside}</div>}
    </div>
  )
}
