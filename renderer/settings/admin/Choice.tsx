import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { MenuButton } from '../../ui/MenuButton.tsx'
import styles from './admin.module.css'

interface Props<T> {
  /** What is chosen, and what it is now. */
  name: string
  shown: ReactNode
  options: readonly { value: T; label: string }[]
  onChoose(value: T): void
}

/** One of a few, in the running text of a card. */
export function Choice<T>({ name, shown, options, onChoose }: Props<T>) {
  return (
    <MenuButton entries={options.map(({ value, label }) => ({ label, onSelect: () => onChoose(value) }))}>
      {(button) => (
        <button type="button" {...button} aria-label={name} className={styles.choice}>
          {shown}
          <IconChevronDown size={15} stroke={1.75} aria-hidden="true" />
        </button>
      )}
    </MenuButton>
  )
}
