import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { ui as words } from '../words/en/ui.ts'
import { IconButton } from './IconButton.tsx'
import { layerOpen } from './layer.ts'
import styles from './Sheet.module.css'

interface Props {
  title: string
  onClose(): void
  /** Its acts, below. */
  foot?: ReactNode
  children: ReactNode
}

/** Long work on one thing, at the right: what it was opened from stays usable. Esc closes it, and the focus goes back. */
export function Sheet({ title, onClose, foot, children }: Props) {
  const heading = useId()
  const sheet = useRef<HTMLElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const before = document.activeElement
    sheet.current?.focus({ preventScroll: true })
    function onKey(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      if (layerOpen(event)) return
      event.preventDefault()
      close.current()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true })
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    <aside ref={sheet} className={styles.sheet} aria-labelledby={heading} tabIndex={-1} data-sheet>
      <header className={styles.head}>
        <h2 id={heading} className={styles.title}>
          {title}
        </h2>
        <IconButton name={words.close} onClick={onClose}>
          <IconX size={17} stroke={1.75} aria-hidden="true" />
        </IconButton>
      </header>
      <div className={styles.body}>{children}</div>
      {foot && <footer className={styles.foot}>{foot}</footer>}
    </aside>
  )
}

export function SheetPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h3 className={styles.name}>{title}</h3>
      {children}
    </section>
  )
}
