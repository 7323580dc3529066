import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

interface Props {
  icon: Icon
  /** A token, `var(--deal)`; the folder's colour. */
  color?: string
  title: string
  text?: string
  /** At most one act. */
  children?: ReactNode
}

/** Empty means finished: what there is to know, and at most one thing to do. */
export function EmptyState({ icon: Mark, color = 'var(--t3)', title, text, children }: Props) {
  return (
    <div className={styles.empty}>
      <Mark size={32} stroke={1.5} color={color} aria-hidden="true" />
      <p className={styles.title}>{title}</p>
      {text && <p className={styles.text}>{text}</p>}
      {children && <div className={styles.act}>{children}</div>}
    </div>
  )
}
