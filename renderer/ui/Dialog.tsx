import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { ui as words } from '../words/en/ui.ts'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'

interface Props {
  opened: boolean
  /** The question. */
  title: string
  /** The verb on the button: "Delete 3 mails". */
  verb: string
  /** Cancel has the focus, and the verb is red. */
  destroys?: boolean
  busy?: boolean
  onDo(): void
  onClose(): void
  children?: ReactNode
}

/** Only for what cannot be undone. */
export function Dialog({ opened, title, verb, destroys = false, busy, onDo, onClose, children }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.close }}>
      <div className={styles.text}>{children}</div>
      <div className={styles.foot}>
        <Button onClick={onClose} data-autofocus={destroys || undefined}>
          {words.cancel}
        </Button>
        <Button
          kind={destroys ? 'destroy' : 'primary'}
          busy={busy}
          disabled={busy}
          onClick={onDo}
          data-autofocus={!destroys || undefined}
        >
          {verb}
        </Button>
      </div>
    </Modal>
  )
}
