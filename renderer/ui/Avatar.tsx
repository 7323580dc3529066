import { contextLook, type ContextName } from './context.ts'
import styles from './Avatar.module.css'

/** First letters of the first and the last name; of an address, its first two. */
export function initialsOf(name: string): string {
  const clean = name.trim().replace(/^["'(]+/, '')
  if (clean.includes('@') || clean === '') return clean.slice(0, 2)
  const words = clean.split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word))
  const first = [...(words[0] ?? '')][0] ?? ''
  const last = words.length > 1 ? ([...words.at(-1)!][0] ?? '') : ''
  return (first + last).toUpperCase()
}

/** Tinted by who it is; the name stands beside it, so a screen reader passes it by. `me`: the rep. */
export function Avatar({
  name,
  context = 'other',
  size = 28
}: {
  name: string
  context?: ContextName | 'me'
  size?: number
}) {
  const look = context === 'me' ? { color: 'var(--acc-t)', tint: 'var(--acc-bg)' } : contextLook[context]
  return (
    <span
      className={styles.avatar}
      aria-hidden="true"
      style={{
        width: `${size / 16}rem`,
        height: `${size / 16}rem`,
        fontSize: `${Math.max(8.5, size * 0.36) / 16}rem`,
        color: look.color,
        background: look.tint
      }}
    >
      {initialsOf(name)}
    </span>
  )
}
