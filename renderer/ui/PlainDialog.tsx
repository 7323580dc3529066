import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { ui as words } from '../words/en/ui.ts'

/** A small window that asks for something and has acts of its own. What cannot be undone is asked by Dialog. */
export function PlainDialog({
  title,
  onClose,
  children
}: {
  title: string
  onClose(): void
  children: ReactNode
}) {
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.close }}>
      {children}
    </Modal>
  )
}
