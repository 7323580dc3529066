import { IconEye } from '@tabler/icons-react'
import { Button } from '../../ui/Button.tsx'
import { emails as words } from '../../words/en/emails.ts'
import styles from './emails.module.css'

/** The list is shown as a colleague sees it, until Done. */
export function AsBar({ name, onDone }: { name: string; onDone(): void }) {
  return (
    <div className={styles.asBar} role="status">
      <IconEye size={17} stroke={1.75} aria-hidden="true" />
      <span className={styles.asText}>
        <strong>{words.asSees(name)}</strong> {words.asText}
      </span>
      <Button size="small" onClick={onDone}>
        {words.done}
      </Button>
    </div>
  )
}
