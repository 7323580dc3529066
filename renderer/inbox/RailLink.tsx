import { cx } from '../ui/cx.ts'
import { inbox as words } from '../words/en/inbox.ts'
import styles from './Rail.module.css'

export interface LinkProps {
  name: string
  count: number
  /** What the count means, in words; without it the count is of unread mails. */
  said?: string
  troubled?: boolean
  current: boolean
  narrow: boolean
  depth?: number
  icon: React.ReactNode
  onOpen(): void
}

export function RailLink({
  name,
  count,
  said,
  troubled = false,
  current,
  narrow,
  depth = 0,
  icon,
  onOpen
}: LinkProps) {
  const label = said === undefined ? words.linkName(name, count) : [name, said].filter(Boolean).join(', ')
  return (
    <a
      href="#/mail"
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      title={narrow ? label : undefined}
      className={cx(
        styles.link,
        current && styles.current,
        count > 0 && said === undefined && styles.has,
        troubled && styles.troubled
      )}
      style={depth > 0 && !narrow ? { paddingInlineStart: 8 + depth * 14 } : undefined}
      onClick={(event) => {
        event.preventDefault()
        onOpen()
      }}
    >
      {icon}
      {!narrow && <span className={styles.name}>{name}</span>}
      {count > 0 && <span className={styles.count} data-count={count > 9999 ? '9999+' : count} />}
    </a>
  )
}
