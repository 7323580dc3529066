import { useEffect, useState } from 'react'
import styles from './Skeleton.module.css'

/** True once `ms` have passed: what comes sooner needs no sign that it is coming. */
export function useLate(ms = 150): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return late
}

const widths = [
  [30, 84, 38],
  [36, 66, 28],
  [28, 90, 34],
  [24, 72, 26]
]

/** The shape of mail rows to come; still, and only after 150 ms. Never over something already there. */
export function SkeletonRows({ rows = 6, name }: { rows?: number; name: string }) {
  if (!useLate()) return null
  return (
    <div className={styles.rows} role="progressbar" aria-label={name}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row}>
          {widths[row % widths.length]!.map((width, i) => (
            <span key={i} className={styles.bone} style={{ width: `${width}%` }} />
          ))}
        </div>
      ))}
    </div>
  )
}
