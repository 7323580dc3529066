import type { ReactNode } from 'react'
import styles from './Page.module.css'

/** A page's head: what it is, one line about it, and its acts. */
export function PageHead({
  title,
  text,
  children
}: {
  title: string
  text?: ReactNode
  children?: ReactNode
}) {
  return (
    <header className={styles.head}>
      <div className={styles.grow}>
        <h1 className={styles.title}>{title}</h1>
        {text && <p className={styles.text}>{text}</p>}
      </div>
      {children}
    </header>
  )
}

/** One subject of a page: its name and help in a column of their own, the fields beside it. */
export function Section({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <div>
        <h2 className={styles.name}>{title}</h2>
        {text && <p className={styles.help}>{text}</p>}
      </div>
      <div className={styles.fields}>{children}</div>
    </section>
  )
}
