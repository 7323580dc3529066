import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { filters as words } from '../../words/en/filters.ts'
import styles from './filters.module.css'

const step = 100

/** The first of a long list, and a button for the next: two thousand rows would hold the window up. */
export function useMore<T>(items: readonly T[]): [some: readonly T[], more: ReactNode] {
  const [shown, setShown] = useState(step)
  const left = items.length - shown
  const more = left > 0 && (
    <div className={styles.more}>
      <Button onClick={() => setShown(shown + step)}>{words.more(Math.min(step, left))}</Button>
    </div>
  )
  return [items.slice(0, shown), more]
}
