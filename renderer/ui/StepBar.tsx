import styles from './StepBar.module.css'

/** How far a deal is: five steps, filled up to `step` (0 to 4). The words beside it say the same. */
export function StepBar({ step, name }: { step: number; name: string }) {
  return (
    <span className={styles.bar} role="img" aria-label={name}>
      {[0, 1, 2, 3, 4].map((at) => (
        <span key={at} className={at <= step ? styles.full : styles.rest} />
      ))}
    </span>
  )
}
