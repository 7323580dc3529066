import { cx } from './cx.ts'
import styles from './Segments.module.css'

interface Props<T extends string> {
  name: string
  value: T | null
  /** `count`: how many it stands for. */
  options: readonly { value: T; label: string; count?: string | undefined }[]
  onChange(value: T): void
}

/** One of a few, all in sight: a radio group that looks like tabs. */
export function Segments<T extends string>({ name, value, options, onChange }: Props<T>) {
  return (
    <div role="radiogroup" aria-label={name} className={styles.ground}>
      {options.map((option) => (
        <label key={option.value} className={cx(styles.segment, option.value === value && styles.on)}>
          <input
            type="radio"
            className={styles.input}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
          {option.count && <span className={styles.count}> {option.count}</span>}
        </label>
      ))}
    </div>
  )
}
