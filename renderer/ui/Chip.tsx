import { IconX } from '@tabler/icons-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Avatar } from './Avatar.tsx'
import { contextLook, type ContextName } from './context.ts'
import { ContextIcon } from './ContextIcon.tsx'
import { cx } from './cx.ts'
import styles from './Chip.module.css'

interface RecordChipProps {
  context: ContextName
  /** Cut before `detail` is. */
  name: string
  /** The stage, the account. */
  detail?: string
  /** In a list row: grey, 19 high. In the reader: tinted, 24 high. */
  place: 'row' | 'reader'
}

export function RecordChip({ context, name, detail, place }: RecordChipProps) {
  const { color, tint } = contextLook[context]
  const style = place === 'reader' ? { color, background: tint } : undefined
  return (
    <span className={cx(styles.chip, styles[place])} style={style}>
      <ContextIcon context={context} size={place === 'row' ? 13 : 14} />
      <span className={styles.cut}>{name}</span>
      {detail && <span className={styles.detail}>&nbsp;· {detail}</span>}
    </span>
  )
}

/** A word with a meaning of its own: a mood, an intent. */
export function ToneChip({
  tone,
  icon,
  children
}: {
  tone: 'neg' | 'pos' | 'warn' | 'plain'
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <span className={cx(styles.chip, styles.reader, styles[tone])}>
      {icon}
      <span className={styles.cut}>{children}</span>
    </span>
  )
}

interface RecipientChipProps {
  name: string
  context: ContextName
  /** Acme, Colleague, New. */
  word: string
  removeName: string
  onRemove(): void
  title?: string
}

/** Backspace and Delete remove it too. */
export function RecipientChip({ name, context, word, removeName, onRemove, title }: RecipientChipProps) {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Backspace' || event.key === 'Delete') {
      event.preventDefault()
      onRemove()
    }
  }
  return (
    <span className={cx(styles.chip, styles.recipient)} title={title}>
      <Avatar name={name} context={context} size={20} />
      <span className={styles.cut}>{name}</span>
      <span className={styles.word}>{word}</span>
      <button
        type="button"
        className={styles.remove}
        aria-label={removeName}
        onClick={onRemove}
        onKeyDown={onKeyDown}
      >
        <IconX size={14} stroke={2} aria-hidden="true" />
      </button>
    </span>
  )
}
