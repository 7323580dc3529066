import { type ReactNode, useState } from 'react'
import { ui as words } from '../words/en/ui.ts'
import { errorText } from '../words/index.ts'
import { Bar } from './Bar.tsx'
import { cx } from './cx.ts'
import { Button } from './Button.tsx'
import styles from './ErrorBar.module.css'

/** Anything that was thrown, in words: what happened, what is safe, what is next; codes behind Details. */
export function ErrorBar({
  error,
  children,
  tone = 'neg'
}: {
  error: unknown
  children?: ReactNode
  tone?: 'neg' | 'warn'
}) {
  const [open, setOpen] = useState(false)
  const { what, safe, next, details } = errorText(error)
  return (
    <Bar tone={tone} role="alert" title={what} text={`${safe} ${next}`}>
      {children}
      <Button
        kind="quiet"
        size="small"
        className={cx(!children && styles.first)}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {words.details}
      </Button>
      {open && (
        <>
          <Button kind="quiet" size="small" onClick={() => void navigator.clipboard.writeText(details)}>
            {words.copy}
          </Button>
          <pre className={styles.details}>{details}</pre>
        </>
      )}
    </Bar>
  )
}
